#include "model/rational.h"

#include <cstdlib>
#include <numeric>

namespace liandu::model {
namespace {

__extension__ using Wide = __int128;

constexpr int64_t kMaxSmall = INT64_MAX;

bool Fits(Wide value) { return value <= kMaxSmall && value >= -kMaxSmall; }

Rational::Integer FromWide(Wide value) {
  const bool negative = value < 0;
  const Wide magnitude = negative ? -value : value;
  Rational::Integer result = static_cast<uint64_t>(magnitude >> 64);
  result <<= 64;
  result += static_cast<uint64_t>(magnitude);
  return negative ? Rational::Integer(-result) : result;
}

}  // namespace

Rational::Rational(int64_t numerator, int64_t denominator) {
  if (denominator == 0) std::abort();
  if (numerator == kOutside || denominator == kOutside) {
    *this = Rational(Integer(numerator), Integer(denominator));
    return;
  }
  const int64_t common = std::gcd(numerator, denominator);
  const int64_t sign = denominator < 0 ? -1 : 1;
  numerator_ = sign * (numerator / common);
  denominator_ = sign * (denominator / common);
}

Rational::Rational(const Integer& numerator, const Integer& denominator) {
  if (denominator == 0) std::abort();
  // Boost takes none below 0.
  *this = denominator < 0 ? Rational(Big(-numerator, -denominator)) : Rational(Big(numerator, denominator));
}

Rational::Rational(const Big& value) {
  const Integer above = boost::multiprecision::numerator(value);
  const Integer below = boost::multiprecision::denominator(value);
  if (abs(above) <= kMaxSmall && below <= kMaxSmall) {
    numerator_ = static_cast<int64_t>(above);
    denominator_ = static_cast<int64_t>(below);
  } else {
    big_ = std::make_shared<const Big>(value);
  }
}

Rational Rational::Reduced(Wide numerator, Wide denominator) {
  if (!Fits(numerator) || !Fits(denominator)) return Rational(Big(FromWide(numerator), FromWide(denominator)));
  Rational result;
  result.numerator_ = static_cast<int64_t>(numerator);
  result.denominator_ = static_cast<int64_t>(denominator);
  return result;
}

Rational::Big Rational::ToBig() const { return big_ ? *big_ : Big(numerator_, denominator_); }

// With both in lowest terms only the denominators' common divisor can be cancelled from a sum (Knuth, 4.5.1).
Rational operator+(const Rational& a, const Rational& b) {
  if (a.big_ || b.big_) return Rational(Rational::Big(a.ToBig() + b.ToBig()));
  const int64_t common = std::gcd(a.denominator_, b.denominator_);
  const Wide sum = Wide(a.numerator_) * (b.denominator_ / common) + Wide(b.numerator_) * (a.denominator_ / common);
  const int64_t cancelled = std::gcd(static_cast<int64_t>(sum % common), common);
  return Rational::Reduced(sum / cancelled, Wide(a.denominator_ / common) * (b.denominator_ / cancelled));
}

Rational operator*(const Rational& a, const Rational& b) {
  if (a.big_ || b.big_) return Rational(Rational::Big(a.ToBig() * b.ToBig()));
  const int64_t left = std::gcd(a.numerator_, b.denominator_);
  const int64_t right = std::gcd(b.numerator_, a.denominator_);
  return Rational::Reduced(Wide(a.numerator_ / left) * (b.numerator_ / right),
                           Wide(a.denominator_ / right) * (b.denominator_ / left));
}

Rational operator/(const Rational& a, const Rational& b) {
  if (b == Rational()) std::abort();
  if (a.big_ || b.big_) return Rational(Rational::Big(a.ToBig() / b.ToBig()));
  Rational inverse;
  inverse.numerator_ = b.numerator_ < 0 ? -b.denominator_ : b.denominator_;
  inverse.denominator_ = b.numerator_ < 0 ? -b.numerator_ : b.numerator_;
  return a * inverse;
}

Rational Rational::operator-() const {
  if (big_) return Rational(Big(-*big_));
  Rational result = *this;
  result.numerator_ = -numerator_;
  return result;
}

bool operator==(const Rational& a, const Rational& b) {
  if (a.big_ || b.big_) return a.big_ && b.big_ && *a.big_ == *b.big_;
  return a.numerator_ == b.numerator_ && a.denominator_ == b.denominator_;
}

std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
  if (!a.big_ && !b.big_) return Wide(a.numerator_) * b.denominator_ <=> Wide(b.numerator_) * a.denominator_;
  const int order = a.ToBig().compare(b.ToBig());
  return order <=> 0;
}

Rational::Integer numerator(const Rational& value) {
  return value.big_ ? boost::multiprecision::numerator(*value.big_) : Rational::Integer(value.numerator_);
}

Rational::Integer denominator(const Rational& value) {
  return value.big_ ? boost::multiprecision::denominator(*value.big_) : Rational::Integer(value.denominator_);
}

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
