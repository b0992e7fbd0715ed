#include "model/alert.h"

#include "absl/strings/str_cat.h"

namespace liandu::model {

std::string AlertId(const Subject& subject, Condition condition, const std::string& window) {
  return absl::StrCat(SubjectKindName(subject.kind), ":", subject.id, ":", ConditionName(condition), ":", window);
}

const char* ConditionName(Condition condition) {
  switch (condition) {
    case Condition::kBehind:
      return "behind";
    case Condition::kAtRisk:
      return "at_risk";
    case Condition::kMissed:
      return "missed";
    case Condition::kConflict:
      return "conflict";
    case Condition::kOrder:
      return "order";
    case Condition::kDataGap:
      return "data_gap";
    case Condition::kReportOverdue:
      return "report_overdue";
    case Condition::kDueSoon:
      return "due_soon";
    case Condition::kOverdue:
      return "overdue";
    case Condition::kStalled:
      return "stalled";
    case Condition::kSlip:
      return "slip";
    case Condition::kWatch:
      return "watch";
    case Condition::kTopLevel:
      return "top_level";
    case Condition::kSetAside:
      return "set_aside";
    case Condition::kAcknowledgementOverdue:
      return "acknowledgement_overdue";
    case Condition::kFeedbackOverdue:
      return "feedback_overdue";
    case Condition::kPromiseBroken:
      return "promise_broken";
  }
  return "";
}

const char* SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kNone:
      return "none";
    case Severity::kBlue:
      return "blue";
    case Severity::kYellow:
      return "yellow";
    case Severity::kRed:
      return "red";
  }
  return "";
}

const char* LightName(Light light) {
  switch (light) {
    case Light::kGrey:
      return "grey";
    case Light::kGreen:
      return "green";
    case Light::kYellow:
      return "yellow";
    case Light::kRed:
      return "red";
  }
  return "";
}

const char* SubjectKindName(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::kTarget:
      return "target";
    case SubjectKind::kMilestone:
      return "milestone";
    case SubjectKind::kObligation:
      return "obligation";
    case SubjectKind::kRequirement:
      return "requirement";
    case SubjectKind::kProgramme:
      return "programme";
    case SubjectKind::kReporter:
      return "reporter";
    case SubjectKind::kIndicator:
      return "indicator";
    case SubjectKind::kItem:
      return "item";
    case SubjectKind::kIssue:
      return "issue";
    case SubjectKind::kWatch:
      return "watch";
    case SubjectKind::kLogEntry:
      return "log_entry";
    case SubjectKind::kAlert:
      return "alert";
  }
  return "";
}

const char* TransitionKindName(TransitionKind kind) {
  switch (kind) {
    case TransitionKind::kRaised:
      return "raised";
    case TransitionKind::kSeverityChanged:
      return "severity_changed";
    case TransitionKind::kAcknowledged:
      return "acknowledged";
    case TransitionKind::kRefused:
      return "refused";
    case TransitionKind::kCleared:
      return "cleared";
    case TransitionKind::kAnswered:
      return "answered";
    case TransitionKind::kReturned:
      return "returned";
    case TransitionKind::kVerified:
      return "verified";
    case TransitionKind::kCommented:
      return "commented";
    case TransitionKind::kExtensionRequested:
      return "extension_requested";
    case TransitionKind::kExtensionGranted:
      return "extension_granted";
    case TransitionKind::kExtensionDenied:
      return "extension_denied";
    case TransitionKind::kCirculated:
      return "circulated";
  }
  return "";
}

const char* AlertStateName(AlertState state) {
  switch (state) {
    case AlertState::kRaised:
      return "raised";
    case AlertState::kAcknowledged:
      return "acknowledged";
    case AlertState::kAnswered:
      return "answered";
    case AlertState::kReturned:
      return "returned";
    case AlertState::kClosed:
      return "closed";
    case AlertState::kCleared:
      return "cleared";
  }
  return "";
}

const char* AlertStateText(AlertState state) {
  switch (state) {
    case AlertState::kRaised:
      return "待签收";
    case AlertState::kAcknowledged:
      return "待反馈";
    case AlertState::kAnswered:
      return "待核验";
    case AlertState::kReturned:
      return "已退回";
    case AlertState::kClosed:
      return "已销号";
    case AlertState::kCleared:
      return "已解除";
  }
  return "";
}

const char* ConditionText(Condition condition) {
  switch (condition) {
    case Condition::kBehind:
      return "进度滞后";
    case Condition::kAtRisk:
      return "预计不达标";
    case Condition::kMissed:
      return "到期未达标";
    case Condition::kConflict:
      return "数值冲突";
    case Condition::kOrder:
      return "先后倒挂";
    case Condition::kDataGap:
      return "数据缺口";
    case Condition::kReportOverdue:
      return "填报逾期";
    case Condition::kDueSoon:
      return "即将到期";
    case Condition::kOverdue:
      return "逾期未完成";
    case Condition::kStalled:
      return "阶段停滞";
    case Condition::kSlip:
      return "工期顺延";
    case Condition::kWatch:
      return "监测异常";
    case Condition::kTopLevel:
      return "顶格协调";
    case Condition::kSetAside:
      return "事件搁置";
    case Condition::kAcknowledgementOverdue:
      return "签收逾期";
    case Condition::kFeedbackOverdue:
      return "反馈逾期";
    case Condition::kPromiseBroken:
      return "承诺未兑现";
  }
  return "";
}

const char* SeverityText(Severity severity) {
  switch (severity) {
    case Severity::kNone:
      return "无";
    case Severity::kBlue:
      return "蓝";
    case Severity::kYellow:
      return "黄";
    case Severity::kRed:
      return "红";
  }
  return "";
}

const char* LightText(Light light) {
  switch (light) {
    case Light::kGrey:
      return "灰灯";
    case Light::kGreen:
      return "绿灯";
    case Light::kYellow:
      return "黄灯";
    case Light::kRed:
      return "红灯";
  }
  return "";
}

}  // namespace liandu::model
