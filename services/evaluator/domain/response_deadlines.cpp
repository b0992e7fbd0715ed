#include "evaluator/domain/response_deadlines.h"

namespace liandu::evaluator {

using model::Date;
using model::ResponseDeadline;

std::optional<Date> ResponseDeadlines::After(int ResponseDeadline::*days, model::Severity severity, Date from) const {
  if (!policy_) return std::nullopt;
  for (const ResponseDeadline& deadline : policy_->response_deadlines) {
    if (deadline.severity != severity || deadline.*days <= 0) continue;
    return deadline.calendar_days ? from + deadline.*days : work_days_.Add(from, deadline.*days);
  }
  return std::nullopt;
}

std::optional<Date> ResponseDeadlines::AcknowledgeBy(model::Severity severity, Date raised) const {
  return After(&ResponseDeadline::acknowledge_days, severity, raised);
}

std::optional<Date> ResponseDeadlines::AnswerBy(model::Severity severity, Date asked) const {
  return After(&ResponseDeadline::feedback_days, severity, asked);
}

}  // namespace liandu::evaluator
