#include "evaluator/domain/interval.h"

#include "evaluator/domain/fraction_order.h"

namespace liandu::evaluator {
namespace {

IntervalEnd NoEnd() { return {model::Rational(0), false, true}; }

/// Whether everything from this lower end on is above nothing.
bool IsPositive(const IntervalEnd& low) { return !low.infinite && (low.value > 0 || (low.value == 0 && low.open)); }

Interval Times(const Interval& value, const model::Rational& factor) {
  if (factor == 0) return Interval::Exactly(0);
  if (factor < 0) return Times(-value, model::Rational(-factor));
  const auto scaled = [&](const IntervalEnd& end) {
    return end.infinite ? NoEnd() : IntervalEnd{model::Rational(end.value * factor), end.open, false};
  };
  return {scaled(value.low), scaled(value.high)};
}

/// 1 divided by what is positive.
Interval Reciprocal(const Interval& value) {
  const auto one_over = [](const IntervalEnd& end) {
    if (end.infinite) return IntervalEnd{model::Rational(0), true, false};
    return end.value == 0 ? NoEnd() : IntervalEnd{model::Rational(1 / end.value), end.open, false};
  };
  return {one_over(value.high), one_over(value.low)};
}

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

Interval Interval::Anything() { return {NoEnd(), NoEnd()}; }

bool Interval::is_point() const { return !low.infinite && !high.infinite && low.value == high.value; }

Interval operator+(const Interval& left, const Interval& right) {
  const auto add = [](const IntervalEnd& a, const IntervalEnd& b) {
    if (a.infinite || b.infinite) return NoEnd();
    return IntervalEnd{model::Rational(a.value + b.value), a.open || b.open, false};
  };
  return {add(left.low, right.low), add(left.high, right.high)};
}

Interval operator-(const Interval& value) {
  const auto negated = [](const IntervalEnd& end) {
    return end.infinite ? NoEnd() : IntervalEnd{model::Rational(-end.value), end.open, false};
  };
  return {negated(value.high), negated(value.low)};
}

Interval operator-(const Interval& left, const Interval& right) { return left + -right; }

Interval operator*(const Interval& left, const Interval& right) {
  if (right.is_point()) return Times(left, right.low.value);
  if (left.is_point()) return Times(right, left.low.value);
  const bool positive = IsPositive(left.low) && IsPositive(right.low);
  if (!positive) return Interval::Anything();
  const auto product = [](const IntervalEnd& a, const IntervalEnd& b) {
    if (a.infinite || b.infinite) return NoEnd();
    return IntervalEnd{model::Rational(a.value * b.value), a.open || b.open, false};
  };
  return {product(left.low, right.low), product(left.high, right.high)};
}

std::optional<Interval> Quotient(const Interval& dividend, const Interval& divisor) {
  if (divisor.is_point()) {
    if (divisor.low.value == 0) return std::nullopt;
    return Times(dividend, model::Rational(1 / divisor.low.value));
  }
  if (IsPositive(divisor.low)) return dividend * Reciprocal(divisor);
  const Interval opposite = -divisor;
  if (IsPositive(opposite.low)) return -dividend * Reciprocal(opposite);
  return Interval::Anything();
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
