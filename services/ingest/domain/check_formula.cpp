#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ingest/domain/resource_check.h"
#include "model/formula.h"

namespace liandu::ingest {
namespace {

constexpr const char* kField = "formula";

/// A comparison with something that has an id must name one that exists: what counts nothing by mistake is not seen.
void CheckFilter(const model::FormulaFilter& filter, const model::Register* list, const ResourceCheck& check) {
  using Op = model::FormulaFilter::Op;
  for (const model::FormulaFilter& operand : filter.operands) CheckFilter(operand, list, check);
  if (filter.op != Op::kEq && filter.op != Op::kNe) return;
  if (filter.field == "chain") check.Require<model::Chain>(kField, filter.value);
  if (filter.field == "programme") check.Require<model::Programme>(kField, filter.value);
  if (filter.field == "unit" || filter.field == "park" || filter.field == "district") {
    check.Require<model::Unit>(kField, filter.value);
  }
  if (filter.field != "tier" || list == nullptr || filter.value.empty()) return;
  if (std::find(list->tiers.begin(), list->tiers.end(), filter.value) != list->tiers.end()) return;
  check.Refuse(kField, absl::StrCat("名录“", list->id, "”没有层级“", filter.value, "”；请从它的层级中选一个：",
                                    absl::StrJoin(list->tiers, "、")));
}

void CheckFilters(const model::FormulaNode& node, const ResourceCheck& check) {
  using Op = model::FormulaNode::Op;
  for (const model::FormulaNode& operand : node.operands) CheckFilters(operand, check);
  const bool members = node.op == Op::kEntered || node.op == Op::kMembers;
  const bool items = node.op == Op::kReached || node.op == Op::kPast;
  if (members) CheckFilter(node.filter, check.catalogue().Find<model::Register>(node.name), check);
  if (items) CheckFilter(node.filter, nullptr, check);
}

bool HasStage(const MergedCatalogue& catalogue, const std::string& stage) {
  bool found = false;
  const auto in_machine = [&](const model::StageMachine& machine) {
    for (const model::Stage& each : machine.stages) found = found || each.id == stage;
  };
  const auto in_item = [&](const model::Item& item) {
    found = found || std::find(item.stages.begin(), item.stages.end(), stage) != item.stages.end();
  };
  for (const auto& [id, machine] : catalogue.put().stage_machines) in_machine(machine);
  catalogue.ForEachUntouched<model::StageMachine>(in_machine);
  for (const auto& [id, item] : catalogue.put().items) in_item(item);
  if (!found) catalogue.ForEachUntouched<model::Item>(in_item);
  return found;
}

}  // namespace

void CheckFormula(const model::Indicator& indicator, const ResourceCheck& check) {
  if (indicator.formula.empty()) return;
  const absl::StatusOr<model::FormulaNode> formula = model::ParseFormula(indicator.formula);
  if (!formula.ok()) {
    check.Refuse(kField, std::string(formula.status().message()));
    return;
  }
  for (const std::string& id : model::IndicatorsOf(*formula)) check.Require<model::Indicator>(kField, id);
  for (const std::string& id : model::RegistersOf(*formula)) check.Require<model::Register>(kField, id);
  for (const std::string& id : model::ItemsOf(*formula)) check.Require<model::Item>(kField, id);
  CheckFilters(*formula, check);
  for (const std::string& stage : model::StagesOf(*formula)) {
    if (HasStage(check.catalogue(), stage)) continue;
    check.Warn("指标 " + indicator.id, absl::StrCat("公式里的阶段“", stage, "”还没有事项或阶段序列用到，计数是 0"));
  }
}

}  // namespace liandu::ingest
