#include "notifier/outbound/channels/sms/sms_channel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "notifier/outbound/channels/recording_server.h"
#include "notifier/outbound/channels/test_message.h"

namespace liandu::notifier {
namespace {

using model::ContactKind;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

SmsSettings Settings(const std::string& url) {
  SmsSettings settings;
  settings.url = url;
  settings.access_key_id = "testId";
  settings.access_key_secret = "testSecret";
  settings.sign_name = "链督";
  settings.template_code = "SMS_1";
  settings.variables = {"title", "count", "number"};
  settings.transfer = LocalTransfer();
  return settings;
}

OutgoingMessage ToPhone() {
  OutgoingMessage message = TestMessage();
  message.delivery.contact_points = {{ContactKind::kPhone, "13800000000"}, {ContactKind::kMail, "a@x.cn"}};
  return message;
}

TEST(RpcSignature, IsThatOfTheGatewaysExample) {
  const RpcParameters parameters = {{"AccessKeyId", "testId"},
                                    {"Action", "SendSms"},
                                    {"Format", "XML"},
                                    {"OutId", "123"},
                                    {"PhoneNumbers", "15300000001"},
                                    {"RegionId", "cn-hangzhou"},
                                    {"SignName", "阿里云短信测试专用"},
                                    {"SignatureMethod", "HMAC-SHA1"},
                                    {"SignatureNonce", "45e25e9b-0a6f-4070-8c85-2956eda1b466"},
                                    {"SignatureVersion", "1.0"},
                                    {"TemplateCode", "SMS_71390007"},
                                    {"TemplateParam", "{\"customer\":\"test\"}"},
                                    {"Timestamp", "2017-07-12T02:42:19Z"},
                                    {"Version", "2017-05-25"}};
  EXPECT_EQ(RpcSignature("GET", parameters, "testSecret"), "zJDF+Lrzhj/ThnlvIToysFRq6t4=");
}

TEST(TemplateParameters, AreCutToWhatAVariableMayHold) {
  OutgoingMessage message = TestMessage();
  SmsSettings settings = Settings("");
  settings.max_variable_characters = 10;
  message.delivery.omitted_items = 4;
  EXPECT_EQ(json::parse(TemplateParameters(message, settings)),
            (json{{"title", "【红色预警】新增上…"}, {"count", "5"}, {"number", "7QK3F9"}}));
}

TEST(SmsChannel, SignsWhatItSends) {
  RecordingServer server(RecordingServer::Bodies({R"({"Code":"OK","Message":"OK","BizId":"1"})"}));
  const platform::ManualClock clock(1'719'800'000'123);
  SmsChannel channel(Settings(server.url()), clock);
  EXPECT_EQ(channel.Send(ToPhone()).kind, SendResult::Kind::kAccepted);
  EXPECT_EQ(channel.Send(ToPhone()).kind, SendResult::Kind::kAccepted);
  std::string nonce;
  for (const httplib::Request& request : server.requests()) {
    RpcParameters parameters;
    for (const auto& [name, value] : request.params) parameters[name] = value;
    const std::string signature = parameters["Signature"];
    parameters.erase("Signature");
    EXPECT_EQ(signature, RpcSignature("POST", parameters, "testSecret"));
    EXPECT_EQ(parameters["PhoneNumbers"], "13800000000");
    EXPECT_EQ(parameters["Timestamp"], "2024-07-01T02:13:20Z");
    EXPECT_NE(parameters["SignatureNonce"], nonce);
    nonce = parameters["SignatureNonce"];
    EXPECT_THAT(request.body, Not(HasSubstr("testSecret")));
  }
}

TEST(SmsChannel, WithoutAPhoneItIsRefused) {
  const platform::ManualClock clock(1);
  SmsChannel channel(Settings("http://127.0.0.1:1/"), clock);
  EXPECT_EQ(channel.Send(TestMessage()).reason, SendReason::kNoAddress);
}

struct CodeCase {
  const char* name;
  long status;
  const char* code;
  SendResult::Kind kind;
  SendReason reason;
};

class SmsCode : public testing::TestWithParam<CodeCase> {};

TEST_P(SmsCode, Decides) {
  HttpAnswer answer;
  answer.status = GetParam().status;
  answer.body = json{{"Code", GetParam().code}, {"Message", "said"}}.dump();
  const SendResult result = SmsResult(answer, {});
  EXPECT_EQ(result.kind, GetParam().kind);
  EXPECT_EQ(result.reason, GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, SmsCode,
    testing::Values(
        CodeCase{"Ok", 200, "OK", SendResult::Kind::kAccepted, SendReason::kOk},
        CodeCase{"Limit", 200, "isv.BUSINESS_LIMIT_CONTROL", SendResult::Kind::kRetry, SendReason::kRateLimited},
        CodeCase{"Throttling", 400, "Throttling.User", SendResult::Kind::kRetry, SendReason::kRateLimited},
        CodeCase{"System", 200, "isp.SYSTEM_ERROR", SendResult::Kind::kRetry, SendReason::kBusy},
        CodeCase{"Away", 503, "ServiceUnavailable", SendResult::Kind::kRetry, SendReason::kHttp5xx},
        CodeCase{"Signature", 400, "SignatureDoesNotMatch", SendResult::Kind::kRefused, SendReason::kBadSignature},
        CodeCase{"Key", 404, "InvalidAccessKeyId.NotFound", SendResult::Kind::kRefused, SendReason::kBadToken},
        CodeCase{"Phone", 200, "isv.MOBILE_NUMBER_ILLEGAL", SendResult::Kind::kRefused, SendReason::kNoAddress},
        CodeCase{"Money", 200, "isv.AMOUNT_NOT_ENOUGH", SendResult::Kind::kRefused, SendReason::kDisabled},
        CodeCase{"Template", 200, "isv.SMS_TEMPLATE_ILLEGAL", SendResult::Kind::kRefused, SendReason::kBadRequest}),
    [](const auto& tested) { return tested.param.name; });

TEST(SmsResult, AnAnswerThatIsNotUnderstoodIsTriedAgain) {
  HttpAnswer answer;
  answer.status = 200;
  answer.body = "<html>";
  EXPECT_EQ(SmsResult(answer, {}).reason, SendReason::kBadAnswer);
}

}  // namespace
}  // namespace liandu::notifier
