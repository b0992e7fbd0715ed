#include "ingest/domain/check_report.h"

#include <algorithm>
#include <variant>

#include "absl/strings/str_cat.h"

namespace liandu::ingest {
namespace {

constexpr int kPublicationMinutes = 9 * 60;

std::string Unknown(const char* kind, const std::string& id) {
  return absl::StrCat("\"", id, "\" does not exist; add the ", kind, " to the catalogue or correct the id");
}

void RequireKnown(const char* field, model::Date date, model::Date known, std::vector<Violation>& violations) {
  if (date <= known) return;
  violations.push_back({field, absl::StrCat(date.ToString(), " lies after ", known.ToString(),
                                            ", the day on which this is reported; report it once it has come")});
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
      violations.push_back(
          {"source_sequence", absl::StrCat(report.source_sequence, " does not lie above ", last_sequence_,
                                           " of a report before; number them upwards")});
    }
    last_sequence_ = std::max(last_sequence_, report.source_sequence);
  }
  const model::Date known = report.published_date ? *report.published_date : today_;
  std::visit([&](const auto& fact) { CheckFact(fact, known, violations); }, report.fact);
}

void ReportCheck::CheckPublished(const model::Report& report, std::vector<Violation>& violations) const {
  if (!report.published_date) return;
  if (mode_ != model::ClockMode::kImporting) {
    violations.push_back(
        {"published_date", "is given although the jurisdiction is not being imported; leave it empty"});
  } else if (*report.published_date < today_) {
    violations.push_back(
        {"published_date", absl::StrCat(report.published_date->ToString(), " lies before ", today_.ToString(),
                                        ", up to which the jurisdiction has been imported; import "
                                        "reports in order of their publication")});
  }
}

void ReportCheck::CheckUnit(const model::IndicatorReport& fact, const model::Indicator& indicator,
                            std::vector<Violation>& violations) const {
  if (fact.unit_of_measure.empty() || fact.unit_of_measure == indicator.unit_of_measure) return;
  const auto* unit = model::Find(catalogue_.units_of_measure, fact.unit_of_measure);
  if (unit == nullptr) {
    violations.push_back({"indicator_report.unit_of_measure", Unknown("unit of measure", fact.unit_of_measure)});
    return;
  }
  const auto* held = model::Find(catalogue_.units_of_measure, indicator.unit_of_measure);
  if (held == nullptr || held->dimension == unit->dimension) return;
  violations.push_back({"indicator_report.unit_of_measure",
                        absl::StrCat("\"", unit->id, "\" measures ", unit->dimension, ", but indicator \"",
                                     indicator.id, "\" is held in \"", held->id, "\" (", held->dimension,
                                     "); report it in a unit of that dimension")});
}

void ReportCheck::CheckFact(const model::IndicatorReport& fact, model::Date known, std::vector<Violation>& violations) {
  RequireKnown("indicator_report.period", fact.period.last, known, violations);
  if (!fact.growth_base_period.empty() && !fact.growth_rate) {
    violations.push_back({"indicator_report.growth_base_period", "is given without growth_rate; give both or neither"});
  }
  for (size_t i = 0; i < fact.baseline_of.size(); ++i) {
    if (catalogue_.targets.contains(fact.baseline_of[i])) continue;
    violations.push_back(
        {absl::StrCat("indicator_report.baseline_of[", i, "]"), Unknown("target", fact.baseline_of[i])});
  }
  const auto* indicator = model::Find(catalogue_.indicators, fact.indicator);
  if (indicator == nullptr) {
    violations.push_back({"indicator_report.indicator", Unknown("indicator", fact.indicator)});
    return;
  }
  CheckUnit(fact, *indicator, violations);
  const bool whole_months = IsFirstOfMonth(fact.period.first) && IsLastOfMonth(fact.period.last);
  if (indicator->cadence != model::Cadence::kUnspecified && !fact.period.as_of && !whole_months) {
    violations.push_back({"indicator_report.period",
                          absl::StrCat("cuts months, but the indicator is reported by whole ones; give a period like ",
                                       ExampleOf(indicator->cadence), " or the day as of which the value holds")});
  }
}

void ReportCheck::CheckFact(const model::MilestoneReport& fact, model::Date known, std::vector<Violation>& violations) {
  RequireKnown("milestone_report.date", fact.date, known, violations);
  const auto* item = model::Find(catalogue_.items, fact.item);
  if (item == nullptr) {
    violations.push_back({"milestone_report.item", Unknown("item", fact.item)});
    return;
  }
  const bool found = std::any_of(item->milestones.begin(), item->milestones.end(),
                                 [&](const model::Milestone& milestone) { return milestone.id == fact.milestone; });
  if (!found) violations.push_back({"milestone_report.milestone", Unknown("milestone", fact.milestone)});
}

void ReportCheck::CheckFact(const model::StageReport& fact, model::Date known, std::vector<Violation>& violations) {
  RequireKnown("stage_report.date", fact.date, known, violations);
  const auto* item = model::Find(catalogue_.items, fact.item);
  if (item == nullptr) {
    violations.push_back({"stage_report.item", Unknown("item", fact.item)});
    return;
  }
  auto found = std::find(item->stages.begin(), item->stages.end(), fact.stage);
  if (found == item->stages.end()) {
    violations.push_back({"stage_report.stage", absl::StrCat("\"", fact.stage, "\" is no stage of item \"", item->id,
                                                             "\"; name one of its stages")});
    return;
  }
  const auto stage = static_cast<size_t>(found - item->stages.begin());
  auto [previous, first] = stages_.try_emplace(fact.item, stage);
  if (!first) {
    const bool steps_back = stage < previous->second;
    if ((steps_back || stage > previous->second + 1) && fact.reason.empty()) {
      violations.push_back({"stage_report.reason", absl::StrCat("is empty although the item ",
                                                                steps_back ? "steps back from" : "skips stages after",
                                                                " \"", item->stages[previous->second], "\"; say why")});
      return;
    }
    previous->second = stage;
  }
}

void ReportCheck::CheckFact(const model::ObligationReport& fact, model::Date known,
                            std::vector<Violation>& violations) {
  RequireKnown("obligation_report.date", fact.date, known, violations);
  const auto* obligation = model::Find(catalogue_.obligations, fact.obligation);
  if (obligation == nullptr) {
    violations.push_back({"obligation_report.obligation", Unknown("obligation", fact.obligation)});
    return;
  }
  if (!IsPeriodOf(fact.period, obligation->cadence)) {
    violations.push_back({"obligation_report.period",
                          absl::StrCat(fact.period.ToString(), " is no period of the obligation; give one like ",
                                       ExampleOf(obligation->cadence))});
    return;
  }
  const auto* programme = model::Find(catalogue_.programmes, obligation->programme);
  const std::optional<model::Date> start =
      obligation->start_date || programme == nullptr ? obligation->start_date : programme->start_date;
  const std::optional<model::Date> end =
      obligation->end_date || programme == nullptr ? obligation->end_date : programme->end_date;
  if ((start && fact.period.last < *start) || (end && fact.period.first > *end)) {
    violations.push_back(
        {"obligation_report.period", absl::StrCat(fact.period.ToString(),
                                                  " lies outside of the obligation's term; give one of its "
                                                  "periods")});
  }
}

}  // namespace liandu::ingest
