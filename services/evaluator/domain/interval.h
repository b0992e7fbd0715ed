#pragma once

#include "model/catalogue.h"
#include "model/rational.h"

/// Figures as intervals (rule R14): a verdict needs the whole of what a figure may be. Pure.
namespace liandu::evaluator {

/// One end of an interval.
struct IntervalEnd {
  model::Rational value;
  /// The end itself is not included.
  bool open = false;
  /// There is no end; `value` means nothing.
  bool infinite = false;
};

struct Interval {
  IntervalEnd low;
  IntervalEnd high;

  static Interval Exactly(const model::Rational& value);
  /// What "more than 12", "at least 12", "about 12" ... say. A rounded figure stands for itself.
  static Interval Of(const model::Rational& value, model::Bound bound);
  bool is_point() const;
};

Interval operator+(const Interval& left, const Interval& right);

enum class Truth { kNo, kYes, kUndecided };

/// Whether what lies in `figure` lies in `region`: kUndecided when only some of it does.
Truth Within(const Interval& figure, const Interval& region);

/// Rank of a figure for one period: exact (2) before rounded (1) before bound (0).
int PrecisionOf(model::Bound bound);

}  // namespace liandu::evaluator
