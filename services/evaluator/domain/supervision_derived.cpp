#include <algorithm>
#include <utility>

#include "evaluator/domain/count_series.h"
#include "evaluator/domain/derivation.h"
#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {
namespace {

using model::ForEach;
using model::ResourceKind;

/// Ids and names of those for whom a target holds one by one, in the catalogue's order.
std::vector<std::pair<std::string, std::string>> NamesOf(const Registry& registry, const TargetRow& row) {
  std::vector<std::pair<std::string, std::string>> names;
  if (row.for_each != ForEach::kChain) {
    const auto kind = row.for_each == ForEach::kPark ? model::UnitKind::kPark : model::UnitKind::kDistrict;
    for (const auto& [id, unit] : registry.catalogue.units) {
      if (unit.kind == kind) names.emplace_back(id, unit.display_name);
    }
    return names;
  }
  std::vector<const model::Chain*> chains;
  for (const Symbol chain : row.chains) {
    const model::Chain* found = model::Find(registry.catalogue.chains, registry.symbols.Text(chain));
    if (found) chains.push_back(found);
  }
  for (const auto& [id, chain] : registry.catalogue.chains) {
    if (row.chains.empty() && chain.kind == model::ChainKind::kIndustryChain) chains.push_back(&chain);
  }
  std::stable_sort(chains.begin(), chains.end(), [](const auto* a, const auto* b) { return a->order < b->order; });
  for (const model::Chain* chain : chains) names.emplace_back(chain->id, chain->display_name);
  return names;
}

/// The target as a member's own part is judged by it.
void JudgeByPart(const Registry& registry, const IndicatorRow& part, TargetSpec& spec) {
  spec.report_unit = registry.symbols.Text(part.unit_of_measure);
  spec.scope = registry.symbols.Text(part.statistical_scope);
  spec.derived = part.derivation != nullptr;
  spec.accumulates = part.derivation && part.derivation->accumulates;
  spec.continuous = part.continuous || (part.derivation && part.derivation->counts);
  spec.once_only = part.once_only;
}

}  // namespace

std::vector<JudgedMember> Supervision::MembersOf(const TargetRow& row, const TargetSpec& spec, model::Date today,
                                                 std::optional<model::Date>& next_change) const {
  const IndicatorRow& whole = *registry_.IndicatorOf(row);
  const bool has_parts = derivations_.PartsOf(whole.id) != nullptr;
  std::vector<JudgedMember> members;
  for (auto& [id, name] : NamesOf(registry_, row)) {
    JudgedMember member{id, name.empty() ? id : name, spec, nullptr};
    member.spec.for_each = ForEach::kNone;
    const Symbol symbol = registry_.symbols.Find(id);
    const IndicatorRow* judged = has_parts ? derivations_.PartOf(whole.id, symbol) : &whole;
    if (judged && has_parts) JudgeByPart(registry_, *judged, member.spec);
    if (judged && judged->derivation && judged->derivation->counts) {
      const CountedFor whom = has_parts ? CountedFor{} : CountedFor{row.for_each, symbol};
      CountedSeries series = CountSeriesOf(derivations_, registry_, *judged, member.spec, whom, today);
      const auto& next = series.next_change;
      if (next && (!next_change || *next < *next_change)) next_change = next;
      member.figures = std::make_shared<const std::vector<HeldReport>>(std::move(series.figures));
    } else if (judged && has_parts) {
      member.figures = std::make_shared<const std::vector<HeldReport>>(judged->figures());
    } else {
      // Nobody states its figure.
      member.spec.derived = true;
      member.figures = std::make_shared<const std::vector<HeldReport>>();
    }
    members.push_back(std::move(member));
  }
  return members;
}

void Supervision::SettleDerived() {
  for (Timed* row : marked_) {
    if (row->kind == EntityKind::kItem) derivations_.Recount(static_cast<ItemRow&>(*row));
  }
  derivations_.Settle([&](IndicatorRow& row) {
    Mark(row);
    for (TargetRow* target : row.targets) Mark(*target);
    for (WatchRow* watch : row.watches) Mark(*watch);
  });
}

void Supervision::RebuildDerived() {
  derivations_.Rebuild();
  member_targets_.clear();
  for (const auto& [id, row] : registry_.targets) NoteMembers(*row, true);
  derivations_.Settle([](IndicatorRow&) {});
}

void Supervision::TouchDerived(ResourceKind kind, const std::string& id) {
  if (kind == ResourceKind::kUnitOfMeasure || kind == ResourceKind::kJurisdiction) derivations_.Rebuild();
  if (kind == ResourceKind::kRegister) derivations_.TouchRegister(id);
  if (kind == ResourceKind::kStageMachine) derivations_.RecountItems();
  if (kind == ResourceKind::kChain) MarkMemberTargets(ForEach::kChain);
}

void Supervision::NoteMembers(TargetRow& row, bool there) {
  if (there && row.for_each != ForEach::kNone) {
    member_targets_.insert(&row);
  } else {
    member_targets_.erase(&row);
  }
}

void Supervision::MarkMemberTargets(ForEach by) {
  for (TargetRow* row : member_targets_) {
    if (row->for_each == by) Mark(*row);
  }
}

}  // namespace liandu::evaluator
