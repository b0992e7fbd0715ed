#include "evaluator/domain/watch_texts.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "evaluator/domain/alert_texts.h"
#include "evaluator/domain/explain_target.h"
#include "evaluator/domain/indicators_behind.h"

namespace liandu::evaluator {
namespace {

using absl::StrCat;

std::string UnitOf(const Registry& registry, const model::Watch& watch) {
  const IndicatorRow* indicator = Registry::FindRow(registry.indicators, watch.indicator);
  return indicator ? registry.symbols.Text(indicator->unit_of_measure) : "";
}

std::string WithUnit(const model::Decimal& value, const std::string& unit) {
  return unit.empty() ? value.ToString() : StrCat(value.ToString(), " ", unit);
}

std::string DropText(const model::Watch& watch, const WatchVerdict& verdict, const std::string& unit) {
  const std::string basis = watch.drop_against == model::WatchBasis::kYearBefore ? "上年同期" : "上期";
  const std::string before =
      StrCat(basis, "（", verdict.before->period.ToString(), "）", FigureText(*verdict.value_before, unit));
  const std::string by =
      verdict.drop_percent ? StrCat("下降 ", model::ToText(*verdict.drop_percent, 1), "%") : std::string("下降");
  return StrCat("比", before, by, "，超过 ", watch.drop_percent->ToString(), "%");
}

std::string TroubleText(const model::Watch& watch, const WatchVerdict& verdict, const std::string& unit) {
  std::vector<std::string> troubles;
  if (verdict.below_floor) troubles.push_back(StrCat("低于下限 ", WithUnit(*watch.floor, unit)));
  if (verdict.above_ceiling) troubles.push_back(StrCat("高于上限 ", WithUnit(*watch.ceiling, unit)));
  if (verdict.dropped) troubles.push_back(DropText(watch, verdict, unit));
  return absl::StrJoin(troubles, "；");
}

model::EvidenceInput InputOf(const HeldReport& report, const Interval& value, const std::string& unit) {
  return {"report", StrCat(report.period.ToString(), " 第", report.revision, "版"), FigureText(value, unit),
          report.period.last.ToString(), report.detail->source};
}

}  // namespace

void DescribeWatch(const Registry& registry, const model::Watch& watch, const WatchVerdict& verdict,
                   model::Alert& alert) {
  const std::string unit = UnitOf(registry, watch);
  const std::string figure = FigureText(*verdict.value, unit);
  alert.subject.display_name =
      watch.display_name.empty() ? IndicatorName(registry, watch.indicator) : watch.display_name;
  alert.chains = watch.chains;
  alert.responsible_unit = registry.ResponsibleUnit(watch.lead_unit, watch.programme);
  alert.programme = watch.programme;
  alert.indicators = IndicatorsBehind(registry, watch.indicator);
  alert.evidence = {};
  alert.evidence.rule = "监测";
  alert.evidence.actual = figure;
  alert.evidence.inputs.push_back(
      {"watch", watch.id, TroubleText(watch, verdict, unit), "", IndicatorName(registry, watch.indicator)});
  alert.evidence.inputs.push_back(InputOf(*verdict.latest, *verdict.value, unit));
  if (verdict.before) alert.evidence.inputs.push_back(InputOf(*verdict.before, *verdict.value_before, unit));
  alert.evidence.summary = StrCat(alert.subject.display_name, "：", verdict.latest->period.ToString(), " 为 ", figure,
                                  "，", TroubleText(watch, verdict, unit));
}

std::string WatchCleared(const Registry& registry, const model::Watch& watch, const WatchVerdict& verdict) {
  if (!verdict.latest) return "数据已撤下或过旧";
  const std::string unit = UnitOf(registry, watch);
  const std::string state =
      verdict.severity == model::Severity::kNone ? "在监测范围内" : TroubleText(watch, verdict, unit);
  return StrCat(verdict.latest->period.ToString(), " 为 ", FigureText(*verdict.value, unit), "，", state);
}

}  // namespace liandu::evaluator
