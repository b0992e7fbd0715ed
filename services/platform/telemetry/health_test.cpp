#include "platform/telemetry/health.h"

#include <gtest/gtest.h>

namespace liandu::platform {
namespace {

TEST(HealthTest, NothingRegisteredIsWell) {
  Health health;
  EXPECT_TRUE(health.Live().ok());
  EXPECT_TRUE(health.Ready().ok());
}

TEST(HealthTest, EveryPartThatIsNotWellIsNamed) {
  Health health;
  health.AddReadiness("redis", [] { return absl::UnavailableError("connection refused"); });
  health.AddReadiness("disk", [] { return absl::OkStatus(); });
  health.AddReadiness("clock", [] { return absl::UnavailableError("astray"); });
  EXPECT_EQ(health.Ready(), absl::UnavailableError("redis: connection refused; clock: astray"));
  EXPECT_TRUE(health.Live().ok());
}

TEST(HealthTest, DrainingIsLiveButNotReady) {
  Health health;
  health.StartDraining();
  EXPECT_FALSE(health.Ready().ok());
  EXPECT_TRUE(health.Live().ok());
}

}  // namespace
}  // namespace liandu::platform
