#pragma once

#include <optional>

#include "model/catalogue.h"
#include "model/work_days.h"

namespace liandu::evaluator {

/// By when people are to act on an alert: the policy's response deadlines, counted in the jurisdiction's calendar.
/// Refers to both, which must outlive it; what the policy says counts for what happens from then on.
class ResponseDeadlines {
 public:
  ResponseDeadlines(const std::optional<model::NotificationPolicy>& policy, const model::WorkDays& work_days)
      : policy_(policy), work_days_(work_days) {}

  /// The last day for acknowledging what was raised on a day; nullopt: nothing is owed.
  std::optional<model::Date> AcknowledgeBy(model::Severity severity, model::Date raised) const;
  /// The last day for answering, counted from the day that asks for it (acknowledged, returned).
  std::optional<model::Date> AnswerBy(model::Severity severity, model::Date asked) const;

 private:
  std::optional<model::Date> After(int model::ResponseDeadline::*days, model::Severity severity,
                                   model::Date from) const;

  const std::optional<model::NotificationPolicy>& policy_;
  const model::WorkDays& work_days_;
};

}  // namespace liandu::evaluator
