#pragma once

#include <optional>
#include <vector>

#include "model/alert.h"

namespace liandu::evaluator {

/// A step that should have been taken by now: 签收逾期, 反馈逾期 or 承诺未兑现, and its last day.
struct OverdueStep {
  model::Condition condition = model::Condition::kAcknowledgementOverdue;
  model::Date due;
  bool operator==(const OverdueStep&) const = default;
};

/// What people owe about an alert.
struct OwedVerdict {
  /// In the order of Condition.
  std::vector<OverdueStep> overdue;
  /// The day on which more is overdue; nullopt: none.
  std::optional<model::Date> next_change;
};

/// A deadline passes at the end of its day, and none while its unit is excused. Pure.
OwedVerdict JudgeOwed(const model::Alert& alert, model::Date today);

/// How severe a reminder is: yellow, and never more than the alert that it is about.
model::Severity OwedSeverity(const model::Alert& alert);

}  // namespace liandu::evaluator
