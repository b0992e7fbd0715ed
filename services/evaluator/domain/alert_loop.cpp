#include "evaluator/domain/alert_loop.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace liandu::evaluator {

using model::Alert;
using model::AlertAction;
using model::AlertActionKind;
using model::AlertState;
using model::Date;
using model::TransitionKind;

namespace {

using absl::StrCat;

std::optional<Date> NotBefore(std::optional<Date> due, const std::optional<Date>& day) {
  if (due && day) return std::max(*due, *day);
  return due;
}

/// Until when a granted request asks for; nullopt: for good.
std::optional<Date> UntilOf(const AlertAction& decision, const Alert& alert) {
  if (decision.extension_request.until) return decision.extension_request.until;
  return alert.extension_request->until;
}

void OweAcknowledgement(const LoopContext& context, Alert& alert) {
  if (!context.owing || !IsAnswerable(alert)) return;
  const auto by = context.deadlines.AcknowledgeBy(alert.severity, context.today);
  alert.acknowledge_due_date = NotBefore(by, alert.excused_until);
}

void OweAnswer(const LoopContext& context, Alert& alert) {
  if (!context.owing || !IsAnswerable(alert)) return;
  const auto by = context.deadlines.AnswerBy(alert.severity, context.today);
  alert.feedback_due_date = NotBefore(by, alert.excused_until);
}

std::string NotLaterText(Date day) { return StrCat(day.ToString(), " 不晚于今天"); }

std::optional<std::string> WhyUnanswered(const Alert& alert, const char* step) {
  if (alert.state == AlertState::kAnswered) return std::nullopt;
  if (alert.state == AlertState::kReturned) return StrCat("反馈已退回，不能", step, "；请等责任单位重新反馈");
  return StrCat("还没有反馈，不能", step, "；请等责任单位反馈");
}

std::optional<std::string> WhyNotRequested(const Alert& alert, const AlertAction& action, Date today) {
  if (alert.extension_request) return "已有一项申请等待批复；请先批复，再另行申请";
  const auto& until = action.extension_request.until;
  if (until && *until <= today) return StrCat("申请的日期 ", NotLaterText(*until), "；请填今天以后的日期");
  return std::nullopt;
}

std::optional<std::string> WhyNotDecided(const Alert& alert, const AlertAction& action, Date today) {
  if (!alert.extension_request) return "没有等待批复的申请；请先申请延期或免予";
  const auto until = UntilOf(action, alert);
  if (action.granted && until && *until <= today) {
    return StrCat("批准的日期 ", NotLaterText(*until), "；请在批复中另定今天以后的日期");
  }
  return std::nullopt;
}

/// Where the alert is open and its author saw it as it is.
std::optional<std::string> WhyUnfit(const Alert& alert, const AlertAction& action, Date today) {
  switch (action.kind) {
    case AlertActionKind::kAcknowledgement:
      if (!alert.acknowledged) return std::nullopt;
      return "预警已经签收，无需再次签收；有新的情况请反馈或备注";
    case AlertActionKind::kFeedback:
      if (action.feedback.promised_date >= today) return std::nullopt;
      return StrCat("承诺完成日期 ", action.feedback.promised_date->ToString(), " 已过；请填今天或以后的日期");
    case AlertActionKind::kFeedbackReturn:
      return WhyUnanswered(alert, "退回");
    case AlertActionKind::kVerification:
      return WhyUnanswered(alert, "销号");
    case AlertActionKind::kComment:
      return std::nullopt;
    case AlertActionKind::kExtensionRequest:
      return WhyNotRequested(alert, action, today);
    case AlertActionKind::kExtensionDecision:
      return WhyNotDecided(alert, action, today);
  }
  return std::nullopt;
}

void TakeFeedback(const AlertAction& action, Alert& alert) {
  alert.acknowledged = true;
  alert.state = AlertState::kAnswered;
  alert.feedback = action.feedback;
  alert.acknowledge_due_date.reset();
  alert.feedback_due_date.reset();
}

void TakeDecision(const AlertAction& action, Alert& alert) {
  if (action.granted) {
    const Date until = UntilOf(action, alert).value_or(kForGood);
    alert.excused_until = alert.excused_until ? std::max(*alert.excused_until, until) : until;
    alert.acknowledge_due_date = NotBefore(alert.acknowledge_due_date, alert.excused_until);
    alert.feedback_due_date = NotBefore(alert.feedback_due_date, alert.excused_until);
  }
  alert.extension_request.reset();
}

}  // namespace

bool IsAnswerable(const Alert& alert) { return alert.subject.kind != model::SubjectKind::kAlert; }

bool Holds(const Alert& alert) { return alert.open || alert.state == AlertState::kClosed; }

void BeginLoop(const LoopContext& context, Alert& alert) {
  alert.state = AlertState::kRaised;
  alert.acknowledged = false;
  alert.acknowledge_due_date.reset();
  alert.feedback_due_date.reset();
  alert.feedback.reset();
  OweAcknowledgement(context, alert);
  // Where nobody has to acknowledge, the answer is what is owed at once.
  if (!alert.acknowledge_due_date) OweAnswer(context, alert);
}

void BeginOwing(const LoopContext& context, Alert& alert) {
  if (alert.acknowledge_due_date || alert.feedback_due_date) return;
  if (alert.state == AlertState::kRaised) {
    OweAcknowledgement(context, alert);
    if (!alert.acknowledge_due_date) OweAnswer(context, alert);
  }
  if (alert.state == AlertState::kAcknowledged || alert.state == AlertState::kReturned) OweAnswer(context, alert);
}

void EndLoop(Alert& alert) {
  alert.state = AlertState::kCleared;
  alert.acknowledge_due_date.reset();
  alert.feedback_due_date.reset();
  alert.extension_request.reset();
  alert.excused_until.reset();
}

std::optional<std::string> WhyRefused(const Alert& alert, int64_t sequence, const AlertAction& action, Date today) {
  const char* step = model::AlertActionText(action.kind);
  const bool comment = action.kind == AlertActionKind::kComment;
  if (!alert.open && !comment) {
    if (alert.state == AlertState::kClosed) return StrCat("预警已销号，无需", step, "；如有补充请备注");
    return StrCat("预警已解除，无需", step);
  }
  if (alert.sequence != sequence) {
    return StrCat(step, "时看到的是第 ", sequence, " 步，预警已到第 ", alert.sequence, " 步，请刷新后再", step);
  }
  if (!IsAnswerable(alert) && !comment && action.kind != AlertActionKind::kAcknowledgement) {
    return StrCat("这是对预警“", alert.subject.id, "”的提醒，不能单独", step, "；请办理那一条");
  }
  return WhyUnfit(alert, action, today);
}

TransitionKind TakeStep(const AlertAction& action, const LoopContext& context, Alert& alert) {
  switch (action.kind) {
    case AlertActionKind::kAcknowledgement:
      alert.acknowledged = true;
      if (alert.state == AlertState::kRaised) alert.state = AlertState::kAcknowledged;
      alert.acknowledge_due_date.reset();
      // A circular may have set another day.
      if (!alert.feedback_due_date) OweAnswer(context, alert);
      return TransitionKind::kAcknowledged;
    case AlertActionKind::kFeedback:
      TakeFeedback(action, alert);
      return TransitionKind::kAnswered;
    case AlertActionKind::kFeedbackReturn:
      alert.state = AlertState::kReturned;
      alert.feedback.reset();
      OweAnswer(context, alert);
      return TransitionKind::kReturned;
    case AlertActionKind::kVerification:
      alert.open = false;
      alert.state = AlertState::kClosed;
      alert.acknowledge_due_date.reset();
      alert.feedback_due_date.reset();
      alert.extension_request.reset();
      alert.excused_until.reset();
      return TransitionKind::kVerified;
    case AlertActionKind::kComment:
      break;
    case AlertActionKind::kExtensionRequest:
      alert.extension_request = action.extension_request;
      return TransitionKind::kExtensionRequested;
    case AlertActionKind::kExtensionDecision:
      TakeDecision(action, alert);
      return action.granted ? TransitionKind::kExtensionGranted : TransitionKind::kExtensionDenied;
  }
  return TransitionKind::kCommented;
}

bool ListInCircular(const model::Circular& circular, const LoopContext& context, Alert& alert) {
  if (std::find(alert.circulars.begin(), alert.circulars.end(), circular.id) != alert.circulars.end()) return false;
  alert.circulars.push_back(circular.id);
  if (alert.open && context.owing && IsAnswerable(alert)) {
    alert.feedback_due_date = NotBefore(circular.reply_due_date, alert.excused_until);
  }
  return true;
}

}  // namespace liandu::evaluator
