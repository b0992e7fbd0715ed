#include "evaluator/domain/interval.h"

#include "evaluator/domain/fraction_order.h"

namespace liandu::evaluator {
namespace {

IntervalEnd NoEnd() { return {model::Rational(0), false, true}; }

/// Whether everything on this side of `a` ends before anything of `b` begins.
bool EndsBefore(const IntervalEnd& high, const IntervalEnd& low) {
  if (high.infinite || low.infinite) return false;
  return Less(high.value, low.value) || (high.value == low.value && (high.open || low.open));
}

}  // namespace

Interval Interval::Exactly(const model::Rational& value) { return {{value, false, false}, {value, false, false}}; }

Interval Interval::Of(const model::Rational& value, model::Bound bound) {
  switch (bound) {
    case model::Bound::kExact:
    case model::Bound::kAbout:
      break;
    case model::Bound::kMoreThan:
      return {{value, true, false}, NoEnd()};
    case model::Bound::kAtLeast:
      return {{value, false, false}, NoEnd()};
    case model::Bound::kLessThan:
      return {NoEnd(), {value, true, false}};
    case model::Bound::kAtMost:
      return {NoEnd(), {value, false, false}};
  }
  return Exactly(value);
}

bool Interval::is_point() const { return !low.infinite && !high.infinite && low.value == high.value; }

Interval operator+(const Interval& left, const Interval& right) {
  const auto add = [](const IntervalEnd& a, const IntervalEnd& b) {
    if (a.infinite || b.infinite) return NoEnd();
    return IntervalEnd{model::Rational(a.value + b.value), a.open || b.open, false};
  };
  return {add(left.low, right.low), add(left.high, right.high)};
}

Truth Within(const Interval& figure, const Interval& region) {
  if (EndsBefore(figure.high, region.low) || EndsBefore(region.high, figure.low)) return Truth::kNo;
  const bool above_low =
      region.low.infinite ||
      (!figure.low.infinite && (Less(region.low.value, figure.low.value) ||
                                (figure.low.value == region.low.value && (figure.low.open || !region.low.open))));
  const bool below_high =
      region.high.infinite ||
      (!figure.high.infinite && (Less(figure.high.value, region.high.value) ||
                                 (figure.high.value == region.high.value && (figure.high.open || !region.high.open))));
  return above_low && below_high ? Truth::kYes : Truth::kUndecided;
}

int PrecisionOf(model::Bound bound) {
  switch (bound) {
    case model::Bound::kExact:
      return 2;
    case model::Bound::kAbout:
      return 1;
    default:
      return 0;
  }
}

}  // namespace liandu::evaluator
