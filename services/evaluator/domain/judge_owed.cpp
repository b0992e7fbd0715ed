#include "evaluator/domain/judge_owed.h"

#include <algorithm>

#include "evaluator/domain/sooner.h"

namespace liandu::evaluator {

using model::Condition;
using model::Date;

OwedVerdict JudgeOwed(const model::Alert& alert, Date today) {
  OwedVerdict verdict;
  if (!alert.open) return verdict;
  const auto owe = [&](Condition condition, const std::optional<Date>& due) {
    if (!due) return;
    const Date last = alert.excused_until ? std::max(*due, *alert.excused_until) : *due;
    if (today > last) {
      verdict.overdue.push_back({condition, *due});
    } else {
      verdict.next_change = Sooner(verdict.next_change, last + 1);
    }
  };
  owe(Condition::kAcknowledgementOverdue, alert.acknowledge_due_date);
  owe(Condition::kFeedbackOverdue, alert.feedback_due_date);
  if (alert.feedback) owe(Condition::kPromiseBroken, alert.feedback->promised_date);
  return verdict;
}

model::Severity OwedSeverity(const model::Alert& alert) { return std::min(model::Severity::kYellow, alert.severity); }

}  // namespace liandu::evaluator
