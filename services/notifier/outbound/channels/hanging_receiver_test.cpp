// One receiver that hangs delays no other, whatever kind of channel it is.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>

#include "notifier/outbound/channel_workers.h"
#include "notifier/outbound/channels/ceiling/memory_ceiling.h"
#include "notifier/outbound/channels/fake_channel.h"
#include "notifier/outbound/channels/recording_server.h"
#include "notifier/outbound/channels/settings/channel_factory.h"
#include "notifier/outbound/channels/test_message.h"

namespace liandu::notifier {
namespace {

using std::chrono::milliseconds;

/// Takes connections and says nothing.
class SilentServer {
 public:
  SilentServer() : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool bound = bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0 && listen(socket_, 16) == 0;
    if (!bound || getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) std::abort();
    port_ = ntohs(address.sin_port);
  }
  ~SilentServer() { close(socket_); }
  int port() const { return port_; }
  std::string url() const { return absl::StrCat("http://127.0.0.1:", port_, "/"); }

 private:
  int socket_;
  int port_ = 0;
};

ChannelSettings Robot(RobotKind kind, const std::string& url, milliseconds timeout) {
  PacedRobotSettings paced;
  paced.kind = kind;
  paced.robot.url = url;
  paced.robot.transfer = LocalTransfer(timeout);
  paced.ceiling.rules = {{20, milliseconds(60'000)}};
  return {"robot", 1, paced};
}

/// Settings of each kind for a server that hangs.
std::map<std::string, ChannelSettings> Hanging(const SilentServer& server, milliseconds timeout) {
  MailSettings mail;
  mail.host = "127.0.0.1";
  mail.port = server.port();
  mail.from = {"", "l@example.org"};
  mail.transfer = LocalTransfer(timeout);
  SmsSettings sms;
  sms.url = server.url();
  sms.transfer = LocalTransfer(timeout);
  WebhookSettings webhook;
  webhook.url = server.url();
  webhook.transfer = LocalTransfer(timeout);
  AlertmanagerSettings alertmanager;
  alertmanager.url = server.url();
  alertmanager.transfer = LocalTransfer(timeout);
  return {{"Dingtalk", Robot(RobotKind::kDingtalk, server.url(), timeout)},
          {"Wecom", Robot(RobotKind::kWecom, server.url(), timeout)},
          {"Feishu", Robot(RobotKind::kFeishu, server.url(), timeout)},
          {"Mail", {"mail", 1, mail}},
          {"Sms", {"sms", 1, sms}},
          {"Webhook", {"hook", 1, webhook}},
          {"Alertmanager", {"am", 1, alertmanager}}};
}

class HangingReceiver : public ::testing::TestWithParam<std::string> {
 protected:
  std::unique_ptr<Channel> Make(milliseconds timeout) {
    return MakeChannel(
        Hanging(server_, timeout).at(GetParam()),
        [this](const std::string&, const CeilingRules& rules) {
          return std::make_unique<MemoryCeiling>(rules, clock_);
        },
        clock_);
  }
  static std::shared_ptr<const OutgoingMessage> Message() {
    OutgoingMessage message = TestMessage();
    message.delivery.contact_points = {{model::ContactKind::kMail, "a@x.cn"},
                                       {model::ContactKind::kPhone, "13800000000"}};
    return std::make_shared<OutgoingMessage>(message);
  }

  const SilentServer server_;
  platform::ManualClock clock_{1'719'800'000'000};
};

TEST_P(HangingReceiver, IsLeftAfterItsTimeout) {
  const SendResult result = Make(milliseconds(100))->Send(*Message());
  EXPECT_EQ(result.kind, SendResult::Kind::kRetry);
  EXPECT_EQ(result.reason, SendReason::kTimeout) << result.error;
}

TEST_P(HangingReceiver, DelaysNoOtherAndStopsWhenItIsTold) {
  ChannelWorkers hanging(Make(milliseconds(600'000)), 1);
  FakeReceiver receiver;
  ChannelWorkers other(std::make_unique<FakeChannel>(receiver), 1);
  SendResult aborted;
  ASSERT_TRUE(hanging.Submit({Message()}, [&aborted](const SendResult& result) { aborted = result; }));
  for (size_t sent = 1; sent <= 5; ++sent) {
    while (!other.Submit({Message()}, [](const SendResult&) {})) std::this_thread::yield();
    receiver.AwaitSent(sent);
  }
  hanging.Stop();
  // It had either begun, and was broken off, or was dropped before its turn.
  if (aborted.kind != SendResult::Kind::kAccepted) {
    EXPECT_EQ(aborted.reason, SendReason::kStopping) << aborted.error;
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, HangingReceiver,
                         ::testing::Values("Dingtalk", "Wecom", "Feishu", "Mail", "Sms", "Webhook", "Alertmanager"),
                         [](const auto& tested) { return tested.param; });

}  // namespace
}  // namespace liandu::notifier
