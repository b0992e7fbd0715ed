#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "model/decimal.h"
#include "model/time.h"

/// How a derived indicator follows from other series, items and registers (docs/formulas.md). Figures enter in base
/// units (a value times the scale of its unit of measure), counts as they are; the result leaves in the indicator's own
/// unit (divided by its scale). growth(x) and change(x) are written out by the parser.
namespace liandu::model {

/// A condition on an item or on a member of a register: `tier = "国家级" and (investment >= 20 or leading)`.
struct FormulaFilter {
  enum class Op { kAnd, kOr, kNot, kEq, kNe, kLt, kLe, kGt, kGe };
  Op op = Op::kAnd;
  /// Of kAnd, kOr (two or more) and kNot (one).
  std::vector<FormulaFilter> operands;
  /// Of a comparison: `chain`, `unit`, `park`, `district`, `tier`, `batch`, `kind`, `list`, `programme`, `id`, or the
  /// name of an attribute. A name that stands alone means `name = "true"`.
  std::string field;
  /// Compared as a number where both sides are decimals, else as a text.
  std::string value;
  bool operator==(const FormulaFilter&) const = default;
};

/// One node of a formula.
struct FormulaNode {
  enum class Op {
    /// 12.5
    kNumber,
    /// [indicator-id]: its figure for the same period.
    kIndicator,
    kNegate,
    kAdd,
    kSubtract,
    kMultiply,
    kDivide,
    /// year_before(x): x for the same period a year earlier.
    kYearBefore,
    /// at([indicator-id], 2020-12-31): the stock on that day, whatever the period.
    kAt,
    /// sum(parts): the sum over all indicators that are part_of this one; each must have its figure.
    kSumParts,
    /// count(parts >= 1000): how many of them satisfy a comparison with a number, which is in the parts' own unit.
    kCountParts,
    /// entered("register", filter): members that entered inside the window, to date. Accumulates.
    kEntered,
    /// members("register", filter): members on the day.
    kMembers,
    /// reached("stage", filter): items that reached the stage inside the window, to date. Accumulates.
    kReached,
    /// past("stage", filter): items that have reached the stage by the day, or a later one.
    kPast,
    /// done("item"): milestones of the item that are done by the day.
    kDone,
  };
  Op op = Op::kNumber;
  std::vector<FormulaNode> operands;
  /// Of kNumber, and the right side of kCountParts' comparison.
  Decimal number;
  /// Of kCountParts.
  FormulaFilter::Op comparison = FormulaFilter::Op::kGe;
  /// The indicator, register, stage or item.
  std::string name;
  /// Of kAt.
  Date date;
  /// Of the counts; kAnd without operands: everything counts.
  FormulaFilter filter;
  /// Where it begins in the text, in bytes from 0.
  size_t position = 0;
};

/// Reads a formula. INVALID_ARGUMENT with a sentence in Chinese that names the position (in characters, from 1) and
/// what was expected there. Never crashes, whatever the bytes; nesting is limited.
absl::StatusOr<FormulaNode> ParseFormula(std::string_view text);

/// Ids of the indicators that the formula reads, each once, in order of first use; not those of `parts`.
std::vector<std::string> IndicatorsOf(const FormulaNode& formula);
/// Registers that it counts, each once.
std::vector<std::string> RegistersOf(const FormulaNode& formula);
/// Stages by which it counts items (reached, past), each once.
std::vector<std::string> StagesOf(const FormulaNode& formula);
/// Items whose milestones it counts (done), each once.
std::vector<std::string> ItemsOf(const FormulaNode& formula);
/// Whether it counts items (reached, past, done).
bool CountsItems(const FormulaNode& formula);
/// Whether it reads `parts`.
bool ReadsParts(const FormulaNode& formula);
/// Whether its value accumulates inside a window (entered, reached), so that each window starts from 0.
bool Accumulates(const FormulaNode& formula);

}  // namespace liandu::model
