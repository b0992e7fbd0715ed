// What every ceiling promises, the one of a process and the one in Redis.
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "notifier/outbound/channels/ceiling/memory_ceiling.h"
#include "notifier/outbound/channels/ceiling/redis_ceiling.h"
#include "support/redis_server.h"

namespace liandu::notifier {
namespace {

using std::chrono::milliseconds;

/// Lets real time pass.
void Pass(const platform::Clock& clock, milliseconds time) {
  std::mutex mutex;
  std::condition_variable never;
  std::unique_lock lock(mutex);
  clock.WaitFor(lock, never, time, [] { return false; });
}

class MemoryRig {
 public:
  /// All that are made for a robot are one.
  std::shared_ptr<Ceiling> Make(const std::string& robot, const CeilingRules& rules) {
    std::shared_ptr<Ceiling>& known = ceilings_[robot];
    if (known == nullptr) known = std::make_shared<MemoryCeiling>(rules, clock_);
    return known;
  }
  const platform::SystemClock& clock() const { return clock_; }

 private:
  platform::SystemClock clock_;
  std::map<std::string, std::shared_ptr<Ceiling>> ceilings_;
};

class RedisRig {
 public:
  /// Each as another instance would make it.
  std::shared_ptr<Ceiling> Make(const std::string& robot, const CeilingRules& rules) {
    return std::make_shared<RedisCeiling>(robot, rules, resolver_, platform::redis::ConnectionOptions{}, clock_,
                                          observer_);
  }
  const platform::SystemClock& clock() const { return clock_; }
  liandu::testing::RedisServer& server() { return server_; }

 private:
  liandu::testing::RedisServer server_;
  platform::SystemClock clock_;
  platform::redis::StandaloneResolver resolver_{*platform::redis::Endpoint::Parse(server_.address())};
  platform::redis::RoundTripObserver observer_;
};

template <typename Rig>
class CeilingContract : public ::testing::Test {
 protected:
  Rig rig_;
};

using Rigs = ::testing::Types<MemoryRig, RedisRig>;
TYPED_TEST_SUITE(CeilingContract, Rigs);

TYPED_TEST(CeilingContract, LetsThroughItsNumberAndThenSaysHowLong) {
  const auto ceiling = this->rig_.Make("robot", {{{3, milliseconds(3'600'000)}}, {}});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(*ceiling->Take(), milliseconds(0));
  const auto wait = ceiling->Take();
  EXPECT_GT(*wait, milliseconds(0));
  EXPECT_LE(*wait, milliseconds(3'600'000));
}

TYPED_TEST(CeilingContract, IsOneForAllWhoSendToTheRobotAndAnotherForAnother) {
  const CeilingRules rules{{{1, milliseconds(3'600'000)}}, {}};
  EXPECT_EQ(*this->rig_.Make("robot", rules)->Take(), milliseconds(0));
  EXPECT_GT(*this->rig_.Make("robot", rules)->Take(), milliseconds(0));
  EXPECT_EQ(*this->rig_.Make("other", rules)->Take(), milliseconds(0));
}

TYPED_TEST(CeilingContract, WhoHasWaitedGetsThrough) {
  const auto ceiling = this->rig_.Make("robot", {{{2, milliseconds(100)}}, {}});
  EXPECT_EQ(*ceiling->Take(), milliseconds(0));
  EXPECT_EQ(*ceiling->Take(), milliseconds(0));
  const auto wait = ceiling->Take();
  ASSERT_GT(*wait, milliseconds(0));
  Pass(this->rig_.clock(), *wait + milliseconds(20));
  EXPECT_EQ(*ceiling->Take(), milliseconds(0));
}

TYPED_TEST(CeilingContract, TheStricterRuleHolds) {
  const auto ceiling = this->rig_.Make("robot", {{{1, milliseconds(3'600'000)}, {100, milliseconds(1)}}, {}});
  EXPECT_EQ(*ceiling->Take(), milliseconds(0));
  EXPECT_GT(*ceiling->Take(), milliseconds(1'000'000));
}

TYPED_TEST(CeilingContract, NothingGoesThroughWhileItIsCrowded) {
  const auto ceiling = this->rig_.Make("robot", {{{10, milliseconds(1'000)}}, kCrowdPeriod});
  const auto wait = ceiling->Take();
  EXPECT_GT(*wait, milliseconds(0));
  EXPECT_LE(*wait, kCrowdPeriod);
}

TYPED_TEST(CeilingContract, ManyAtOnceGetNoMoreThanOne) {
  constexpr int kSends = 7;
  std::atomic<int> taken{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    const auto ceiling = this->rig_.Make("robot", {{{kSends, milliseconds(3'600'000)}}, {}});
    threads.emplace_back([ceiling, &taken] {
      for (int attempt = 0; attempt < 20; ++attempt) {
        if (ceiling->Take()->count() == 0) ++taken;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken, kSends);
}

TEST(RedisCeiling, KeepsNothingBeyondItsPeriodAndItsKeyInTheRobotsSlot) {
  RedisRig rig;
  rig.Make("abc", {{{5, milliseconds(60'000)}}, {}})->Take().IgnoreError();
  const platform::redis::Reply ttl = rig.server().Command({"PTTL", "{r:abc}:sends"});
  EXPECT_GT(*ttl.view().integer(), 0);
  EXPECT_LE(*ttl.view().integer(), 60'000);
}

TEST(RedisCeiling, WithoutRedisNobodyKnows) {
  RedisRig rig;
  const auto ceiling = rig.Make("abc", {{{5, milliseconds(60'000)}}, {}});
  rig.server().Kill();
  EXPECT_FALSE(ceiling->Take().ok());
}

}  // namespace
}  // namespace liandu::notifier
