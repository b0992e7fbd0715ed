#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <string>

#include "model/decimal.h"

namespace liandu::model {

/// Exact fractions for everything that is judged. Include it in .cpp files only: the header is heavy.
using Rational = boost::multiprecision::cpp_rational;

/// The same number.
Rational ToRational(Decimal value);

/// Rounded half away from zero to so many places, without trailing zeros: "39.7".
std::string ToText(const Rational& value, int places);

}  // namespace liandu::model
