#pragma once

#include "evaluator/domain/target_spec.h"

namespace liandu::evaluator {

/// 序时进度: where a target should stand on a day (rule R4). Pure.
class Path {
 public:
  /// Needs a base, or a flow, whose base is 0.
  Path(const TargetSpec& spec, const Window& window);

  /// The fraction of the way that should lie behind at the end of a day, 0 to 1 (waypoints may go beyond).
  model::Rational ElapsedAt(model::Date day) const;
  /// The fraction of the way from base to target at which a value stands.
  model::Rational ProgressOf(const model::Rational& value) const;
  /// The value that should be there at the end of a day.
  model::Rational ExpectedAt(model::Date day) const;
  /// target − base.
  model::Rational span() const { return target_ - base_; }
  const model::Rational& base() const { return base_; }
  model::Date start() const { return start_; }

 private:
  model::Date start_;
  model::Date due_;
  model::Rational base_;
  model::Rational target_;
  /// From (start − 1, base) to (due, target), ascending; only when the path was printed.
  std::vector<WaypointSpec> corners_;
};

}  // namespace liandu::evaluator
