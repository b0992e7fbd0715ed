#include "evaluator/domain/explain_relations.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "evaluator/domain/alert_texts.h"
#include "evaluator/domain/explain_target.h"
#include "evaluator/domain/supersession.h"

namespace liandu::evaluator {
namespace {

using absl::StrCat;
using model::Date;
using model::Decision;
using model::DecisionKind;

std::string AuthorName(const Registry& registry, const std::string& id) {
  const model::Post* post = model::Find(registry.catalogue.posts, id);
  return post && !post->display_name.empty() ? post->display_name : registry.UnitName(id);
}

/// The number of a decision beside that of the plan, in the target's unit.
std::string NumberText(std::optional<model::Decimal> value, std::optional<model::Decimal> upper,
                       const std::string& unit) {
  if (!value) return "（未印）";
  const std::string number = upper ? StrCat(value->ToString(), "～", upper->ToString()) : value->ToString();
  return unit.empty() ? number : StrCat(number, " ", unit);
}

std::string UnitOf(const Registry& registry, const model::Target& target) {
  if (!target.unit_of_measure.empty()) return target.unit_of_measure;
  const IndicatorRow* indicator = Registry::FindRow(registry.indicators, target.indicator);
  return indicator ? registry.symbols.Text(indicator->unit_of_measure) : "";
}

std::string DateText(const std::optional<Date>& date) { return date ? date->ToString() : "（未定）"; }

std::string BaseText(const Decision& decision, const model::Target& target, const std::string& unit) {
  std::string text =
      StrCat("基数确认为 ", NumberText(decision.value, std::nullopt, unit), "（", DateText(decision.new_date), "）");
  if (!target.base) return StrCat(text, "，原文未印");
  return StrCat(text, "，原为", target.base->inferred ? "推定的 " : " ",
                NumberText(target.base->value, std::nullopt, unit));
}

/// What was and what is.
std::string ChangeText(const Registry& registry, const Decision& decision, const model::Target& target) {
  const std::string unit = UnitOf(registry, target);
  const std::string value = NumberText(decision.value, decision.upper_value, unit);
  switch (decision.kind) {
    case DecisionKind::kChangeValue:
      return StrCat("目标值由 ", NumberText(target.value, target.upper_value, unit), " 调整为 ", value);
    case DecisionKind::kChangeDueDate:
      return StrCat("到期日由 ", DateText(target.due_date), " 调整为 ", DateText(decision.new_date));
    case DecisionKind::kConfirmBase:
      return BaseText(decision, target, unit);
    case DecisionKind::kConfirmReading:
      return StrCat("口径按目录所载确认，原有歧义：", target.ambiguity.empty() ? "无" : target.ambiguity);
    case DecisionKind::kFillRedaction:
      return StrCat("补录原文遮盖的数值：", value);
    case DecisionKind::kSettleConflict:
      if (decision.target != target.id) return StrCat("裁定以 ", decision.target, " 为准，本目标让位，不再评价");
      return StrCat("裁定以本目标为准，", absl::StrJoin(decision.gives_way, "、"), " 让位");
    case DecisionKind::kExcuse:
      return "容错免责：问题如实显示，不发预警";
    case DecisionKind::kUnspecified:
      break;
  }
  return "";
}

std::string DecisionLine(const Registry& registry, const Decision& decision, const model::Target& target, Date day) {
  const bool ahead = decision.date && *decision.date > day;
  return StrCat("决定 ", decision.id, "（", AuthorName(registry, decision.decided_by), "，", DateText(decision.date),
                ahead ? " 起，尚未生效" : " 起", decision.period.empty() ? "" : StrCat("，仅 ", decision.period),
                "）：", ChangeText(registry, decision, target), "；原因：", decision.reason);
}

/// "T044 ≥ 220 万标准箱（2025-12-31 到期）".
std::string AskedText(const Registry& registry, const TargetRow& other, Date day) {
  const TargetSpec spec = registry.SpecOf(other, day);
  const std::string threshold = ThresholdText(spec, {"", UnitText(spec), "", "", ""});
  return StrCat(other.id, " ", threshold, spec.due ? StrCat("（", spec.due->ToString(), " 到期）") : "");
}

}  // namespace

std::vector<std::string> DecisionSteps(const Registry& registry, const TargetRow& target, Date day) {
  std::vector<std::string> steps;
  const auto decisions = registry.decisions.About({DecidedKind::kTarget, target.id});
  if (decisions.empty()) return steps;
  const model::Target printed = Unpack(target, registry.symbols);
  for (const Decision* decision : decisions) steps.push_back(DecisionLine(registry, *decision, printed, day));
  return steps;
}

std::vector<std::string> ProgrammeSteps(const Registry& registry, const TargetRow& target, Date day) {
  std::vector<std::string> steps;
  if (const TargetRow* successor = SuccessionOf(registry, target, day).successor) {
    const std::string& programme = registry.symbols.Text(successor->programme);
    steps.push_back(StrCat("R21 方案“", ProgrammeName(registry, programme), "”已取代本方案，改由 ",
                           AskedText(registry, *successor, day), " 评价"));
  }
  const model::Programme* own = registry.ProgrammeOf(target);
  if (!own) return steps;
  std::vector<const TargetRow*> others(registry.IndicatorOf(target)->targets.begin(),
                                       registry.IndicatorOf(target)->targets.end());
  std::sort(others.begin(), others.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
  for (const TargetRow* other : others) {
    const model::Programme* programme = registry.ProgrammeOf(*other);
    if (!programme || programme == own) continue;
    const bool above = own->parent == programme->id;
    if (!above && programme->parent != own->id) continue;
    steps.push_back(StrCat(above ? "上级方案“" : "年度方案“", ProgrammeName(registry, programme->id), "”：",
                           AskedText(registry, *other, day), "；本方案：", AskedText(registry, target, day)));
  }
  return steps;
}

void AddDecisionInputs(const Registry& registry, const TargetRow& target, Date day, model::Evidence& evidence) {
  const auto decisions = registry.decisions.About({DecidedKind::kTarget, target.id});
  if (decisions.empty()) return;
  const model::Target printed = Unpack(target, registry.symbols);
  for (const Decision* decision : decisions) {
    if (decision->date && *decision->date > day) continue;
    evidence.inputs.push_back({"decision", decision->id, ChangeText(registry, *decision, printed),
                               DateText(decision->date), AuthorName(registry, decision->decided_by)});
  }
}

}  // namespace liandu::evaluator
