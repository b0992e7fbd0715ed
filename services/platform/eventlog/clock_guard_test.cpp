#include "platform/eventlog/clock_guard.h"

#include <gtest/gtest.h>

namespace liandu::eventlog {
namespace {

constexpr int64_t kStart = 1'719'799'200'000;
constexpr int64_t kHour = 3'600'000;
constexpr int64_t kYear = 365 * 24 * kHour;

struct JumpCase {
  const char* name;
  /// What happens in the ten seconds after the store was believed.
  int64_t store_jump_ms;
  int64_t wall_jump_ms;
  bool believed;
};

class ClockGuardTest : public testing::TestWithParam<JumpCase> {};

TEST_P(ClockGuardTest, BelievesTheStoreOnlyWhileItKeepsPace) {
  platform::ManualClock clock(kStart);
  ClockGuard guard(clock);
  guard.Believe(kStart);
  clock.Advance(std::chrono::seconds(10));
  clock.SetWallMs(kStart + 10'000 + GetParam().wall_jump_ms);
  const int64_t store_ms = kStart + 10'000 + GetParam().store_jump_ms;
  const ClockGuard::Bounds bounds = guard.Now();
  EXPECT_EQ(store_ms >= bounds.earliest_ms && store_ms <= bounds.latest_ms, GetParam().believed);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ClockGuardTest,
    testing::Values(JumpCase{"Steady", 0, 0, true}, JumpCase{"StoreAMinuteAhead", 60'000, 0, true},
                    JumpCase{"StoreMoreThanAMinuteAhead", 60'001, 0, false},
                    JumpCase{"StoreMoreThanAMinuteBehind", -60'001, 0, false},
                    JumpCase{"StoreAnHourAhead", kHour, 0, false}, JumpCase{"StoreAYearBack", -kYear, 0, false},
                    JumpCase{"BothAnHourAhead", kHour, kHour, false}, JumpCase{"BothAYearAhead", kYear, kYear, false},
                    JumpCase{"BothAYearBack", -kYear, -kYear, false}, JumpCase{"HostAnHourAhead", 0, kHour, false}),
    [](const auto& instance) { return instance.param.name; });

TEST(ClockGuardFirstContactTest, AStoreThatIsWrongFromTheStartIsNotBelieved) {
  platform::ManualClock clock(kStart);
  const ClockGuard guard(clock);
  EXPECT_EQ(guard.Now().earliest_ms, kStart - ClockGuard::kToleranceMs);
  EXPECT_EQ(guard.Now().latest_ms, kStart + ClockGuard::kToleranceMs);
}

}  // namespace
}  // namespace liandu::eventlog
