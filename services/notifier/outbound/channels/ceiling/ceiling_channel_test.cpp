#include "notifier/outbound/channels/ceiling/ceiling_channel.h"

#include <gtest/gtest.h>

#include "notifier/outbound/channels/ceiling/memory_ceiling.h"
#include "notifier/outbound/channels/fake_channel.h"
#include "notifier/outbound/channels/test_message.h"

namespace liandu::notifier {
namespace {

using std::chrono::milliseconds;

class BrokenCeiling : public Ceiling {
 public:
  absl::StatusOr<milliseconds> Take() override { return absl::UnavailableError("no Redis"); }
};

TEST(CeilingChannel, SendsNothingBeyondItsCeiling) {
  platform::ManualClock clock(1'719'800'000'000);
  FakeReceiver receiver;
  CeilingChannel channel(std::make_unique<FakeChannel>(receiver),
                         std::make_unique<MemoryCeiling>(CeilingRules{{{2, milliseconds(60'000)}}, {}}, clock));
  EXPECT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kAccepted);
  clock.Advance(milliseconds(10'000));
  EXPECT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kAccepted);
  const SendResult held = channel.Send(TestMessage());
  EXPECT_EQ(held.kind, SendResult::Kind::kWait);
  EXPECT_EQ(held.reason, SendReason::kRateLimited);
  EXPECT_EQ(held.retry_after, milliseconds(50'000));
  EXPECT_EQ(receiver.Sent().size(), 2u);
  clock.Advance(milliseconds(50'000));
  EXPECT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kAccepted);
  EXPECT_EQ(channel.Send(TestMessage()).retry_after, milliseconds(10'000));
}

TEST(CeilingChannel, WithoutAStoreNothingIsSent) {
  FakeReceiver receiver;
  CeilingChannel channel(std::make_unique<FakeChannel>(receiver), std::make_unique<BrokenCeiling>());
  const SendResult held = channel.Send(TestMessage());
  EXPECT_EQ(held.kind, SendResult::Kind::kWait);
  EXPECT_EQ(held.reason, SendReason::kStorage);
  EXPECT_TRUE(receiver.Sent().empty());
}

TEST(CeilingChannel, AfterAnAbortNothingIsAskedAnyMore) {
  FakeReceiver receiver;
  CeilingChannel channel(std::make_unique<FakeChannel>(receiver), std::make_unique<BrokenCeiling>());
  channel.Abort();
  EXPECT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kRetry);
}

TEST(MemoryCeiling, KeepsAwayFromTheFullAndTheHalfHour) {
  // 09:29:59.999 in Asia/Shanghai.
  platform::ManualClock clock(1'719'797'399'999);
  MemoryCeiling ceiling({{{100, milliseconds(60'000)}}, milliseconds(20'000)}, clock);
  EXPECT_EQ(*ceiling.Take(), milliseconds(0));
  clock.Advance(milliseconds(1));
  EXPECT_EQ(*ceiling.Take(), milliseconds(20'000));
  clock.Advance(milliseconds(19'999));
  EXPECT_EQ(*ceiling.Take(), milliseconds(1));
  clock.Advance(milliseconds(1));
  EXPECT_EQ(*ceiling.Take(), milliseconds(0));
}

TEST(MemoryCeiling, TwoRulesBothHold) {
  platform::ManualClock clock(1'719'800'000'000);
  MemoryCeiling ceiling({{{2, milliseconds(1'000)}, {3, milliseconds(60'000)}}, {}}, clock);
  EXPECT_EQ(*ceiling.Take(), milliseconds(0));
  EXPECT_EQ(*ceiling.Take(), milliseconds(0));
  EXPECT_EQ(*ceiling.Take(), milliseconds(1'000));
  clock.Advance(milliseconds(1'000));
  EXPECT_EQ(*ceiling.Take(), milliseconds(0));
  EXPECT_EQ(*ceiling.Take(), milliseconds(59'000));
}

TEST(MemoryCeiling, AClockThatIsSetBackLetsNothingMoreThrough) {
  platform::ManualClock clock(1'719'800'000'000);
  MemoryCeiling ceiling({{{1, milliseconds(60'000)}}, {}}, clock);
  EXPECT_EQ(*ceiling.Take(), milliseconds(0));
  clock.SetWallMs(1'719'700'000'000);
  EXPECT_EQ(*ceiling.Take(), milliseconds(60'000));
  clock.Advance(milliseconds(60'000));
  EXPECT_EQ(*ceiling.Take(), milliseconds(0));
}

}  // namespace
}  // namespace liandu::notifier
