#include "platform/telemetry/event_log_metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <prometheus/text_serializer.h>

namespace liandu::platform {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

class EventLogMetricsTest : public testing::Test {
 protected:
  std::string Text() const { return prometheus::TextSerializer().Serialize(registry_->Collect()); }
  Logger Log() {
    return Logger::To([this](const std::string& line) { log_ += line; }, "test", {});
  }
  std::shared_ptr<prometheus::Registry> registry_ = std::make_shared<prometheus::Registry>();
  std::string log_;
};

TEST_F(EventLogMetricsTest, RoundTripsByCallAndCode) {
  StoreMetrics metrics(registry_, Log());
  metrics.OnRoundTrip("commit", milliseconds(3), absl::OkStatus());
  metrics.OnRoundTrip("commit", milliseconds(3), absl::UnavailableError("away"));
  metrics.OnLoss(3, {20, 1}, {19, 0});
  EXPECT_THAT(Text(), HasSubstr("liandu_store_round_trips_total{call=\"commit\",code=\"OK\"} 1"));
  EXPECT_THAT(Text(), HasSubstr("liandu_store_round_trips_total{call=\"commit\",code=\"UNAVAILABLE\"} 1"));
  EXPECT_THAT(Text(), HasSubstr("liandu_store_round_trip_duration_seconds_count{call=\"commit\"} 2"));
  EXPECT_THAT(Text(), HasSubstr("liandu_store_losses_total 1"));
  EXPECT_THAT(log_, HasSubstr("acknowledged=\"20-1\""));
}

TEST_F(EventLogMetricsTest, AStoreThatIsAwayIsLoggedOnceAndWhenItIsBack) {
  StoreMetrics metrics(registry_, Log());
  for (int i = 0; i < 3; ++i) metrics.OnRoundTrip("append", milliseconds(3), absl::UnavailableError("MISCONF"));
  EXPECT_THAT(log_, HasSubstr("MISCONF"));
  EXPECT_EQ(log_.find("calls to the store fail"), log_.rfind("calls to the store fail"));
  EXPECT_THAT(log_, Not(HasSubstr("succeed again")));
  for (int i = 0; i < 3; ++i) metrics.OnRoundTrip("append", milliseconds(3), absl::OkStatus());
  EXPECT_NE(log_.find("succeed again"), std::string::npos);
  EXPECT_EQ(log_.find("succeed again"), log_.rfind("succeed again"));
}

TEST_F(EventLogMetricsTest, CommitsCountTheirContentsOnceTheySucceed) {
  ProcessorMetrics metrics(registry_, Log());
  metrics.OnCommit(0, 100, 40, 3, milliseconds(2), absl::OkStatus());
  metrics.OnCommit(0, 50, 10, 1, milliseconds(2), absl::AbortedError("fenced"));
  EXPECT_THAT(Text(), HasSubstr("liandu_processor_inputs_total 100"));
  EXPECT_THAT(Text(), HasSubstr("liandu_processor_outputs_total 3"));
  EXPECT_THAT(Text(), HasSubstr("liandu_processor_commits_total{code=\"ABORTED\"} 1"));
}

TEST_F(EventLogMetricsTest, OwnershipAndLagFollowThePartition) {
  ProcessorMetrics metrics(registry_, Log());
  metrics.OnOwned(7, 2, 10, milliseconds(1));
  metrics.OnLag(7, 12);
  EXPECT_THAT(Text(), HasSubstr("liandu_processor_owned_partitions 1"));
  EXPECT_THAT(Text(), HasSubstr("liandu_processor_lag_entries{partition=\"7\"} 12"));
  metrics.OnLost(7, absl::AbortedError("taken over"));
  EXPECT_THAT(Text(), HasSubstr("liandu_processor_owned_partitions 0"));
  EXPECT_THAT(Text(), Not(HasSubstr("liandu_processor_lag_entries{")));
  EXPECT_THAT(log_, HasSubstr("took a partition"));
}

TEST_F(EventLogMetricsTest, AppendsCountBatches) {
  AppendMetrics metrics(registry_);
  metrics.OnAppend(0, 20, milliseconds(1), absl::OkStatus());
  metrics.OnQueueFull(0);
  EXPECT_THAT(Text(), HasSubstr("liandu_append_items_total 20"));
  EXPECT_THAT(Text(), HasSubstr("liandu_append_queue_full_total 1"));
}

}  // namespace
}  // namespace liandu::platform
