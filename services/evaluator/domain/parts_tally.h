#pragma once

#include "evaluator/domain/derivation.h"
#include "evaluator/domain/formula_value.h"

/// Sums and counts over parts, kept by what changes: one report costs the same whether there are seven parts or a
/// million. Pure.
namespace liandu::evaluator {

/// One part's figure for a period.
struct PartFigure {
  Interval in_base_units;
  Interval in_own_unit;
  model::Date published;
  int precision = 2;
};

/// Puts a part's figure into the tally of its period (by = 1), or takes it out again (by = -1).
void CountPart(const PartsNode& node, const PartFigure& figure, int by, PartsTally& tally);

/// What the node is worth when there are so many parts: missing_part unless each has its figure.
Worth WorthOf(const PartsNode& node, const PartsTally* tally, size_t parts);

}  // namespace liandu::evaluator
