#include "platform/telemetry/metrics_listener.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <prometheus/counter.h>
#include <prometheus/registry.h>

#include <ctime>

namespace liandu::platform {
namespace {

using testing::HasSubstr;

/// A listener on a free port.
class MetricsListenerTest : public testing::Test {
 protected:
  void SetUp() override {
    auto listener = MetricsListener::Start({}, health_);
    ASSERT_TRUE(listener.ok()) << listener.status();
    listener_ = *std::move(listener);
  }
  httplib::Result Get(const std::string& path) { return httplib::Client("http://" + listener_->address()).Get(path); }

  Health health_;
  std::unique_ptr<MetricsListener> listener_;
};

TEST_F(MetricsListenerTest, ServesWhatIsAddedWhileItLives) {
  auto registry = std::make_shared<prometheus::Registry>();
  prometheus::BuildCounter().Name("liandu_test_total").Help("Tests.").Register(*registry).Add({}).Increment(3);
  listener_->Add(registry);
  auto result = Get("/metrics");
  ASSERT_TRUE(result);
  EXPECT_THAT(result->body, HasSubstr("liandu_test_total 3"));
  registry.reset();
  result = Get("/metrics");
  ASSERT_TRUE(result);
  EXPECT_THAT(result->body, testing::Not(HasSubstr("liandu_test_total")));
}

TEST_F(MetricsListenerTest, OneBlockForANameFromTwoRegistries) {
  auto first = std::make_shared<prometheus::Registry>();
  auto second = std::make_shared<prometheus::Registry>();
  prometheus::BuildCounter().Name("liandu_test_total").Help("T.").Register(*first).Add({{"part", "a"}});
  prometheus::BuildCounter().Name("liandu_test_total").Help("T.").Register(*second).Add({{"part", "b"}});
  listener_->Add(first);
  listener_->Add(second);
  auto result = Get("/metrics");
  ASSERT_TRUE(result);
  const std::string type_line = "# TYPE liandu_test_total counter";
  EXPECT_NE(result->body.find(type_line), std::string::npos);
  EXPECT_EQ(result->body.find(type_line), result->body.rfind(type_line));
}

TEST_F(MetricsListenerTest, HealthAndReadinessSayTheirReasons) {
  EXPECT_EQ(Get("/healthz")->status, 200);
  EXPECT_EQ(Get("/readyz")->status, 200);
  health_.AddReadiness("redis", [] { return absl::UnavailableError("away"); });
  EXPECT_EQ(Get("/healthz")->status, 200);
  auto ready = Get("/readyz");
  EXPECT_EQ(ready->status, 503);
  EXPECT_EQ(ready->body, "redis: away\n");
}

TEST_F(MetricsListenerTest, UnknownPathIsNotFound) { EXPECT_EQ(Get("/secret")->status, 404); }

TEST_F(MetricsListenerTest, TakenPortIsAClearError) {
  auto second = MetricsListener::Start({.listen_address = listener_->address()}, health_);
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(second.status().message()), HasSubstr(listener_->address()));
}

TEST_F(MetricsListenerTest, StopFreesThePort) {
  const std::string address = listener_->address();
  listener_->Stop();
  EXPECT_TRUE(MetricsListener::Start({.listen_address = address}, health_).ok());
}

TEST(ProcessMetricsTest, ReadsThisProcess) {
  const auto families = MakeProcessMetrics()->Collect();
  ASSERT_EQ(families.size(), 5u);
  EXPECT_GT(families[0].metric[0].counter.value, 0);
  EXPECT_GT(families[1].metric[0].gauge.value, 1e6);
  // Boot time and ticks are whole seconds and hundredths: a minute's room on both sides.
  EXPECT_NEAR(families[2].metric[0].gauge.value, static_cast<double>(std::time(nullptr)), 60);
  EXPECT_GE(families[3].metric[0].gauge.value, 3);
  EXPECT_GT(families[4].metric[0].gauge.value, families[3].metric[0].gauge.value);
}

}  // namespace
}  // namespace liandu::platform
