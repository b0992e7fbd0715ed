#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "evaluator/domain/interval.h"
#include "evaluator/domain/records.h"
#include "evaluator/domain/symbols.h"
#include "model/formula.h"

namespace liandu::evaluator {

/// What the parts of a sum say for one period, kept by what changes: taking a figure out undoes putting it in.
struct PartsTally {
  /// Parts that have their figure.
  int64_t present = 0;
  /// Of the finite ends, in base units.
  model::Rational low_sum;
  model::Rational high_sum;
  int64_t low_infinite = 0;
  int64_t high_infinite = 0;
  int64_t low_open = 0;
  int64_t high_open = 0;
  int64_t rounded = 0;
  int64_t bounds = 0;
  /// Of count(parts ...): those that satisfy, and those of which a bound leaves it open.
  int64_t satisfied = 0;
  int64_t undecided = 0;
  /// How many were published on a day.
  absl::btree_map<model::Date, int64_t> published;
};

/// One sum(parts) or count(parts ...) of a formula.
struct PartsNode {
  model::FormulaNode::Op op = model::FormulaNode::Op::kSumParts;
  model::FormulaFilter::Op comparison = model::FormulaFilter::Op::kGe;
  model::Decimal number;
  /// Whose parts.
  std::string owner;
  absl::btree_map<model::Period, PartsTally> tallies;
};

/// How an indicator follows from others, and what that gives so far.
struct Derivation {
  model::FormulaNode formula;
  /// Its text cannot be read, or it reads itself in the end: nothing follows.
  bool refused = false;
  bool circular = false;
  /// It counts items or members of registers, itself or through an indicator that it reads: the system keeps it up to
  /// date (rule R4), and its figures belong to a window (count_series.h).
  bool counts = false;
  /// Nothing but counts that accumulate inside a window, and sums of them: judged as a flow.
  bool accumulates = false;
  /// [a] - at([a], date): what is new since that day, when it was 0 (rule R3).
  std::optional<model::Date> zero_on;
  /// Everything that it reads has a lower one; what is reported has 0.
  int rank = 1;
  /// How many years back it reads.
  int years_back = 0;
  /// Days of at(...).
  std::vector<model::Date> at_days;
  std::vector<std::string> indicators;
  std::vector<PartsNode> parts;
  /// In the order of a series, one a period.
  std::vector<HeldReport> figures;
};

}  // namespace liandu::evaluator
