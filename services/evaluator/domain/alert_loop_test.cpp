#include "evaluator/domain/alert_loop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "evaluator/domain/judge_owed.h"
#include "evaluator/domain/response_times.h"

namespace liandu::evaluator {
namespace {

using model::Alert;
using model::AlertAction;
using model::AlertActionKind;
using model::AlertState;
using model::Condition;
using model::Date;
using model::Severity;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A Friday.
const Date kToday(2024, 7, 5);

std::optional<model::NotificationPolicy> Policy() {
  model::NotificationPolicy policy;
  policy.response_deadlines = {
      {Severity::kRed, 1, 3, false}, {Severity::kYellow, 2, 5, true}, {Severity::kBlue, 0, 2, false}};
  return policy;
}

Alert OpenAlert(Severity severity = Severity::kRed) {
  Alert alert;
  alert.id = "target:T1:behind:2024";
  alert.subject = {model::SubjectKind::kTarget, "T1", "对接"};
  alert.severity = severity;
  alert.open = true;
  alert.sequence = 4;
  return alert;
}

AlertAction Do(AlertActionKind kind) {
  AlertAction action;
  action.kind = kind;
  return action;
}

AlertAction Promise(Date date) {
  AlertAction action = Do(AlertActionKind::kFeedback);
  action.feedback = {"原因", "措施", date};
  return action;
}

AlertAction Ask(std::optional<Date> until) {
  AlertAction action = Do(AlertActionKind::kExtensionRequest);
  action.extension_request = {until ? model::ExtensionKind::kExtension : model::ExtensionKind::kExcusal, until};
  return action;
}

AlertAction Decide(bool granted, std::optional<Date> until = std::nullopt) {
  AlertAction action = Do(AlertActionKind::kExtensionDecision);
  action.granted = granted;
  action.extension_request.until = until;
  return action;
}

class AlertLoopTest : public testing::Test {
 protected:
  LoopContext On(Date day, bool owing = true) const { return {day, deadlines_, owing}; }
  void Take(const AlertAction& action, Alert& alert, Date day = kToday) {
    ASSERT_EQ(WhyRefused(alert, alert.sequence, action, day), std::nullopt);
    TakeStep(action, On(day), alert);
  }

  const std::optional<model::NotificationPolicy> policy_ = Policy();
  const model::WorkDays work_days_;
  const ResponseDeadlines deadlines_{policy_, work_days_};
};

TEST_F(AlertLoopTest, WhatIsOwedGoesBySeverityAndCalendar) {
  Alert red = OpenAlert();
  BeginLoop(On(kToday), red);
  EXPECT_EQ(red.acknowledge_due_date, Date(2024, 7, 8)) << "Monday: working days";
  EXPECT_EQ(red.feedback_due_date, std::nullopt);
  Alert yellow = OpenAlert(Severity::kYellow);
  BeginLoop(On(kToday), yellow);
  EXPECT_EQ(yellow.acknowledge_due_date, Date(2024, 7, 7)) << "Sunday: calendar days";
  Alert blue = OpenAlert(Severity::kBlue);
  BeginLoop(On(kToday), blue);
  EXPECT_EQ(blue.acknowledge_due_date, std::nullopt);
  EXPECT_EQ(blue.feedback_due_date, Date(2024, 7, 9)) << "nobody has to acknowledge: the answer is owed at once";
}

TEST_F(AlertLoopTest, NothingIsOwedWithoutDeadlinesWhileImportingAndAboutReminders) {
  const std::optional<model::NotificationPolicy> none;
  const ResponseDeadlines no_deadlines(none, work_days_);
  Alert alert = OpenAlert();
  BeginLoop({kToday, no_deadlines, true}, alert);
  EXPECT_EQ(alert.acknowledge_due_date, std::nullopt);
  BeginLoop(On(kToday, false), alert);
  EXPECT_EQ(alert.acknowledge_due_date, std::nullopt);
  BeginOwing(On(kToday), alert);
  EXPECT_EQ(alert.acknowledge_due_date, Date(2024, 7, 8)) << "importing has ended";
  Alert reminder = OpenAlert();
  reminder.subject.kind = model::SubjectKind::kAlert;
  BeginLoop(On(kToday), reminder);
  EXPECT_EQ(reminder.acknowledge_due_date, std::nullopt);
}

TEST_F(AlertLoopTest, AnAnswerAcknowledgesAndAReturnAsksForAnother) {
  Alert alert = OpenAlert();
  BeginLoop(On(kToday), alert);
  Take(Promise(Date(2024, 8, 30)), alert);
  EXPECT_TRUE(alert.acknowledged);
  EXPECT_EQ(alert.state, AlertState::kAnswered);
  EXPECT_EQ(alert.acknowledge_due_date, std::nullopt);
  EXPECT_EQ(JudgeOwed(alert, kToday).next_change, Date(2024, 8, 31));
  Take(Do(AlertActionKind::kFeedbackReturn), alert);
  EXPECT_EQ(alert.state, AlertState::kReturned);
  EXPECT_EQ(alert.feedback, std::nullopt);
  EXPECT_EQ(alert.feedback_due_date, Date(2024, 7, 10));
}

TEST_F(AlertLoopTest, AGrantMovesWhatIsOwed) {
  Alert alert = OpenAlert();
  BeginLoop(On(kToday), alert);
  Take(Ask(Date(2024, 7, 31)), alert);
  Take(Decide(true, Date(2024, 7, 20)), alert);
  EXPECT_EQ(alert.acknowledge_due_date, Date(2024, 7, 20));
  EXPECT_EQ(alert.excused_until, Date(2024, 7, 20));
  EXPECT_EQ(alert.extension_request, std::nullopt);
  Take(Ask(std::nullopt), alert);
  Take(Decide(true), alert);
  EXPECT_EQ(alert.excused_until, kForGood);
}

TEST_F(AlertLoopTest, ACircularAsksForAnAnswerOnce) {
  model::Circular circular;
  circular.id = "2024-1";
  circular.reply_due_date = Date(2024, 7, 12);
  Alert alert = OpenAlert();
  EXPECT_TRUE(ListInCircular(circular, On(kToday), alert));
  EXPECT_EQ(alert.feedback_due_date, Date(2024, 7, 12));
  EXPECT_FALSE(ListInCircular(circular, On(kToday), alert));
  EXPECT_THAT(alert.circulars, ElementsAre("2024-1"));
  Take(Do(AlertActionKind::kAcknowledgement), alert);
  EXPECT_EQ(alert.feedback_due_date, Date(2024, 7, 12)) << "its date stands";
}

TEST_F(AlertLoopTest, DeadlinesPassAtTheEndOfTheirDayAndPauseWhileExcused) {
  Alert alert = OpenAlert();
  alert.acknowledge_due_date = alert.feedback_due_date = Date(2024, 7, 8);
  EXPECT_THAT(JudgeOwed(alert, Date(2024, 7, 8)).overdue, IsEmpty());
  const OverdueStep acknowledge{Condition::kAcknowledgementOverdue, Date(2024, 7, 8)};
  const OverdueStep answer{Condition::kFeedbackOverdue, Date(2024, 7, 8)};
  EXPECT_THAT(JudgeOwed(alert, Date(2024, 7, 9)).overdue, ElementsAre(acknowledge, answer));
  alert.excused_until = Date(2024, 7, 9);
  EXPECT_THAT(JudgeOwed(alert, Date(2024, 7, 9)).overdue, IsEmpty());
  EXPECT_EQ(JudgeOwed(alert, Date(2024, 7, 9)).next_change, Date(2024, 7, 10));
  alert.open = false;
  EXPECT_THAT(JudgeOwed(alert, Date(2024, 8, 1)).overdue, IsEmpty());
  EXPECT_EQ(OwedSeverity(OpenAlert(Severity::kBlue)), Severity::kBlue);
  EXPECT_EQ(OwedSeverity(OpenAlert(Severity::kRed)), Severity::kYellow);
}

struct Refusal {
  const char* name;
  AlertAction action;
  std::function<void(Alert&)> stand;
  const char* why;
};

class RefusedStep : public AlertLoopTest, public testing::WithParamInterface<Refusal> {};

TEST_P(RefusedStep, SaysWhyAndWhatToDo) {
  Alert alert = OpenAlert();
  GetParam().stand(alert);
  const auto why = WhyRefused(alert, 4, GetParam().action, kToday);
  ASSERT_TRUE(why.has_value());
  EXPECT_THAT(*why, HasSubstr(GetParam().why));
}

void AsItIs(Alert&) {}
void Cleared(Alert& alert) {
  alert.open = false;
  EndLoop(alert);
}
void Closed(Alert& alert) {
  alert.open = false;
  alert.state = AlertState::kClosed;
}
void Moved(Alert& alert) { alert.sequence = 5; }

INSTANTIATE_TEST_SUITE_P(
    Steps, RefusedStep,
    testing::Values(Refusal{"Stale", Do(AlertActionKind::kAcknowledgement), Moved, "请刷新后再签收"},
                    Refusal{"StaleComment", Do(AlertActionKind::kComment), Moved, "请刷新后再备注"},
                    Refusal{"OnCleared", Promise(kToday), Cleared, "预警已解除，无需反馈"},
                    Refusal{"OnClosed", Do(AlertActionKind::kFeedbackReturn), Closed, "预警已销号，无需退回"},
                    Refusal{"AcknowledgedTwice", Do(AlertActionKind::kAcknowledgement),
                            [](Alert& a) { a.acknowledged = true; }, "无需再次签收"},
                    Refusal{"PromiseInThePast", Promise(kToday - 1), AsItIs, "请填今天或以后的日期"},
                    Refusal{"NothingToReturn", Do(AlertActionKind::kFeedbackReturn), AsItIs, "还没有反馈，不能退回"},
                    Refusal{"NothingToVerify", Do(AlertActionKind::kVerification), AsItIs, "请等责任单位反馈"},
                    Refusal{"VerifyReturned", Do(AlertActionKind::kVerification),
                            [](Alert& a) { a.state = AlertState::kReturned; }, "请等责任单位重新反馈"},
                    Refusal{"UntilToday", Ask(kToday), AsItIs, "请填今天以后的日期"},
                    Refusal{"SecondRequest", Ask(kToday + 9), [](Alert& a) { a.extension_request.emplace(); },
                            "请先批复"},
                    Refusal{"NothingToDecide", Decide(true), AsItIs, "没有等待批复的申请"},
                    Refusal{"GrantedTooLate", Decide(true),
                            [](Alert& a) {
                              a.extension_request = {model::ExtensionKind::kExtension, kToday};
                            },
                            "请在批复中另定"},
                    Refusal{"AnswerToAReminder", Promise(kToday),
                            [](Alert& a) { a.subject.kind = model::SubjectKind::kAlert; }, "请办理那一条"}),
    [](const auto& row) { return row.param.name; });

TEST_F(AlertLoopTest, WhatFitsIsTaken) {
  Alert cleared = OpenAlert();
  Cleared(cleared);
  EXPECT_EQ(WhyRefused(cleared, 4, Do(AlertActionKind::kComment), kToday), std::nullopt);
  Alert late = OpenAlert();
  late.extension_request = {model::ExtensionKind::kExtension, kToday};
  EXPECT_EQ(WhyRefused(late, 4, Decide(false), kToday), std::nullopt) << "denied, its date does not matter";
  EXPECT_EQ(WhyRefused(late, 4, Decide(true, kToday + 1), kToday), std::nullopt);
}

TEST(ResponseTimes, CountFromRaisingAndFromWorsening) {
  using Kind = model::TransitionKind;
  const auto step = [](Kind kind, int hour, Severity severity, bool suppressed = false) {
    model::Transition transition;
    transition.kind = kind;
    transition.severity = severity;
    transition.time = model::Instant(std::chrono::hours(hour));
    transition.suppressed = suppressed;
    return transition;
  };
  Alert alert = OpenAlert();
  alert.trail = {step(Kind::kRaised, 0, Severity::kYellow),    step(Kind::kAcknowledged, 12, Severity::kYellow),
                 step(Kind::kAnswered, 36, Severity::kYellow), step(Kind::kReturned, 40, Severity::kYellow),
                 step(Kind::kAnswered, 60, Severity::kYellow), step(Kind::kSeverityChanged, 100, Severity::kRed),
                 step(Kind::kAnswered, 124, Severity::kRed),   step(Kind::kVerified, 148, Severity::kRed)};
  UnitResponse response;
  AddResponse(alert, kToday, response);
  EXPECT_EQ(response.acknowledge.count, 2);
  EXPECT_EQ(response.acknowledge.total, std::chrono::hours(12 + 24));
  EXPECT_EQ(response.answer.total, std::chrono::hours(36 + 24));
  EXPECT_EQ(response.close.count, 1);
  EXPECT_EQ(MeanDaysText(response.close), "2.0");
  EXPECT_EQ(MeanDaysText(response.acknowledge), "0.8") << "0.75, half away from zero";
  EXPECT_EQ(MeanDaysText({}), "");
  Alert imported = OpenAlert();
  imported.trail = {step(Kind::kRaised, 0, Severity::kRed, true), step(Kind::kAcknowledged, 5, Severity::kRed)};
  UnitResponse none;
  AddResponse(imported, kToday, none);
  EXPECT_EQ(none.acknowledge.count, 0);
}

}  // namespace
}  // namespace liandu::evaluator
