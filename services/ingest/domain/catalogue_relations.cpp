#include "ingest/domain/catalogue_relations.h"

#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ingest/domain/find_cycles.h"
#include "ingest/domain/resource_check.h"

namespace liandu::ingest {
namespace {

using model::ResourceKind;

/// The touched resources of a kind and all that their parents lead to.
template <typename T>
Graph ParentGraph(const MergedCatalogue& catalogue, std::string T::*parent) {
  Graph graph;
  for (const auto& [id, touched] : ById<T>(catalogue.put())) {
    if ((touched.*parent).empty()) continue;
    for (const T* node = &touched; node != nullptr && !graph.contains(node->id);) {
      const std::string& above = node->*parent;
      graph[node->id] = {above};
      node = above.empty() ? nullptr : catalogue.Find<T>(above);
    }
  }
  return graph;
}

/// `parent` is the member, `field` its name in the contract.
template <typename T>
void CheckParents(std::string T::*parent, const char* field, const MergedCatalogue& catalogue,
                  const RequestPaths& paths, Findings& findings) {
  const std::map<std::string, std::vector<std::string>> cycles = FindCycles(ParentGraph<T>(catalogue, parent));
  for (const auto& [id, way] : cycles) {
    if (!ById<T>(catalogue.put()).contains(id)) continue;
    findings.violations.push_back(
        {absl::StrCat(PathOf(paths, {KindOfType<T>(), id}), ".", field),
         absl::StrCat("上级绕回了自己：", absl::StrJoin(way, " → "), "；请改正其中一个上级")});
  }
}

void AddItem(const model::Item& item, Graph& graph, std::vector<std::string>& reached) {
  for (const model::Milestone& milestone : item.milestones) {
    std::vector<std::string>& edges = graph[MilestoneKey(item.id, milestone.id)];
    for (const std::string& reference : milestone.depends_on) {
      edges.push_back(MilestoneKey(item.id, reference));
      if (reference.find('/') != std::string::npos) reached.push_back(reference.substr(0, reference.find('/')));
    }
  }
}

/// The touched items' milestones and all that they wait for.
Graph MilestoneGraph(const MergedCatalogue& catalogue) {
  Graph graph;
  std::vector<std::string> waiting;
  std::set<std::string> added;
  for (const auto& [id, item] : catalogue.put().items) {
    added.insert(id);
    AddItem(item, graph, waiting);
  }
  while (!waiting.empty()) {
    const std::string id = waiting.back();
    waiting.pop_back();
    if (!added.insert(id).second) continue;
    if (const model::Item* item = catalogue.Find<model::Item>(id)) AddItem(*item, graph, waiting);
  }
  return graph;
}

void CheckMilestones(const MergedCatalogue& catalogue, const RequestPaths& paths, Findings& findings) {
  const std::map<std::string, std::vector<std::string>> cycles = FindCycles(MilestoneGraph(catalogue));
  if (cycles.empty()) return;
  for (const auto& [id, item] : catalogue.put().items) {
    for (size_t i = 0; i < item.milestones.size(); ++i) {
      auto found = cycles.find(MilestoneKey(id, item.milestones[i].id));
      if (found == cycles.end()) continue;
      findings.violations.push_back(
          {absl::StrCat(PathOf(paths, {ResourceKind::kItem, id}), ".milestones[", i, "].depends_on"),
           absl::StrCat("依赖绕回了自己：", absl::StrJoin(found->second, " → "), "；请去掉其中一个依赖")});
    }
  }
}

/// The request's unit or indicator that makes a target outside of it no longer fit.
std::string PathOfMismatch(const model::Target& target, const MergedCatalogue& catalogue, const RequestPaths& paths) {
  if (paths.contains({ResourceKind::kIndicator, target.indicator})) {
    return PathOf(paths, {ResourceKind::kIndicator, target.indicator}) + ".unit_of_measure";
  }
  const model::Indicator* indicator = catalogue.Find<model::Indicator>(target.indicator);
  const bool own = paths.contains({ResourceKind::kUnitOfMeasure, target.unit_of_measure});
  const std::string unit = own || indicator == nullptr ? target.unit_of_measure : indicator->unit_of_measure;
  return PathOf(paths, {ResourceKind::kUnitOfMeasure, unit}) + ".dimension";
}

void CheckMeasures(const MergedCatalogue& catalogue, const RequestPaths& paths, Findings& findings) {
  if (!MeasuresChange(catalogue)) return;
  catalogue.ForEachUntouched<model::Target>([&](const model::Target& target) {
    std::optional<std::string> mismatch = UnitMismatch(target, catalogue);
    if (!mismatch) return;
    findings.violations.push_back(
        {PathOfMismatch(target, catalogue, paths), absl::StrCat("与目录里的目标“", target.id, "”不再相配：它的计量单位",
                                                                *mismatch, "，或在同一次提交中修改这个目标")});
  });
}

std::set<std::string> DroppedMilestones(const MergedCatalogue& catalogue) {
  std::set<std::string> dropped;
  for (const auto& [id, item] : catalogue.put().items) {
    const auto* before = catalogue.FindBefore<model::Item>(id);
    if (before == nullptr) continue;
    for (const model::Milestone& milestone : before->milestones) dropped.insert(MilestoneKey(id, milestone.id));
    for (const model::Milestone& milestone : item.milestones) dropped.erase(MilestoneKey(id, milestone.id));
  }
  return dropped;
}

void CheckDroppedMilestones(const MergedCatalogue& catalogue, const RequestPaths& paths, Findings& findings) {
  const std::set<std::string> dropped = DroppedMilestones(catalogue);
  if (dropped.empty()) return;
  catalogue.ForEachUntouched<model::Item>([&](const model::Item& item) {
    for (const model::Milestone& milestone : item.milestones) {
      for (const std::string& reference : milestone.depends_on) {
        if (!dropped.contains(reference)) continue;
        const std::string owner = reference.substr(0, reference.find('/'));
        findings.violations.push_back({PathOf(paths, {ResourceKind::kItem, owner}) + ".milestones",
                                       absl::StrCat("去掉了节点“", reference, "”，而节点“", item.id, "/", milestone.id,
                                                    "”依赖它；请保留它，或在同一次提交中修改那个事项")});
      }
    }
  });
}

void CheckProgrammeDates(const MergedCatalogue& catalogue, const RequestPaths& paths, Findings& findings) {
  std::set<std::string> undated;
  for (const auto& [id, programme] : catalogue.put().programmes) {
    const auto* before = catalogue.FindBefore<model::Programme>(id);
    if (before == nullptr) continue;
    if ((before->start_date && !programme.start_date) || (before->end_date && !programme.end_date)) undated.insert(id);
  }
  if (undated.empty()) return;
  catalogue.ForEachUntouched<model::Obligation>([&](const model::Obligation& obligation) {
    if (!undated.contains(obligation.programme) || (obligation.start_date && obligation.end_date)) return;
    findings.violations.push_back(
        {PathOf(paths, {ResourceKind::kProgramme, obligation.programme}) + ".end_date",
         absl::StrCat("日期被去掉，而定期义务“", obligation.id, "”沿用方案的日期；请保留日期，或给这项义务写明日期")});
  });
}

std::set<std::string> ChainGroups(const MergedCatalogue& catalogue) {
  std::set<std::string> groups;
  for (const auto& [id, chain] : catalogue.put().chains) groups.insert(chain.group);
  catalogue.ForEachUntouched<model::Chain>([&](const model::Chain& chain) { groups.insert(chain.group); });
  return groups;
}

void CheckChainGroups(const MergedCatalogue& catalogue, const RequestPaths& paths, Findings& findings) {
  const bool any = !catalogue.put().requirements.empty() || !catalogue.put().chains.empty();
  if (!any) return;
  const std::set<std::string> groups = ChainGroups(catalogue);
  auto check = [&](const model::Requirement& requirement) {
    for (size_t i = 0; i < requirement.chain_groups.size(); ++i) {
      if (groups.contains(requirement.chain_groups[i])) continue;
      findings.violations.push_back(
          {absl::StrCat(PathOf(paths, {ResourceKind::kRequirement, requirement.id}), ".chain_groups[", i, "]"),
           absl::StrCat("没有产业链属于“", requirement.chain_groups[i], "”这一组；请改正，或把产业链归入这一组")});
    }
  };
  for (const auto& [id, requirement] : catalogue.put().requirements) check(requirement);
  if (!catalogue.put().chains.empty()) catalogue.ForEachUntouched<model::Requirement>(check);
}

}  // namespace

std::string PathOf(const RequestPaths& paths, const model::ResourceKey& key) {
  auto found = paths.find(key);
  return found == paths.end() ? absl::StrCat(model::KindName(key.kind), "/", key.id) : found->second;
}

bool MeasuresChange(const MergedCatalogue& catalogue) {
  for (const auto& [id, unit] : catalogue.put().units_of_measure) {
    const auto* before = catalogue.FindBefore<model::UnitOfMeasure>(id);
    if (before != nullptr && before->dimension != unit.dimension) return true;
  }
  for (const auto& [id, indicator] : catalogue.put().indicators) {
    const auto* before = catalogue.FindBefore<model::Indicator>(id);
    if (before != nullptr && before->unit_of_measure != indicator.unit_of_measure) return true;
  }
  return false;
}

void CheckCycles(const MergedCatalogue& catalogue, const RequestPaths& paths, Findings& findings) {
  CheckParents(&model::Unit::parent, "parent", catalogue, paths, findings);
  CheckParents(&model::Programme::parent, "parent", catalogue, paths, findings);
  CheckParents(&model::Indicator::part_of, "part_of", catalogue, paths, findings);
  CheckMilestones(catalogue, paths, findings);
}

void CheckDependents(const MergedCatalogue& catalogue, const RequestPaths& paths, Findings& findings) {
  CheckMeasures(catalogue, paths, findings);
  CheckDroppedMilestones(catalogue, paths, findings);
  CheckProgrammeDates(catalogue, paths, findings);
  CheckChainGroups(catalogue, paths, findings);
}

}  // namespace liandu::ingest
