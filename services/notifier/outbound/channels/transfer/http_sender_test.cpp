#include "notifier/outbound/channels/transfer/http_sender.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "notifier/outbound/channels/recording_server.h"

namespace liandu::notifier {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

void AnswerOk(const httplib::Request&, httplib::Response& response) { response.set_content("fine", "text/plain"); }

TransferSettings Guarded(AddressGuard guard) { return {std::chrono::milliseconds(10'000), std::move(guard), ""}; }

TEST(HttpSender, BringsBackStatusAndBody) {
  RecordingServer server(&AnswerOk);
  HttpSender sender(LocalTransfer(), {});
  const HttpAnswer answer = sender.Post({server.url(), {"X-A: b"}, "body"});
  EXPECT_FALSE(answer.failure);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "fine");
  EXPECT_EQ(server.requests().at(0).body, "body");
  EXPECT_EQ(server.requests().at(0).get_header_value("X-A"), "b");
}

struct GuardCase {
  const char* name;
  const char* host;
  bool by_range;
  bool sent;
};

class GuardedSender : public testing::TestWithParam<GuardCase> {};

TEST_P(GuardedSender, ConnectsOnlyWhereItMay) {
  RecordingServer server(&AnswerOk);
  std::vector<AddressRange> ranges;
  if (GetParam().by_range) ranges.push_back(*AddressRange::Parse("127.0.0.1/32"));
  HttpSender sender(Guarded(AddressGuard(false, ranges)), {});
  const HttpAnswer answer = sender.Post({absl::StrCat("http://", GetParam().host, ":", server.port(), "/"), {}, "x"});
  EXPECT_EQ(!answer.failure, GetParam().sent);
  EXPECT_EQ(server.requests().size(), GetParam().sent ? 1u : 0u);
  if (answer.failure) {
    EXPECT_EQ(answer.failure->kind, SendResult::Kind::kRefused);
    EXPECT_EQ(answer.failure->reason, SendReason::kAddressRefused) << answer.failure->error;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, GuardedSender,
                         testing::Values(GuardCase{"ByAddress", "127.0.0.1", false, false},
                                         // What the name leads to counts, not the name.
                                         GuardCase{"ByName", "localhost", false, false},
                                         GuardCase{"Mapped", "[::ffff:127.0.0.1]", false, false},
                                         GuardCase{"AsANumber", "2130706433", false, false},
                                         GuardCase{"InHex", "0x7f.1", false, false},
                                         GuardCase{"PermittedByAddress", "127.0.0.1", true, true},
                                         GuardCase{"PermittedByName", "localhost", true, true}),
                         [](const auto& tested) { return tested.param.name; });

TEST(HttpSender, FollowsNoRedirect) {
  RecordingServer there(&AnswerOk);
  RecordingServer here(
      [&there](const httplib::Request&, httplib::Response& response) { response.set_redirect(there.url()); });
  HttpSender sender(LocalTransfer(), {});
  const HttpAnswer answer = sender.Post({here.url(), {}, "x"});
  EXPECT_EQ(answer.status, 302);
  EXPECT_EQ(ResultOfStatus(answer).reason, SendReason::kRedirect);
  EXPECT_THAT(there.requests(), IsEmpty());
}

TEST(HttpSender, HeedsNoProxyOfTheEnvironment) {
  RecordingServer server(&AnswerOk);
  setenv("http_proxy", "http://127.0.0.1:1", 1);
  HttpSender sender(LocalTransfer(), {});
  EXPECT_FALSE(sender.Post({server.url(), {}, "x"}).failure);
  unsetenv("http_proxy");
}

TEST(HttpSender, KeepsOfALongAnswerWhatItMay) {
  RecordingServer server([](const httplib::Request&, httplib::Response& response) {
    response.set_content(std::string(1 << 20, 'x'), "text/plain");
  });
  HttpSender sender(LocalTransfer(), {});
  const HttpAnswer answer = sender.Post({server.url(), {}, "x"});
  EXPECT_FALSE(answer.failure);
  EXPECT_EQ(answer.body.size(), HttpSender::kMaxAnswerBytes);
}

TEST(HttpSender, ItsErrorsHoldNoSecret) {
  Scrubber scrubber;
  scrubber.HideUrl("http://no-such-host.invalid/send?token=verysecret");
  HttpSender sender(LocalTransfer(), scrubber);
  const HttpAnswer answer = sender.Post({"http://no-such-host.invalid/send?token=verysecret", {}, "x"});
  ASSERT_TRUE(answer.failure);
  EXPECT_EQ(answer.failure->reason, SendReason::kNetwork);
  EXPECT_THAT(answer.failure->error, Not(HasSubstr("verysecret")));
}

TEST(HttpSender, OtherProtocolsAreRefused) {
  HttpSender sender(LocalTransfer(), {});
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "smtp://127.0.0.1/"}) {
    const HttpAnswer answer = sender.Post({url, {}, "x"});
    ASSERT_TRUE(answer.failure) << url;
    EXPECT_EQ(answer.failure->kind, SendResult::Kind::kRefused) << url;
  }
}

}  // namespace
}  // namespace liandu::notifier
