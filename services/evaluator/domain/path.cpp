#include "evaluator/domain/path.h"

#include <algorithm>

namespace liandu::evaluator {
namespace {

using model::Date;
using model::Rational;

/// A flow's printed path gives each part by itself or the total so far; which it is, its end tells.
bool AddsUp(const TargetSpec& spec) {
  if (!IsFlow(spec) || spec.waypoints.back().value == *spec.value) return false;
  Rational sum = 0;
  for (const WaypointSpec& waypoint : spec.waypoints) sum += waypoint.value;
  return sum == *spec.value;
}

std::vector<WaypointSpec> CornersOf(const TargetSpec& spec, Date start, Date due, const Rational& base) {
  if (spec.waypoints.empty()) return {};
  const bool adds_up = AddsUp(spec);
  std::vector<WaypointSpec> corners{{start - 1, base}};
  Rational sum = 0;
  for (const WaypointSpec& waypoint : spec.waypoints) {
    sum += waypoint.value;
    if (waypoint.date > corners.back().date && waypoint.date < due) {
      corners.push_back({waypoint.date, adds_up ? sum : waypoint.value});
    }
  }
  corners.push_back({due, *spec.value});
  return corners;
}

}  // namespace

Path::Path(const TargetSpec& spec, const Window& window)
    : start_(IsFlow(spec) ? window.first : spec.base->date + 1),
      due_(window.last),
      base_(IsFlow(spec) ? Rational(0) : spec.base->value),
      target_(*spec.value),
      corners_(CornersOf(spec, start_, due_, base_)) {}

Rational Path::ElapsedAt(Date day) const {
  if (!corners_.empty()) return ProgressOf(ExpectedAt(day));
  if (day < start_) return 0;
  if (day >= due_) return 1;
  return Rational(day - start_ + 1, due_ - start_ + 1);
}

Rational Path::ProgressOf(const Rational& value) const { return (value - base_) / (target_ - base_); }

Rational Path::ExpectedAt(Date day) const {
  if (corners_.empty()) return base_ + ElapsedAt(day) * (target_ - base_);
  if (day <= corners_.front().date) return base_;
  if (day >= due_) return target_;
  const auto to =
      std::find_if(corners_.begin(), corners_.end(), [&](const auto& corner) { return corner.date >= day; });
  const auto from = to - 1;
  return from->value + Rational(day - from->date, to->date - from->date) * (to->value - from->value);
}

}  // namespace liandu::evaluator
