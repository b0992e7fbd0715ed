#include "evaluator/domain/formula_value.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace liandu::evaluator {
namespace {

using Op = model::FormulaNode::Op;
using model::FormulaFilter;
using model::FormulaNode;
using model::Rational;

constexpr int kPlaces = 6;
const IntervalEnd kNoEnd{Rational(0), false, true};

/// What two operands have in common, whatever is done with them.
Worth Both(const Worth& left, const Worth& right) {
  Worth both;
  if (left.absent || right.absent) {
    both.absent = std::min(left.absent.value_or(Reason::kNoReport), right.absent.value_or(Reason::kNoReport));
  }
  both.published = std::max(left.published, right.published);
  both.precision = std::min(left.precision, right.precision);
  both.has_figure = left.has_figure || right.has_figure;
  return both;
}

std::string Bracketed(const Worth& worth, bool needed) {
  return needed ? absl::StrCat("（", worth.working, "）") : worth.working;
}

Worth Added(const Worth& left, const Worth& right, bool subtract) {
  Worth sum = Both(left, right);
  sum.is_sum = true;
  if (sum.absent) return sum;
  sum.value = subtract ? left.value - right.value : left.value + right.value;
  sum.working = absl::StrCat(left.working, subtract ? " − " : " + ", Bracketed(right, subtract && right.is_sum));
  return sum;
}

Worth Multiplied(const Worth& left, const Worth& right) {
  Worth product = Both(left, right);
  if (product.absent) return product;
  product.value = left.value * right.value;
  product.working = absl::StrCat(Bracketed(left, left.is_sum), " × ", Bracketed(right, right.is_sum));
  return product;
}

Worth Divided(const Worth& left, const Worth& right) {
  Worth quotient = Both(left, right);
  if (quotient.absent) return quotient;
  const std::optional<Interval> value = Quotient(left.value, right.value);
  if (!value) {
    quotient.absent = Reason::kNoDenominator;
    return quotient;
  }
  quotient.value = *value;
  quotient.working = absl::StrCat(Bracketed(left, left.is_sum), " ÷ ", Bracketed(right, right.is_sum));
  return quotient;
}

Worth Negated(Worth worth) {
  worth.value = -worth.value;
  worth.working = absl::StrCat("−", Bracketed(worth, worth.is_sum));
  return worth;
}

}  // namespace

std::string NumberText(const Interval& value) {
  if (value.is_point()) return model::ToText(value.low.value, kPlaces);
  if (value.low.infinite && value.high.infinite) return "（不定）";
  if (value.high.infinite) return absl::StrCat(value.low.open ? ">" : "≥", model::ToText(value.low.value, kPlaces));
  if (value.low.infinite) return absl::StrCat(value.high.open ? "<" : "≤", model::ToText(value.high.value, kPlaces));
  return absl::StrCat(model::ToText(value.low.value, kPlaces), "～", model::ToText(value.high.value, kPlaces));
}

Worth Worth::Of(Interval value) {
  Worth worth;
  worth.working = NumberText(value);
  worth.value = std::move(value);
  worth.has_figure = true;
  return worth;
}

Worth Worth::Absent(Reason reason) {
  Worth worth;
  worth.absent = reason;
  return worth;
}

Worth Evaluate(const FormulaNode& formula, int years_before, OperandReader read) {
  const auto operand = [&](size_t i) { return Evaluate(formula.operands[i], years_before, read); };
  switch (formula.op) {
    case Op::kNumber: {
      Worth number = Worth::Of(Interval::Exactly(model::ToRational(formula.number)));
      number.has_figure = false;
      return number;
    }
    case Op::kNegate:
      return Negated(operand(0));
    case Op::kAdd:
      return Added(operand(0), operand(1), false);
    case Op::kSubtract:
      return Added(operand(0), operand(1), true);
    case Op::kMultiply:
      return Multiplied(operand(0), operand(1));
    case Op::kDivide:
      return Divided(operand(0), operand(1));
    case Op::kYearBefore:
      return Evaluate(formula.operands.front(), years_before + 1, read);
    default:
      return read(formula, years_before);
  }
}

std::string WorkingText(const Worth& worth) {
  const std::string result = NumberText(worth.value);
  return worth.working == result ? result : absl::StrCat(worth.working, " = ", result);
}

Truth Compares(const Interval& value, FormulaFilter::Op comparison, const Rational& number) {
  const IntervalEnd at{number, false, false};
  const IntervalEnd beyond{number, true, false};
  switch (comparison) {
    case FormulaFilter::Op::kLt:
      return Within(value, {kNoEnd, beyond});
    case FormulaFilter::Op::kLe:
      return Within(value, {kNoEnd, at});
    case FormulaFilter::Op::kGt:
      return Within(value, {beyond, kNoEnd});
    case FormulaFilter::Op::kGe:
      return Within(value, {at, kNoEnd});
    default:
      break;
  }
  const Truth equal = Within(value, Interval::Exactly(number));
  if (comparison == FormulaFilter::Op::kEq || equal == Truth::kUndecided) return equal;
  return equal == Truth::kYes ? Truth::kNo : Truth::kYes;
}

}  // namespace liandu::evaluator
