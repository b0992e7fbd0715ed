#include "notifier/outbound/outbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "notifier/domain/test_directory.h"
#include "notifier/inbound/stream_fixture.h"
#include "notifier/outbound/channels/fake_channel.h"
#include "notifier/outbound/owner_fixture.h"

namespace liandu::notifier {
namespace {

using model::Severity;
using model::TransitionKind;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class OutboxTest : public testing::Test {
 protected:
  OutboxTest() { NewOutbox(); }
  ~OutboxTest() override {
    receiver_.Continue();
    other_receiver_.Continue();
    outbox_->Stop();
  }

  void NewOutbox(int threads = 2) {
    outbox_.reset();
    Outbox::Channels channels;
    channels["journal"] = std::make_unique<ChannelWorkers>(std::make_unique<FakeChannel>(receiver_), threads);
    channels["other"] = std::make_unique<ChannelWorkers>(std::make_unique<FakeChannel>(other_receiver_), threads);
    outbox_ = std::make_unique<Outbox>(owner_, std::move(channels), kRules, clock_, observer_);
    outbox_->Start();
  }

  /// The channel "journal" puts messages together as a robot's does, or forgets as an Alertmanager does.
  void UseChannel(int max_merged, std::optional<std::chrono::milliseconds> refresh_interval = std::nullopt) {
    outbox_.reset();
    Outbox::Channels channels;
    channels["journal"] =
        std::make_unique<ChannelWorkers>(std::make_unique<FakeChannel>(receiver_, max_merged, refresh_interval), 1);
    outbox_ = std::make_unique<Outbox>(owner_, std::move(channels), kRules, clock_, observer_);
    outbox_->Start();
  }
  /// Moves the steady clock until the condition holds.
  template <typename Condition>
  void AdvanceUntil(Condition condition) {
    while (!condition()) clock_.Advance(std::chrono::seconds(1));
  }

  void Open(const std::vector<model::Receiver>& receivers = {}) {
    owner_.Load(*outbox_);
    owner_.Consume(stream_.Passed("city", "2024-07-01 09:30",
                                  model::JurisdictionOpened{model::ClockMode::kSandbox, At("2024-07-01 09:30")}),
                   *outbox_);
    owner_.Consume(stream_.City("city", "2024-07-01 09:30"), *outbox_);
    if (receivers.empty()) return;
    model::NotificationPolicy policy;
    policy.receivers = receivers;
    owner_.Consume(stream_.Passed("city", "2024-07-01 09:30", model::CatalogueApplied{{policy}, {}}), *outbox_);
  }

  void Raise(const std::string& target) {
    model::Alert alert = TestAlert();
    // Of no chain: one post is told.
    alert.chains.clear();
    alert.subject.id = target;
    alert.id = model::AlertId(alert.subject, alert.condition, alert.window);
    owner_.Consume(stream_.Moved("city", "2024-07-01 09:30", alert, 1, TransitionKind::kRaised, Severity::kRed),
                   *outbox_);
  }

  static std::string IdOf(const std::string& target, const std::string& receiver = "default") {
    return "city/target:" + target + ":behind:2024:1/gxj-liaison/" + receiver;
  }

  /// Moves the steady clock until the receiver has seen so many messages.
  void AdvanceUntilSent(FakeReceiver& receiver, size_t count) {
    while (receiver.Sent().size() < count) clock_.Advance(std::chrono::seconds(1));
  }

  static constexpr RetryRules kRules{std::chrono::milliseconds(1000), std::chrono::milliseconds(8000), 3};
  platform::ManualClock clock_{1'732'000'000'000};
  OutboxObserver observer_;
  FakeReceiver receiver_;
  FakeReceiver other_receiver_;
  Owner owner_;
  StreamWriter stream_;
  std::unique_ptr<Outbox> outbox_;
};

TEST_F(OutboxTest, SendsWhatIsDueOnce) {
  Open();
  Raise("T001");
  const auto states = owner_.AwaitAll(DeliveryState::kDelivered);
  EXPECT_THAT(states, ElementsAre(std::pair(IdOf("T001"), std::pair(DeliveryState::kDelivered, 1))));
  EXPECT_THAT(receiver_.Sent(), ElementsAre(IdOf("T001")));
}

TEST_F(OutboxTest, TriesAgainUntilItIsAccepted) {
  Open();
  receiver_.Answer({SendResult::Kind::kRetry, "HTTP 500", std::nullopt});
  receiver_.Answer({SendResult::Kind::kRetry, "HTTP 429", std::chrono::seconds(5)});
  Raise("T001");
  AdvanceUntilSent(receiver_, 3);
  EXPECT_EQ(owner_.AwaitAll(DeliveryState::kDelivered).at(IdOf("T001")).second, 3);
  EXPECT_THAT(receiver_.Sent(), SizeIs(3));
}

TEST_F(OutboxTest, ADeliveryThatIsRefusedTooOftenIsADeadLetter) {
  Open();
  for (int i = 0; i < kRules.max_attempts; ++i) receiver_.Answer({SendResult::Kind::kRetry, "down", std::nullopt});
  Raise("T001");
  AdvanceUntilSent(receiver_, 3);
  owner_.AwaitAll(DeliveryState::kDead);
  EXPECT_THAT(receiver_.Sent(), SizeIs(3));
}

TEST_F(OutboxTest, ARefusalForGoodIsADeadLetterAtOnceAndLetsTheNextGo) {
  Open();
  receiver_.Answer({SendResult::Kind::kRefused, "HTTP 404", std::nullopt});
  Raise("T001");
  owner_.AwaitAll(DeliveryState::kDead);
  Raise("T002");
  const auto states = owner_.Await(
      [](const auto& all) { return all.size() == 2 && all.rbegin()->second.first == DeliveryState::kDelivered; });
  EXPECT_EQ(states.at(IdOf("T001")), std::pair(DeliveryState::kDead, 1));
}

TEST_F(OutboxTest, AChannelThatIsNotConfiguredMakesDeadLetters) {
  Open({{"hook", "nowhere", {}, {}}});
  Raise("T001");
  owner_.AwaitAll(DeliveryState::kDead);
  EXPECT_THAT(receiver_.Sent(), IsEmpty());
}

TEST_F(OutboxTest, OneIsInFlightForAReceiverAndPost) {
  Open();
  receiver_.Hang();
  Raise("T001");
  Raise("T002");
  receiver_.AwaitSent(1);
  EXPECT_THAT(receiver_.Sent(), ElementsAre(IdOf("T001")));
  receiver_.Continue();
  owner_.Await([](const auto& all) {
    return all.size() == 2 && all.begin()->second.first == DeliveryState::kDelivered &&
           all.rbegin()->second.first == DeliveryState::kDelivered;
  });
  EXPECT_THAT(receiver_.Sent(), ElementsAre(IdOf("T001"), IdOf("T002")));
}

TEST_F(OutboxTest, AChannelThatHangsDelaysNoOther) {
  Open({{"slow", "journal", {}, {}}, {"fast", "other", {}, {}}});
  receiver_.Hang();
  for (const char* target : {"T001", "T002", "T003", "T004", "T005"}) Raise(target);
  other_receiver_.AwaitSent(5);
  EXPECT_THAT(receiver_.Sent(), SizeIs(1));
  receiver_.Continue();
  owner_.AwaitAll(DeliveryState::kDelivered);
}

TEST_F(OutboxTest, AfterACrashWhatWasMarkedIsSentAgainUnderTheSameId) {
  Open();
  receiver_.Hang();
  Raise("T001");
  receiver_.AwaitSent(1);
  outbox_->Stop();
  owner_.Drop(*outbox_);
  receiver_.Continue();
  NewOutbox();
  owner_.Load(*outbox_);
  const auto states = owner_.AwaitAll(DeliveryState::kDelivered);
  EXPECT_EQ(states.at(IdOf("T001")).second, 2);
  EXPECT_THAT(receiver_.Sent(), ElementsAre(IdOf("T001"), IdOf("T001")));
}

struct CrashCase {
  const char* name;
  Crash crash;
  size_t sent;
};

class OutboxCrash : public OutboxTest, public testing::WithParamInterface<CrashCase> {};

TEST_P(OutboxCrash, AroundTheOutcomesCommitLosesNothing) {
  Open();
  receiver_.Hang();
  Raise("T001");
  receiver_.AwaitSent(1);
  owner_.CrashAt(GetParam().crash);
  receiver_.Continue();
  owner_.AwaitCrash();
  outbox_->Stop();
  owner_.Drop(*outbox_);
  NewOutbox();
  owner_.Load(*outbox_);
  EXPECT_THAT(owner_.AwaitAll(DeliveryState::kDelivered), SizeIs(1));
  EXPECT_THAT(receiver_.Sent(), SizeIs(GetParam().sent));
  EXPECT_THAT(receiver_.Sent(), Each(IdOf("T001")));
}

INSTANTIATE_TEST_SUITE_P(Cases, OutboxCrash,
                         testing::Values(CrashCase{"BeforeTheCommit", Crash::kBeforeCommit, 2},
                                         CrashCase{"AfterTheCommit", Crash::kAfterCommit, 1}),
                         [](const auto& tested) { return tested.param.name; });

TEST_F(OutboxTest, AMarkThatCannotBeCommittedStartsNoSend) {
  Open();
  receiver_.Answer({SendResult::Kind::kRetry, "HTTP 500", std::nullopt});
  Raise("T001");
  owner_.Await([](const auto& all) { return all.begin()->second.second == 1; });
  receiver_.AwaitSent(1);
  owner_.CrashAt(Crash::kBeforeCommit);
  for (int i = 0; i < 20; ++i) clock_.Advance(std::chrono::seconds(1));
  EXPECT_THAT(receiver_.Sent(), SizeIs(1));
  owner_.CrashAt(Crash::kNever);
  AdvanceUntilSent(receiver_, 2);
  owner_.AwaitAll(DeliveryState::kDelivered);
}

/// What a ceiling says: nothing was sent.
SendResult HeldBack(std::chrono::seconds wait) {
  return {SendResult::Kind::kWait, "ceiling", wait, SendReason::kRateLimited};
}

TEST_F(OutboxTest, WhatACeilingHoldsBackIsNoAttempt) {
  UseChannel(1);
  Open();
  for (int i = 0; i < 2 * kRules.max_attempts; ++i) receiver_.Answer(HeldBack(std::chrono::seconds(5)));
  Raise("T001");
  AdvanceUntilSent(receiver_, 2 * kRules.max_attempts + 1);
  const auto states = owner_.AwaitAll(DeliveryState::kDelivered);
  EXPECT_EQ(states.begin()->second.second, 1);
}

TEST_F(OutboxTest, WhatPilesUpGoesOutAsOneMessageAndEveryDeliveryArrives) {
  UseChannel(10);
  Open();
  receiver_.Hang();
  receiver_.Answer(HeldBack(std::chrono::seconds(5)));
  for (const char* target : {"T001", "T002", "T003", "T004"}) Raise(target);
  receiver_.AwaitSent(1);
  receiver_.Continue();
  AdvanceUntilSent(receiver_, 5);
  EXPECT_THAT(owner_.AwaitAll(DeliveryState::kDelivered), SizeIs(4));
  EXPECT_THAT(receiver_.Parcels(), ElementsAre(1, 4));
  EXPECT_THAT(owner_.ReasonOf(IdOf("T003")), testing::HasSubstr("合并发送：共 4 条"));
}

TEST_F(OutboxTest, WhatIsRefusedTogetherGoesByItselfTheNextTime) {
  UseChannel(10);
  Open();
  receiver_.Hang();
  receiver_.Answer(HeldBack(std::chrono::seconds(5)));
  receiver_.Answer({SendResult::Kind::kRefused, "content", std::nullopt, SendReason::kContentRefused});
  receiver_.Answer({SendResult::Kind::kRefused, "content", std::nullopt, SendReason::kContentRefused});
  for (const char* target : {"T001", "T002", "T003"}) Raise(target);
  receiver_.AwaitSent(1);
  receiver_.Continue();
  AdvanceUntilSent(receiver_, 7);
  const auto states = owner_.Await([](const auto& all) {
    return std::all_of(all.begin(), all.end(), [](const auto& one) { return IsFinished(one.second.first); });
  });
  EXPECT_THAT(receiver_.Parcels(), ElementsAre(1, 3, 1, 1, 1));
  EXPECT_EQ(states.at(IdOf("T001")), std::pair(DeliveryState::kDead, 2));
  EXPECT_EQ(states.at(IdOf("T002")), std::pair(DeliveryState::kDelivered, 2));
  EXPECT_EQ(states.at(IdOf("T003")), std::pair(DeliveryState::kDelivered, 2));
}

TEST_F(OutboxTest, ARobotThatIsSentTooMuchIsLeftAlone) {
  UseChannel(10);
  Open();
  receiver_.Answer({SendResult::Kind::kRetry, "too fast", std::chrono::seconds(6), SendReason::kRateLimited});
  Raise("T001");
  receiver_.AwaitSent(1);
  owner_.Await([](const auto& all) { return all.begin()->second.second == 1; });
  Raise("T002");
  AdvanceUntilSent(receiver_, 3);
  owner_.AwaitAll(DeliveryState::kDelivered);
  EXPECT_THAT(receiver_.Parcels(), ElementsAre(1, 2));
}

TEST_F(OutboxTest, AReceiverThatForgetsIsToldAgainAlsoByANewOwner) {
  const std::vector<std::string> fires{"target:T001:behind:2024"};
  UseChannel(1, std::chrono::seconds(60));
  Open();
  Raise("T001");
  owner_.AwaitAll(DeliveryState::kDelivered);
  AdvanceUntil([&] { return receiver_.Refreshes().size() >= 2; });
  EXPECT_THAT(receiver_.Refreshes(), Each(fires));
  outbox_->Stop();
  owner_.Drop(*outbox_);
  const size_t before = receiver_.Refreshes().size();
  UseChannel(1, std::chrono::seconds(60));
  owner_.Load(*outbox_);
  AdvanceUntil([&] { return receiver_.Refreshes().size() > before; });
  EXPECT_THAT(receiver_.Refreshes(), Each(fires));
}

TEST_F(OutboxTest, StopsWhileAChannelHangs) {
  Open();
  receiver_.Hang();
  Raise("T001");
  receiver_.AwaitSent(1);
  outbox_->Stop();
  EXPECT_EQ(owner_.Await([](const auto&) { return true; }).at(IdOf("T001")).first, DeliveryState::kSending);
}

}  // namespace
}  // namespace liandu::notifier
