// Alerts in a real Alertmanager, and its own webhook's form beside ours.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>

#include "notifier/outbound/channels/alertmanager/alertmanager_channel.h"
#include "notifier/outbound/channels/recording_server.h"
#include "notifier/outbound/channels/test_message.h"
#include "notifier/outbound/channels/webhook/webhook_payload.h"
#include "support/test_process.h"

namespace liandu::notifier {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

/// Debian's Alertmanager on a free port, which tells a webhook of ours.
class RealAlertmanager {
 public:
  RealAlertmanager() {
    const std::string config = process_.folder() + "/alertmanager.yml";
    std::ofstream(config) << "route: {receiver: hook, group_wait: 0s, group_interval: 1s, group_by: [jurisdiction]}\n"
                          << "receivers:\n- name: hook\n  webhook_configs:\n  - {send_resolved: true, url: '"
                          << webhook_.url() << "'}\n";
    process_.Start({"prometheus-alertmanager", "--config.file=" + config,
                    "--storage.path=" + process_.folder() + "/data", "--web.listen-address=127.0.0.1:0",
                    "--cluster.listen-address="});
    const std::string log = process_.AwaitText("output", "address=127.0.0.1:");
    port_ = std::stoi(log.substr(log.find("address=127.0.0.1:") + sizeof "address=127.0.0.1:" - 1));
  }
  std::string url() const { return absl::StrCat("http://127.0.0.1:", port_); }
  /// What fires now.
  json Firing() const {
    httplib::Client client("127.0.0.1", port_);
    for (int attempt = 0; attempt < 1000; ++attempt) {
      if (const auto answer = client.Get("/api/v2/alerts"); answer && answer->status == 200) {
        return json::parse(answer->body);
      }
    }
    return {};
  }
  int Post(const std::string& body) const {
    const auto answer = httplib::Client("127.0.0.1", port_).Post("/api/v2/alerts", body, "application/json");
    return answer ? answer->status : 0;
  }
  /// Payloads that its webhook was sent, once there are so many.
  std::vector<json> Told(size_t count) {
    webhook_.AwaitRequests(count);
    std::vector<json> payloads;
    for (const httplib::Request& request : webhook_.requests()) payloads.push_back(json::parse(request.body));
    return payloads;
  }

 private:
  RecordingServer webhook_{[](const httplib::Request&, httplib::Response&) {}};
  liandu::testing::TestProcess process_;
  int port_ = 0;
};

class AlertmanagerContract : public ::testing::Test {
 protected:
  AlertmanagerSettings Settings() const {
    AlertmanagerSettings settings;
    settings.url = alertmanager_.url();
    settings.external_url = "https://liandu.example";
    settings.transfer = LocalTransfer();
    return settings;
  }
  json AwaitFiring(size_t count) {
    json firing;
    do {
      firing = alertmanager_.Firing();
    } while (firing.size() != count);
    return firing;
  }

  const platform::SystemClock clock_;
  RealAlertmanager alertmanager_;
};

std::set<std::string> KeysOf(const json& object) {
  std::set<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.insert(key);
  return keys;
}

TEST_F(AlertmanagerContract, AlertsAreRaisedAndResolved) {
  AlertmanagerChannel channel(Settings(), clock_);
  ASSERT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kAccepted);
  const json firing = AwaitFiring(1);
  EXPECT_EQ(firing[0]["labels"], json(AlertLabels("city", TestMessage().delivery.items[0])));
  EXPECT_EQ(firing[0]["annotations"]["summary"], TestMessage().delivery.items[0].summary);
  EXPECT_EQ(firing[0]["startsAt"], "2024-07-01T01:30:00.000Z");
  EXPECT_EQ(firing[0]["generatorURL"], "https://liandu.example");
  EXPECT_EQ(alertmanager_.Told(1)[0]["status"], "firing");
  ASSERT_EQ(channel.Send(TestMessage(model::TransitionKind::kCleared)).kind, SendResult::Kind::kAccepted);
  AwaitFiring(0);
  EXPECT_EQ(alertmanager_.Told(2).back()["status"], "resolved");
}

TEST_F(AlertmanagerContract, AnotherSeverityReplacesTheFormer) {
  AlertmanagerChannel channel(Settings(), clock_);
  OutgoingMessage message = TestMessage();
  message.delivery.items[0].severity = model::Severity::kYellow;
  ASSERT_EQ(channel.Send(message).kind, SendResult::Kind::kAccepted);
  EXPECT_EQ(AwaitFiring(1)[0]["labels"]["severity"], "yellow");
  message = TestMessage(model::TransitionKind::kSeverityChanged);
  message.delivery.items[0].sequence = 2;
  ASSERT_EQ(channel.Send(message).kind, SendResult::Kind::kAccepted);
  json firing = AwaitFiring(1);
  while (firing[0]["labels"]["severity"] != "red") firing = AwaitFiring(1);
}

TEST_F(AlertmanagerContract, WhatIsRefreshedLivesOnAndWhatIsNotEnds) {
  AlertmanagerSettings settings = Settings();
  settings.refresh_interval = milliseconds(500);
  AlertmanagerChannel channel(settings, clock_);
  ASSERT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kAccepted);
  const std::string first_end = AwaitFiring(1)[0]["endsAt"];
  std::string later_end;
  do {
    ASSERT_EQ(channel.Refresh({{"city", TestMessage().delivery.items[0]}}).kind, SendResult::Kind::kAccepted);
    later_end = AwaitFiring(1)[0]["endsAt"];
  } while (later_end == first_end);
  EXPECT_GT(later_end, first_end);
  AwaitFiring(0);
}

TEST_F(AlertmanagerContract, ItTakesWhatIsValidBesideWhatIsNot) {
  EXPECT_EQ(alertmanager_.Post(R"([{"labels":{"alertname":"good"}},{"labels":{}}])"), 400);
  EXPECT_EQ(AwaitFiring(1)[0]["labels"]["alertname"], "good");
}

TEST_F(AlertmanagerContract, OurWebhookSpeaksAsItsOwnDoes) {
  AlertmanagerChannel channel(Settings(), clock_);
  OutgoingMessage message = TestDigest(2);
  message.link.clear();
  ASSERT_EQ(channel.Send(message).kind, SendResult::Kind::kAccepted);
  const json theirs = alertmanager_.Told(1)[0];
  const json ours = json::parse(WebhookPayload(message, "https://liandu.example"));
  EXPECT_EQ(KeysOf(ours), KeysOf(theirs));
  EXPECT_EQ(KeysOf(ours["alerts"][0]), KeysOf(theirs["alerts"][0]));
  EXPECT_EQ(ours["version"], theirs["version"]);
  EXPECT_EQ(ours["status"], theirs["status"]);
  EXPECT_EQ(ours["commonLabels"], theirs["commonLabels"]);
  ASSERT_EQ(theirs["alerts"].size(), 2u);
  for (const json& alert : ours["alerts"]) {
    const bool same = std::any_of(theirs["alerts"].begin(), theirs["alerts"].end(), [&alert](const json& other) {
      return other["labels"] == alert["labels"] && other["annotations"] == alert["annotations"] &&
             other["startsAt"] == alert["startsAt"] && other["status"] == alert["status"] &&
             other["fingerprint"].get<std::string>().size() == alert["fingerprint"].get<std::string>().size();
    });
    EXPECT_TRUE(same) << alert;
  }
  for (const char* key : {"truncatedAlerts", "groupLabels", "commonAnnotations", "groupKey", "receiver"}) {
    EXPECT_EQ(ours[key].type_name(), std::string(theirs[key].type_name())) << key;
  }
}

}  // namespace
}  // namespace liandu::notifier
