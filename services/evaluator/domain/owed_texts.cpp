#include "evaluator/domain/owed_texts.h"

#include "absl/strings/str_cat.h"

namespace liandu::evaluator {

using absl::StrCat;
using model::Alert;
using model::AlertState;
using model::Condition;

namespace {

/// "应于 2024-07-03 前签收，至今无人签收".
std::string TroubleText(const Alert& alert, const OverdueStep& step) {
  const std::string due = step.due.ToString();
  if (step.condition == Condition::kAcknowledgementOverdue) return StrCat("应于 ", due, " 前签收，至今无人签收");
  if (step.condition == Condition::kFeedbackOverdue) {
    const std::string circular = alert.circulars.empty() ? "" : StrCat("（已列入通报 ", alert.circulars.back(), "）");
    return StrCat("应于 ", due, " 前反馈原因和措施", circular, "，至今没有反馈");
  }
  return StrCat("承诺 ", due, " 前完成，至今没有解除；当时的措施：", alert.feedback ? alert.feedback->measure : "");
}

}  // namespace

const char* OverdueNote(Condition condition) {
  if (condition == Condition::kAcknowledgementOverdue) return "无人签收";
  return condition == Condition::kFeedbackOverdue ? "没有反馈" : "承诺的日期已过";
}

void DescribeOverdue(const Registry& registry, const Alert& alert, const OverdueStep& step, Alert& reminder) {
  reminder.subject.display_name = alert.subject.display_name;
  reminder.chains = alert.chains;
  reminder.responsible_unit = alert.responsible_unit;
  reminder.programme = alert.programme;
  reminder.labels = alert.labels;
  reminder.due_date = step.due;
  reminder.evidence = {};
  reminder.evidence.rule = "闭环";
  reminder.evidence.inputs.push_back(
      {"alert", alert.id, model::ConditionText(alert.condition), step.due.ToString(), ""});
  const std::string& unit = alert.responsible_unit;
  reminder.evidence.summary =
      StrCat(alert.subject.display_name, "（", model::ConditionText(alert.condition), "）：", TroubleText(alert, step),
             "；", unit.empty() ? "责任单位未明确" : StrCat("责任单位 ", registry.UnitName(unit)));
}

std::string OverdueCleared(const Alert& alert, const Alert& reminder) {
  if (alert.state == AlertState::kCleared) return "原预警已解除";
  if (alert.state == AlertState::kClosed) return "原预警已核验销号";
  if (alert.state == AlertState::kAnswered && reminder.condition != Condition::kPromiseBroken) return "已反馈";
  if (alert.acknowledged && reminder.condition == Condition::kAcknowledgementOverdue) return "已签收";
  if (alert.state == AlertState::kReturned) return "反馈已退回，等待重新反馈";
  if (alert.excused_until && reminder.due_date && *alert.excused_until >= *reminder.due_date) {
    return *alert.excused_until < kForGood ? StrCat("已批准延至 ", alert.excused_until->ToString()) : "已批准免予督办";
  }
  if (alert.feedback && alert.feedback->promised_date) {
    return StrCat("已重新承诺 ", alert.feedback->promised_date->ToString(), " 前完成");
  }
  return "时限已重新计算";
}

}  // namespace liandu::evaluator
