#include "evaluator/domain/cleared_texts.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "evaluator/domain/alert_texts.h"
#include "evaluator/domain/explain_target.h"
#include "evaluator/domain/figures.h"

namespace liandu::evaluator {
namespace {

using absl::StrCat;
using model::Condition;
using model::Date;
using model::Severity;

std::string DoneOn(Date day, std::optional<Date> due) {
  const bool late = due && day > *due;
  return StrCat("已于 ", day.ToString(), " 完成", late ? StrCat("（逾期 ", day - *due, " 天）") : "");
}

std::string OverdueSince(Date due) { return StrCat("到期未完成，自 ", (due + 1).ToString(), " 起逾期"); }

}  // namespace

std::string TargetCleared(const TargetRow& row, const TargetSpec& spec, const Verdict& verdict,
                          const model::Alert& alert) {
  if (row.group && row.group->leader != &row) return StrCat("与 ", row.group->leader->id, " 为同一目标，由其预警");
  const std::string unit(spec.unit);
  for (const WindowVerdict& window : verdict.windows) {
    if (WindowText(spec, window) == alert.window) return StateText(spec, unit, window, Severity::kNone);
  }
  // A standing target is judged by its latest report, which has a window of its own.
  if (!spec.due) return StateText(spec, unit, verdict.current(), Severity::kNone);
  return "目标期或督办起始日已调整";
}

std::string ObligationCleared(const Registry& registry, const ObligationRecord& record, Date today,
                              const model::Alert& alert) {
  for (const ObligationRecord::Fulfilment& fulfilment : record.fulfilments) {
    if (fulfilment.period.ToString() == alert.window) return DoneOn(fulfilment.date, alert.due_date);
  }
  const DecidedDeadline decided = DecisionsOnObligation(registry.decisions, record.obligation, alert.window, today);
  if (decided.excuse) return StrCat("已容错免责，", DecisionText(*decided.excuse));
  if (decided.due_date && decided.due_date->new_date != alert.due_date) {
    return StrCat("完成时限已改为 ", decided.due_date->new_date->ToString(), "，", DecisionText(*decided.due_date));
  }
  const bool late = alert.condition == Condition::kDueSoon && alert.due_date && today > *alert.due_date;
  return late ? OverdueSince(*alert.due_date) : "已不在预警范围内";
}

std::string DisputeCleared(const Registry& registry, const IndicatorRow& indicator, const model::Alert& alert) {
  if (alert.condition == Condition::kOrder) return "前后期目标已理顺";
  if (alert.condition == Condition::kDataGap) return "翻番的基数已确认";
  if (!alert.members.empty()) return "目标已一致";
  for (size_t i = 0; i < indicator.reports.size();) {
    const HeldReport* report = StandingReport(indicator.reports, i, i);
    if (!report || !absl::StartsWith(alert.window, StrCat(report->period.ToString(), "r"))) continue;
    return StrCat(report->period.ToString(), " 以修订号 ", report->revision, " 为准：",
                  ReportedText(registry, indicator, *report));
  }
  return "矛盾的填报已撤下";
}

std::string OwedCleared(const Registry& registry, const model::Alert& alert) {
  const auto came = [&](const std::string& id) {
    const IndicatorRow* row = Registry::FindRow(registry.indicators, id);
    return row && std::any_of(row->reports.begin(), row->reports.end(), [&](const HeldReport& report) {
             return report.received >= alert.raised_time && !report.set_aside;
           });
  };
  return std::all_of(alert.members.begin(), alert.members.end(), came) ? "已补报" : "已补报或不再需要填报";
}

std::string RedactedCleared(const Registry& registry, const model::Alert& alert) {
  const auto is_gone = [&](const std::string& id) { return !Registry::FindRow(registry.targets, id); };
  return std::all_of(alert.members.begin(), alert.members.end(), is_gone) ? "相关目标已撤销" : "被遮盖的数值已补录";
}

}  // namespace liandu::evaluator
