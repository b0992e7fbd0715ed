#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "notifier/domain/desk.h"
#include "notifier/domain/test_directory.h"

/// How many messages people get: groups, limits, shared receivers, the week's page, circulars, tests, dead letters.
namespace liandu::notifier {
namespace {

using model::RecipientRole;
using model::Severity;
using model::TransitionKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr int64_t kCauseMs = 1719797400123;
constexpr int kChains = 24;

class DeskAttention : public testing::Test {
 protected:
  explicit DeskAttention(model::ClockMode mode = model::ClockMode::kLive) : mode_(mode) {
    desk_.Apply(TestCity().catalogue().Resources(), {}, kCauseMs);
    desk_.SetClock(mode, At("2024-07-01 09:30"));
  }

  static model::Route RouteTo(std::vector<RecipientRole> roles, int wait_seconds) {
    model::Route route;
    route.id = "all";
    route.recipients = std::move(roles);
    route.group_wait_seconds = wait_seconds;
    return route;
  }
  void Adopt(const model::NotificationPolicy& policy) { desk_.Put(policy); }

  void Raise(const std::string& id, Severity severity, const std::string& chain = "nev") {
    model::Alert alert = TestAlert(severity);
    alert.subject.id = id;
    alert.chains = {chain};
    alert.id = model::AlertId(alert.subject, alert.condition, alert.window);
    alert.raised_time = desk_.clock();
    model::Transition transition = TestTransition(1, TransitionKind::kRaised, severity, "2024-07-01 09:30");
    transition.time = desk_.clock();
    desk_.Move(alert, transition, kCauseMs);
  }

  void GoTo(model::Instant now) {
    for (auto due = desk_.NextDue(); due && due->at <= now; due = desk_.NextDue()) desk_.FireNextDue(kCauseMs);
    desk_.SetClock(mode_, now);
  }
  void GoTo(const std::string& time) { GoTo(At(time)); }

  /// Of deliveries in the state: "<kind> <posts> <items> @<time>".
  std::vector<std::string> In(DeliveryState state) const {
    std::vector<std::string> said;
    for (const auto& [id, delivery] : desk_.deliveries()) {
      if (delivery.state != state) continue;
      std::string line = DeliveryKindName(delivery.kind);
      for (const DeliveryPost& post : delivery.posts) absl::StrAppend(&line, " ", post.id);
      const size_t items = desk_.ItemsOf(delivery).size() + static_cast<size_t>(delivery.omitted_items);
      said.push_back(absl::StrCat(line, " ", items, " @", desk_.directory().civil_time().ToText(delivery.scheduled)));
    }
    return said;
  }

  const model::ClockMode mode_;
  Desk desk_{"city"};
};

TEST_F(DeskAttention, FurtherOnesOfAGroupWaitForTheInterval) {
  model::NotificationPolicy policy;
  policy.routes = {RouteTo({RecipientRole::kResponsibleUnit}, 0)};
  Adopt(policy);
  for (int i = 0; i < 5; ++i) Raise(absl::StrCat("T00", i), Severity::kRed);
  EXPECT_THAT(In(DeliveryState::kSending), ElementsAre("immediate gxj-liaison 1 @2024-07-01 09:30"));
  EXPECT_THAT(In(DeliveryState::kScheduled), ElementsAre("immediate gxj-liaison 4 @2024-07-01 09:35"));
  GoTo("2024-07-01 09:36");
  EXPECT_THAT(In(DeliveryState::kSending),
              ElementsAre("immediate gxj-liaison 1 @2024-07-01 09:30", "immediate gxj-liaison 4 @2024-07-01 09:35"));
  Raise("T009", Severity::kRed);
  EXPECT_THAT(In(DeliveryState::kScheduled), ElementsAre("immediate gxj-liaison 1 @2024-07-01 09:40"));
}

TEST_F(DeskAttention, GroupsOfDifferentChainsGoByThemselves) {
  model::NotificationPolicy policy;
  policy.routes = {RouteTo({RecipientRole::kResponsibleUnit}, 30)};
  policy.routes.front().group_by = {model::GroupingKey::kChain};
  Adopt(policy);
  Raise("T001", Severity::kRed, "nev");
  Raise("T002", Severity::kRed, "chip");
  Raise("T003", Severity::kRed, "nev");
  EXPECT_THAT(In(DeliveryState::kSending), IsEmpty());
  GoTo("2024-07-01 09:31");
  std::vector<size_t> items;
  for (const auto& [id, delivery] : desk_.deliveries()) items.push_back(delivery.items.size());
  EXPECT_THAT(items, testing::UnorderedElementsAre(1, 2));
}

TEST_F(DeskAttention, WhatASharedReceiverTakesIsOneMessage) {
  model::NotificationPolicy policy;
  policy.receivers = {{"chat", "journal", {}, {}, {}, {}, true}};
  Adopt(policy);
  Raise("T001", Severity::kRed);
  EXPECT_THAT(In(DeliveryState::kSending),
              ElementsAre("immediate gxj-liaison fgw-head leader-nev 1 @2024-07-01 09:30"));
  Raise("T002", Severity::kYellow);
  Raise("T003", Severity::kBlue);
  GoTo("2024-07-01 15:00");
  EXPECT_THAT(In(DeliveryState::kSending),
              ElementsAre("digest gxj-liaison fgw-head 2 @2024-07-01 15:00",
                          "immediate gxj-liaison fgw-head leader-nev 1 @2024-07-01 09:30"));
}

TEST_F(DeskAttention, ASharedReceiverHasNoLimit) {
  model::NotificationPolicy policy;
  policy.receivers = {{"chat", "journal", {}, {}, {}, {}, true}};
  policy.routes = {RouteTo({RecipientRole::kResponsibleUnit}, 0)};
  policy.routes.front().group_by = {model::GroupingKey::kAlert};
  policy.daily_message_limit = 1;
  Adopt(policy);
  for (const char* id : {"T001", "T002", "T003"}) Raise(id, Severity::kRed);
  EXPECT_THAT(In(DeliveryState::kSending), SizeIs(3));
}

/// 10,000 alerts over 24 chains in one minute: everybody gets one message, and it names no more than it can.
TEST_F(DeskAttention, AStormIsOneMessageForEachPerson) {
  model::NotificationPolicy policy;
  policy.routes = {RouteTo({RecipientRole::kResponsibleUnit, RecipientRole::kChainLeader}, 120)};
  Adopt(policy);
  for (int i = 0; i < kChains; ++i) {
    model::Post leader;
    leader.id = absl::StrCat("leader-", i);
    leader.role = model::PostRole::kChainLeader;
    leader.unit = "zf";
    leader.holders = {{absl::StrCat("链长", i), std::nullopt, std::nullopt, {}}};
    model::Chain chain;
    chain.id = absl::StrCat("chain-", i);
    chain.leader_post = leader.id;
    desk_.Apply({leader, chain}, {}, kCauseMs);
  }
  constexpr int kAlerts = 10'000;
  for (int i = 0; i < kAlerts; ++i) {
    GoTo(At("2024-07-01 09:30") + std::chrono::milliseconds(i * 6));
    Raise(absl::StrCat("T", 10'000 + i), Severity::kRed, absl::StrCat("chain-", i % kChains));
  }
  GoTo("2024-07-01 09:33");
  EXPECT_THAT(desk_.deliveries(), SizeIs(kChains + 1));
  int told = 0;
  for (const auto& [id, delivery] : desk_.deliveries()) {
    EXPECT_EQ(delivery.state, DeliveryState::kSending);
    EXPECT_LE(delivery.items.size(), static_cast<size_t>(kMaxDeliveryItems));
    told += static_cast<int>(delivery.items.size()) + delivery.omitted_items;
  }
  EXPECT_EQ(told, 2 * kAlerts);
  // What a full message only counts is known of its alert all the same.
  EXPECT_THAT(desk_.DeliveriesOf("target:T19999:behind:2024"), SizeIs(2));
}

TEST_F(DeskAttention, BeyondTheDaysLimitTheNextDigestTellsIt) {
  model::NotificationPolicy policy;
  policy.routes = {RouteTo({RecipientRole::kResponsibleUnit}, 0)};
  policy.routes.front().group_by = {model::GroupingKey::kAlert};
  policy.daily_message_limit = 2;
  Adopt(policy);
  for (const char* id : {"T001", "T002", "T003"}) Raise(id, Severity::kRed);
  EXPECT_THAT(In(DeliveryState::kSending), SizeIs(2));
  EXPECT_THAT(In(DeliveryState::kMerged), ElementsAre("immediate gxj-liaison 1 @2024-07-01 09:30"));
  const Delivery* digest = desk_.DeliveriesOf("target:T003:behind:2024").back();
  EXPECT_EQ(digest->kind, DeliveryKind::kDigest);
  GoTo("2024-07-01 15:00");
  EXPECT_EQ(digest->state, DeliveryState::kSending);
  EXPECT_THAT(digest->text, HasSubstr("含因当日条数上限并入的 1 项"));
  // Another day, another budget.
  GoTo("2024-07-02 09:30");
  Raise("T004", Severity::kRed);
  EXPECT_THAT(In(DeliveryState::kMerged), SizeIs(1));
}

TEST_F(DeskAttention, TheWeeksPageReachesWhoWasToldAndTheLeaderOfTheChain) {
  model::NotificationPolicy policy;
  policy.weekly_digest = model::WeeklyDigest{1, 10 * 60};
  policy.routes = {RouteTo({RecipientRole::kResponsibleUnit}, 0)};
  Adopt(policy);
  EXPECT_EQ(desk_.next_weekly(), At("2024-07-01 10:00"));
  GoTo("2024-07-01 10:00");
  EXPECT_THAT(desk_.deliveries(), IsEmpty());
  Raise("T001", Severity::kRed);
  GoTo("2024-07-08 10:00");
  EXPECT_THAT(In(DeliveryState::kSending),
              ElementsAre("immediate gxj-liaison 1 @2024-07-01 10:00", "weekly gxj-liaison 0 @2024-07-08 10:00",
                          "weekly leader-nev 0 @2024-07-08 10:00"));
  // National Day: Monday the 30th of September is worked on, Monday the 7th of October is not.
  GoTo("2024-09-30 10:00");
  EXPECT_EQ(desk_.next_weekly(), At("2024-10-08 10:00"));
}

TEST_F(DeskAttention, ACircularReachesLiaisonAndHeadOfEachUnit) {
  model::Circular circular;
  circular.id = "2024-3";
  circular.display_name = "第三期督办通报";
  circular.date = model::Date(2024, 7, 1);
  circular.reply_due_date = model::Date(2024, 7, 10);
  circular.entries = {{"target:T001:behind:2024",
                       "gxj",
                       model::Condition::kBehind,
                       Severity::kRed,
                       "新增上市企业落后",
                       12,
                       {"2024-1"}}};
  desk_.Apply({circular}, {}, kCauseMs);
  EXPECT_THAT(In(DeliveryState::kSending),
              ElementsAre("circular gxj-head 1 @2024-07-01 09:30", "circular gxj-liaison 1 @2024-07-01 09:30"));
  const Delivery& delivery = desk_.deliveries().begin()->second;
  EXPECT_EQ(delivery.text, absl::StrCat("【督办通报 2024-3】市工业和信息化局列入 1 项\n第三期督办通报\n"
                                        "请于 2024-07-10 前逐项反馈原因、措施和完成日期。\n"
                                        "1. 〔红〕新增上市企业落后；已 12 天；此前已通报 1 次（2024-1）\n"
                                        "通报日期：2024-07-01\n送：市工业和信息化局主要负责人\n编号 ",
                                        delivery.number));
  // The same again is no news.
  desk_.Apply({circular}, {}, kCauseMs);
  EXPECT_THAT(desk_.deliveries(), SizeIs(2));
}

TEST_F(DeskAttention, ATestIsMarkedAndCountsForNobody) {
  desk_.SendTest("1-0", {kDefaultReceiver, "gxj-liaison", "联调"}, kCauseMs);
  desk_.SendTest("2-0", {"unknown", "", ""}, kCauseMs);
  EXPECT_THAT(In(DeliveryState::kSending), ElementsAre("test gxj-liaison 0 @2024-07-01 09:30"));
  EXPECT_THAT(desk_.deliveries().begin()->second.text, HasSubstr("【测试】"));
  EXPECT_THAT(desk_.deliveries().begin()->second.text, HasSubstr("说明：联调"));
}

TEST_F(DeskAttention, ADeadLetterGoesOnUnderItsId) {
  model::NotificationPolicy policy;
  policy.routes = {RouteTo({RecipientRole::kResponsibleUnit}, 0)};
  Adopt(policy);
  Raise("T001", Severity::kRed);
  const std::string id = desk_.TakeNewlyDue().front();
  desk_.Resend(id, kCauseMs);
  EXPECT_THAT(desk_.TakeNewlyDue(), IsEmpty());
  desk_.Finish(id, {SendOutcome::Kind::kDead, {}, "no such address"});
  EXPECT_THAT(desk_.deliveries().at(id).items.front().alert.evidence.summary, Not(IsEmpty()));
  desk_.Resend(id, kCauseMs);
  EXPECT_THAT(desk_.TakeNewlyDue(), ElementsAre(id));
  EXPECT_EQ(desk_.deliveries().at(id).state, DeliveryState::kSending);
  EXPECT_EQ(desk_.deliveries().at(id).attempts, 2);
}

}  // namespace
}  // namespace liandu::notifier
