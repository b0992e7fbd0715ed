#pragma once

#include <string>

#include "absl/container/btree_map.h"
#include "model/alert.h"

namespace liandu::evaluator {

/// What stands below a parent, by light; a group of targets counts once (rule R19).
struct LightTally {
  int red = 0;
  int yellow = 0;
  int green = 0;
  int grey = 0;
  int core_red = 0;

  int total() const { return red + yellow + green + grey; }
  int evaluable() const { return red + yellow + green; }
  bool operator==(const LightTally&) const = default;
};

/// A parent's light by rule R19.
model::Light ParentLight(const LightTally& tally);
/// Why, in Chinese: "3/9 可评".
std::string ParentReason(const LightTally& tally);

/// The tallies of a jurisdiction, its chains and its units, kept by what changes.
class LightBook {
 public:
  using Tallies = absl::btree_map<std::string, LightTally>;

  /// Adds (by = 1) or takes away (by = -1) one target group or milestone below the jurisdiction and the parents given.
  template <typename Chains, typename Units>
  void Count(model::Light light, bool core, const Chains& chains, const Units& units, int by) {
    Add(whole_, light, core, by);
    for (const auto& chain : chains) Add(chains_, chain, light, core, by);
    for (const auto& unit : units) Add(units_, unit, light, core, by);
  }

  const LightTally& whole() const { return whole_; }
  const Tallies& chains() const { return chains_; }
  const Tallies& units() const { return units_; }

 private:
  static void Add(LightTally& tally, model::Light light, bool core, int by);
  static void Add(Tallies& tallies, const std::string& parent, model::Light light, bool core, int by);

  LightTally whole_;
  Tallies chains_;
  Tallies units_;
};

}  // namespace liandu::evaluator
