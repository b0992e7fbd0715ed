#pragma once

#include "model/alert.h"

namespace liandu::evaluator {

/// What stands below a parent, by light; a group of targets counts once (rule R19).
struct LightTally {
  int red = 0;
  int yellow = 0;
  int green = 0;
  int grey = 0;
  /// Those of them that are core.
  int core_red = 0;
  int core_yellow = 0;
  int core_green = 0;

  int total() const { return red + yellow + green + grey; }
  int evaluable() const { return red + yellow + green; }
  bool operator==(const LightTally&) const = default;
};

/// Adds (by = 1) or takes away (by = -1) one target group or milestone.
void AddOutcome(LightTally& tally, model::Light light, bool core, int by);

}  // namespace liandu::evaluator
