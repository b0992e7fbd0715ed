#include "wire/readers.h"
#include "wire/wire.h"

namespace liandu::wire {
namespace {

constexpr size_t kMaxNoteLength = 2000;
constexpr size_t kMaxFeedbackLength = 1000;

static_assert(v1::AlertAction::kExtensionDecision == static_cast<int>(model::AlertActionKind::kExtensionDecision));
static_assert(v1::AlertAction::kAcknowledgement == static_cast<int>(model::AlertActionKind::kAcknowledgement));

}  // namespace

model::Feedback ReadFeedback(const v1::Feedback& proto, const Form& form) {
  return {form.RequiredText("cause", proto.cause(), kMaxFeedbackLength),
          form.RequiredText("measure", proto.measure(), kMaxFeedbackLength),
          form.RequiredDate("promised_date", proto.promised_date())};
}

void WriteFeedback(const model::Feedback& feedback, v1::Feedback& proto) {
  proto.set_cause(feedback.cause);
  proto.set_measure(feedback.measure);
  if (feedback.promised_date) proto.set_promised_date(feedback.promised_date->ToString());
}

model::ExtensionRequest ReadExtensionRequest(const v1::ExtensionRequest& proto, const Form& form) {
  model::ExtensionRequest request;
  request.kind = form.RequiredEnum("kind", proto.kind(), v1::ExtensionKind_IsValid(proto.kind()),
                                   model::ExtensionKind::kExtension);
  request.until = form.OptionalDate("until", proto.until());
  if (request.kind == model::ExtensionKind::kExtension && proto.until().empty()) {
    form.Refuse("until", "没有填写；申请延期请填延到哪一天");
  }
  return request;
}

void WriteExtensionRequest(const model::ExtensionRequest& request, v1::ExtensionRequest& proto) {
  proto.set_kind(ToEnum<v1::ExtensionKind>(request.kind));
  if (request.until) proto.set_until(request.until->ToString());
}

model::AlertAction Read(const v1::AlertAction& proto, const Form& form) {
  model::AlertAction action;
  if (proto.action_case() == v1::AlertAction::ACTION_NOT_SET) {
    form.findings().newer = true;
    form.Refuse("action", "没有写明办理什么；请恰好填写一项");
    return action;
  }
  action.kind = static_cast<model::AlertActionKind>(proto.action_case());
  const bool needs_note = action.kind != model::AlertActionKind::kAcknowledgement &&
                          action.kind != model::AlertActionKind::kFeedback &&
                          action.kind != model::AlertActionKind::kVerification;
  action.note = needs_note ? form.RequiredText("note", proto.note(), kMaxNoteLength)
                           : form.Text("note", proto.note(), kMaxNoteLength);
  if (proto.has_feedback()) action.feedback = ReadFeedback(proto.feedback(), form.In("feedback"));
  if (proto.has_extension_request()) {
    action.extension_request = ReadExtensionRequest(proto.extension_request(), form.In("extension_request"));
  }
  if (proto.has_extension_decision()) {
    action.granted = proto.extension_decision().granted();
    action.extension_request.until =
        form.In("extension_decision").OptionalDate("until", proto.extension_decision().until());
  }
  return action;
}

void Write(const model::AlertAction& action, v1::AlertAction& proto) {
  proto.set_note(action.note);
  switch (action.kind) {
    case model::AlertActionKind::kAcknowledgement:
      proto.mutable_acknowledgement();
      return;
    case model::AlertActionKind::kFeedback:
      return WriteFeedback(action.feedback, *proto.mutable_feedback());
    case model::AlertActionKind::kFeedbackReturn:
      proto.mutable_feedback_return();
      return;
    case model::AlertActionKind::kVerification:
      proto.mutable_verification();
      return;
    case model::AlertActionKind::kComment:
      proto.mutable_comment();
      return;
    case model::AlertActionKind::kExtensionRequest:
      return WriteExtensionRequest(action.extension_request, *proto.mutable_extension_request());
    case model::AlertActionKind::kExtensionDecision:
      proto.mutable_extension_decision()->set_granted(action.granted);
      if (action.extension_request.until) {
        proto.mutable_extension_decision()->set_until(action.extension_request.until->ToString());
      }
      return;
  }
}

model::AlertAction AlertActionFromProto(const v1::AlertAction& proto, const std::string& path,
                                        std::vector<Violation>& violations) {
  Findings findings{&violations};
  return Read(proto, Form(path, findings));
}

v1::AlertAction ToProto(const model::AlertAction& action) {
  v1::AlertAction proto;
  Write(action, proto);
  return proto;
}

}  // namespace liandu::wire
