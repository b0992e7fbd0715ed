#include "evaluator/domain/compound_number.h"

#include <numeric>
#include <utility>

namespace liandu::evaluator {
namespace {

using boost::multiprecision::cpp_int;
using model::Rational;

int Sign(const Rational& left, const Rational& right) {
  if (left == right) return 0;
  return left < right ? -1 : 1;
}

/// The largest whole number whose power is not above `number`, by halving.
cpp_int FloorRoot(const cpp_int& number, unsigned degree) {
  cpp_int below = 0;
  cpp_int above = 1;
  while (boost::multiprecision::pow(above, degree) <= number) above *= 2;
  while (above - below > 1) {
    const cpp_int middle = (below + above) / 2;
    (boost::multiprecision::pow(middle, degree) <= number ? below : above) = middle;
  }
  return below;
}

}  // namespace

Rational Power(const Rational& base, unsigned exponent) {
  return Rational(boost::multiprecision::pow(numerator(base), exponent),
                  boost::multiprecision::pow(denominator(base), exponent));
}

CompoundNumber CompoundNumber::Of(Rational scale, Rational ratio, unsigned steps, unsigned of) {
  const unsigned common = std::gcd(steps, of);
  return {std::move(scale), std::move(ratio), steps / common, of / common};
}

int Compare(const CompoundNumber& number, const Rational& other) {
  if (number.steps == 0) return Sign(number.scale, other);
  if (number.of == 1) return Sign(number.scale * Power(number.ratio, number.steps), other);
  if (other < 0) return 1;
  return Sign(Power(number.scale, number.of) * Power(number.ratio, number.steps), Power(other, number.of));
}

bool LiesWithin(const CompoundNumber& number, const Interval& region) {
  if (!region.low.infinite) {
    const int above = Compare(number, region.low.value);
    if (above < 0 || (above == 0 && region.low.open)) return false;
  }
  if (region.high.infinite) return true;
  const int above = Compare(number, region.high.value);
  return above < 0 || (above == 0 && !region.high.open);
}

Rational Rounded(const CompoundNumber& number, int places) {
  cpp_int unit = 1;
  for (int i = 0; i < places; ++i) unit *= 10;
  if (number.steps == 0 || number.of == 1) {
    const Rational value = number.scale * Power(number.ratio, number.steps);
    const Rational doubled = 2 * value * unit + 1;
    cpp_int rounded = numerator(doubled) / (2 * denominator(doubled));
    if (rounded * 2 * denominator(doubled) > numerator(doubled)) --rounded;
    return Rational(rounded, unit);
  }
  const Rational powered =
      Power(number.scale * unit, number.of) * Power(number.ratio, number.steps) * Power(Rational(2), number.of);
  const cpp_int doubled = FloorRoot(cpp_int(numerator(powered) / denominator(powered)), number.of);
  return Rational(cpp_int((doubled + 1) / 2), unit);
}

}  // namespace liandu::evaluator
