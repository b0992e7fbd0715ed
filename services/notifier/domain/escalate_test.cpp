#include "notifier/domain/escalate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "notifier/domain/test_directory.h"

namespace liandu::notifier {
namespace {

using model::AlertState;
using model::Date;
using model::EscalationStart;
using model::RecipientRole;
using model::Severity;
using model::TransitionKind;
using testing::ElementsAre;

/// The small city in the Spring Festival of 2024: off from 02-10 to 02-17, 02-04 and 02-18 (Sundays) are made up.
Directory FestiveCity() {
  Directory city = TestCity();
  model::WorkCalendar calendar = city.catalogue().work_calendars.at("cn");
  calendar.days_off.push_back({Date(2024, 2, 10), Date(2024, 2, 17)});
  calendar.working_days.push_back({Date(2024, 2, 4), Date(2024, 2, 4)});
  calendar.working_days.push_back({Date(2024, 2, 18), Date(2024, 2, 18)});
  city.Put(calendar);
  return city;
}

model::EscalationStep Step(EscalationStart start, int days, bool calendar_days = false) {
  model::EscalationStep step;
  step.recipients = {RecipientRole::kUnitHead};
  step.delay_days = days;
  step.calendar_days = calendar_days;
  step.counted_from = start;
  return step;
}

model::EscalationLadder Ladder(std::vector<model::EscalationStep> steps) { return {"ladder", {}, std::move(steps)}; }

/// "2 2024-07-03 09:00 到时仍未签收", or "-".
std::string Said(const Directory& city, const std::optional<DueStep>& step) {
  if (!step) return "-";
  return absl::StrCat(step->step, " ", city.civil_time().ToText(step->due), " ", ProvidedText(step->counted_from));
}

struct DelayCase {
  const char* name;
  const char* told;
  int days;
  bool calendar_days;
  const char* due;
};
void PrintTo(const DelayCase& tested, std::ostream* out) { *out << tested.name; }

class Delays : public testing::TestWithParam<DelayCase> {};

TEST_P(Delays, AreWholeDaysAfterTheStart) {
  const Directory city = FestiveCity();
  LadderProgress progress;
  NoteTold(progress, At(GetParam().told));
  const auto step =
      NextStep(city, Ladder({Step(EscalationStart::kDelivery, GetParam().days, GetParam().calendar_days)}), progress,
               At(GetParam().told));
  ASSERT_TRUE(step);
  EXPECT_EQ(city.civil_time().ToText(step->due), GetParam().due);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Delays,
    testing::Values(DelayCase{"OneWorkingDay", "2024-07-01 10:00", 1, false, "2024-07-03 09:00"},
                    DelayCase{"NoneIsTheNextMorning", "2024-07-01 10:00", 0, false, "2024-07-02 09:00"},
                    DelayCase{"TheHourDoesNotCount", "2024-07-01 23:59", 1, false, "2024-07-03 09:00"},
                    DelayCase{"OverAWeekend", "2024-07-05 10:00", 1, false, "2024-07-09 09:00"},
                    DelayCase{"CalendarDaysPassOnAWeekend", "2024-07-05 10:00", 1, true, "2024-07-08 09:00"},
                    DelayCase{"OverTheSpringFestival", "2024-02-08 10:00", 2, false, "2024-02-19 09:00"},
                    DelayCase{"AMadeUpSundayIsAWorkingDay", "2024-02-02 10:00", 1, false, "2024-02-05 09:00"},
                    DelayCase{"ToldWithinTheFestival", "2024-02-12 10:00", 1, false, "2024-02-19 09:00"},
                    DelayCase{"CalendarDaysWaitForTheMadeUpSunday", "2024-02-08 10:00", 3, true, "2024-02-18 09:00"},
                    DelayCase{"OverTheNationalDay", "2024-09-29 10:00", 2, false, "2024-10-09 09:00"}),
    [](const auto& tested) { return tested.param.name; });

/// One alert that goes its way, and its ladder.
class Climb : public testing::Test {
 protected:
  Climb() {
    alert_ = TestAlert(Severity::kYellow);
    Move(TransitionKind::kRaised, "2024-07-01 09:30");
    NoteTold(progress_, At("2024-07-01 15:00"));
  }

  void Move(TransitionKind kind, const std::string& time) {
    ++alert_.sequence;
    Follow(progress_, alert_, TestTransition(alert_.sequence, kind, alert_.severity, time));
  }
  void Acknowledge(const std::string& time) {
    alert_.acknowledged = true;
    alert_.state = AlertState::kAcknowledged;
    Move(TransitionKind::kAcknowledged, time);
  }
  void Answer(const std::string& time, std::optional<Date> promised) {
    alert_.acknowledged = true;
    alert_.state = AlertState::kAnswered;
    alert_.feedback = model::Feedback{"设备未到", "催货", promised};
    Move(TransitionKind::kAnswered, time);
  }
  void Return(const std::string& time) {
    alert_.state = AlertState::kReturned;
    alert_.feedback.reset();
    Move(TransitionKind::kReturned, time);
  }
  void Rise(const std::string& time) {
    alert_.severity = Severity::kRed;
    alert_.acknowledged = false;
    alert_.state = AlertState::kRaised;
    Move(TransitionKind::kSeverityChanged, time);
  }
  std::string Next(const std::string& now = "2024-07-01 15:00") const {
    return Said(city_, NextStep(city_, ladder_, progress_, At(now)));
  }
  void Take() {
    const auto step = NextStep(city_, ladder_, progress_, At("2024-07-01 15:00"));
    ASSERT_TRUE(step);
    NoteStep(progress_, ladder_, step->step, step->due);
  }

  const Directory city_ = TestCity();
  model::EscalationLadder ladder_ =
      Ladder({Step(EscalationStart::kDelivery, 1), Step(EscalationStart::kAcknowledgement, 3),
              Step(EscalationStart::kDelivery, 2), Step(EscalationStart::kPromisedDate, 0),
              Step(EscalationStart::kAcknowledgement, 5), Step(EscalationStart::kPromisedDate, 2)});
  model::Alert alert_;
  LadderProgress progress_;
};

TEST_F(Climb, StepByStepWhileNobodyAcknowledges) {
  EXPECT_EQ(Next(), "1 2024-07-03 09:00 到时仍未签收");
  Take();
  EXPECT_EQ(Next(), "3 2024-07-08 09:00 到时仍未签收");
  Take();
  EXPECT_EQ(Next(), "-");
}

TEST_F(Climb, NothingBeforeTheFirstReminder) {
  progress_ = {};
  Move(TransitionKind::kRaised, "2024-07-01 09:30");
  EXPECT_EQ(Next(), "-");
}

TEST_F(Climb, AcknowledgingAtEachStepStopsWhatWaitsForIt) {
  Acknowledge("2024-07-02 10:00");
  EXPECT_EQ(Next(), "2 2024-07-08 09:00 到时仍未反馈");
  Take();
  EXPECT_EQ(Next(), "5 2024-07-10 09:00 到时仍未反馈");
  Take();
  EXPECT_EQ(Next(), "-");
}

TEST_F(Climb, AcknowledgedAfterTheFirstStep) {
  Take();
  Acknowledge("2024-07-04 10:00");
  EXPECT_EQ(Next(), "2 2024-07-10 09:00 到时仍未反馈");
}

TEST_F(Climb, FeedbackRestsItUntilThePromisedDateHasPassed) {
  Acknowledge("2024-07-02 10:00");
  Answer("2024-07-03 10:00", Date(2024, 7, 19));
  EXPECT_EQ(Next(), "4 2024-07-22 09:00 承诺日期已过仍未解除");
  Take();
  EXPECT_EQ(Next(), "6 2024-07-24 09:00 承诺日期已过仍未解除");
}

TEST_F(Climb, FeedbackWithoutAPromiseRestsIt) {
  Answer("2024-07-03 10:00", std::nullopt);
  EXPECT_EQ(Next(), "-");
}

TEST_F(Climb, ANewPromiseRunsAgain) {
  Answer("2024-07-03 10:00", Date(2024, 7, 5));
  Take();
  Answer("2024-07-09 10:00", Date(2024, 7, 12));
  EXPECT_EQ(Next(), "4 2024-07-15 09:00 承诺日期已过仍未解除");
}

TEST_F(Climb, AReturnMakesTheStepsFromTheAcknowledgementRunAgain) {
  Acknowledge("2024-07-02 10:00");
  Take();
  Answer("2024-07-09 10:00", Date(2024, 7, 31));
  Return("2024-07-10 10:00");
  EXPECT_EQ(Next(), "2 2024-07-16 09:00 到时仍未反馈");
  Take();
  Answer("2024-07-17 10:00", Date(2024, 8, 9));
  EXPECT_EQ(Next(), "4 2024-08-12 09:00 承诺日期已过仍未解除");
}

TEST_F(Climb, AnExcusalInTheMiddlePausesAndCountsOn) {
  Take();
  alert_.excused_until = Date(2024, 7, 19);
  Move(TransitionKind::kExtensionGranted, "2024-07-04 10:00");
  EXPECT_EQ(Next(), "3 2024-07-24 09:00 到时仍未签收");
}

TEST_F(Climb, AnExcusalThatHasPassedChangesNothing) {
  alert_.excused_until = Date(2024, 6, 28);
  Move(TransitionKind::kExtensionGranted, "2024-07-01 16:00");
  EXPECT_EQ(Next(), "1 2024-07-03 09:00 到时仍未签收");
}

TEST_F(Climb, GettingWorseVoidsTheAcknowledgement) {
  Take();
  Acknowledge("2024-07-04 10:00");
  Rise("2024-07-05 10:00");
  EXPECT_EQ(Next(), "-") << "nobody has been told of the rise yet";
  NoteTold(progress_, At("2024-07-05 10:00"));
  EXPECT_EQ(Next(), "1 2024-07-09 09:00 到时仍未签收");
}

TEST_F(Climb, GettingWorseUnacknowledgedGoesOnFromWhereItStands) {
  Take();
  Rise("2024-07-05 10:00");
  NoteTold(progress_, At("2024-07-05 10:00"));
  EXPECT_EQ(Next(), "3 2024-07-10 09:00 到时仍未签收");
}

TEST_F(Climb, AnotherLadderBeginsAtItsFirstStep) {
  Take();
  ladder_.id = "other";
  EXPECT_EQ(Next("2024-07-03 09:00"), "1 2024-07-05 09:00 到时仍未签收");
}

TEST_F(Climb, RaisedAgainItBeginsAnew) {
  Take();
  Acknowledge("2024-07-04 10:00");
  alert_.acknowledged = false;
  alert_.state = AlertState::kRaised;
  Move(TransitionKind::kRaised, "2024-08-01 09:30");
  NoteTold(progress_, At("2024-08-01 15:00"));
  EXPECT_EQ(Next("2024-08-01 15:00"), "1 2024-08-05 09:00 到时仍未签收");
}

TEST_F(Climb, ClearedThereIsNothingToClimb) {
  alert_.open = false;
  Move(TransitionKind::kCleared, "2024-07-02 09:00");
  EXPECT_EQ(Next(), "-");
}

TEST_F(Climb, WhatIsLateIsTakenInTheNextWorkingHours) {
  EXPECT_EQ(Next("2024-07-12 20:00"), "1 2024-07-15 09:00 到时仍未签收");
  EXPECT_EQ(Next("2024-07-12 10:00"), "1 2024-07-12 10:00 到时仍未签收");
}

TEST_F(Climb, RepeatsCountFromThePromiseAndTheExcusal) {
  const auto repeat = [&] {
    const auto at = NextRepeat(city_, 5, progress_, At("2024-07-01 15:00"), At("2024-07-01 15:00"));
    return at ? city_.civil_time().ToText(*at) : "-";
  };
  EXPECT_EQ(repeat(), "2024-07-08 09:30");
  alert_.excused_until = Date(2024, 7, 5);
  Move(TransitionKind::kExtensionGranted, "2024-07-02 10:00");
  EXPECT_EQ(repeat(), "2024-07-12 09:30");
  Answer("2024-07-03 10:00", Date(2024, 7, 19));
  EXPECT_EQ(repeat(), "2024-07-26 09:30");
  EXPECT_FALSE(NextRepeat(city_, 0, progress_, At("2024-07-01 15:00"), At("2024-07-01 15:00")));
  alert_.open = false;
  Move(TransitionKind::kVerified, "2024-07-04 10:00");
  EXPECT_EQ(repeat(), "-");
}

TEST(LadderOf, IsTheFirstThatTakesItAndNoneForWhatGoesStraightToTheTop) {
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.ladders = {Ladder({Step(EscalationStart::kDelivery, 1)}), Ladder({Step(EscalationStart::kDelivery, 2)})};
  policy.ladders[0].match.min_severity = Severity::kRed;
  policy.ladders[1].id = "rest";
  city.Put(policy);
  RouteQuestion question = QuestionOf(TestAlert(Severity::kRed));
  EXPECT_EQ(LadderOf(city, question)->id, "ladder");
  question.severity = Severity::kYellow;
  EXPECT_EQ(LadderOf(city, question)->id, "rest");
  question.posts = {"leader-nev"};
  EXPECT_EQ(LadderOf(city, question), nullptr);
}

TEST(StepAddressees, AreNamedOnTheDayByTheLadder) {
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.groups = {{"office", "督查组", {"zf-liaison"}, {}}};
  city.Put(policy);
  model::EscalationLadder ladder = Ladder({Step(EscalationStart::kDelivery, 1), Step(EscalationStart::kDelivery, 1)});
  ladder.steps[1].recipients = {RecipientRole::kChainLeader};
  ladder.steps[1].posts = {"gxj-head"};
  ladder.steps[1].groups = {"office"};
  const RouteQuestion question = QuestionOf(TestAlert());
  std::vector<std::string> told;
  for (const Addressee& addressee : StepAddressees(city, question, ladder, 2, Date(2024, 7, 1))) {
    told.push_back(addressee.post);
    EXPECT_EQ(addressee.route, "ladder");
  }
  EXPECT_THAT(told, ElementsAre("leader-nev", "gxj-head", "zf-liaison"));
}

}  // namespace
}  // namespace liandu::notifier
