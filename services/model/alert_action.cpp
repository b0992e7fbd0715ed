#include "model/alert_action.h"

namespace liandu::model {

const char* AlertActionName(AlertActionKind kind) {
  switch (kind) {
    case AlertActionKind::kAcknowledgement:
      return "acknowledge";
    case AlertActionKind::kFeedback:
      return "feedback";
    case AlertActionKind::kFeedbackReturn:
      return "return";
    case AlertActionKind::kVerification:
      return "verify";
    case AlertActionKind::kComment:
      return "comment";
    case AlertActionKind::kExtensionRequest:
      return "request_extension";
    case AlertActionKind::kExtensionDecision:
      return "decide_extension";
  }
  return "";
}

const char* AlertActionText(AlertActionKind kind) {
  switch (kind) {
    case AlertActionKind::kAcknowledgement:
      return "签收";
    case AlertActionKind::kFeedback:
      return "反馈";
    case AlertActionKind::kFeedbackReturn:
      return "退回";
    case AlertActionKind::kVerification:
      return "核验销号";
    case AlertActionKind::kComment:
      return "备注";
    case AlertActionKind::kExtensionRequest:
      return "申请延期或免予";
    case AlertActionKind::kExtensionDecision:
      return "批复申请";
  }
  return "";
}

}  // namespace liandu::model
