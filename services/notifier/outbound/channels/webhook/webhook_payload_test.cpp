#include "notifier/outbound/channels/webhook/webhook_payload.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "notifier/outbound/channels/test_message.h"

namespace liandu::notifier {
namespace {

using nlohmann::json;

TEST(WebhookPayload, SaysWhatAlertmanagerSaysOfAFiringAlert) {
  const json payload = json::parse(WebhookPayload(TestMessage(), "http://liandu.example"));
  EXPECT_EQ(payload["version"], "4");
  EXPECT_EQ(payload["status"], "firing");
  EXPECT_EQ(payload["receiver"], "hook");
  EXPECT_EQ(payload["truncatedAlerts"], 0);
  EXPECT_EQ(payload["externalURL"], "http://liandu.example");
  EXPECT_EQ(payload["groupKey"], "{jurisdiction=\"city\", post=\"gxj-liaison\"}");
  EXPECT_EQ(payload["groupLabels"], (json{{"jurisdiction", "city"}, {"post", "gxj-liaison"}}));
  ASSERT_EQ(payload["alerts"].size(), 1u);
  const json& alert = payload["alerts"][0];
  EXPECT_EQ(alert["status"], "firing");
  EXPECT_EQ(alert["labels"], (json{{"alertname", "behind"},
                                   {"jurisdiction", "city"},
                                   {"severity", "red"},
                                   {"subject", "T013"},
                                   {"subject_kind", "target"},
                                   {"chain", "nev"},
                                   {"unit", "gxj"},
                                   {"alert", "target:T013:behind:2024"}}));
  EXPECT_EQ(alert["annotations"]["condition"], "进度滞后");
  EXPECT_EQ(alert["annotations"]["lag_points"], "39.7");
  EXPECT_EQ(alert["annotations"]["summary"],
            "新增上市企业（T013）：进度滞后，落后 39.7 个百分点；责任：市工业和信息化局");
  EXPECT_EQ(alert["startsAt"], "2024-07-01T01:30:00Z");
  EXPECT_EQ(alert["endsAt"], "0001-01-01T00:00:00Z");
  EXPECT_EQ(alert["fingerprint"].get<std::string>().size(), 16u);
  EXPECT_EQ(payload["commonLabels"], alert["labels"]);
}

TEST(WebhookPayload, AResolvedAlertHasItsEndAndTheSameFingerprint) {
  const json firing = json::parse(WebhookPayload(TestMessage(), ""));
  const json resolved = json::parse(WebhookPayload(TestMessage(model::TransitionKind::kCleared), ""));
  EXPECT_EQ(resolved["status"], "resolved");
  EXPECT_EQ(resolved["alerts"][0]["status"], "resolved");
  EXPECT_EQ(resolved["alerts"][0]["endsAt"], "2024-07-01T03:00:00Z");
  // It says what holds now, not what it was raised with.
  EXPECT_EQ(resolved["alerts"][0]["annotations"]["summary"], "新增上市企业（T013）：进度滞后已解除");
  EXPECT_FALSE(resolved["alerts"][0]["annotations"].contains("lag_points"));
  EXPECT_EQ(resolved["alerts"][0]["fingerprint"], firing["alerts"][0]["fingerprint"]);
}

TEST(WebhookPayload, CommonLabelsAreThoseOfAll) {
  OutgoingMessage message = TestMessage();
  DeliveryItem other = message.delivery.items.front();
  other.alert.id = "target:T014:behind:2024";
  other.alert.subject.id = "T014";
  other.kind = model::TransitionKind::kCleared;
  message.delivery.items.push_back(other);
  message.delivery.omitted_items = 7;
  const json payload = json::parse(WebhookPayload(message, ""));
  EXPECT_EQ(payload["status"], "firing");
  EXPECT_EQ(payload["truncatedAlerts"], 7);
  EXPECT_EQ(payload["commonLabels"], (json{{"alertname", "behind"},
                                           {"jurisdiction", "city"},
                                           {"severity", "red"},
                                           {"subject_kind", "target"},
                                           {"chain", "nev"},
                                           {"unit", "gxj"}}));
  EXPECT_NE(payload["alerts"][0]["fingerprint"], payload["alerts"][1]["fingerprint"]);
}

TEST(WebhookPayload, TextFromOutsideIsEscaped) {
  OutgoingMessage message = TestMessage();
  message.delivery.items[0].summary = "a\"b\\c\n\x01 \xFF";
  const json payload = json::parse(WebhookPayload(message, ""));
  EXPECT_EQ(payload["alerts"][0]["annotations"]["summary"], "a\"b\\c\n\x01 \uFFFD");
}

TEST(Rfc3339, KeepsMillisecondsWhereThereAreAny) {
  EXPECT_EQ(Rfc3339(model::Instant(std::chrono::milliseconds(1719797400000))), "2024-07-01T01:30:00Z");
  EXPECT_EQ(Rfc3339(model::Instant(std::chrono::milliseconds(1719797400123))), "2024-07-01T01:30:00.123Z");
  EXPECT_EQ(Rfc3339(model::Instant(std::chrono::milliseconds(-1))), "1969-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace liandu::notifier
