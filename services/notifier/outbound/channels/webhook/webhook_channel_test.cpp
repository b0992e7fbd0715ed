#include "notifier/outbound/channels/webhook/webhook_channel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "absl/strings/str_cat.h"
#include "notifier/outbound/outgoing_fixture.h"

namespace liandu::notifier {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

/// An HTTP server on a free port that answers with what it was given, in order, the last for ever.
class Receiver {
 public:
  using Answer = std::function<void(httplib::Response&)>;

  explicit Receiver(std::vector<Answer> answers) : answers_(std::move(answers)) {
    server_.Post("/hook", [this](const httplib::Request& request, httplib::Response& response) {
      Answer answer;
      {
        std::lock_guard lock(mutex_);
        requests_.push_back(request);
        answer = answers_[std::min(requests_.size(), answers_.size()) - 1];
      }
      arrived_.notify_all();
      answer(response);
    });
    server_.set_keep_alive_timeout(1);
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    // Stopping a server that does not run yet has no effect.
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~Receiver() {
    server_.stop();
    thread_.join();
  }

  std::string url() const { return absl::StrCat("http://127.0.0.1:", port_, "/hook"); }
  std::vector<httplib::Request> requests() {
    std::lock_guard lock(mutex_);
    return requests_;
  }
  void AwaitRequest() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return !requests_.empty(); });
  }

 private:
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Answer> answers_;
  std::vector<httplib::Request> requests_;
};

Receiver::Answer Status(int status) {
  return [status](httplib::Response& response) { response.status = status; };
}

WebhookSettings Settings(const std::string& url, milliseconds timeout = milliseconds(10'000)) {
  WebhookSettings settings;
  settings.url = url;
  settings.timeout = timeout;
  return settings;
}

struct StatusCase {
  const char* name;
  int status;
  SendResult::Kind kind;
};

class WebhookStatus : public testing::TestWithParam<StatusCase> {};

TEST_P(WebhookStatus, DecidesWhatBecomesOfIt) {
  Receiver receiver({Status(GetParam().status)});
  WebhookChannel channel(Settings(receiver.url()));
  const SendResult result = channel.Send(TestMessage());
  EXPECT_EQ(result.kind, GetParam().kind) << result.error;
  EXPECT_EQ(receiver.requests().size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Cases, WebhookStatus,
                         testing::Values(StatusCase{"Ok", 200, SendResult::Kind::kAccepted},
                                         StatusCase{"NoContent", 204, SendResult::Kind::kAccepted},
                                         StatusCase{"Redirect", 302, SendResult::Kind::kRefused},
                                         StatusCase{"BadRequest", 400, SendResult::Kind::kRefused},
                                         StatusCase{"NotFound", 404, SendResult::Kind::kRefused},
                                         StatusCase{"TooMany", 429, SendResult::Kind::kRetry},
                                         StatusCase{"Broken", 500, SendResult::Kind::kRetry},
                                         StatusCase{"Away", 503, SendResult::Kind::kRetry}),
                         [](const auto& tested) { return tested.param.name; });

TEST(WebhookChannel, PostsThePayloadWithItsIdempotencyKey) {
  Receiver receiver({Status(200)});
  WebhookSettings settings = Settings(receiver.url());
  settings.header = "Authorization: Bearer secret";
  WebhookChannel channel(settings);
  ASSERT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kAccepted);
  const httplib::Request request = receiver.requests().at(0);
  EXPECT_EQ(request.get_header_value("Idempotency-Key"), "city/target:T013:behind:2024:1/gxj-liaison/hook");
  EXPECT_EQ(request.get_header_value("Content-Type"), "application/json; charset=utf-8");
  EXPECT_EQ(request.get_header_value("Authorization"), "Bearer secret");
  EXPECT_THAT(request.body, HasSubstr("\"version\":\"4\""));
}

TEST(WebhookChannel, AKeyWithOtherThanAsciiIsPercentEncoded) {
  Receiver receiver({Status(200)});
  WebhookChannel channel(Settings(receiver.url()));
  OutgoingMessage message = TestMessage();
  message.delivery.id = "市/a b%\r\nX: y";
  ASSERT_EQ(channel.Send(message).kind, SendResult::Kind::kAccepted);
  // The server decodes; unencoded, the line break would have started a header of its own.
  EXPECT_EQ(receiver.requests().at(0).get_header_value("Idempotency-Key"), message.delivery.id);
  EXPECT_FALSE(receiver.requests().at(0).has_header("X"));
}

TEST(WebhookChannel, ComesThroughOnceTheReceiverIsWell) {
  Receiver receiver({Status(500), Status(200)});
  WebhookChannel channel(Settings(receiver.url()));
  const SendResult first = channel.Send(TestMessage());
  EXPECT_EQ(first.kind, SendResult::Kind::kRetry);
  EXPECT_EQ(first.error, "HTTP 500");
  EXPECT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kAccepted);
  EXPECT_EQ(receiver.requests()[0].body, receiver.requests()[1].body);
}

TEST(WebhookChannel, HeedsRetryAfter) {
  Receiver receiver({[](httplib::Response& response) {
    response.status = 429;
    response.set_header("Retry-After", "17");
  }});
  WebhookChannel channel(Settings(receiver.url()));
  EXPECT_EQ(channel.Send(TestMessage()).retry_after, milliseconds(17'000));
}

TEST(WebhookChannel, AnAnswerWithoutEndIsCutOffAndItsStatusCounts) {
  Receiver receiver(
      {[](httplib::Response& response) { response.set_content(std::string(1 << 20, 'x'), "text/plain"); }});
  WebhookChannel channel(Settings(receiver.url()));
  EXPECT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kAccepted);
}

TEST(WebhookChannel, NobodyThereIsToBeTriedAgain) {
  std::string url;
  {
    Receiver receiver({Status(200)});
    url = receiver.url();
  }
  WebhookChannel channel(Settings(url));
  EXPECT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kRetry);
}

TEST(WebhookChannel, OtherProtocolsAreRefused) {
  WebhookChannel channel(Settings("file:///etc/passwd"));
  EXPECT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kRefused);
}

/// Answers only when it is let go.
class Hang {
 public:
  Receiver::Answer answer() {
    return [this](httplib::Response&) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return over_; });
    };
  }
  void LetGo() {
    std::lock_guard lock(mutex_);
    over_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool over_ = false;
};

TEST(WebhookChannel, AReceiverThatHangsIsLeftAfterTheTimeout) {
  Hang hang;
  Receiver receiver({hang.answer()});
  WebhookChannel channel(Settings(receiver.url(), milliseconds(50)));
  const SendResult result = channel.Send(TestMessage());
  EXPECT_EQ(result.kind, SendResult::Kind::kRetry);
  EXPECT_THAT(result.error, HasSubstr("imeout"));
  hang.LetGo();
}

TEST(WebhookChannel, AbortEndsARunningSend) {
  Hang hang;
  Receiver receiver({hang.answer()});
  WebhookChannel channel(Settings(receiver.url(), milliseconds(600'000)));
  SendResult result;
  std::thread sender([&] { result = channel.Send(TestMessage()); });
  receiver.AwaitRequest();
  channel.Abort();
  sender.join();
  EXPECT_EQ(result.kind, SendResult::Kind::kRetry);
  EXPECT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kRetry);
  hang.LetGo();
}

}  // namespace
}  // namespace liandu::notifier
