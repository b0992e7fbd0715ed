// What every channel promises; the fake one too, so that tests with it say something about the real ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <thread>

#include "absl/strings/match.h"
#include "notifier/outbound/channels/fake_channel.h"
#include "notifier/outbound/channels/journal/journal_channel.h"
#include "notifier/outbound/channels/recording_server.h"
#include "notifier/outbound/channels/test_message.h"
#include "notifier/outbound/channels/webhook/webhook_channel.h"

namespace liandu::notifier {
namespace {

/// A channel with its far end.
class Rig {
 public:
  virtual ~Rig() = default;
  virtual Channel& channel() = 0;
  /// How often a delivery's id has arrived.
  virtual int Arrived(const std::string& id) = 0;
  /// The far end refuses for now, or works again.
  virtual void SetDown(bool down) = 0;
};

class FakeRig : public Rig {
 public:
  Channel& channel() override { return channel_; }
  int Arrived(const std::string& id) override {
    const std::vector<std::string> sent = receiver_.Sent();
    return static_cast<int>(std::count(sent.begin(), sent.end(), id)) - refused_;
  }
  void SetDown(bool down) override {
    if (!down) return;
    ++refused_;
    receiver_.Answer({SendResult::Kind::kRetry, "down", std::nullopt});
  }

 private:
  FakeReceiver receiver_;
  FakeChannel channel_{receiver_};
  int refused_ = 0;
};

class WebhookRig : public Rig {
 public:
  WebhookRig() {
    WebhookSettings settings;
    settings.url = server_.url();
    settings.transfer = LocalTransfer();
    channel_ = std::make_unique<WebhookChannel>(settings, clock_);
  }
  Channel& channel() override { return *channel_; }
  int Arrived(const std::string& id) override {
    const std::vector<httplib::Request> requests = server_.requests();
    const auto asked = std::count_if(requests.begin(), requests.end(), [&id](const httplib::Request& request) {
      return request.get_header_value("Idempotency-Key") == id;
    });
    return static_cast<int>(asked) - refused_;
  }
  void SetDown(bool down) override { down_ = down; }

 private:
  platform::ManualClock clock_{1'719'800'000'000};
  std::atomic<bool> down_{false};
  std::atomic<int> refused_{0};
  RecordingServer server_{[this](const httplib::Request&, httplib::Response& response) {
    if (down_) ++refused_;
    response.status = down_ ? 503 : 200;
  }};
  std::unique_ptr<WebhookChannel> channel_;
};

class JournalRig : public Rig {
 public:
  JournalRig() {
    char folder[] = "/tmp/liandu-journal-XXXXXX";
    if (mkdtemp(folder) == nullptr) std::abort();
    folder_ = folder;
    channel_ = std::make_unique<JournalChannel>(JournalSettings{folder_ + "/sub/journal.txt", false});
    SetDown(false);
  }
  ~JournalRig() override {
    unlink((folder_ + "/sub/journal.txt").c_str());
    unlink((folder_ + "/away/journal.txt").c_str());
    rmdir((folder_ + "/sub").c_str());
    rmdir((folder_ + "/away").c_str());
    rmdir(folder_.c_str());
  }
  Channel& channel() override { return *channel_; }
  int Arrived(const std::string& id) override {
    std::ifstream file(folder_ + "/sub/journal.txt");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    int count = 0;
    for (size_t at = text.find(id); at != std::string::npos; at = text.find(id, at + 1)) ++count;
    return count;
  }
  void SetDown(bool down) override {
    const std::string here = folder_ + "/sub";
    const std::string away = folder_ + "/away";
    if (down) rename(here.c_str(), away.c_str());
    if (!down && rename(away.c_str(), here.c_str()) != 0) mkdir(here.c_str(), 0700);
  }

 private:
  std::string folder_;
  std::unique_ptr<JournalChannel> channel_;
};

template <typename R>
class ChannelContract : public testing::Test {
 protected:
  R rig_;
};

using Rigs = testing::Types<FakeRig, WebhookRig, JournalRig>;
TYPED_TEST_SUITE(ChannelContract, Rigs);

TYPED_TEST(ChannelContract, AnAcceptedMessageHasArrivedWithItsId) {
  const OutgoingMessage message = TestMessage();
  EXPECT_EQ(this->rig_.channel().Send(message).kind, SendResult::Kind::kAccepted);
  EXPECT_EQ(this->rig_.Arrived(message.delivery.id), 1);
}

TYPED_TEST(ChannelContract, AFarEndThatIsDownIsTriedAgainAndThenHasIt) {
  const OutgoingMessage message = TestMessage();
  this->rig_.SetDown(true);
  const SendResult refused = this->rig_.channel().Send(message);
  EXPECT_EQ(refused.kind, SendResult::Kind::kRetry);
  EXPECT_FALSE(refused.error.empty());
  EXPECT_EQ(this->rig_.Arrived(message.delivery.id), 0);
  this->rig_.SetDown(false);
  EXPECT_EQ(this->rig_.channel().Send(message).kind, SendResult::Kind::kAccepted);
  EXPECT_EQ(this->rig_.Arrived(message.delivery.id), 1);
}

TYPED_TEST(ChannelContract, TheSameMessageAgainKeepsItsId) {
  const OutgoingMessage message = TestMessage();
  this->rig_.channel().Send(message);
  this->rig_.channel().Send(message);
  EXPECT_EQ(this->rig_.Arrived(message.delivery.id), 2);
}

TYPED_TEST(ChannelContract, SendsOfSeveralThreadsAllArrive) {
  std::vector<std::thread> senders;
  for (int i = 0; i < 4; ++i) {
    senders.emplace_back(
        [this] { EXPECT_EQ(this->rig_.channel().Send(TestMessage()).kind, SendResult::Kind::kAccepted); });
  }
  for (std::thread& sender : senders) sender.join();
  EXPECT_EQ(this->rig_.Arrived(TestMessage().delivery.id), 4);
}

TYPED_TEST(ChannelContract, AfterAnAbortNothingIsAccepted) {
  this->rig_.channel().Abort();
  EXPECT_EQ(this->rig_.channel().Send(TestMessage()).kind, SendResult::Kind::kRetry);
}

TEST(JournalText, ReadsWell) {
  EXPECT_EQ(JournalText(TestMessage()),
            "──────── 某市 · hook ────────\n"
            "【红色预警】新增上市企业（T013）：进度滞后\n责任单位：市工业和信息化局\n送：市工业和信息化局联络员\n"
            "投递：city/target:T013:behind:2024:1/gxj-liaison/hook\n\n");
}

TEST(JournalText, EndsWithTheLink) {
  OutgoingMessage message = TestMessage();
  message.link = "https://liandu.example/l/abc";
  EXPECT_TRUE(absl::EndsWith(JournalText(message), "/hook\n链接：https://liandu.example/l/abc\n\n"));
}

}  // namespace
}  // namespace liandu::notifier
