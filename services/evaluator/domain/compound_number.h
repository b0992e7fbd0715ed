#pragma once

#include "evaluator/domain/interval.h"
#include "model/rational.h"

/// Numbers that compound (rules R11, R12): exact, so that a verdict never takes a root. Pure.
namespace liandu::evaluator {

/// base ^ exponent; 1 for an exponent of 0.
model::Rational Power(const model::Rational& base, unsigned exponent);

/// scale × ratio ^ (steps ÷ of), `of` at least 1. Neither scale nor ratio is negative where there is anything to
/// compound; without steps it is `scale`, which may be anything.
struct CompoundNumber {
  model::Rational scale;
  model::Rational ratio = 1;
  unsigned steps = 0;
  unsigned of = 1;

  /// The same number with the exponent in lowest terms.
  static CompoundNumber Of(model::Rational scale, model::Rational ratio, unsigned steps, unsigned of);
};

/// Below zero: the number is less than the other; above: more; 0: they are equal. Exact.
int Compare(const CompoundNumber& number, const model::Rational& other);

/// Whether the number lies in a region. Exact.
bool LiesWithin(const CompoundNumber& number, const Interval& region);

/// Rounded half up to so many places: for people to read, never to judge by.
model::Rational Rounded(const CompoundNumber& number, int places);

}  // namespace liandu::evaluator
