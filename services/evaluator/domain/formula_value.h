#pragma once

#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "evaluator/domain/interval.h"
#include "evaluator/domain/records.h"
#include "model/formula.h"

/// The arithmetic of formulas: exact fractions, bounds as intervals (rule R14). Pure.
namespace liandu::evaluator {

/// What a formula, or a part of one, is worth.
struct Worth {
  static Worth Of(Interval value);
  static Worth Absent(Reason reason);

  /// Why it is worth nothing: the first of rule R1 among its operands' reasons; nullopt: it is worth something.
  std::optional<Reason> absent;
  /// In base units of measure.
  Interval value = Interval::Anything();
  /// The latest publication that went in.
  model::Date published;
  /// The least of what went in (PrecisionOf).
  int precision = 2;
  /// Some operand had a figure, though others had none.
  bool has_figure = false;
  /// "14 − 8".
  std::string working;
  /// A sum or a difference: in brackets where it is multiplied.
  bool is_sum = false;
};

/// Gives what an operand (an indicator, parts, a count) is worth under so many year_before().
using OperandReader = absl::FunctionRef<Worth(const model::FormulaNode& operand, int years_before)>;

/// A division by nothing is no_denominator.
Worth Evaluate(const model::FormulaNode& formula, int years_before, OperandReader read);

/// Whether a count says so: `value` compared with a number.
Truth Compares(const Interval& value, model::FormulaFilter::Op comparison, const model::Rational& number);

/// "14", ">12", "12～15".
std::string NumberText(const Interval& value);

/// "14 − 8 = 6"; without a calculation "6".
std::string WorkingText(const Worth& worth);

}  // namespace liandu::evaluator
