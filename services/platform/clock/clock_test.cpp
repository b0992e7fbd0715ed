#include "platform/clock/clock.h"

#include <gtest/gtest.h>

#include <thread>

namespace liandu::platform {
namespace {

TEST(ManualClockTest, StandsStillUntilMoved) {
  ManualClock clock(1'000);
  const auto steady = clock.SteadyNow();
  EXPECT_EQ(clock.NowMs(), 1'000);
  clock.Advance(std::chrono::milliseconds(250));
  EXPECT_EQ(clock.NowMs(), 1'250);
  EXPECT_EQ(clock.SteadyNow() - steady, std::chrono::milliseconds(250));
}

TEST(ManualClockTest, AWallJumpLeavesSteadyTimeAlone) {
  ManualClock clock(1'000);
  const auto steady = clock.SteadyNow();
  clock.SetWallMs(500);
  EXPECT_EQ(clock.NowMs(), 500);
  EXPECT_EQ(clock.SteadyNow(), steady);
}

TEST(ManualClockTest, AWaitEndsWhenTheClockPassesItsDeadline) {
  ManualClock clock(0);
  std::mutex mutex;
  std::condition_variable changed;
  const auto deadline = clock.SteadyNow() + std::chrono::hours(1);
  std::thread mover([&] { clock.Advance(std::chrono::hours(2)); });
  {
    std::unique_lock<std::mutex> lock(mutex);
    EXPECT_FALSE(clock.WaitUntil(lock, changed, deadline, [] { return false; }));
  }
  mover.join();
}

TEST(SystemClockTest, AWaitEndsWhenItsConditionHolds) {
  SystemClock clock;
  std::mutex mutex;
  std::condition_variable changed;
  bool done = false;
  std::thread setter([&] {
    const std::lock_guard<std::mutex> guard(mutex);
    done = true;
    changed.notify_all();
  });
  {
    std::unique_lock<std::mutex> lock(mutex);
    EXPECT_TRUE(clock.WaitFor(lock, changed, std::chrono::hours(1), [&] { return done; }));
  }
  setter.join();
}

}  // namespace
}  // namespace liandu::platform
