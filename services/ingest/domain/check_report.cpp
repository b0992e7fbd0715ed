#include "ingest/domain/check_report.h"

#include <algorithm>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "model/evaluation_period.h"

namespace liandu::ingest {
namespace {

constexpr int kPublicationMinutes = 9 * 60;

std::string Unknown(const char* kind, const std::string& id) {
  return absl::StrCat("没有", kind, "“", id, "”；请改正编号，或先把它加入目录");
}

void RequireKnown(const char* field, model::Date date, model::Date known, std::vector<Violation>& violations) {
  if (date <= known) return;
  violations.push_back(
      {field, absl::StrCat(date.ToString(), " 晚于填报之日 ", known.ToString(), "；请改正，或到时再报")});
}

bool IsFirstOfMonth(model::Date date) { return static_cast<unsigned>(date.ymd().day()) == 1; }
bool IsLastOfMonth(model::Date date) { return IsFirstOfMonth(date + 1); }

/// Months of a whole period of the cadence.
int MonthsOf(model::Cadence cadence) {
  switch (cadence) {
    case model::Cadence::kMonthly:
      return 1;
    case model::Cadence::kQuarterly:
      return 3;
    case model::Cadence::kHalfYearly:
      return 6;
    case model::Cadence::kYearly:
      return 12;
    case model::Cadence::kUnspecified:
    case model::Cadence::kMidTerm:
    case model::Cadence::kFinal:
      return 0;
  }
  return 0;
}

const char* ExampleOf(model::Cadence cadence) {
  switch (cadence) {
    case model::Cadence::kMonthly:
      return "2024-06";
    case model::Cadence::kQuarterly:
      return "2024Q2";
    case model::Cadence::kHalfYearly:
      return "2024H1";
    default:
      return "2024";
  }
}

/// Whether the period is one of those that an obligation of this cadence comes round in.
bool IsPeriodOf(const model::Period& period, model::Cadence cadence) {
  const int months = MonthsOf(cadence);
  if (months == 0 || period.as_of || !IsFirstOfMonth(period.first)) return false;
  const auto month = static_cast<unsigned>(period.first.ymd().month());
  return (month - 1) % static_cast<unsigned>(months) == 0 && period.last == period.first.AddMonths(months) - 1;
}

/// The stages of an item, in order: its machine's, else its own.
std::vector<std::string> StagesOf(const model::Item& item, const model::Catalogue& catalogue) {
  const auto* machine = model::Find(catalogue.stage_machines, item.stage_machine);
  if (machine == nullptr) return item.stages;
  std::vector<std::string> stages;
  for (const model::Stage& stage : machine->stages) stages.push_back(stage.id);
  return stages;
}

}  // namespace

model::Instant PublicationMoment(model::Date published, const model::CivilTime& civil_time) {
  return civil_time.At(published, kPublicationMinutes);
}

model::CivilTime CivilTimeOf(const model::Catalogue& catalogue) {
  if (!catalogue.jurisdiction || catalogue.jurisdiction->utc_offsets.empty()) return model::CivilTime();
  return model::CivilTime(catalogue.jurisdiction->utc_offsets);
}

ReportCheck::ReportCheck(const model::Catalogue& catalogue, model::ClockMode mode, model::Instant now)
    : catalogue_(catalogue), mode_(mode), civil_time_(CivilTimeOf(catalogue)), today_(civil_time_.DateAt(now)) {}

void ReportCheck::Check(const model::Report& report, std::vector<Violation>& violations) {
  CheckPublished(report, violations);
  if (report.source_sequence > 0) {
    if (report.source_sequence <= last_sequence_) {
      violations.push_back({"source_sequence", absl::StrCat(report.source_sequence, " 不大于前面一条的 ",
                                                            last_sequence_, "；请从小到大编号")});
    }
    last_sequence_ = std::max(last_sequence_, report.source_sequence);
  }
  const model::Date known = report.published_date ? *report.published_date : today_;
  std::visit([&](const auto& fact) { CheckFact(fact, known, violations); }, report.fact);
}

void ReportCheck::CheckPublished(const model::Report& report, std::vector<Violation>& violations) const {
  if (!report.published_date) return;
  if (mode_ != model::ClockMode::kImporting) {
    violations.push_back({"published_date", "辖区不在导入中，不能填发布日期；请留空"});
  } else if (*report.published_date < today_) {
    violations.push_back({"published_date", absl::StrCat(report.published_date->ToString(), " 早于已导入到的 ",
                                                         today_.ToString(), "；请按发布日期先后导入")});
  }
}

void ReportCheck::CheckUnit(const model::IndicatorReport& fact, const model::Indicator& indicator,
                            std::vector<Violation>& violations) const {
  if (fact.unit_of_measure.empty() || fact.unit_of_measure == indicator.unit_of_measure) return;
  const auto* unit = model::Find(catalogue_.units_of_measure, fact.unit_of_measure);
  if (unit == nullptr) {
    violations.push_back({"indicator_report.unit_of_measure", Unknown("计量单位", fact.unit_of_measure)});
    return;
  }
  const auto* held = model::Find(catalogue_.units_of_measure, indicator.unit_of_measure);
  if (held == nullptr || held->dimension == unit->dimension) return;
  violations.push_back({"indicator_report.unit_of_measure",
                        absl::StrCat("“", unit->id, "”的量纲是 ", unit->dimension, "，指标“", indicator.id, "”用的“",
                                     held->id, "”是 ", held->dimension, "；请改用量纲相同的计量单位")});
}

void ReportCheck::CheckFact(const model::IndicatorReport& fact, model::Date known, std::vector<Violation>& violations) {
  RequireKnown("indicator_report.period", fact.period.last, known, violations);
  if (!fact.growth_base_period.empty() && !fact.growth_rate) {
    violations.push_back({"indicator_report.growth_base_period", "没有同时填 growth_rate；请两项都填或都不填"});
  }
  for (size_t i = 0; i < fact.baseline_of.size(); ++i) {
    if (catalogue_.targets.contains(fact.baseline_of[i])) continue;
    violations.push_back({absl::StrCat("indicator_report.baseline_of[", i, "]"), Unknown("目标", fact.baseline_of[i])});
  }
  const auto* indicator = model::Find(catalogue_.indicators, fact.indicator);
  if (indicator == nullptr) {
    violations.push_back({"indicator_report.indicator", Unknown("指标", fact.indicator)});
    return;
  }
  if (!indicator->formula.empty()) {
    violations.push_back({"indicator_report.indicator",
                          absl::StrCat("指标“", indicator->id, "”由公式得出，不接受填报；请填报公式所用的指标")});
    return;
  }
  CheckUnit(fact, *indicator, violations);
  const bool whole_months = IsFirstOfMonth(fact.period.first) && IsLastOfMonth(fact.period.last);
  if (indicator->cadence != model::Cadence::kUnspecified && !fact.period.as_of && !whole_months) {
    violations.push_back(
        {"indicator_report.period", absl::StrCat("不是整月，这个指标按整月填报；请写成 ", ExampleOf(indicator->cadence),
                                                 " 的样子，或写数值截至的那一天")});
  }
}

void ReportCheck::CheckFact(const model::MilestoneReport& fact, model::Date known, std::vector<Violation>& violations) {
  RequireKnown("milestone_report.date", fact.date, known, violations);
  const auto* item = model::Find(catalogue_.items, fact.item);
  if (item == nullptr) {
    violations.push_back({"milestone_report.item", Unknown("事项", fact.item)});
    return;
  }
  if (model::FindMilestone(*item, fact.milestone) == nullptr)
    violations.push_back({"milestone_report.milestone", Unknown("节点", fact.milestone)});
}

void ReportCheck::CheckFact(const model::StageReport& fact, model::Date known, std::vector<Violation>& violations) {
  RequireKnown("stage_report.date", fact.date, known, violations);
  const auto* item = model::Find(catalogue_.items, fact.item);
  if (item == nullptr) {
    violations.push_back({"stage_report.item", Unknown("事项", fact.item)});
    return;
  }
  const std::vector<std::string> stages = StagesOf(*item, catalogue_);
  auto found = std::find(stages.begin(), stages.end(), fact.stage);
  if (found == stages.end()) {
    violations.push_back(
        {"stage_report.stage", absl::StrCat("事项“", item->id, "”没有阶段“", fact.stage, "”；",
                                            stages.empty() ? "请先在目录里写明它的阶段" : "请从它的阶段中选一个：",
                                            absl::StrJoin(stages, "、"))});
    return;
  }
  const auto stage = static_cast<size_t>(found - stages.begin());
  auto [previous, first] = stages_.try_emplace(fact.item, stage);
  if (!first) {
    const bool steps_back = stage < previous->second;
    if ((steps_back || stage > previous->second + 1) && fact.reason.empty()) {
      violations.push_back({"stage_report.reason", absl::StrCat("没有填写；事项从“", stages[previous->second],
                                                                steps_back ? "”退回" : "”越级", "，请说明原因")});
      return;
    }
    previous->second = stage;
  }
}

void ReportCheck::CheckFact(const model::MembershipReport& fact, model::Date known,
                            std::vector<Violation>& violations) {
  RequireKnown("membership_report.date", fact.date, known, violations);
  const auto* list = model::Find(catalogue_.registers, fact.register_id);
  if (list == nullptr) {
    violations.push_back({"membership_report.register", Unknown("名录", fact.register_id)});
    return;
  }
  if (!fact.tier.empty() && std::find(list->tiers.begin(), list->tiers.end(), fact.tier) == list->tiers.end()) {
    violations.push_back(
        {"membership_report.tier", absl::StrCat("名录“", list->id, "”没有层级“", fact.tier, "”；请从它的层级中选一个：",
                                                absl::StrJoin(list->tiers, "、"))});
  }
  if (!fact.chain.empty() && !catalogue_.chains.contains(fact.chain)) {
    violations.push_back({"membership_report.chain", Unknown("产业链", fact.chain)});
  }
  const std::pair<const char*, const std::string*> units[] = {{"membership_report.unit", &fact.unit},
                                                              {"membership_report.park", &fact.park},
                                                              {"membership_report.district", &fact.district}};
  for (const auto& [field, id] : units) {
    if (!id->empty() && !catalogue_.units.contains(*id)) violations.push_back({field, Unknown("单位", *id)});
  }
  if (fact.change == model::MembershipChange::kLeft && fact.reason.empty()) {
    violations.push_back({"membership_report.reason", "没有填写；退出名录请说明原因"});
  }
}

void ReportCheck::CheckFact(const model::IssueReport& fact, model::Date known, std::vector<Violation>& violations) {
  RequireKnown("issue_report.date", fact.date, known, violations);
  const auto* issue = model::Find(catalogue_.issues, fact.issue);
  if (issue == nullptr) {
    violations.push_back({"issue_report.issue", Unknown("协调事项", fact.issue)});
    return;
  }
  if (issue->raised_date && fact.date < *issue->raised_date) {
    violations.push_back({"issue_report.date", absl::StrCat(fact.date.ToString(), " 早于提出之日 ",
                                                            issue->raised_date->ToString(), "；请改正")});
  }
}

void ReportCheck::CheckFact(const model::ObligationReport& fact, model::Date known,
                            std::vector<Violation>& violations) {
  RequireKnown("obligation_report.date", fact.date, known, violations);
  const auto* obligation = model::Find(catalogue_.obligations, fact.obligation);
  if (obligation == nullptr) {
    violations.push_back({"obligation_report.obligation", Unknown("定期义务", fact.obligation)});
    return;
  }
  const auto* programme = model::Find(catalogue_.programmes, obligation->programme);
  const std::optional<model::Date> start =
      obligation->start_date || programme == nullptr ? obligation->start_date : programme->start_date;
  const std::optional<model::Date> end =
      obligation->end_date || programme == nullptr ? obligation->end_date : programme->end_date;
  const auto evaluation = model::EvaluationPeriod(obligation->cadence, start, end);
  if (evaluation ? fact.period != *evaluation : !IsPeriodOf(fact.period, obligation->cadence)) {
    violations.push_back(
        {"obligation_report.period",
         evaluation ? absl::StrCat(fact.period.ToString(), " 不是这项评估的期间；请写成 ", evaluation->ToString())
                    : absl::StrCat(fact.period.ToString(), " 不是这项义务的一期；请写成 ",
                                   ExampleOf(obligation->cadence), " 的样子")});
    return;
  }
  if ((start && fact.period.last < *start) || (end && fact.period.first > *end)) {
    violations.push_back(
        {"obligation_report.period", absl::StrCat(fact.period.ToString(), " 不在义务的起止日期之内；请改正期间")});
  }
}

}  // namespace liandu::ingest
