#include "notifier/domain/duties.h"

namespace liandu::notifier {

using model::AlertState;

Duties DutiesOf(const model::Alert& alert) {
  Duties duties;
  if (!alert.open) return duties;
  if (alert.state == AlertState::kRaised && alert.acknowledge_due_date) {
    duties.responsible = "待签收";
    duties.until = alert.acknowledge_due_date;
  }
  const bool owes_feedback = alert.state == AlertState::kAcknowledged || alert.state == AlertState::kReturned;
  if (owes_feedback && (alert.feedback_due_date || alert.state == AlertState::kReturned)) {
    duties.responsible = alert.state == AlertState::kReturned ? "已退回，待重新反馈" : "待反馈";
    duties.until = alert.feedback_due_date;
  }
  if (alert.state == AlertState::kAnswered) duties.issuer = "待核验";
  if (alert.extension_request) duties.issuer = "待批复申请";
  return duties;
}

}  // namespace liandu::notifier
