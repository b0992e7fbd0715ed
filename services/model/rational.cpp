#include "model/rational.h"

namespace liandu::model {

Rational ToRational(Decimal value) {
  int64_t denominator = 1;
  for (int i = 0; i < value.scale; ++i) denominator *= 10;
  return Rational(value.mantissa, denominator);
}

std::string ToText(const Rational& value, int places) {
  using boost::multiprecision::cpp_int;
  const bool negative = value < 0;
  const Rational magnitude = negative ? Rational(-value) : value;
  cpp_int scale = 1;
  for (int i = 0; i < places; ++i) scale *= 10;
  const Rational scaled = magnitude * scale;
  const cpp_int doubled = 2 * numerator(scaled) + denominator(scaled);
  const cpp_int rounded = doubled / (2 * denominator(scaled));
  std::string digits = rounded.str();
  if (places > 0) {
    const auto width = static_cast<size_t>(places);
    if (digits.size() <= width) digits.insert(0, width + 1 - digits.size(), '0');
    digits.insert(digits.size() - width, 1, '.');
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
  }
  return negative && rounded != 0 ? "-" + digits : digits;
}

}  // namespace liandu::model
