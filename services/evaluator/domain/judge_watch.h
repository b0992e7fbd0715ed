#pragma once

#include <optional>

#include "evaluator/domain/interval.h"
#include "evaluator/domain/registry.h"

/// Watches (监测): a floor, a ceiling or a drop on a series that has no target. Pure.
namespace liandu::evaluator {

/// How a watch stands: by the latest figure alone, each figure by itself.
struct WatchVerdict {
  /// None: nothing is amiss, or the figure leaves it open (rule R14), or it is stale (rule R13).
  model::Severity severity = model::Severity::kNone;
  bool below_floor = false;
  bool above_ceiling = false;
  bool dropped = false;
  /// The figure that speaks, and the one against which a drop is measured, in the indicator's unit.
  const HeldReport* latest = nullptr;
  const HeldReport* before = nullptr;
  std::optional<Interval> value;
  std::optional<Interval> value_before;
  /// How far it fell, in percent; only between two figures that are no bounds.
  std::optional<model::Rational> drop_percent;
  /// First later day on which the figure is stale.
  std::optional<model::Date> next_change;
};

/// How a watch stands on a day. Only figures of the indicator's own scope count (rule R22), and none whose period ended
/// before supervision began.
WatchVerdict JudgeWatch(const model::Watch& watch, const IndicatorRow& indicator, const Registry& registry,
                        model::Date today);

/// The period with which a drop is compared: of the same length just before, or the same a year before. For the state
/// of a day it is the day a month earlier, or a year.
model::Period ComparedPeriod(const model::Period& period, model::WatchBasis basis);

}  // namespace liandu::evaluator
