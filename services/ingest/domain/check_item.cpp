#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "ingest/domain/resource_check.h"

namespace liandu::ingest {
namespace {

/// The milestone a dependency names; nullptr if there is none.
const model::Milestone* FindDependency(const model::Item& item, const std::string& reference,
                                       const MergedCatalogue& catalogue) {
  const size_t slash = reference.find('/');
  if (slash == std::string::npos) return model::FindMilestone(item, reference);
  const std::string item_id = reference.substr(0, slash);
  const model::Item* other = item_id == item.id ? &item : catalogue.Find<model::Item>(item_id);
  return other == nullptr ? nullptr : model::FindMilestone(*other, reference.substr(slash + 1));
}

void CheckDependencies(const model::Item& item, size_t index, const ResourceCheck& check) {
  const model::Milestone& milestone = item.milestones[index];
  for (size_t i = 0; i < milestone.depends_on.size(); ++i) {
    const std::string place = absl::StrCat(ResourceCheck::At("milestones", index), ".depends_on[", i, "]");
    const model::Milestone* earlier = FindDependency(item, milestone.depends_on[i], check.catalogue());
    if (earlier == nullptr) {
      check.Refuse(place, absl::StrCat("没有节点“", milestone.depends_on[i],
                                       "”；请先加上它，或改正编号（本事项的写节点编号，别的事项的写“事项/节点”）"));
      continue;
    }
    if (earlier->due_date && milestone.due_date && *milestone.due_date < *earlier->due_date) {
      check.Warn(absl::StrCat("事项 ", item.id, " 节点 ", milestone.id),
                 absl::StrCat("计划于 ", milestone.due_date->ToString(), " 完成，早于所依赖的节点 ", earlier->id, "（",
                              earlier->due_date->ToString(), "）"));
    }
  }
}

void CheckMilestones(const model::Item& item, const ResourceCheck& check) {
  if (item.kind == model::ItemKind::kTrend && !item.milestones.empty()) {
    check.Refuse("milestones", "趋势类事项没有完成之时，不能有节点；请删去节点，或改选事项类型");
  }
  std::set<std::string> seen;
  for (size_t i = 0; i < item.milestones.size(); ++i) {
    if (!seen.insert(item.milestones[i].id).second) {
      check.Refuse(absl::StrCat(ResourceCheck::At("milestones", i), ".id"),
                   absl::StrCat("节点编号“", item.milestones[i].id, "”重复；请在同一事项内各用各的编号"));
    }
    CheckDependencies(item, i, check);
  }
}

}  // namespace

std::string MilestoneKey(const std::string& item, const std::string& reference) {
  return reference.find('/') == std::string::npos ? absl::StrCat(item, "/", reference) : reference;
}

void CheckResource(const model::Item& item, const ResourceCheck& check) {
  check.Require<model::Programme>("programme", item.programme);
  check.RequireAll<model::Chain>("chains", item.chains);
  check.Require<model::Unit>("lead_unit", item.lead_unit);
  check.RequireAll<model::Unit>("cooperating_units", item.cooperating_units);
  check.Require<model::StageMachine>("stage_machine", item.stage_machine);
  check.Require<model::Unit>("district", item.district);
  check.Require<model::Unit>("park", item.park);
  if (!item.stage_machine.empty() && !item.stages.empty()) {
    check.Refuse("stages", "已指定 stage_machine，不应再列阶段；请去掉其一");
  }
  CheckAttributes(item.attributes, check);
  std::set<std::string> stages;
  for (size_t i = 0; i < item.stages.size(); ++i) {
    if (stages.insert(item.stages[i]).second) continue;
    check.Refuse(ResourceCheck::At("stages", i), absl::StrCat("阶段“", item.stages[i], "”重复；请删去一个"));
  }
  CheckMilestones(item, check);
}

void CheckResource(const model::Obligation& obligation, const ResourceCheck& check) {
  const model::Programme* programme = check.Require<model::Programme>("programme", obligation.programme);
  check.Require<model::Unit>("lead_unit", obligation.lead_unit);
  check.RequireAll<model::Chain>("chains", obligation.chains);
  check.RequireOrder("end_date", obligation.start_date, obligation.end_date);
  if (programme == nullptr) return;
  if (!obligation.start_date && !programme->start_date) {
    check.Refuse("start_date", "没有填写，方案也没有开始日期；请填第一期的第一天");
  }
  if (!obligation.end_date && !programme->end_date) {
    check.Refuse("end_date", "没有填写，方案也没有结束日期；请填最后一期的最后一天");
  }
}

}  // namespace liandu::ingest
