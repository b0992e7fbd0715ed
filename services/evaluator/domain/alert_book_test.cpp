#include "evaluator/domain/alert_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace liandu::evaluator {
namespace {

using model::AlertActionKind;
using model::AlertState;
using model::Condition;
using model::Date;
using model::Severity;
using model::TransitionKind;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kId[] = "target:T1:behind:2024";

class AlertBookTest : public testing::Test {
 protected:
  AlertBookTest() {
    policy_.emplace();
    policy_->response_deadlines = {{Severity::kYellow, 2, 5, true}, {Severity::kRed, 1, 3, true}};
  }

  Turn At(Date day) {
    return Turn{model::Instant(std::chrono::hours(24 * day.days())),
                day,
                cause_,
                "张三",
                false,
                true,
                ResponseDeadlines(policy_, work_days_),
                effects_};
  }

  /// The condition holds with a severity; kNone: it does not.
  void Judge(Severity severity, Date day) {
    std::vector<WantedAlert> wanted;
    if (severity != Severity::kNone) {
      wanted.push_back({Condition::kBehind, "2024", severity, "滞后", false, {}, [](model::Alert& alert) {
                          alert.chains = {"C1"};
                        }});
    }
    Turn turn = At(day);
    book_.Reconcile(
        {model::SubjectKind::kTarget, "T1", ""}, wanted, [](const model::Alert&) { return "恢复"; }, turn);
  }

  void Act(AlertActionKind kind, int64_t sequence, Date day) {
    model::AlertActed acted;
    acted.alert = kId;
    acted.sequence = sequence;
    acted.action.kind = kind;
    if (kind == AlertActionKind::kFeedback) acted.action.feedback = {"原因", "措施", day + 30};
    Turn turn = At(day);
    book_.Act(acted, turn);
  }

  const model::Alert& Alert() const { return *book_.Find(kId); }
  std::vector<TransitionKind> Trail() const {
    std::vector<TransitionKind> kinds;
    for (const model::Transition& step : Alert().trail) kinds.push_back(step.kind);
    return kinds;
  }

  const std::string cause_ = "1-0";
  std::optional<model::NotificationPolicy> policy_;
  model::WorkDays work_days_;
  DomainEffects effects_;
  AlertBook book_{"city"};
};

TEST_F(AlertBookTest, AClosedAlertStaysClosedUntilItWorsensOrClears) {
  const Date day(2024, 7, 1);
  Judge(Severity::kYellow, day);
  Act(AlertActionKind::kFeedback, 1, day);
  Act(AlertActionKind::kVerification, 2, day);
  EXPECT_FALSE(Alert().open);
  EXPECT_EQ(book_.open_of(Severity::kYellow), 0);
  EXPECT_THAT(book_.open_counts(), IsEmpty());
  Judge(Severity::kYellow, day + 1);
  Judge(Severity::kBlue, day + 2);
  EXPECT_EQ(Alert().sequence, 3) << "quiet while it is no worse than when it was closed";
  Judge(Severity::kRed, day + 3);
  EXPECT_THAT(Trail(), ElementsAre(TransitionKind::kRaised, TransitionKind::kAnswered, TransitionKind::kVerified,
                                   TransitionKind::kRaised));
  EXPECT_EQ(Alert().state, AlertState::kRaised);
  EXPECT_EQ(Alert().acknowledge_due_date, day + 4);
  EXPECT_EQ(book_.open_of(Severity::kRed), 1);
  Act(AlertActionKind::kFeedback, 4, day + 3);
  Act(AlertActionKind::kVerification, 5, day + 3);
  Judge(Severity::kNone, day + 4);
  EXPECT_EQ(Alert().state, AlertState::kCleared);
  EXPECT_EQ(Alert().trail.back().kind, TransitionKind::kCleared);
  EXPECT_EQ(book_.open_of(Severity::kRed), 0);
}

TEST_F(AlertBookTest, RefusedStepsKeepWhatWasWantedAndWho) {
  Judge(Severity::kRed, Date(2024, 7, 1));
  Act(AlertActionKind::kVerification, 1, Date(2024, 7, 1));
  const model::Transition& refused = Alert().trail.back();
  EXPECT_EQ(refused.kind, TransitionKind::kRefused);
  EXPECT_EQ(refused.actor, "张三");
  ASSERT_TRUE(refused.action.has_value());
  EXPECT_EQ(refused.action->kind, AlertActionKind::kVerification);
  EXPECT_EQ(Alert().state, AlertState::kRaised);
  EXPECT_EQ(Alert().sequence, 2);
}

TEST_F(AlertBookTest, TellsWhichAlertsOweSomethingElse) {
  Judge(Severity::kRed, Date(2024, 7, 1));
  EXPECT_THAT(book_.TakeMoved(), ElementsAre(kId));
  EXPECT_THAT(book_.TakeMoved(), IsEmpty());
  Judge(Severity::kNone, Date(2024, 7, 2));
  EXPECT_THAT(book_.TakeMoved(), ElementsAre(kId)) << "what was owed no longer is";
  policy_.reset();
  Judge(Severity::kRed, Date(2024, 7, 3));
  EXPECT_THAT(book_.TakeMoved(), IsEmpty()) << "nothing is owed";
}

TEST_F(AlertBookTest, AnUnknownAlertChangesNothing) {
  Act(AlertActionKind::kAcknowledgement, 1, Date(2024, 7, 1));
  EXPECT_THAT(effects_, IsEmpty());
}

TEST_F(AlertBookTest, WhatWasPassedOverEndsWhenSomebodyKnows) {
  Turn turn = At(Date(2024, 7, 1));
  WantedAlert wanted{Condition::kSetAside, "", Severity::kRed, "搁置", false, {}, [](model::Alert&) {}};
  book_.Reconcile(
      {model::SubjectKind::kLogEntry, "9-0", ""}, {wanted}, [](const model::Alert&) { return ""; }, turn);
  model::AlertActed acted;
  acted.alert = "log_entry:9-0:set_aside:";
  acted.sequence = 1;
  book_.Act(acted, turn);
  EXPECT_EQ(book_.Find(acted.alert)->state, AlertState::kCleared);
  EXPECT_EQ(book_.open_of(Severity::kRed), 0);
}

}  // namespace
}  // namespace liandu::evaluator
