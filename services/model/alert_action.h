#pragma once

#include <optional>
#include <string>

#include "model/time.h"

/// What people do about an alert; the fields mean what protos/liandu/v1/alert_action.proto says of them.
namespace liandu::model {

/// Values equal the numbers of the contract's AlertAction.action.
enum class AlertActionKind {
  kAcknowledgement = 2,
  kFeedback,
  kFeedbackReturn,
  kVerification,
  kComment,
  kExtensionRequest,
  kExtensionDecision
};

struct Feedback {
  std::string cause;
  std::string measure;
  std::optional<Date> promised_date;
  bool operator==(const Feedback&) const = default;
};

enum class ExtensionKind { kExtension = 1, kExcusal };

struct ExtensionRequest {
  ExtensionKind kind = ExtensionKind::kExtension;
  std::optional<Date> until;
  bool operator==(const ExtensionRequest&) const = default;
};

/// Of the details only those of its kind are set.
struct AlertAction {
  AlertActionKind kind = AlertActionKind::kAcknowledgement;
  std::string note;
  Feedback feedback;
  ExtensionRequest extension_request;
  /// Of a decision; `extension_request.until` holds another date than was asked for.
  bool granted = false;
  bool operator==(const AlertAction&) const = default;
};

/// "acknowledge", "feedback", "return", "verify", "comment", "request_extension", "decide_extension".
const char* AlertActionName(AlertActionKind kind);
/// "签收", "反馈", "退回", "核验销号", "备注", "申请延期或免予", "批复申请".
const char* AlertActionText(AlertActionKind kind);

}  // namespace liandu::model
