#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evaluator/domain/registry.h"

/// Whether what must exist does (齐备要求): posts, units, parks and groups of chains, lead units of items, and what a
/// register must hold for each chain. Pure.
namespace liandu::evaluator {

/// What one chain or item is short of.
struct Shortage {
  /// Id of the chain; of an item for ITEM_LEAD_UNIT_NAMED.
  std::string id;
  /// Of the requirement's kinds those that are not there; empty where nothing more is distinguished.
  std::vector<std::string> kinds;
  bool operator==(const Shortage&) const = default;
};

struct RequirementVerdict {
  /// In order of id.
  std::vector<Shortage> missing;
  /// How many chains or items are covered.
  int covered = 0;
  /// The register is not complete yet (rule R10), so nothing can be said to be missing.
  bool not_recorded = false;
  /// Nobody says from when on it is: that is a gap by itself.
  bool unkept = false;
  /// First later day on which it may be another by what is known: a post changes hands, a membership begins or ends,
  /// the register becomes complete.
  std::optional<model::Date> next_change;

  /// The members of the alert: "chain", or "chain/kind" where kinds are distinguished.
  std::vector<std::string> Members() const;
};

/// How a requirement stands on a day.
RequirementVerdict JudgeRequirement(const model::Requirement& requirement, const Registry& registry, model::Date today);

/// Whether the requirement is about the items of a programme.
inline bool IsOfItems(const model::Requirement& requirement) {
  return requirement.rule == model::RequirementRule::kItemLeadUnitNamed;
}

}  // namespace liandu::evaluator
