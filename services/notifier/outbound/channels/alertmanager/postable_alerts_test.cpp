#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "notifier/outbound/channels/alertmanager/alertmanager_channel.h"
#include "notifier/outbound/channels/recording_server.h"
#include "notifier/outbound/channels/test_message.h"

namespace liandu::notifier {
namespace {

using nlohmann::json;

constexpr model::Instant kNow{std::chrono::milliseconds(1'719'900'000'000)};
constexpr model::Instant kExpiry = kNow + std::chrono::minutes(4);

TEST(PostableAlerts, WhatFiresEndsUnlessItIsHeardOfAgain) {
  const json alerts = json::parse(PostableAlerts(TestMessage(), "http://liandu.example", kNow, kExpiry));
  ASSERT_EQ(alerts.size(), 1u);
  EXPECT_EQ(alerts[0]["startsAt"], "2024-07-01T01:30:00Z");
  EXPECT_EQ(alerts[0]["endsAt"], "2024-07-02T06:04:00Z");
  EXPECT_EQ(alerts[0]["generatorURL"], "http://liandu.example");
  EXPECT_EQ(alerts[0]["labels"]["alertname"], "behind");
  EXPECT_EQ(alerts[0]["labels"]["severity"], "red");
}

TEST(PostableAlerts, WhatIsResolvedEndedInThePastWhateverItsOwnClockSays) {
  OutgoingMessage message = TestMessage(model::TransitionKind::kCleared);
  EXPECT_EQ(json::parse(PostableAlerts(message, "", kNow, kExpiry))[0]["endsAt"], "2024-07-01T03:00:00Z");
  message.delivery.items[0].alert.cleared_time = kNow + std::chrono::days(90);
  message.delivery.items[0].alert.raised_time = kNow + std::chrono::days(80);
  const json ahead = json::parse(PostableAlerts(message, "", kNow, kExpiry))[0];
  EXPECT_EQ(ahead["endsAt"], "2024-07-02T06:00:00Z");
  EXPECT_EQ(ahead["startsAt"], ahead["endsAt"]);
}

TEST(PostableAlerts, AnotherSeverityIsAnotherAlertAndEndsTheFormer) {
  OutgoingMessage message = TestMessage(model::TransitionKind::kSeverityChanged);
  const json alerts = json::parse(PostableAlerts(message, "", kNow, kExpiry));
  ASSERT_EQ(alerts.size(), 3u);
  EXPECT_EQ(alerts[0]["labels"]["severity"], "blue");
  EXPECT_EQ(alerts[0]["endsAt"], "2024-07-02T06:00:00Z");
  EXPECT_EQ(alerts[1]["labels"]["severity"], "yellow");
  EXPECT_EQ(alerts[2]["labels"]["severity"], "red");
  EXPECT_EQ(alerts[2]["endsAt"], "2024-07-02T06:04:00Z");
}

TEST(AlertmanagerChannel, RefreshesManyInSeveralPosts) {
  RecordingServer server([](const httplib::Request&, httplib::Response&) {});
  const platform::ManualClock clock(kNow.time_since_epoch().count());
  AlertmanagerSettings settings;
  settings.url = server.url("/prefix/");
  settings.transfer = LocalTransfer();
  AlertmanagerChannel channel(settings, clock);
  const std::vector<OpenAlert> open(1200, {"city", TestMessage().delivery.items[0]});
  EXPECT_EQ(channel.Refresh(open).kind, SendResult::Kind::kAccepted);
  ASSERT_EQ(server.requests().size(), 3u);
  EXPECT_EQ(server.requests()[0].path, "/prefix/api/v2/alerts");
  EXPECT_EQ(json::parse(server.requests()[2].body).size(), 200u);
}

TEST(AlertmanagerChannel, WhatItDoesNotTakeIsRefusedForGood) {
  RecordingServer server([](const httplib::Request&, httplib::Response& response) {
    response.status = 400;
    response.set_content("\"invalid label\"", "application/json");
  });
  const platform::ManualClock clock(kNow.time_since_epoch().count());
  AlertmanagerSettings settings;
  settings.url = server.url();
  settings.transfer = LocalTransfer();
  AlertmanagerChannel channel(settings, clock);
  const SendResult result = channel.Send(TestMessage());
  EXPECT_EQ(result.kind, SendResult::Kind::kRefused);
  EXPECT_EQ(result.reason, SendReason::kBadRequest);
  EXPECT_EQ(result.error, "HTTP 400: \"invalid label\"");
}

}  // namespace
}  // namespace liandu::notifier
