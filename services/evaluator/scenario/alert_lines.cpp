#include "evaluator/scenario/alert_lines.h"

namespace liandu::scenarios {
namespace {

using model::AlertAction;
using model::AlertActionKind;

std::string Or(const std::string& text, const char* otherwise) { return text.empty() ? otherwise : text; }

AlertAction FeedbackOf(const Words& words) {
  AlertAction action;
  action.kind = AlertActionKind::kFeedback;
  action.feedback = {Or(words.Get("cause"), "原因已查明"), Or(words.Get("measure"), "已安排"),
                     DateOf(words, "promise")};
  if (!action.feedback.promised_date) throw BadLine("反馈要写 promise=承诺完成的日期");
  return action;
}

AlertAction RequestOf(const Words& words) {
  AlertAction action;
  action.kind = AlertActionKind::kExtensionRequest;
  const bool excuse = words.Has("excuse");
  action.extension_request = {excuse ? model::ExtensionKind::kExcusal : model::ExtensionKind::kExtension,
                              DateOf(words, "until")};
  if (!excuse && !action.extension_request.until) throw BadLine("申请延期要写 until=日期");
  return action;
}

AlertAction DecisionOf(const Words& words) {
  AlertAction action;
  action.kind = AlertActionKind::kExtensionDecision;
  action.granted = words.Has("grant");
  if (!action.granted && !words.Has("deny")) throw BadLine("批复要写 grant 或 deny");
  action.extension_request.until = DateOf(words, "until");
  return action;
}

std::optional<AlertAction> OfVerb(const std::string& verb, const Words& words) {
  AlertAction action;
  if (verb == "feedback") return FeedbackOf(words);
  if (verb == "extend") return RequestOf(words);
  if (verb == "decide") return DecisionOf(words);
  if (verb == "ack") {
    action.kind = AlertActionKind::kAcknowledgement;
  } else if (verb == "return") {
    action.kind = AlertActionKind::kFeedbackReturn;
  } else if (verb == "verify") {
    action.kind = AlertActionKind::kVerification;
  } else if (verb == "comment") {
    action.kind = AlertActionKind::kComment;
  } else {
    return std::nullopt;
  }
  return action;
}

}  // namespace

std::optional<AlertAction> ActionOfWords(const Words& words) {
  std::optional<AlertAction> action = OfVerb(words.plain.at(0), words);
  if (action) action->note = Or(words.Get("note"), action->kind == AlertActionKind::kAcknowledgement ? "已知" : "说明");
  return action;
}

}  // namespace liandu::scenarios
