#include "notifier/domain/foresee.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "notifier/domain/test_directory.h"

namespace liandu::notifier {
namespace {

using model::Date;
using model::EscalationStart;
using model::RecipientRole;
using model::Severity;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ForeseeTest : public testing::Test {
 protected:
  ForeseeTest() {
    policy_.routes.resize(1);
    policy_.routes[0].id = "all";
    policy_.routes[0].recipients = {RecipientRole::kResponsibleUnit};
    policy_.ladders = {{"ladder",
                        {},
                        {Step(RecipientRole::kUnitHead, 1, EscalationStart::kDelivery),
                         Step(RecipientRole::kChainLeader, 2, EscalationStart::kDelivery),
                         Step(RecipientRole::kProgrammeIssuer, 3, EscalationStart::kAcknowledgement)}}};
    city_.Put(policy_);
  }

  static model::EscalationStep Step(RecipientRole role, int days, EscalationStart start) {
    model::EscalationStep step;
    step.recipients = {role};
    step.delay_days = days;
    step.counted_from = start;
    return step;
  }

  /// "07-01 15:00 gxj-liaison", "07-03 09:30 #1 gxj-head 到时仍未签收" ...
  std::vector<std::string> Ahead(const std::string& now, int days) {
    foresight_ = Foresee(city_, inhibitors_, standing_, At(now), days);
    std::vector<std::string> lines;
    for (const Foreseen& entry : foresight_.entries) {
      std::string line = absl::StrCat(city_.civil_time().ToText(entry.scheduled).substr(5), " ");
      if (entry.step > 0) absl::StrAppend(&line, "#", entry.step, " ");
      if (entry.repeated) absl::StrAppend(&line, "again ");
      absl::StrAppend(&line, entry.addressee.post);
      if (entry.immediate) absl::StrAppend(&line, " at once");
      if (!entry.provided.empty()) absl::StrAppend(&line, " ", entry.provided);
      lines.push_back(line);
    }
    return lines;
  }

  Directory city_ = TestCity();
  model::NotificationPolicy policy_;
  Inhibitors inhibitors_;
  Standing standing_{QuestionOf(TestAlert(Severity::kYellow))};
  Foresight foresight_;
};

TEST_F(ForeseeTest, OnlyTheFirstReminderForNoDays) {
  EXPECT_THAT(Ahead("2024-07-01 10:00", 0), ElementsAre("07-01 15:00 gxj-liaison"));
  EXPECT_EQ(foresight_.entries[0].kind, DeliveryKind::kDigest);
}

TEST_F(ForeseeTest, RedIsToldAtOnceWithinWorkingHours) {
  standing_.question.severity = Severity::kRed;
  EXPECT_THAT(Ahead("2024-07-01 10:00", 0), ElementsAre("07-01 10:00 gxj-liaison at once"));
  EXPECT_THAT(Ahead("2024-07-05 20:00", 0), ElementsAre("07-08 09:00 gxj-liaison"));
  EXPECT_THAT(Ahead("2024-07-01 10:00", 3),
              ElementsAre("07-01 10:00 gxj-liaison at once", "07-03 09:00 #1 gxj-head 到时仍未签收"));
}

TEST_F(ForeseeTest, TheLadderIfNobodyDoesAnything) {
  EXPECT_THAT(Ahead("2024-07-01 10:00", 30),
              ElementsAre("07-01 15:00 gxj-liaison", "07-03 09:30 #1 gxj-head 到时仍未签收",
                          "07-08 09:30 #2 leader-nev 到时仍未签收"));
}

TEST_F(ForeseeTest, NothingBeyondTheDaysAskedFor) {
  EXPECT_THAT(Ahead("2024-07-01 10:00", 2),
              ElementsAre("07-01 15:00 gxj-liaison", "07-03 09:30 #1 gxj-head 到时仍未签收"));
}

TEST_F(ForeseeTest, OverTheNationalDay) {
  EXPECT_THAT(Ahead("2024-09-30 16:00", 30),
              ElementsAre("10-08 09:30 gxj-liaison", "10-10 09:30 #1 gxj-head 到时仍未签收",
                          "10-14 09:30 #2 leader-nev 到时仍未签收"));
}

TEST_F(ForeseeTest, APostThatChangesHandsAndADeputyOnTheirDays) {
  model::Post leader = city_.catalogue().posts.at("leader-nev");
  leader.delegations = {{"fgw-head", Date(2024, 7, 8), Date(2024, 7, 12), "学习"}};
  city_.Put(leader);
  Ahead("2024-07-01 10:00", 30);
  EXPECT_EQ(foresight_.entries.at(2).addressee.post, "fgw-head");
}

TEST_F(ForeseeTest, WhatASilenceHoldsBackComesWhenItEnds) {
  model::Silence silence;
  silence.id = "move";
  silence.reason = "搬迁";
  silence.author = "督查室";
  silence.from = {Date(2024, 7, 1), 0};
  silence.to = {Date(2024, 7, 2), 12 * 60};
  city_.Put(silence);
  EXPECT_THAT(Ahead("2024-07-01 10:00", 3),
              ElementsAre("07-02 15:00 gxj-liaison", "07-04 09:30 #1 gxj-head 到时仍未签收"));
  EXPECT_THAT(foresight_.held_back, HasSubstr("搬迁"));
}

TEST_F(ForeseeTest, ASilenceInTheMiddleShiftsTheStep) {
  model::Silence silence;
  silence.id = "fair";
  silence.from = {Date(2024, 7, 3), 0};
  silence.to = {Date(2024, 7, 5), 23 * 60 + 59};
  city_.Put(silence);
  EXPECT_THAT(Ahead("2024-07-01 10:00", 30),
              ElementsAre("07-01 15:00 gxj-liaison", "07-08 09:30 #1 gxj-head 到时仍未签收",
                          "07-11 09:30 #2 leader-nev 到时仍未签收"));
}

TEST_F(ForeseeTest, NothingCanBeSaidOfWhatIsInhibited) {
  model::Inhibition inhibition;
  inhibition.id = "chain-red";
  inhibition.source.min_severity = Severity::kRed;
  inhibition.target.max_severity = Severity::kYellow;
  inhibition.equal = {model::GroupingKey::kChain};
  inhibitors_.Reset({inhibition});
  model::Alert red = TestAlert(Severity::kRed);
  red.id = "other";
  inhibitors_.Add(QuestionOf(red));
  EXPECT_THAT(Ahead("2024-07-01 10:00", 30), IsEmpty());
  EXPECT_THAT(foresight_.held_back, HasSubstr("chain-red"));
}

TEST_F(ForeseeTest, ARealAlertGoesOnFromWhereItStands) {
  model::Alert alert = TestAlert(Severity::kYellow);
  Follow(standing_.progress, alert,
         TestTransition(1, model::TransitionKind::kRaised, alert.severity, "2024-07-01 09:30"));
  NoteTold(standing_.progress, At("2024-07-01 15:00"));
  EXPECT_THAT(Ahead("2024-07-02 10:00", 30),
              ElementsAre("07-03 09:30 #1 gxj-head 到时仍未签收", "07-08 09:30 #2 leader-nev 到时仍未签收"));
  alert.acknowledged = true;
  alert.state = model::AlertState::kAcknowledged;
  Follow(standing_.progress, alert,
         TestTransition(2, model::TransitionKind::kAcknowledged, alert.severity, "2024-07-02 10:00"));
  EXPECT_THAT(Ahead("2024-07-02 10:00", 30), ElementsAre("07-08 09:30 #3 zf-liaison 到时仍未反馈"));
  alert.open = false;
  Follow(standing_.progress, alert,
         TestTransition(3, model::TransitionKind::kCleared, alert.severity, "2024-07-02 11:00"));
  EXPECT_THAT(Ahead("2024-07-02 12:00", 30), IsEmpty());
}

TEST_F(ForeseeTest, WhatStillHoldsIsToldAgain) {
  policy_.routes[0].repeat_days = 5;
  policy_.ladders.clear();
  city_.Put(policy_);
  EXPECT_THAT(Ahead("2024-07-01 10:00", 15),
              ElementsAre("07-01 15:00 gxj-liaison", "07-08 09:30 again gxj-liaison 到时仍未解除",
                          "07-15 09:30 again gxj-liaison 到时仍未解除"));
  standing_.last_told[{"default", "gxj-liaison"}] = At("2024-07-03 15:00");
  NoteTold(standing_.progress, At("2024-07-01 15:00"));
  EXPECT_THAT(Ahead("2024-07-04 10:00", 7), ElementsAre("07-10 09:30 again gxj-liaison 到时仍未解除"));
}

}  // namespace
}  // namespace liandu::notifier
