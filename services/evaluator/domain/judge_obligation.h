#pragma once

#include <optional>
#include <vector>

#include "evaluator/domain/judge_deadline.h"
#include "model/period.h"

namespace liandu::evaluator {

/// A period of an obligation for which something is to be said.
struct ObligationPeriodVerdict {
  model::Period period;
  model::Date due;
  DeadlineVerdict verdict;
};

struct ObligationVerdict {
  /// Only periods that are due soon or overdue, oldest first.
  std::vector<ObligationPeriodVerdict> periods;
  std::optional<model::Date> next_change;
};

/// Once per period, never before the period's end, as a milestone. Periods that ended before supervision began raise
/// nothing. `programme` bounds the periods where the obligation states no dates of its own; may be null. Pure.
ObligationVerdict JudgeObligation(const model::Obligation& obligation, const model::Programme* programme,
                                  const std::vector<ObligationRecord::Fulfilment>& fulfilments,
                                  const SeverityCaps& caps, const DeadlineContext& context);

}  // namespace liandu::evaluator
