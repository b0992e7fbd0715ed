#include "platform/lifecycle/lifecycle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <thread>

namespace liandu::platform {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

/// Parts a, b and c that write down when they stop.
class LifecycleTest : public testing::Test {
 protected:
  void StartParts(Lifecycle& lifecycle) {
    for (const char* part : {"a", "b", "c"}) {
      lifecycle.OnStop(part, [this, part](Lifecycle::Deadline) { stopped_.emplace_back(part); });
    }
  }
  ShutdownSignals signals_;
  std::vector<std::string> stopped_;
};

TEST_F(LifecycleTest, SignalStopsLastStartedFirst) {
  Lifecycle lifecycle(signals_, Logger::Silent(), milliseconds(5000));
  StartParts(lifecycle);
  kill(getpid(), SIGTERM);
  EXPECT_EQ(lifecycle.Run(), kExitOrderly);
  EXPECT_THAT(stopped_, ElementsAre("c", "b", "a"));
}

TEST_F(LifecycleTest, FailureFromAnotherThreadStopsEverything) {
  Lifecycle lifecycle(signals_, Logger::Silent(), milliseconds(5000));
  StartParts(lifecycle);
  std::thread other([&] { lifecycle.Fail("b", absl::InternalError("broken")); });
  EXPECT_EQ(lifecycle.Run(), kExitFailed);
  other.join();
  EXPECT_THAT(stopped_, ElementsAre("c", "b", "a"));
}

TEST_F(LifecycleTest, RequestEndsInOrder) {
  Lifecycle lifecycle(signals_, Logger::Silent(), milliseconds(5000));
  lifecycle.RequestStop();
  EXPECT_EQ(lifecycle.Run(), kExitOrderly);
}

TEST_F(LifecycleTest, BrokenPipeDoesNotKill) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  close(ends[0]);
  EXPECT_EQ(write(ends[1], "x", 1), -1);
  close(ends[1]);
}

using LifecycleDeathTest = LifecycleTest;

TEST_F(LifecycleDeathTest, StepThatNeverEndsIsCutOff) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        ShutdownSignals signals;
        Lifecycle lifecycle(signals, Logger::Silent(), milliseconds(1));
        lifecycle.OnStop("stuck", [](Lifecycle::Deadline) { pause(); });
        lifecycle.RequestStop();
        lifecycle.Run();
      },
      testing::ExitedWithCode(kExitShutdownTimeout), "");
}

TEST_F(LifecycleDeathTest, SecondSignalEndsAtOnce) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        ShutdownSignals signals;
        Lifecycle lifecycle(signals, Logger::Silent(), std::chrono::hours(1));
        lifecycle.OnStop("stuck", [](Lifecycle::Deadline) {
          kill(getpid(), SIGINT);
          pause();
        });
        kill(getpid(), SIGTERM);
        lifecycle.Run();
      },
      testing::ExitedWithCode(kExitShutdownTimeout), "");
}

}  // namespace
}  // namespace liandu::platform
