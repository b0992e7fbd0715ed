// What DingTalk, WeCom and Feishu ask of a message, in servers that answer as theirs do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "notifier/outbound/channels/ceiling/ceiling_channel.h"
#include "notifier/outbound/channels/ceiling/memory_ceiling.h"
#include "notifier/outbound/channels/recording_server.h"
#include "notifier/outbound/channels/settings/channel_factory.h"
#include "notifier/outbound/channels/signing/signatures.h"
#include "notifier/outbound/channels/test_message.h"

namespace liandu::notifier {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

constexpr char kToken[] = "0123456789abcdef";
constexpr char kSecret[] = "SECcontract";
constexpr int64_t kNowMs = 1'719'800'000'000;

/// At most so many in any minute, or any second, by the tests' clock.
class RateCheck {
 public:
  RateCheck(const platform::Clock& clock, size_t per_minute, size_t per_second)
      : clock_(clock), per_minute_(per_minute), per_second_(per_second) {}
  bool Exceeded() {
    std::lock_guard lock(mutex_);
    const int64_t now_ms = clock_.NowMs();
    times_ms_.push_back(now_ms);
    return Since(now_ms - 60'000) > per_minute_ || Since(now_ms - 1'000) > per_second_;
  }

 private:
  size_t Since(int64_t from_ms) const {
    return static_cast<size_t>(
        std::count_if(times_ms_.begin(), times_ms_.end(), [from_ms](int64_t at_ms) { return at_ms > from_ms; }));
  }

  const platform::Clock& clock_;
  const size_t per_minute_;
  const size_t per_second_;
  std::mutex mutex_;
  std::deque<int64_t> times_ms_;
};

/// A vendor's server: checks what its own would, and answers in its words.
class FakeVendor {
 public:
  FakeVendor(RobotKind kind, const platform::Clock& clock)
      : kind_(kind),
        clock_(clock),
        rate_(clock, kind == RobotKind::kFeishu ? 100 : 20, kind == RobotKind::kFeishu ? 5 : 1'000'000),
        server_([this](const httplib::Request& request, httplib::Response& response) { Answer(request, response); }) {}

  /// What every later request is answered with, whatever it is.
  void AnswerAlways(int status, const std::string& body) {
    std::lock_guard lock(mutex_);
    always_ = std::pair(status, body);
  }
  std::string url() const {
    switch (kind_) {
      case RobotKind::kDingtalk:
        return server_.url(absl::StrCat("/robot/send?access_token=", kToken));
      case RobotKind::kWecom:
        return server_.url(absl::StrCat("/cgi-bin/webhook/send?key=", kToken));
      case RobotKind::kFeishu:
        return server_.url(absl::StrCat("/open-apis/bot/v2/hook/", kToken));
    }
    std::abort();
  }
  RecordingServer& server() { return server_; }

 private:
  void Answer(const httplib::Request& request, httplib::Response& response) {
    {
      std::lock_guard lock(mutex_);
      if (always_) {
        response.status = always_->first;
        return response.set_content(always_->second, "application/json");
      }
    }
    const int64_t code = kind_ == RobotKind::kDingtalk ? Dingtalk(request)
                         : kind_ == RobotKind::kWecom  ? Wecom(request)
                                                       : Feishu(request);
    const bool feishu = kind_ == RobotKind::kFeishu;
    response.set_content(json{{feishu ? "code" : "errcode", code}, {feishu ? "msg" : "errmsg", "said"}}.dump(),
                         "application/json");
  }

  int64_t Dingtalk(const httplib::Request& request) {
    if (request.get_param_value("access_token") != kToken) return 400101;
    const std::string timestamp = request.get_param_value("timestamp");
    const int64_t apart_ms = std::abs(clock_.NowMs() - std::stoll("0" + timestamp));
    const std::string sign = Base64(HmacSha256(kSecret, timestamp + "\n" + kSecret));
    if (apart_ms > 3'600'000 || request.get_param_value("sign") != sign) return 310000;
    if (!absl::StartsWith(request.get_header_value("Content-Type"), "application/json")) return 43004;
    if (rate_.Exceeded()) return 130101;
    const json body = json::parse(request.body, nullptr, false);
    if (!body.is_object() || request.body.size() > 20'000) return 40035;
    const std::string type = body.value("msgtype", "");
    if (type == "actionCard") return Has(body["actionCard"], {"title", "text", "singleTitle", "singleURL"}) ? 0 : 40035;
    if (type != "markdown") return 400105;
    if (!Has(body["markdown"], {"title", "text"})) return 40035;
    for (const json& mobile : body["at"]["atMobiles"]) {
      if (!absl::StrContains(body["markdown"]["text"].get<std::string>(), "@" + mobile.get<std::string>()))
        return 40035;
    }
    return 0;
  }

  int64_t Wecom(const httplib::Request& request) {
    if (request.get_param_value("key") != kToken) return 93000;
    if (rate_.Exceeded()) return 45009;
    const json body = json::parse(request.body, nullptr, false);
    const std::string type = body.is_object() ? body.value("msgtype", "") : "";
    if (type == "text") return body["text"]["content"].get<std::string>().size() <= 2048 ? 0 : 40058;
    if (type == "markdown") return body["markdown"]["content"].get<std::string>().size() <= 4096 ? 0 : 40058;
    return 40008;
  }

  int64_t Feishu(const httplib::Request& request) {
    if (!absl::EndsWith(request.path, kToken)) return 19001;
    const json body = json::parse(request.body, nullptr, false);
    if (!body.is_object() || request.body.size() > 20 * 1024) return 9499;
    const std::string timestamp = body.value("timestamp", "0");
    const int64_t apart_s = std::abs(clock_.NowMs() / 1000 - std::stoll(timestamp));
    const std::string sign = Base64(HmacSha256(timestamp + "\n" + kSecret, ""));
    if (apart_s > 3600 || body.value("sign", "") != sign) return 19021;
    if (rate_.Exceeded()) return 11232;
    return body.value("msg_type", "") == "interactive" && Has(body["card"], {"header", "elements"}) ? 0 : 9499;
  }

  static bool Has(const json& object, std::initializer_list<const char*> keys) {
    return std::all_of(keys.begin(), keys.end(),
                       [&](const char* key) { return object.contains(key) && !object[key].empty(); });
  }

  const RobotKind kind_;
  const platform::Clock& clock_;
  RateCheck rate_;
  std::mutex mutex_;
  std::optional<std::pair<int, std::string>> always_;
  RecordingServer server_;
};

class RobotContract {
 public:
  explicit RobotContract(RobotKind kind) : vendor_(kind, clock_) {
    settings_.name = "robot";
    PacedRobotSettings paced;
    paced.kind = kind;
    paced.robot.url = vendor_.url();
    paced.robot.secret = kSecret;
    paced.robot.transfer = LocalTransfer();
    paced.ceiling.rules = {{kind == RobotKind::kFeishu ? 100 : 20, milliseconds(60'001)}};
    if (kind == RobotKind::kFeishu) paced.ceiling.rules.push_back({5, milliseconds(1'001)});
    settings_.settings = paced;
  }
  std::unique_ptr<Channel> Make() {
    return MakeChannel(
        settings_,
        [this](const std::string&, const CeilingRules& rules) {
          return std::make_unique<MemoryCeiling>(rules, clock_);
        },
        clock_);
  }
  RobotSettings& robot() { return std::get<PacedRobotSettings>(settings_.settings).robot; }

  platform::ManualClock clock_{kNowMs};
  FakeVendor vendor_;
  ChannelSettings settings_;
};

std::string NameOf(RobotKind kind) {
  if (kind == RobotKind::kDingtalk) return "Dingtalk";
  return kind == RobotKind::kWecom ? "Wecom" : "Feishu";
}

class EveryRobot : public testing::TestWithParam<RobotKind> {
 protected:
  RobotContract contract_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Kinds, EveryRobot,
                         testing::Values(RobotKind::kDingtalk, RobotKind::kWecom, RobotKind::kFeishu),
                         [](const auto& tested) { return NameOf(tested.param); });

TEST_P(EveryRobot, TakesMessagesOfAllSizesAndSorts) {
  const std::unique_ptr<Channel> channel = contract_.Make();
  OutgoingMessage rings = TestDigest(100);
  rings.delivery.contact_points = {{model::ContactKind::kPhone, "13800000000"},
                                   {model::ContactKind::kDingtalkUser, "user-1"},
                                   {model::ContactKind::kFeishuUser, "ou_1"}};
  OutgoingMessage names = TestDigest(100);
  names.delivery.contact_points = {{model::ContactKind::kWecomUser, "li.si"}};
  OutgoingMessage endless = TestDigest(100);
  for (int i = 0; i < 5; ++i) endless.delivery.text += endless.delivery.text;
  for (const OutgoingMessage& message : {TestMessage(), TestDigest(1), TestDigest(100), rings, names, endless}) {
    const SendResult result = channel->Send(message);
    EXPECT_EQ(result.kind, SendResult::Kind::kAccepted) << result.error;
    EXPECT_EQ(result.reason, SendReason::kOk);
    contract_.clock_.Advance(milliseconds(1'000));
  }
  std::vector<OutgoingMessage> many(static_cast<size_t>(channel->max_merged()), TestDigest(100));
  std::vector<const OutgoingMessage*> merged;
  for (const OutgoingMessage& one : many) merged.push_back(&one);
  EXPECT_EQ(channel->SendMerged(merged).kind, SendResult::Kind::kAccepted);
}

TEST_P(EveryRobot, IsNeverSentMoreThanItTakes) {
  const std::unique_ptr<Channel> channel = contract_.Make();
  int sent = 0;
  int held_back = 0;
  while (sent < 250) {
    const SendResult result = channel->Send(TestMessage());
    if (result.kind == SendResult::Kind::kWait) {
      ++held_back;
      contract_.clock_.Advance(*result.retry_after);
      continue;
    }
    ASSERT_EQ(result.kind, SendResult::Kind::kAccepted) << result.error << " after " << sent;
    ++sent;
  }
  EXPECT_GT(held_back, 2);
}

TEST(SigningRobot, ASecretThatIsWrongIsABadSignature) {
  for (const RobotKind kind : {RobotKind::kDingtalk, RobotKind::kFeishu}) {
    RobotContract contract(kind);
    contract.robot().secret = "another";
    const SendResult result = contract.Make()->Send(TestMessage());
    EXPECT_EQ(result.kind, SendResult::Kind::kRefused) << NameOf(kind);
    EXPECT_EQ(result.reason, SendReason::kBadSignature) << NameOf(kind);
  }
}

TEST_P(EveryRobot, ATokenThatIsWrongIsABadTokenAndIsSaidNowhere) {
  std::string& url = contract_.robot().url;
  url.replace(url.find(kToken), sizeof kToken - 1, "fedcba9876543210");
  const SendResult result = contract_.Make()->Send(TestMessage());
  EXPECT_EQ(result.kind, SendResult::Kind::kRefused);
  EXPECT_EQ(result.reason, SendReason::kBadToken);
  EXPECT_THAT(result.error, Not(HasSubstr("fedcba9876543210")));
}

TEST_P(EveryRobot, WhatTheAnswerRepeatsOfItsSecretsIsHidden) {
  contract_.vendor_.AnswerAlways(200, absl::StrCat(R"({"errcode":1,"code":1,"errmsg":"bad )", kToken, " ", kSecret,
                                                   R"(","msg":"bad )", kToken, "\"}"));
  const SendResult result = contract_.Make()->Send(TestMessage());
  EXPECT_THAT(result.error, HasSubstr("bad ***"));
  EXPECT_THAT(result.error, Not(HasSubstr(kSecret)));
}

TEST_P(EveryRobot, AnAnswerThatIsNoneIsTriedAgain) {
  const std::unique_ptr<Channel> channel = contract_.Make();
  for (const char* body : {"", "<html>", "[]", "{}", R"({"errcode":"0","code":"0"})"}) {
    contract_.vendor_.AnswerAlways(200, body);
    const SendResult result = channel->Send(TestMessage());
    EXPECT_EQ(result.kind, SendResult::Kind::kRetry) << body;
    EXPECT_EQ(result.reason, SendReason::kBadAnswer) << body;
    contract_.clock_.Advance(milliseconds(1'000));
  }
  contract_.vendor_.AnswerAlways(502, "");
  EXPECT_EQ(channel->Send(TestMessage()).reason, SendReason::kHttp5xx);
  contract_.vendor_.AnswerAlways(404, "");
  contract_.clock_.Advance(milliseconds(1'000));
  EXPECT_EQ(channel->Send(TestMessage()).reason, SendReason::kHttp4xx);
}

struct CodeCase {
  RobotKind kind;
  int64_t code;
  const char* message;
  SendResult::Kind result;
  SendReason reason;
};

class RobotCode : public testing::TestWithParam<CodeCase> {};

TEST_P(RobotCode, MeansWhatTheVendorSays) {
  const CodeCase& tested = GetParam();
  RobotContract contract(tested.kind);
  // With HTTP 200, as they all come.
  contract.vendor_.AnswerAlways(200, json{{tested.kind == RobotKind::kFeishu ? "code" : "errcode", tested.code},
                                          {tested.kind == RobotKind::kFeishu ? "msg" : "errmsg", tested.message}}
                                         .dump());
  const SendResult result = contract.Make()->Send(TestMessage());
  EXPECT_EQ(result.kind, tested.result);
  EXPECT_EQ(result.reason, tested.reason);
  if (tested.code != 0) {
    EXPECT_THAT(result.error, HasSubstr(std::to_string(tested.code)));
  }
  if (result.reason == SendReason::kRateLimited) {
    EXPECT_GE(result.retry_after, milliseconds(60'000));
  }
}

constexpr auto kDing = RobotKind::kDingtalk;
constexpr auto kWe = RobotKind::kWecom;
constexpr auto kFei = RobotKind::kFeishu;
constexpr auto kNo = SendResult::Kind::kRefused;
constexpr auto kLater = SendResult::Kind::kRetry;
INSTANTIATE_TEST_SUITE_P(
    Codes, RobotCode,
    testing::Values(CodeCase{kDing, 0, "ok", SendResult::Kind::kAccepted, SendReason::kOk},
                    CodeCase{kDing, -1, "busy", kLater, SendReason::kBusy},
                    CodeCase{kDing, 130101, "too fast", kLater, SendReason::kRateLimited},
                    CodeCase{kDing, 410100, "too fast", kLater, SendReason::kRateLimited},
                    CodeCase{kDing, 310000, "keywords not in content", kNo, SendReason::kBadSignature},
                    CodeCase{kDing, 400101, "token", kNo, SendReason::kBadToken},
                    CodeCase{kDing, 400102, "disabled", kNo, SendReason::kDisabled},
                    CodeCase{kDing, 400013, "group gone", kNo, SendReason::kGone},
                    CodeCase{kDing, 400106, "robot gone", kNo, SendReason::kGone},
                    CodeCase{kDing, 400105, "type", kNo, SendReason::kBadRequest},
                    CodeCase{kDing, 40035, "body", kNo, SendReason::kBadRequest},
                    CodeCase{kDing, 43004, "header", kNo, SendReason::kBadRequest},
                    CodeCase{kDing, 430101, "content", kNo, SendReason::kContentRefused},
                    CodeCase{kDing, 430102, "content", kNo, SendReason::kContentRefused},
                    CodeCase{kDing, 430103, "content", kNo, SendReason::kContentRefused},
                    CodeCase{kDing, 430104, "content", kNo, SendReason::kContentRefused},
                    CodeCase{kDing, 999999, "new", kLater, SendReason::kBadAnswer},
                    CodeCase{kWe, 0, "ok", SendResult::Kind::kAccepted, SendReason::kOk},
                    CodeCase{kWe, 45009, "api freq out of limit", kLater, SendReason::kRateLimited},
                    CodeCase{kWe, 93000, "invalid webhook url", kNo, SendReason::kBadToken},
                    CodeCase{kWe, -1, "busy", kLater, SendReason::kBusy},
                    CodeCase{kWe, 999999, "new", kLater, SendReason::kBadAnswer},
                    CodeCase{kFei, 0, "success", SendResult::Kind::kAccepted, SendReason::kOk},
                    CodeCase{kFei, 9499, "Bad Request", kNo, SendReason::kBadRequest},
                    CodeCase{kFei, 9499, "too many request", kLater, SendReason::kRateLimited},
                    CodeCase{kFei, 11232, "frequency limited", kLater, SendReason::kRateLimited},
                    CodeCase{kFei, 19021, "sign match fail", kNo, SendReason::kBadSignature},
                    CodeCase{kFei, 19022, "Ip Not Allowed", kNo, SendReason::kIpRefused},
                    CodeCase{kFei, 19024, "Key Words Not Found", kNo, SendReason::kKeywordMissing},
                    CodeCase{kFei, 999999, "new", kLater, SendReason::kBadAnswer}));

}  // namespace
}  // namespace liandu::notifier
