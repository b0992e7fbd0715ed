#include "evaluator/domain/requirement_texts.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "evaluator/domain/alert_texts.h"

namespace liandu::evaluator {
namespace {

using absl::StrCat;
using model::RequirementRule;

/// What the rule asks for.
const char* WantedText(RequirementRule rule) {
  switch (rule) {
    case RequirementRule::kChainLeaderPostFilled:
      return "现任链长";
    case RequirementRule::kChainLeadUnitNamed:
    case RequirementRule::kItemLeadUnitNamed:
      return "牵头单位";
    case RequirementRule::kChainMainParkNamed:
      return "主要承载园区";
    case RequirementRule::kChainAnchorNamed:
      return "链主企业";
    case RequirementRule::kChainTaskGroupNamed:
      return "专项工作组";
    case RequirementRule::kRegisterComplete:
    case RequirementRule::kUnspecified:
      break;
  }
  return "名录成员";
}

std::string NameOf(const Registry& registry, const model::Requirement& requirement, const std::string& id) {
  if (!IsOfItems(requirement)) return ChainName(registry, id);
  const model::Item* item = model::Find(registry.catalogue.items, id);
  return item && !item->display_name.empty() ? item->display_name : id;
}

}  // namespace

void DescribeRequirement(const Registry& registry, const model::Requirement& requirement,
                         const RequirementVerdict& verdict, model::Alert& alert) {
  const bool of_items = IsOfItems(requirement);
  const char* counter = of_items ? "项" : "条";
  std::vector<std::string> names;
  size_t kinds = 0;
  alert.chains.clear();
  alert.evidence = {};
  alert.evidence.rule = "R17";
  alert.evidence.inputs.push_back(
      {"requirement", requirement.id, requirement.display_name, "", ProgrammeName(registry, requirement.programme)});
  for (const Shortage& shortage : verdict.missing) {
    const std::string name = NameOf(registry, requirement, shortage.id);
    const std::string lacks = absl::StrJoin(shortage.kinds, "、");
    const bool some = !shortage.kinds.empty() && shortage.kinds.size() < requirement.kinds.size();
    names.push_back(some ? StrCat(name, "（缺", lacks, "）") : name);
    kinds += shortage.kinds.size();
    if (!of_items) alert.chains.push_back(shortage.id);
    if (!shortage.kinds.empty()) {
      alert.evidence.inputs.push_back({"missing", shortage.id, lacks, "", requirement.register_id});
    }
  }
  alert.subject.display_name = requirement.display_name;
  alert.programme = requirement.programme;
  alert.responsible_unit = registry.ResponsibleUnit("", requirement.programme);
  alert.evidence.expected = StrCat(verdict.covered, of_items ? " 项" : " 条");
  alert.evidence.actual =
      StrCat(verdict.covered - static_cast<int>(verdict.missing.size()), of_items ? " 项" : " 条", "齐备");
  if (verdict.unkept) {
    alert.evidence.actual = "未登记";
    alert.evidence.summary = StrCat(requirement.display_name, "：名录 ", requirement.register_id,
                                    " 未写明自何日起登记完整，", verdict.covered, " 条链无从核对；请补建名录");
    return;
  }
  const std::string what = kinds > 0 ? StrCat("共缺 ", kinds, " 件") : StrCat("缺", WantedText(requirement.rule));
  alert.evidence.summary = StrCat(requirement.display_name, "：", verdict.missing.size(),
                                  of_items ? " 项事项" : " 条链", what, "：", FirstNames(names, counter));
}

std::string RequirementCleared(const model::Requirement& requirement, const RequirementVerdict& verdict) {
  if (verdict.not_recorded) return "名录尚未建全，暂不核对";
  if (verdict.covered == 0) return "要求已不涉及任何链或事项";
  if (IsOfItems(requirement)) return "各事项牵头单位已齐备";
  return StrCat("各链", WantedText(requirement.rule), "已齐备");
}

}  // namespace liandu::evaluator
