// Ten thousand alerts in one minute, told over every kind of channel by a clock that the test moves, while one receiver
// hangs. The robots, the webhook, the gateway and Alertmanager are the real ones, before servers of the test.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/str_cat.h"
#include "notifier/domain/test_directory.h"
#include "notifier/inbound/stream_fixture.h"
#include "notifier/outbound/channels/ceiling/memory_ceiling.h"
#include "notifier/outbound/channels/fake_channel.h"
#include "notifier/outbound/channels/recording_server.h"
#include "notifier/outbound/channels/settings/channel_factory.h"
#include "notifier/outbound/owner_fixture.h"

namespace liandu::notifier {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kChains = 24;
constexpr int kAlerts = 10'000;
constexpr int kPerMinute = 20;
/// A minute, and by how much robots are given more than that.
constexpr milliseconds kMinute{60'001};

/// A server that notes by the test's clock when it was asked.
class Vendor {
 public:
  Vendor(const platform::Clock& clock, const char* answer)
      : server_([this, &clock, answer](const httplib::Request&, httplib::Response& response) {
          std::lock_guard lock(mutex_);
          asked_ms_.push_back(clock.NowMs());
          response.set_content(answer, "application/json");
        }) {}

  RecordingServer& server() { return server_; }
  /// The most requests in any minute.
  int64_t MostInAMinute() {
    std::lock_guard lock(mutex_);
    int64_t most = 0;
    for (const int64_t end_ms : asked_ms_) {
      most = std::max<int64_t>(most, std::count_if(asked_ms_.begin(), asked_ms_.end(), [end_ms](int64_t at_ms) {
                                 return at_ms <= end_ms && at_ms > end_ms - 60'000;
                               }));
    }
    return most;
  }

 private:
  std::mutex mutex_;
  std::vector<int64_t> asked_ms_;
  RecordingServer server_;
};

ChannelSettings RobotOf(RobotKind kind, const std::string& url) {
  PacedRobotSettings paced;
  paced.kind = kind;
  paced.robot.url = url;
  paced.robot.secret = "SECstorm";
  paced.robot.transfer = LocalTransfer();
  paced.ceiling.rules = {{kPerMinute, kMinute}};
  ChannelSettings settings;
  settings.settings = paced;
  return settings;
}

std::string LiaisonOf(int chain) { return absl::StrCat("liaison-", chain); }

/// Every chain's lead unit answers for its alerts; each receiver takes everybody, the group's places are shared.
std::vector<model::Resource> BigCity() {
  std::vector<model::Resource> city = TestCity().catalogue().Resources();
  for (int number = 0; number < kChains; ++number) {
    model::Unit unit;
    unit.id = unit.display_name = absl::StrCat("unit-", number);
    unit.kind = model::UnitKind::kDepartment;
    city.emplace_back(unit);
    model::Post post;
    post.id = post.display_name = LiaisonOf(number);
    post.role = model::PostRole::kLiaison;
    post.unit = unit.id;
    post.holders = {{"联络员",
                     std::nullopt,
                     std::nullopt,
                     {{model::ContactKind::kMail, absl::StrCat("l", number, "@example.cn")},
                      {model::ContactKind::kPhone, absl::StrCat("138000000", 10 + number)}}}};
    city.emplace_back(post);
    model::Chain chain;
    chain.id = chain.display_name = absl::StrCat("chain-", number);
    chain.kind = model::ChainKind::kIndustryChain;
    chain.lead_unit = unit.id;
    city.emplace_back(chain);
  }
  model::NotificationPolicy policy;
  model::Route route;
  route.id = "all";
  route.recipients = {model::RecipientRole::kResponsibleUnit};
  policy.routes = {route};
  for (const char* channel : {"mail", "sms", "webhook", "alertmanager", "journal", "dingtalk", "wecom", "feishu"}) {
    policy.receivers.push_back({channel, channel, {}, {}, {}, {}, false});
  }
  policy.receivers.push_back({"group", "dingtalk", {}, {}, {}, {}, true});
  policy.receivers.push_back({"hanging", "hanging", {LiaisonOf(0)}, {}, {}, {}, false});
  city.emplace_back(policy);
  return city;
}

class StormTest : public testing::Test {
 protected:
  void TearDown() override {
    hanging_.Continue();
    outbox_->Stop();
  }

  void Start() {
    Outbox::Channels channels;
    const auto add = [&](const std::string& name, std::unique_ptr<Channel> channel, int threads) {
      channels[name] = std::make_unique<ChannelWorkers>(std::move(channel), threads);
    };
    const CeilingFactory ceilings = [this](const std::string&, const CeilingRules& rules) {
      return std::make_unique<MemoryCeiling>(rules, clock_);
    };
    const auto robot = [&](const char* name, RobotKind kind, const std::string& url) {
      add(name, MakeChannel(RobotOf(kind, url), ceilings, clock_), 1);
    };
    robot("dingtalk", RobotKind::kDingtalk, dingtalk_.server().url("/robot/send?access_token=t"));
    robot("wecom", RobotKind::kWecom, wecom_.server().url("/cgi-bin/webhook/send?key=k"));
    robot("feishu", RobotKind::kFeishu, feishu_.server().url("/open-apis/bot/v2/hook/t"));
    ChannelSettings sms;
    sms.settings = SmsSettings{};
    auto& gateway = std::get<SmsSettings>(sms.settings);
    gateway.url = gateway_.server().url();
    gateway.variables = {"title", "number"};
    gateway.transfer = LocalTransfer();
    add("sms", MakeChannel(sms, ceilings, clock_), 4);
    ChannelSettings webhook;
    webhook.settings = WebhookSettings{};
    std::get<WebhookSettings>(webhook.settings).url = webhook_.server().url();
    std::get<WebhookSettings>(webhook.settings).transfer = LocalTransfer();
    add("webhook", MakeChannel(webhook, ceilings, clock_), 4);
    ChannelSettings alertmanager;
    alertmanager.settings = AlertmanagerSettings{};
    std::get<AlertmanagerSettings>(alertmanager.settings).url = alertmanager_.server().url();
    std::get<AlertmanagerSettings>(alertmanager.settings).transfer = LocalTransfer();
    add("alertmanager", MakeChannel(alertmanager, ceilings, clock_), 4);
    add("mail", std::make_unique<FakeChannel>(mail_), 4);
    add("journal", std::make_unique<FakeChannel>(journal_), 1);
    add("hanging", std::make_unique<FakeChannel>(hanging_), 1);
    outbox_ =
        std::make_unique<Outbox>(owner_, std::move(channels), RetryRules{seconds(1), seconds(8), 5}, clock_, observer_);
    outbox_->Start();
    owner_.Load(*outbox_);
  }

  void RaiseAll() {
    for (int number = 0; number < kAlerts; ++number) {
      model::Alert alert = TestAlert(model::Severity::kYellow);
      const int chain = number % kChains;
      alert.chains = {absl::StrCat("chain-", chain)};
      alert.responsible_unit = absl::StrCat("unit-", chain);
      alert.subject.id = absl::StrCat("T", number);
      alert.id = model::AlertId(alert.subject, alert.condition, alert.window);
      owner_.Consume(
          stream_.Moved("city", "2024-07-01 09:31", alert, 1, model::TransitionKind::kRaised, model::Severity::kYellow),
          *outbox_);
    }
  }

  using States = std::map<std::string, std::pair<DeliveryState, int>>;
  /// Whether everything over other channels than these has arrived.
  static bool AllBut(const std::set<std::string>& receivers, const States& states) {
    return std::all_of(states.begin(), states.end(), [&](const auto& one) {
      const std::string receiver = one.first.substr(one.first.rfind('/') + 1);
      return receivers.contains(receiver) || one.second.first == DeliveryState::kDelivered;
    });
  }

  platform::ManualClock clock_{At("2024-07-01 15:00").time_since_epoch().count()};
  Vendor dingtalk_{clock_, R"({"errcode":0,"errmsg":"ok"})"};
  Vendor wecom_{clock_, R"({"errcode":0,"errmsg":"ok"})"};
  Vendor feishu_{clock_, R"({"code":0,"msg":"ok"})"};
  Vendor gateway_{clock_, R"({"Code":"OK","Message":"OK"})"};
  Vendor webhook_{clock_, "{}"};
  Vendor alertmanager_{clock_, "{}"};
  FakeReceiver mail_;
  FakeReceiver journal_;
  FakeReceiver hanging_;
  OutboxObserver observer_;
  Owner owner_;
  StreamWriter stream_;
  std::unique_ptr<Outbox> outbox_;
};

TEST_F(StormTest, EverybodyGetsOneMessageAtOnceAndNothingIsLost) {
  hanging_.Hang();
  Start();
  owner_.Consume(stream_.Passed("city", "2024-07-01 09:30",
                                model::JurisdictionOpened{model::ClockMode::kSandbox, At("2024-07-01 09:30")}),
                 *outbox_);
  owner_.Consume(stream_.Passed("city", "2024-07-01 09:30", model::CatalogueApplied{BigCity(), {}}), *outbox_);
  RaiseAll();
  EXPECT_TRUE(mail_.Sent().empty()) << "yellow waits for its slot";
  owner_.Consume(stream_.Passed("city", "2024-07-01 15:00", model::ClockAdvanced{At("2024-07-01 15:00")}), *outbox_);

  // The clock stands still: nobody waits for the receiver that hangs, nor for the robots' ceilings.
  owner_.Await([](const States& states) { return AllBut({"hanging", "dingtalk", "wecom", "feishu"}, states); });
  // What was more than the robots take in a minute follows in the next.
  clock_.Advance(kMinute);
  owner_.Await([](const States& states) { return AllBut({"hanging"}, states); });

  EXPECT_EQ(mail_.Sent().size(), static_cast<size_t>(kChains));
  EXPECT_EQ(gateway_.server().requests().size(), static_cast<size_t>(kChains));
  int64_t told = 0;
  for (const httplib::Request& post : webhook_.server().requests()) {
    const nlohmann::json body = nlohmann::json::parse(post.body);
    told += static_cast<int64_t>(body["alerts"].size()) + body["truncatedAlerts"].get<int64_t>();
  }
  EXPECT_EQ(told, kAlerts);
  EXPECT_EQ(webhook_.server().requests().size(), static_cast<size_t>(kChains));
  for (Vendor* robot : {&dingtalk_, &wecom_, &feishu_}) EXPECT_LE(robot->MostInAMinute(), kPerMinute);
  EXPECT_EQ(hanging_.Sent().size(), 1U);
}

}  // namespace
}  // namespace liandu::notifier
