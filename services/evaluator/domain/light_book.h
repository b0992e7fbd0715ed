#pragma once

#include <set>
#include <string>

#include "absl/container/btree_map.h"
#include "evaluator/domain/light_tally.h"
#include "model/catalogue.h"

namespace liandu::evaluator {

/// A parent's light by rule R19, with the shares that the settings say, exactly.
model::Light ParentLight(const LightTally& tally, const model::JudgementSettings& settings);
/// Why, in Chinese: "3/9 可评".
std::string ParentReason(const LightTally& tally);

/// The parents below which an outcome is counted, each once.
struct OutcomeParents {
  std::set<std::string> chains;
  /// Responsible units with their parents.
  std::set<std::string> units;
  /// Groups of chains and kinds of units.
  std::set<std::string> groups;
};

/// The tallies of a jurisdiction, its chains, its units and their groups, kept by what changes.
class LightBook {
 public:
  using Tallies = absl::btree_map<std::string, LightTally>;

  /// Adds (by = 1) or takes away (by = -1) one target group or milestone below the jurisdiction and the parents given.
  void Count(model::Light light, bool core, const OutcomeParents& parents, int by);

  const LightTally& whole() const { return whole_; }
  const Tallies& chains() const { return chains_; }
  const Tallies& units() const { return units_; }
  const Tallies& groups() const { return groups_; }

 private:
  static void Add(Tallies& tallies, const std::string& parent, model::Light light, bool core, int by);

  LightTally whole_;
  Tallies chains_;
  Tallies units_;
  Tallies groups_;
};

}  // namespace liandu::evaluator
