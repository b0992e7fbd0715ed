#include "evaluator/domain/alert_texts.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "evaluator/domain/explain_target.h"

namespace liandu::evaluator {
namespace {

using absl::StrCat;

/// How many names a sentence lists before it only counts.
constexpr size_t kMaxNames = 5;

/// Since when, not for how long: the sentence is kept with the alert while the days go by.
std::string LateSince(model::Date due, model::Severity severity) {
  return StrCat("自 ", (due + 1).ToString(), " 起逾期（", model::SeverityText(severity), "）");
}

std::string WhoText(const Registry& registry, const std::string& unit) {
  return unit.empty() ? "责任单位未明确" : StrCat("责任单位 ", registry.UnitName(unit));
}

void AddChains(const Registry& registry, const TargetRow& target, std::set<std::string>& chains) {
  for (const Symbol chain : target.chains) chains.insert(registry.symbols.Text(chain));
}

}  // namespace

std::string FirstNames(const std::vector<std::string>& names, const char* counter) {
  std::vector<std::string> first(names.begin(),
                                 names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kMaxNames)));
  std::string text = absl::StrJoin(first, "、");
  if (names.size() > kMaxNames) absl::StrAppend(&text, " 等 ", names.size(), " ", counter);
  return text;
}

std::string ChainName(const Registry& registry, const std::string& id) {
  const model::Chain* chain = model::Find(registry.catalogue.chains, id);
  return chain && !chain->display_name.empty() ? chain->display_name : id;
}

std::string ProgrammeName(const Registry& registry, const std::string& id) {
  const model::Programme* programme = model::Find(registry.catalogue.programmes, id);
  return programme && !programme->display_name.empty() ? programme->display_name : id;
}

std::string TargetName(const Registry& registry, const TargetRow& target) {
  const model::Target full = Unpack(target, registry.symbols);
  return full.display_name.empty() ? IndicatorName(registry, full.indicator) : full.display_name;
}

std::string IndicatorName(const Registry& registry, const std::string& indicator) {
  const IndicatorRow* row = Registry::FindRow(registry.indicators, indicator);
  if (!row || !row->defined) return indicator;
  const model::Indicator full = Unpack(*row, registry.symbols);
  return full.display_name.empty() ? indicator : full.display_name;
}

void DescribeSetAside(const Registry& registry, const IndicatorRow& indicator, const HeldReport& set_aside,
                      model::Alert& alert) {
  const std::string period = set_aside.period.ToString();
  alert.evidence = {};
  alert.evidence.rule = "R14";
  std::set<std::string> chains;
  for (const TargetRow* row : indicator.targets) AddChains(registry, *row, chains);
  std::vector<std::string> values;
  for (const HeldReport& report : indicator.reports) {
    if (!(report.period == set_aside.period) || report.revision != set_aside.revision) continue;
    const std::string said = ReportedText(registry, indicator, report);
    values.push_back(StrCat(said, report.set_aside ? "（搁置）" : "（采用）"));
    alert.evidence.inputs.push_back({"report", StrCat(period, " 第", report.revision, "版"), said,
                                     report.published.ToString(), report.detail->source});
  }
  alert.subject.display_name = IndicatorName(registry, indicator.id);
  alert.chains.assign(chains.begin(), chains.end());
  if (!indicator.targets.empty()) {
    alert.responsible_unit = registry.ReporterOf(indicator, *indicator.targets.front());
    alert.programme = registry.symbols.Text(indicator.targets.front()->programme);
  }
  alert.evidence.summary =
      StrCat(alert.subject.display_name, "：", period, " 同一修订号（", set_aside.revision, "）报了不同数值：",
             FirstNames(values, "个"), "；如应更正，请以修订号 ", set_aside.revision + 1, " 重报");
}

void DescribeObligation(const Registry& registry, const model::Obligation& obligation,
                        const ObligationPeriodVerdict& period, model::Alert& alert) {
  const std::string unit = registry.ResponsibleUnit(obligation.lead_unit, obligation.programme);
  alert.subject.display_name = obligation.display_name;
  alert.chains = obligation.chains;
  alert.responsible_unit = unit;
  alert.programme = obligation.programme;
  alert.labels = obligation.labels;
  alert.due_date = period.due;
  alert.evidence = {};
  alert.evidence.rule = "R17";
  alert.evidence.inputs.push_back(
      {"obligation", obligation.id, period.period.ToString(), period.due.ToString(), obligation.clause});
  const model::Decision* decision = period.decided.due_date;
  if (decision) {
    alert.evidence.inputs.push_back({"decision", decision->id, decision->reason,
                                     decision->date ? decision->date->ToString() : "", decision->decided_by});
  }
  const std::string what =
      StrCat(obligation.display_name, "（", period.period.ToString(),
             decision ? StrCat("，原定 ", period.stated_due.ToString(), "，", DecisionText(*decision)) : "", "）");
  const DeadlineVerdict& verdict = period.verdict;
  alert.evidence.summary = verdict.overdue != model::Severity::kNone
                               ? StrCat(what, "：应于 ", period.due.ToString(), " 前完成，",
                                        LateSince(period.due, verdict.overdue), "；", WhoText(registry, unit))
                               : StrCat(what, "：应于 ", period.due.ToString(), " 前完成，",
                                        DueSoonNote(verdict.due_soon_step), "；", WhoText(registry, unit));
}

void DescribePassedOver(const Registry& registry, const std::string& entry, model::Alert& alert) {
  alert.subject.display_name = StrCat("日志事件 ", entry);
  // Nobody promised it; the government answers for its own record.
  for (const auto& [id, unit] : registry.catalogue.units) {
    if (unit.kind != model::UnitKind::kGovernment) continue;
    alert.responsible_unit = id;
    break;
  }
  alert.evidence = {};
  alert.evidence.summary = StrCat(
      "日志事件 ", entry, " 反复使评判中断，已搁置：其中的填报或变更没有计入。请查明内容后重新提交，再签收本预警");
  alert.evidence.inputs = {{"log_entry", entry, "", "", ""}};
}

void DescribeOwed(const Registry& registry, const std::string& reporter, model::Date due, model::Alert& alert) {
  std::vector<std::string> names;
  std::set<std::string> chains;
  std::set<std::string> programmes;
  alert.evidence = {};
  alert.evidence.rule = "R16";
  for (const std::string& id : alert.members) {
    names.push_back(IndicatorName(registry, id));
    alert.evidence.inputs.push_back({"indicator", id, names.back(), due.ToString(), ""});
    for (const TargetRow* row : Registry::FindRow(registry.indicators, id)->targets) {
      AddChains(registry, *row, chains);
      programmes.insert(registry.symbols.Text(row->programme));
    }
  }
  alert.subject.display_name = registry.UnitName(reporter);
  alert.chains.assign(chains.begin(), chains.end());
  alert.programme = programmes.size() == 1 ? *programmes.begin() : "";
  alert.responsible_unit = reporter;
  alert.due_date = due;
  alert.evidence.summary = StrCat(alert.subject.display_name, "：", names.size(), " 项指标应于 ", due.ToString(),
                                  " 前填报，", LateSince(due, alert.severity), "：", FirstNames(names, "项"));
}

std::string ReportedText(const Registry& registry, const IndicatorRow& indicator, const HeldReport& report) {
  const std::string& unit = report.detail->unit_of_measure;
  const std::string text = FigureText(Interval::Of(model::ToRational(report.value), report.bound),
                                      unit.empty() ? registry.symbols.Text(indicator.unit_of_measure) : unit);
  return report.bound == model::Bound::kAbout ? StrCat("约 ", text) : text;
}

std::string LateNote(int days_late) { return StrCat("逾期 ", days_late, " 天仍未完成"); }

std::string DueSoonNote(int step) { return StrCat(step, " 个工作日内到期"); }

}  // namespace liandu::evaluator
