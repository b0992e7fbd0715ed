#pragma once

#include "model/rational.h"

namespace liandu::evaluator {

/// Whether one fraction is smaller than another: by multiplying crosswise, which on the way of every report is several
/// times faster than the library's own comparison.
inline bool Less(const model::Rational& left, const model::Rational& right) {
  return numerator(left) * denominator(right) < numerator(right) * denominator(left);
}

}  // namespace liandu::evaluator
