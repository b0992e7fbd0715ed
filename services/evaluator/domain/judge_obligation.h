#pragma once

#include <optional>
#include <vector>

#include "evaluator/domain/decisions.h"
#include "evaluator/domain/judge_deadline.h"
#include "model/period.h"

namespace liandu::evaluator {

/// A period of an obligation and how it stands.
struct ObligationPeriodVerdict {
  model::Period period;
  /// As decided, else as stated.
  model::Date due;
  /// By the obligation's own words.
  model::Date stated_due;
  DecidedDeadline decided;
  DeadlineVerdict verdict;
};

struct ObligationVerdict {
  /// Only periods that are due soon or overdue, oldest first.
  std::vector<ObligationPeriodVerdict> periods;
  /// The first period that is neither fulfilled nor excused, whatever is to be said of it.
  std::optional<ObligationPeriodVerdict> running;
  std::optional<model::Date> next_change;
};

/// The periods of an obligation from the first that can matter on: by its cadence, or the one of a plan's mid-term or
/// final evaluation. `programme` bounds them where the obligation states no dates of its own; may be null.
std::optional<model::Period> FirstPeriod(const model::Obligation& obligation, const model::Programme* programme,
                                         std::optional<model::Date> supervised_since);
/// The period after another; nullopt: that was the last.
std::optional<model::Period> PeriodAfter(const model::Obligation& obligation, const model::Programme* programme,
                                         const model::Period& period);

/// Once per period, never before the period's end, as a milestone. Periods that ended before supervision began raise
/// nothing, nor does an excused one; a decision may move the due date of one period or of all. Pure.
ObligationVerdict JudgeObligation(const model::Obligation& obligation, const model::Programme* programme,
                                  const std::vector<ObligationRecord::Fulfilment>& fulfilments,
                                  const DecisionBook& decisions, const SeverityCaps& caps,
                                  const DeadlineContext& context);

}  // namespace liandu::evaluator
