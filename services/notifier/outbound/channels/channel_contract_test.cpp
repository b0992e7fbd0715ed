// What every channel promises; the fake one too, so that tests with it say something about the real ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>
#include <thread>

#include "absl/strings/str_cat.h"
#include "notifier/outbound/channels/fake_channel.h"
#include "notifier/outbound/channels/journal/journal_channel.h"
#include "notifier/outbound/channels/webhook/webhook_channel.h"
#include "notifier/outbound/outgoing_fixture.h"

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
    server_.Post("/", [this](const httplib::Request& request, httplib::Response& response) {
      std::lock_guard lock(mutex_);
      response.status = down_ ? 503 : 200;
      if (!down_) ids_.push_back(request.get_header_value("Idempotency-Key"));
    });
    const int port = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    // Stopping a server that does not run yet has no effect.
    while (!server_.is_running()) std::this_thread::yield();
    WebhookSettings settings;
    settings.url = absl::StrCat("http://127.0.0.1:", port, "/");
    channel_ = std::make_unique<WebhookChannel>(settings);
  }
  ~WebhookRig() override {
    channel_.reset();
    server_.stop();
    thread_.join();
  }
  Channel& channel() override { return *channel_; }
  int Arrived(const std::string& id) override {
    std::lock_guard lock(mutex_);
    return static_cast<int>(std::count(ids_.begin(), ids_.end(), id));
  }
  void SetDown(bool down) override {
    std::lock_guard lock(mutex_);
    down_ = down;
  }

 private:
  httplib::Server server_;
  std::thread thread_;
  std::unique_ptr<WebhookChannel> channel_;
  std::mutex mutex_;
  bool down_ = false;
  std::vector<std::string> ids_;
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
            "【红色预警】新增上市企业（T013）：进度滞后\n"
            "情况：截至 2024-06-30 完成 10，序时进度应达 49.7%，落后 39.7 个百分点\n"
            "起始：2024-07-01 09:30\n责任单位：市工业和信息化局\n"
            "所属：新能源汽车产业链\n完成时限：2024-12-31\n送：市工业和信息化局联络员\n"
            "编号：city/target:T013:behind:2024:1/gxj-liaison/hook\n\n");
}

}  // namespace
}  // namespace liandu::notifier
