#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evaluator/domain/interval.h"
#include "evaluator/domain/records.h"
#include "model/alert.h"

namespace liandu::evaluator {

/// What a formula gives for one period.
struct DerivedValue {
  /// Why there is none (rule R1); nullopt: there is one.
  std::optional<Reason> absent;
  /// In the indicator's unit of measure, exact.
  Interval value = Interval::Anything();
  /// The figures and counts that went in, in the formula's order.
  std::vector<model::EvidenceInput> inputs;
  /// "14 − 8 = 6", in base units of measure.
  std::string working;
};

}  // namespace liandu::evaluator
