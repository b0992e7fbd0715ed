#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <compare>
#include <concepts>
#include <memory>
#include <string>
#include <utility>

#include "model/decimal.h"

namespace liandu::model {

/// An exact fraction of any size, for everything that is judged; always in lowest terms, its denominator above 0.
/// Nearly all fractions of a judgement fit into two words, where arithmetic takes a fraction of the time that
/// boost::multiprecision needs; what outgrows them goes over to it. Include it in .cpp files only: the header is heavy.
class Rational {
 public:
  using Integer = boost::multiprecision::cpp_int;

  Rational() = default;
  /// Whole numbers are fractions.
  template <std::integral Whole>
  Rational(Whole whole) {  // NOLINT(google-explicit-constructor): arithmetic reads well
    if (std::in_range<int64_t>(whole) && static_cast<int64_t>(whole) != kOutside) {
      numerator_ = static_cast<int64_t>(whole);
    } else {
      *this = Rational(Integer(whole));
    }
  }
  Rational(const Integer& whole) : Rational(whole, Integer(1)) {}  // NOLINT(google-explicit-constructor)
  /// The denominator must not be 0; aborts.
  Rational(int64_t numerator, int64_t denominator);
  Rational(const Integer& numerator, const Integer& denominator);

  friend Rational operator+(const Rational& a, const Rational& b);
  friend Rational operator-(const Rational& a, const Rational& b) { return a + (-b); }
  friend Rational operator*(const Rational& a, const Rational& b);
  /// The divisor must not be 0; aborts.
  friend Rational operator/(const Rational& a, const Rational& b);
  Rational operator-() const;
  Rational& operator+=(const Rational& other) { return *this = *this + other; }
  Rational& operator-=(const Rational& other) { return *this = *this - other; }
  Rational& operator*=(const Rational& other) { return *this = *this * other; }
  Rational& operator/=(const Rational& other) { return *this = *this / other; }

  friend bool operator==(const Rational& a, const Rational& b);
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b);

  friend Integer numerator(const Rational& value);
  friend Integer denominator(const Rational& value);
  friend Rational abs(const Rational& value) { return value < Rational() ? -value : value; }

 private:
  __extension__ using Wide = __int128;
  using Big = boost::multiprecision::cpp_rational;
  /// Not a numerator of the small form, so that negating one never leaves it.
  static constexpr int64_t kOutside = INT64_MIN;

  explicit Rational(const Big& value);
  /// Of a fraction in lowest terms whose denominator is above 0.
  static Rational Reduced(Wide numerator, Wide denominator);
  Big ToBig() const;

  int64_t numerator_ = 0;
  int64_t denominator_ = 1;
  /// Set: the value, which does not fit the two above.
  std::shared_ptr<const Big> big_;
};

/// The same number.
Rational ToRational(Decimal value);

/// Rounded half away from zero to so many places, without trailing zeros: "39.7".
std::string ToText(const Rational& value, int places);

}  // namespace liandu::model
