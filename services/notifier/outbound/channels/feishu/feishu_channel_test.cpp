#include "notifier/outbound/channels/feishu/feishu_channel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "notifier/outbound/channels/test_message.h"

namespace liandu::notifier {
namespace {

using model::ContactKind;
using nlohmann::json;
using testing::HasSubstr;

TEST(FeishuSignature, IsThatOfTheVector) {
  EXPECT_EQ(FeishuSignature(1'700'000'000, "demo"), "8oT2n3SMKFfEnDoiwer8BUM/SjKLwe9SqoEIHlhDTKo=");
}

TEST(FeishuBody, IsACardWithHeadingTextNamesAndButton) {
  OutgoingMessage message = TestDigest(3);
  message.delivery.contact_points = {{ContactKind::kFeishuUser, "ou_1"}};
  RobotSettings settings;
  settings.secret = "demo";
  const json body = json::parse(FeishuBody({&message}, settings, 1'700'000'000));
  EXPECT_EQ(body["msg_type"], "interactive");
  EXPECT_EQ(body["timestamp"], "1700000000");
  EXPECT_EQ(body["sign"], "8oT2n3SMKFfEnDoiwer8BUM/SjKLwe9SqoEIHlhDTKo=");
  EXPECT_EQ(body["card"]["header"]["title"]["content"], "督办提醒（2024-07-01 09:30）：红 3 项");
  EXPECT_EQ(body["card"]["header"]["template"], "red");
  const json& elements = body["card"]["elements"];
  ASSERT_EQ(elements.size(), 3u);
  EXPECT_THAT(elements[0]["content"].get<std::string>(), HasSubstr("3. 新增上市企业（T3）"));
  EXPECT_EQ(elements[1]["content"], "<at id=ou_1></at>");
  EXPECT_EQ(elements[2]["actions"][0]["url"], message.link);
}

TEST(FeishuBody, UnsignedWithoutASecret) {
  const OutgoingMessage message = TestMessage();
  const json body = json::parse(FeishuBody({&message}, {}, 1));
  EXPECT_FALSE(body.contains("sign"));
  EXPECT_EQ(body["card"]["elements"].size(), 1u);
}

TEST(FeishuBody, HasAtMostTwentyKilobytesAsItIsSent) {
  OutgoingMessage message = TestDigest(100);
  for (int i = 0; i < 3; ++i) message.delivery.text += "\n\"\"\"\"\"\"\"\"" + message.delivery.text;
  std::vector<OutgoingMessage> all(50, message);
  std::vector<const OutgoingMessage*> merged;
  for (const OutgoingMessage& one : all) merged.push_back(&one);
  RobotSettings settings;
  settings.secret = "demo";
  EXPECT_LE(FeishuBody({&message}, settings, 1).size(), kMaxFeishuBytes);
  EXPECT_GT(FeishuBody({&message}, settings, 1).size(), kMaxFeishuBytes / 2);
  EXPECT_LE(FeishuBody(merged, settings, 1).size(), kMaxFeishuBytes);
}

}  // namespace
}  // namespace liandu::notifier
