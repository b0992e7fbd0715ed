#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "model/catalogue.h"
#include "model/formula.h"

/// Whether a formula's arithmetic makes sense, judged by dimensions alone (docs/formulas.md).
namespace liandu::model {

/// How the check looks up what a formula names; nullptr for what is not there.
struct FormulaLookups {
  std::function<const Indicator*(const std::string& id)> indicator;
  std::function<const UnitOfMeasure*(const std::string& id)> unit_of_measure;
  /// The indicators that are part_of one.
  std::function<std::vector<const Indicator*>(const std::string& whole)> parts;
};

/// The dimension of the formula's result: "money", "count", "percent", "percentage_points", "ratio" or a quotient such
/// as "money/people"; it is the dimension of the indicator's own unit of measure. Empty if something that the formula
/// reads is unknown, which is for others to refuse. INVALID_ARGUMENT with a sentence in Chinese that names the position
/// (in characters, from 1): dimensions that cannot be added, a result that does not fit the unit of measure, a division
/// by the number 0, parts that do not compare with each other.
///
/// `formula` must be what the indicator's text was read as.
absl::StatusOr<std::string> ResolveDimension(const FormulaNode& formula, const Indicator& indicator,
                                             const FormulaLookups& lookups);

}  // namespace liandu::model
