#include "evaluator/domain/dispute_texts.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "evaluator/domain/alert_texts.h"
#include "evaluator/domain/explain_target.h"
#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {
namespace {

using absl::StrCat;
using model::Comparator;
using model::Condition;
using model::Date;

std::string AskedText(const TargetSpec& spec) { return ThresholdText(spec, {"", UnitText(spec), "", "", ""}); }

/// "T095 翻番（基数待确认；按推定基数 4396 为 8792）（2025）".
std::string SaysText(const TargetRow& row, const TargetSpec& spec) {
  std::string text = StrCat(row.id, " ", AskedText(spec));
  if (spec.comparator == Comparator::kDouble && !spec.base && row.base && row.has_value) {
    const model::Rational base = model::ToRational(row.base->value);
    absl::StrAppend(&text, "，按推定基数 ", model::ToText(base, 6), " 为 ",
                    model::ToText(model::Rational(base * model::ToRational(row.value)), 6));
  }
  return StrCat(text, "（", spec.due->year(), "）");
}

const char* DisputeText(const TargetDispute& dispute) {
  if (dispute.condition == Condition::kOrder) return "先到期的目标高于后到期的：";
  if (dispute.condition == Condition::kDataGap) return "翻番目标的基数未经确认，不能与数值目标核对：";
  return dispute.says.empty() ? "同一期目标说法不一：" : "按各方案目标推算的占比不一：";
}

const char* DisputeRequest(const TargetDispute& dispute) {
  return dispute.condition == Condition::kDataGap ? "；请以决定确认基数" : "；请以决定明确以哪一个为准";
}

std::vector<std::string> WhatEachSays(const Registry& registry, const TargetDispute& dispute) {
  std::vector<std::string> says = dispute.says;
  if (!says.empty()) return says;
  for (const TargetRow* row : dispute.members) says.push_back(SaysText(*row, registry.SpecOf(*row, dispute.day)));
  return says;
}

/// "T032（T103 约 50 %，2025-12-31 到期）".
std::string ElsewhereText(const Registry& registry, const TargetRow& printed, Date day) {
  const TargetSpec spec = registry.SpecOf(printed, day);
  return StrCat(printed.id, " ", AskedText(spec), "，", spec.due->ToString(), " 到期");
}

/// The disputes of an indicator in which a target stands.
void AddDisputes(const Registry& registry, const IndicatorRow& indicator, const TargetRow& target, Date day,
                 std::vector<std::string>& steps) {
  for (const TargetDispute& dispute : RelateTargets(registry, indicator, day).disputes) {
    const auto& members = dispute.members;
    if (std::find(members.begin(), members.end(), &target) == members.end()) continue;
    steps.push_back(StrCat("R18 ", DisputeText(dispute), absl::StrJoin(WhatEachSays(registry, dispute), "、"),
                           DisputeRequest(dispute)));
  }
}

void AddEchoes(const IndicatorRow& indicator, const TargetRow& target, std::vector<std::string>& steps) {
  for (const TargetEcho& echo : indicator.echoes) {
    const std::string window = model::Period{echo.first, echo.last, false}.ToString();
    if (echo.silent == &target)
      steps.push_back(StrCat("R18 ", window, " 与 ", echo.speaker->id, " 为同一定额，只计一次，由其预警"));
    if (echo.speaker == &target)
      steps.push_back(StrCat("R18 ", window, " 与 ", echo.silent->id, " 为同一定额，只计一次"));
  }
}

}  // namespace

void DescribeDispute(const Registry& registry, const IndicatorRow& indicator, const TargetDispute& dispute,
                     model::Alert& alert) {
  std::set<std::string> chains;
  alert.evidence = {};
  alert.evidence.rule = "R18";
  alert.evidence.inputs.push_back({"dispute", DisputeKind(dispute), "", "", indicator.id});
  for (const TargetRow* row : dispute.members) {
    const TargetSpec spec = registry.SpecOf(*row, dispute.day);
    const std::string& programme = registry.symbols.Text(row->programme);
    alert.evidence.inputs.push_back(
        {"target", row->id, AskedText(spec), spec.due->ToString(), ProgrammeName(registry, programme)});
    for (const Symbol chain : row->chains) chains.insert(registry.symbols.Text(chain));
  }
  alert.subject.display_name = IndicatorName(registry, indicator.id);
  alert.chains.assign(chains.begin(), chains.end());
  alert.responsible_unit = registry.ResponsibleUnit(*dispute.members.front());
  alert.programme = registry.symbols.Text(dispute.members.front()->programme);
  alert.evidence.summary = StrCat(alert.subject.display_name, "：", DisputeText(dispute),
                                  FirstNames(WhatEachSays(registry, dispute), "项"), DisputeRequest(dispute));
}

std::vector<const TargetRow*> PrintedElsewhere(const Registry& registry, const TargetRow& target, Date day) {
  std::vector<const TargetRow*> nearest;
  int least_distance = 0;
  const TargetSpec own = registry.SpecOf(target, day);
  for (const TargetRow* other : registry.IndicatorOf(target)->targets) {
    if (other == &target || !other->has_value || !other->has_due_date || !own.due) continue;
    const TargetSpec spec = registry.SpecOf(*other, day);
    if (spec.redacted || spec.superseded || spec.measure != own.measure || !spec.due) continue;
    const int distance = std::abs(*spec.due - *own.due);
    if (!nearest.empty() && distance > least_distance) continue;
    if (distance < least_distance) nearest.clear();
    nearest.push_back(other);
    least_distance = distance;
  }
  std::sort(nearest.begin(), nearest.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
  return nearest;
}

void DescribeRedacted(const Registry& registry, const std::string& programme, Date day, model::Alert& alert) {
  std::vector<std::string> elsewhere;
  alert.subject.display_name = ProgrammeName(registry, programme);
  alert.chains.clear();
  alert.programme = programme;
  alert.responsible_unit = registry.ResponsibleUnit("", programme);
  alert.evidence = {};
  alert.evidence.rule = "R1";
  alert.evidence.inputs.push_back({"dispute", "redacted", "", "", alert.subject.display_name});
  for (const std::string& id : alert.members) {
    std::vector<std::string> says;
    for (const TargetRow* printed : PrintedElsewhere(registry, *registry.targets.at(id), day)) {
      says.push_back(ElsewhereText(registry, *printed, day));
      const TargetSpec spec = registry.SpecOf(*printed, day);
      alert.evidence.inputs.push_back({"printed_elsewhere", StrCat(id, " ", printed->id), AskedText(spec),
                                       spec.due->ToString(),
                                       ProgrammeName(registry, registry.symbols.Text(printed->programme))});
    }
    if (!says.empty()) elsewhere.push_back(StrCat(id, "（", absl::StrJoin(says, "；"), "）"));
  }
  alert.evidence.summary = StrCat(alert.subject.display_name, "：", alert.members.size(),
                                  " 项目标的数值在原文中被遮盖，补录之前不能评价：", FirstNames(alert.members, "项"));
  if (elsewhere.empty()) return;
  absl::StrAppend(&alert.evidence.summary, "；其中 ", elsewhere.size(), " 项他处印有数值：",
                  FirstNames(elsewhere, "项"));
}

std::vector<std::string> DisputeSteps(const Supervision& supervision, const TargetRow& target) {
  std::vector<std::string> steps;
  const Registry& registry = supervision.registry();
  const Date day = supervision.today();
  const IndicatorRow& indicator = *registry.IndicatorOf(target);
  AddDisputes(registry, indicator, target, day, steps);
  // What two amounts say of their ratio stands with the ratio.
  if (const Derivations::Parts* readers = supervision.derivations().ReadersOf(indicator.id)) {
    for (const IndicatorRow* reader : *readers) AddDisputes(registry, *reader, target, day, steps);
  }
  AddEchoes(indicator, target, steps);
  if (registry.SpecOf(target, day).redacted) {
    std::vector<std::string> elsewhere;
    for (const TargetRow* printed : PrintedElsewhere(registry, target, day)) {
      elsewhere.push_back(ElsewhereText(registry, *printed, day));
    }
    if (!elsewhere.empty()) steps.push_back(StrCat("R1 同一指标他处印有数值：", absl::StrJoin(elsewhere, "；")));
  }
  return steps;
}

}  // namespace liandu::evaluator
