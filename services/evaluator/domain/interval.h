#pragma once

#include <optional>

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
  bool operator==(const IntervalEnd&) const = default;
};

struct Interval {
  IntervalEnd low;
  IntervalEnd high;

  static Interval Exactly(const model::Rational& value);
  /// What "more than 12", "at least 12", "about 12" ... say. A rounded figure stands for itself.
  static Interval Of(const model::Rational& value, model::Bound bound);
  /// Nothing is known of it.
  static Interval Anything();
  bool is_point() const;
  bool operator==(const Interval&) const = default;
};

/// Everything that the result may be when each side may be anything inside of its interval.
Interval operator-(const Interval& value);
Interval operator+(const Interval& left, const Interval& right);
Interval operator-(const Interval& left, const Interval& right);
/// Two intervals that are no points and of which one may be negative give Anything().
Interval operator*(const Interval& left, const Interval& right);
/// nullopt: the divisor is nothing. A divisor that may be nothing gives Anything().
std::optional<Interval> Quotient(const Interval& dividend, const Interval& divisor);

enum class Truth { kNo, kYes, kUndecided };

/// Whether what lies in `figure` lies in `region`: kUndecided when only some of it does.
Truth Within(const Interval& figure, const Interval& region);

/// Rank of a figure for one period: exact (2) before rounded (1) before bound (0).
int PrecisionOf(model::Bound bound);

}  // namespace liandu::evaluator
