#include "notifier/outbound/channels/webhook/webhook_channel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "notifier/outbound/channels/recording_server.h"
#include "notifier/outbound/channels/signing/signatures.h"
#include "notifier/outbound/channels/test_message.h"

namespace liandu::notifier {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

const platform::ManualClock& Clock() {
  static const platform::ManualClock clock(1'719'800'000'000);
  return clock;
}

RecordingServer::Answer Status(int status) {
  return [status](const httplib::Request&, httplib::Response& response) { response.status = status; };
}

WebhookSettings Settings(const std::string& url, milliseconds timeout = milliseconds(10'000)) {
  WebhookSettings settings;
  settings.url = url;
  settings.transfer = LocalTransfer(timeout);
  return settings;
}

struct StatusCase {
  const char* name;
  int status;
  SendResult::Kind kind;
};

class WebhookStatus : public testing::TestWithParam<StatusCase> {};

TEST_P(WebhookStatus, DecidesWhatBecomesOfIt) {
  RecordingServer receiver(Status(GetParam().status));
  WebhookChannel channel(Settings(receiver.url("/hook")), Clock());
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
  RecordingServer receiver(Status(200));
  WebhookSettings settings = Settings(receiver.url("/hook"));
  settings.header = "Authorization: Bearer secret";
  WebhookChannel channel(settings, Clock());
  ASSERT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kAccepted);
  const httplib::Request request = receiver.requests().at(0);
  EXPECT_EQ(request.get_header_value("Idempotency-Key"), "city/target:T013:behind:2024:1/gxj-liaison/hook");
  EXPECT_EQ(request.get_header_value("Content-Type"), "application/json; charset=utf-8");
  EXPECT_EQ(request.get_header_value("Authorization"), "Bearer secret");
  EXPECT_THAT(request.body, HasSubstr("\"version\":\"4\""));
}

TEST(WebhookChannel, SignsTimeAndBody) {
  RecordingServer receiver(Status(200));
  WebhookSettings settings = Settings(receiver.url("/hook"));
  settings.secret = "s3cret";
  WebhookChannel channel(settings, Clock());
  ASSERT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kAccepted);
  const httplib::Request request = receiver.requests().at(0);
  EXPECT_EQ(request.get_header_value("X-Liandu-Timestamp"), "1719800000");
  EXPECT_EQ(request.get_header_value("X-Liandu-Signature"),
            "sha256=" + HexDigits(HmacSha256("s3cret", "1719800000." + request.body)));
}

TEST(WebhookChannel, WithoutASecretNothingIsSigned) {
  RecordingServer receiver(Status(200));
  WebhookChannel channel(Settings(receiver.url("/hook")), Clock());
  ASSERT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kAccepted);
  EXPECT_FALSE(receiver.requests().at(0).has_header("X-Liandu-Signature"));
}

TEST(WebhookChannel, AKeyWithOtherThanAsciiIsPercentEncoded) {
  RecordingServer receiver(Status(200));
  WebhookChannel channel(Settings(receiver.url("/hook")), Clock());
  OutgoingMessage message = TestMessage();
  message.delivery.id = "市/a b%\r\nX: y";
  ASSERT_EQ(channel.Send(message).kind, SendResult::Kind::kAccepted);
  // The server decodes; unencoded, the line break would have started a header of its own.
  EXPECT_EQ(receiver.requests().at(0).get_header_value("Idempotency-Key"), message.delivery.id);
  EXPECT_FALSE(receiver.requests().at(0).has_header("X"));
}

TEST(WebhookChannel, ComesThroughOnceTheReceiverIsWell) {
  std::atomic<int> next{0};
  RecordingServer receiver(
      [&next](const httplib::Request&, httplib::Response& response) { response.status = next++ == 0 ? 500 : 200; });
  WebhookChannel channel(Settings(receiver.url("/hook")), Clock());
  const SendResult first = channel.Send(TestMessage());
  EXPECT_EQ(first.kind, SendResult::Kind::kRetry);
  EXPECT_EQ(first.error, "HTTP 500");
  EXPECT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kAccepted);
  EXPECT_EQ(receiver.requests()[0].body, receiver.requests()[1].body);
}

TEST(WebhookChannel, HeedsRetryAfter) {
  RecordingServer receiver([](const httplib::Request&, httplib::Response& response) {
    response.status = 429;
    response.set_header("Retry-After", "17");
  });
  WebhookChannel channel(Settings(receiver.url("/hook")), Clock());
  EXPECT_EQ(channel.Send(TestMessage()).retry_after, milliseconds(17'000));
}

TEST(WebhookChannel, AnAnswerWithoutEndIsCutOffAndItsStatusCounts) {
  RecordingServer receiver([](const httplib::Request&, httplib::Response& response) {
    response.set_content(std::string(1 << 20, 'x'), "text/plain");
  });
  WebhookChannel channel(Settings(receiver.url("/hook")), Clock());
  EXPECT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kAccepted);
}

TEST(WebhookChannel, NobodyThereIsToBeTriedAgain) {
  std::string url;
  {
    RecordingServer receiver(Status(200));
    url = receiver.url("/hook");
  }
  WebhookChannel channel(Settings(url), Clock());
  EXPECT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kRetry);
}

TEST(WebhookChannel, OtherProtocolsAreRefused) {
  WebhookChannel channel(Settings("file:///etc/passwd"), Clock());
  EXPECT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kRefused);
}

TEST(WebhookChannel, AReceiverThatHangsIsLeftAfterTheTimeout) {
  Hang hang;
  RecordingServer receiver(hang.answer());
  WebhookChannel channel(Settings(receiver.url("/hook"), milliseconds(50)), Clock());
  const SendResult result = channel.Send(TestMessage());
  EXPECT_EQ(result.kind, SendResult::Kind::kRetry);
  EXPECT_THAT(result.error, HasSubstr("imeout"));
  hang.LetGo();
}

TEST(WebhookChannel, AbortEndsARunningSend) {
  Hang hang;
  RecordingServer receiver(hang.answer());
  WebhookChannel channel(Settings(receiver.url("/hook"), milliseconds(600'000)), Clock());
  SendResult result;
  std::thread sender([&] { result = channel.Send(TestMessage()); });
  receiver.AwaitRequests(1);
  channel.Abort();
  sender.join();
  EXPECT_EQ(result.kind, SendResult::Kind::kRetry);
  EXPECT_EQ(channel.Send(TestMessage()).kind, SendResult::Kind::kRetry);
  hang.LetGo();
}

}  // namespace
}  // namespace liandu::notifier
