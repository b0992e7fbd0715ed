#include "notifier/domain/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "notifier/domain/test_directory.h"

namespace liandu::notifier {
namespace {

using model::Severity;
using model::TransitionKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class DeskTest : public testing::Test {
 protected:
  DeskTest() {
    for (model::Resource& resource : TestCity().catalogue().Resources()) desk_.Put(resource);
    desk_.SetClock(model::ClockMode::kSandbox, At("2024-07-01 09:30"));
  }

  void Move(const model::Alert& alert, int64_t sequence, TransitionKind kind, Severity severity,
            bool suppressed = false, const std::string& note = "") {
    model::Alert moved = alert;
    moved.sequence = sequence;
    moved.severity = severity;
    moved.open = kind != TransitionKind::kCleared;
    if (!moved.open) moved.cleared_time = desk_.clock();
    model::Transition transition = TestTransition(sequence, kind, severity, "2024-07-01 09:30");
    transition.note = note;
    transition.suppressed = suppressed;
    desk_.Move(moved, transition, kCauseMs);
  }

  /// Fires what is due and moves the clock.
  void GoTo(const std::string& time) {
    const model::Instant now = At(time);
    for (auto due = desk_.NextDue(); due && due->at <= now; due = desk_.NextDue()) desk_.FireNextDue(kCauseMs);
    desk_.SetClock(model::ClockMode::kSandbox, now);
  }

  /// "<state> <post,post>@<receiver>: <alert subject>:<sequence> ..." of every delivery.
  std::vector<std::string> Said() const {
    std::vector<std::string> said;
    for (const auto& [id, delivery] : desk_.deliveries()) {
      std::string line = absl::StrCat(DeliveryStateName(delivery.state), " ");
      for (const DeliveryPost& post : delivery.posts) absl::StrAppend(&line, post.id, " ");
      for (const DeliveryItem& item : desk_.ItemsOf(delivery)) {
        absl::StrAppend(&line, item.alert.subject.id, ":", item.sequence, " ");
      }
      said.push_back(absl::StrCat(line, "@", desk_.directory().civil_time().ToText(delivery.scheduled)));
    }
    return said;
  }

  model::Alert Named(const std::string& id, Severity severity) const {
    model::Alert alert = TestAlert(severity);
    alert.subject.id = id;
    alert.id = model::AlertId(alert.subject, alert.condition, alert.window);
    return alert;
  }

  static constexpr int64_t kCauseMs = 1719797400123;
  Desk desk_{"city"};
};

TEST_F(DeskTest, RedWithinHoursGoesToEachPostAtOnce) {
  Move(TestAlert(), 1, TransitionKind::kRaised, Severity::kRed);
  EXPECT_THAT(Said(),
              ElementsAre("sending fgw-head T013:1 @2024-07-01 09:30", "sending gxj-liaison T013:1 @2024-07-01 09:30",
                          "sending leader-nev T013:1 @2024-07-01 09:30"));
  const Delivery& delivery = desk_.deliveries().at("city/target:T013:behind:2024:1/gxj-liaison/default");
  EXPECT_EQ(delivery.kind, DeliveryKind::kImmediate);
  EXPECT_EQ(delivery.number, DeliveryNumber(delivery.id));
  EXPECT_EQ(delivery.attempts, 1);
  EXPECT_EQ(delivery.cause_ms, kCauseMs);
  EXPECT_EQ(delivery.channel, kDefaultChannel);
  EXPECT_THAT(desk_.TakeNewlyDue(), SizeIs(3));
  EXPECT_THAT(desk_.TakeNewlyDue(), IsEmpty());
}

TEST_F(DeskTest, RedAfterHoursWaitsForTheStartOfHoursAndIsGrouped) {
  GoTo("2024-07-01 20:00");
  Move(Named("T001", Severity::kRed), 1, TransitionKind::kRaised, Severity::kRed);
  Move(Named("T002", Severity::kRed), 1, TransitionKind::kRaised, Severity::kRed);
  EXPECT_THAT(Said(), ElementsAre("scheduled fgw-head T001:1 T002:1 @2024-07-02 09:00",
                                  "scheduled gxj-liaison T001:1 T002:1 @2024-07-02 09:00",
                                  "scheduled leader-nev T001:1 T002:1 @2024-07-02 09:00"));
  GoTo("2024-07-02 09:00");
  EXPECT_THAT(desk_.on_their_way(), SizeIs(3));
}

TEST_F(DeskTest, YellowAndBlueShareOneDigestPerRecipientAndSlot) {
  Move(Named("T001", Severity::kYellow), 1, TransitionKind::kRaised, Severity::kYellow);
  Move(Named("T002", Severity::kBlue), 1, TransitionKind::kRaised, Severity::kBlue);
  EXPECT_THAT(Said(), ElementsAre("scheduled fgw-head T001:1 @2024-07-01 15:00",
                                  "scheduled gxj-liaison T001:1 T002:1 @2024-07-01 15:00"));
  GoTo("2024-07-01 14:59");
  EXPECT_THAT(desk_.on_their_way(), IsEmpty());
  GoTo("2024-07-01 15:00");
  EXPECT_THAT(Said(), ElementsAre("sending fgw-head T001:1 @2024-07-01 15:00",
                                  "sending gxj-liaison T001:1 T002:1 @2024-07-01 15:00"));
}

TEST_F(DeskTest, DueSoonAtMidnightCountsToItsDaysDigest) {
  GoTo("2024-07-02 00:00");
  model::Alert alert = TestAlert(Severity::kBlue);
  alert.condition = model::Condition::kDueSoon;
  Move(alert, 1, TransitionKind::kRaised, Severity::kBlue);
  EXPECT_THAT(Said(), ElementsAre("scheduled gxj-liaison T013:1 @2024-07-02 09:30"));
}

TEST_F(DeskTest, AResolveWhoseFiringWasNeverSentCancelsIt) {
  Move(TestAlert(Severity::kYellow), 1, TransitionKind::kRaised, Severity::kYellow);
  Move(TestAlert(Severity::kYellow), 2, TransitionKind::kCleared, Severity::kYellow);
  EXPECT_THAT(Said(), ElementsAre("cancelled fgw-head T013:1 @2024-07-01 15:00",
                                  "cancelled gxj-liaison T013:1 @2024-07-01 15:00"));
  GoTo("2024-07-03 12:00");
  EXPECT_THAT(desk_.on_their_way(), IsEmpty());
  EXPECT_THAT(desk_.alerts(), IsEmpty());
}

TEST_F(DeskTest, ACancelledItemLeavesTheRestOfItsDigest) {
  Move(Named("T001", Severity::kBlue), 1, TransitionKind::kRaised, Severity::kBlue);
  Move(Named("T002", Severity::kBlue), 1, TransitionKind::kRaised, Severity::kBlue);
  Move(Named("T001", Severity::kBlue), 2, TransitionKind::kCleared, Severity::kBlue);
  EXPECT_THAT(Said(), ElementsAre("scheduled gxj-liaison T002:1 @2024-07-01 15:00"));
}

TEST_F(DeskTest, ACancelledDigestIsTakenUpAgain) {
  Move(TestAlert(Severity::kBlue), 1, TransitionKind::kRaised, Severity::kBlue);
  Move(TestAlert(Severity::kBlue), 2, TransitionKind::kCleared, Severity::kBlue);
  Move(TestAlert(Severity::kBlue), 3, TransitionKind::kRaised, Severity::kBlue);
  EXPECT_THAT(Said(), ElementsAre("scheduled gxj-liaison T013:3 @2024-07-01 15:00"));
}

TEST_F(DeskTest, AResolveGoesToExactlyThoseWhoWereTold) {
  Move(TestAlert(Severity::kYellow), 1, TransitionKind::kRaised, Severity::kYellow);
  GoTo("2024-07-01 15:00");
  desk_.Remove({model::ResourceKind::kPost, "fgw-head"});
  Move(TestAlert(Severity::kYellow), 2, TransitionKind::kCleared, Severity::kYellow);
  EXPECT_THAT(
      Said(),
      ElementsAre("sending fgw-head T013:1 @2024-07-01 15:00", "sending gxj-liaison T013:1 @2024-07-01 15:00",
                  "scheduled fgw-head T013:2 @2024-07-02 09:30", "scheduled gxj-liaison T013:2 @2024-07-02 09:30"));
  GoTo("2024-07-02 09:30");
  EXPECT_THAT(desk_.alerts(), IsEmpty());
}

TEST_F(DeskTest, TheResolveOfARedGoesAtOnceToo) {
  Move(TestAlert(), 1, TransitionKind::kRaised, Severity::kRed);
  Move(TestAlert(), 2, TransitionKind::kCleared, Severity::kRed);
  EXPECT_THAT(
      Said(),
      ElementsAre("sending fgw-head T013:1 @2024-07-01 09:30", "sending gxj-liaison T013:1 @2024-07-01 09:30",
                  "sending leader-nev T013:1 @2024-07-01 09:30", "sending fgw-head T013:2 @2024-07-01 09:30",
                  "sending gxj-liaison T013:2 @2024-07-01 09:30", "sending leader-nev T013:2 @2024-07-01 09:30"));
  EXPECT_THAT(desk_.alerts(), IsEmpty());
}

TEST_F(DeskTest, AResolveSaysWhatHoldsNow) {
  Move(TestAlert(), 1, TransitionKind::kRaised, Severity::kRed);
  Move(TestAlert(), 2, TransitionKind::kAcknowledged, Severity::kRed, false, "已知");
  Move(TestAlert(), 3, TransitionKind::kCleared, Severity::kRed, false, "截至 6月30日 完成 45 场次，进度正常");
  const Delivery& resolved = desk_.deliveries().rbegin()->second;
  ASSERT_EQ(resolved.items.front().sequence, 3);
  EXPECT_THAT(resolved.text, HasSubstr("\n情况：截至 6月30日 完成 45 场次，进度正常\n"));
}

/// An acknowledgement in between speaks to nobody: the digest still says what changed.
TEST_F(DeskTest, ADigestSaysWhatChangedAlsoWhenAcknowledged) {
  Move(TestAlert(Severity::kBlue), 1, TransitionKind::kRaised, Severity::kBlue);
  Move(TestAlert(Severity::kYellow), 2, TransitionKind::kSeverityChanged, Severity::kYellow, false, "由蓝转黄：逾期");
  Move(TestAlert(Severity::kYellow), 3, TransitionKind::kAcknowledged, Severity::kYellow, false, "已知");
  GoTo("2024-07-01 15:00");
  bool told = false;
  for (const auto& [id, delivery] : desk_.deliveries()) {
    if (delivery.state != DeliveryState::kSending) continue;
    EXPECT_THAT(delivery.text, HasSubstr("情况：由蓝转黄：逾期\n"));
    told = true;
  }
  EXPECT_TRUE(told);
}

TEST_F(DeskTest, AWorseningReplacesWhatWasNotYetSaid) {
  Move(TestAlert(Severity::kYellow), 1, TransitionKind::kRaised, Severity::kYellow);
  Move(TestAlert(), 2, TransitionKind::kSeverityChanged, Severity::kRed);
  EXPECT_THAT(
      Said(),
      ElementsAre("cancelled fgw-head T013:1 @2024-07-01 15:00", "cancelled gxj-liaison T013:1 @2024-07-01 15:00",
                  "sending fgw-head T013:2 @2024-07-01 09:30", "sending gxj-liaison T013:2 @2024-07-01 09:30",
                  "sending leader-nev T013:2 @2024-07-01 09:30"));
}

TEST_F(DeskTest, AnImprovementIsToldToAllWhoHeardOfTheWorseInTheDigest) {
  Move(TestAlert(), 1, TransitionKind::kRaised, Severity::kRed);
  Move(TestAlert(Severity::kYellow), 2, TransitionKind::kSeverityChanged, Severity::kYellow);
  EXPECT_THAT(
      Said(),
      ElementsAre("scheduled fgw-head T013:2 @2024-07-01 15:00", "scheduled gxj-liaison T013:2 @2024-07-01 15:00",
                  "scheduled leader-nev T013:2 @2024-07-01 15:00", "sending fgw-head T013:1 @2024-07-01 09:30",
                  "sending gxj-liaison T013:1 @2024-07-01 09:30", "sending leader-nev T013:1 @2024-07-01 09:30"));
}

/// The decision on a request does not stand in the way of the first reminder, nor of what follows it.
TEST_F(DeskTest, WhoHasNotHeardOfItHearsThatFirst) {
  Move(TestAlert(Severity::kBlue), 1, TransitionKind::kRaised, Severity::kBlue);
  Move(TestAlert(Severity::kBlue), 2, TransitionKind::kExtensionDenied, Severity::kBlue, false, "理由不足");
  EXPECT_THAT(Said(), ElementsAre("scheduled gxj-liaison T013:1 @2024-07-01 15:00"));
  GoTo("2024-07-01 15:00");
  Move(TestAlert(Severity::kBlue), 3, TransitionKind::kExtensionDenied, Severity::kBlue, false, "理由不足");
  EXPECT_THAT(Said(), ElementsAre("sending gxj-liaison T013:1 @2024-07-01 15:00",
                                  "scheduled gxj-liaison T013:3 @2024-07-02 09:30"));
  Move(TestAlert(Severity::kBlue), 4, TransitionKind::kCleared, Severity::kBlue);
  EXPECT_THAT(Said(), ElementsAre("sending gxj-liaison T013:1 @2024-07-01 15:00",
                                  "scheduled gxj-liaison T013:4 @2024-07-02 09:30"));
}

TEST_F(DeskTest, SuppressedAndImportingTransitionsAreToldToNobody) {
  Move(TestAlert(), 1, TransitionKind::kRaised, Severity::kRed, /*suppressed=*/true);
  desk_.SetClock(model::ClockMode::kImporting, At("2024-07-01 09:30"));
  Move(Named("T001", Severity::kRed), 1, TransitionKind::kRaised, Severity::kRed);
  EXPECT_THAT(desk_.deliveries(), IsEmpty());
  desk_.SetClock(model::ClockMode::kSandbox, At("2024-07-01 09:30"));
  Move(TestAlert(), 2, TransitionKind::kCleared, Severity::kRed);
  EXPECT_THAT(desk_.deliveries(), IsEmpty());
}

TEST_F(DeskTest, AcknowledgementsAndRefusalsRemindNobody) {
  Move(TestAlert(Severity::kYellow), 1, TransitionKind::kRaised, Severity::kYellow);
  GoTo("2024-07-01 15:00");
  Move(TestAlert(Severity::kYellow), 2, TransitionKind::kAcknowledged, Severity::kYellow);
  Move(TestAlert(Severity::kYellow), 3, TransitionKind::kRefused, Severity::kYellow);
  GoTo("2024-07-04 15:00");
  EXPECT_THAT(desk_.deliveries(), SizeIs(2));
}

TEST_F(DeskTest, ALongDigestKeepsTheMostSevereAndCountsTheRest) {
  for (int i = 0; i < 120; ++i) {
    const Severity severity = i == 119 ? Severity::kYellow : Severity::kBlue;
    Move(Named(absl::StrCat("T", 1000 + i), severity), 1, TransitionKind::kRaised, severity);
  }
  GoTo("2024-07-01 15:00");
  const Delivery& delivery = desk_.deliveries().rbegin()->second;
  ASSERT_EQ(delivery.posts.front().id, "gxj-liaison");
  EXPECT_THAT(delivery.items, SizeIs(kMaxDeliveryItems));
  EXPECT_EQ(delivery.items.front().alert.subject.id, "T1119");
  EXPECT_EQ(delivery.omitted_items, 20);
  EXPECT_THAT(delivery.text, HasSubstr("另有 100 项"));
}

TEST_F(DeskTest, OutcomesEndADelivery) {
  Move(TestAlert(), 1, TransitionKind::kRaised, Severity::kRed);
  const std::string id = desk_.TakeNewlyDue().front();
  desk_.Finish(id, {SendOutcome::Kind::kRetry, {}, "HTTP 500"});
  EXPECT_TRUE(desk_.BeginAttempt(id, 2));
  EXPECT_EQ(desk_.deliveries().at(id).state, DeliveryState::kSending);
  EXPECT_EQ(desk_.deliveries().at(id).last_error, "HTTP 500");
  desk_.Finish(id, {SendOutcome::Kind::kDelivered, At("2026-11-20 10:00"), ""});
  EXPECT_EQ(desk_.deliveries().at(id).state, DeliveryState::kDelivered);
  EXPECT_EQ(desk_.deliveries().at(id).attempts, 2);
  EXPECT_FALSE(desk_.BeginAttempt(id, 3));
  desk_.Finish(id, {SendOutcome::Kind::kDead, {}, "late"});
  EXPECT_EQ(desk_.deliveries().at(id).state, DeliveryState::kDelivered);
}

TEST_F(DeskTest, TheOldestFinishedDeliveriesAreForgotten) {
  Move(Named("T9", Severity::kRed), 1, TransitionKind::kRaised, Severity::kRed);
  for (const std::string& id : desk_.TakeNewlyDue()) desk_.Finish(id, {});
  GoTo("2024-07-01 10:00");
  for (size_t i = 0; i < kMaxFinishedDeliveries / 2; ++i) {
    Move(Named(absl::StrCat("T", 10000 + i), Severity::kRed), 1, TransitionKind::kRaised, Severity::kRed);
  }
  EXPECT_EQ(desk_.deliveries().size(), kMaxFinishedDeliveries + desk_.waiting_count() + desk_.on_their_way().size());
  EXPECT_THAT(desk_.DeliveriesOf(Named("T9", Severity::kRed).id), IsEmpty());
}

}  // namespace
}  // namespace liandu::notifier
