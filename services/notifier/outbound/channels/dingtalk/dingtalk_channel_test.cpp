#include "notifier/outbound/channels/dingtalk/dingtalk_channel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "notifier/outbound/channels/test_message.h"

namespace liandu::notifier {
namespace {

using model::ContactKind;
using nlohmann::json;
using testing::EndsWith;
using testing::HasSubstr;

TEST(DingtalkSignature, IsThatOfTheVector) {
  EXPECT_EQ(DingtalkSignature(1'700'000'000'000, "SECdemo"),
            "&timestamp=1700000000000&sign=lOvVf9TQCVugV68mGbSZCg0gzOl1SVjxWi1MyVZCUuA%3D");
}

TEST(DingtalkBody, WhoIsRungStandsInTheText) {
  OutgoingMessage message = TestDigest(3);
  message.delivery.contact_points = {{ContactKind::kPhone, "13800000000"}, {ContactKind::kDingtalkUser, "user-1"}};
  const json body = json::parse(DingtalkBody({&message}, ""));
  EXPECT_EQ(body["msgtype"], "markdown");
  EXPECT_EQ(body["markdown"]["title"], "督办提醒（2024-07-01 09:30）：红 3 项");
  EXPECT_THAT(body["markdown"]["text"].get<std::string>(), EndsWith("\n\n@13800000000 @user-1"));
  EXPECT_THAT(body["markdown"]["text"].get<std::string>(), HasSubstr("[查看与办理](https://liandu.example/m/7QK3F9"));
  EXPECT_EQ(body["at"], (json{{"atMobiles", {"13800000000"}}, {"atUserIds", {"user-1"}}, {"isAtAll", false}}));
}

TEST(DingtalkBody, ALinkIsAButtonWhereNobodyIsRung) {
  const OutgoingMessage message = TestDigest(3);
  const json body = json::parse(DingtalkBody({&message}, ""));
  EXPECT_EQ(body["msgtype"], "actionCard");
  EXPECT_EQ(body["actionCard"]["singleURL"], message.link);
  EXPECT_EQ(body["actionCard"]["singleTitle"], "查看与办理");
}

TEST(DingtalkBody, SaysTheKeywordThatTheRobotDemands) {
  const OutgoingMessage message = TestMessage();
  const json body = json::parse(DingtalkBody({&message}, "督办通知"));
  EXPECT_THAT(body["markdown"]["text"].get<std::string>(), HasSubstr("督办通知"));
}

TEST(DingtalkBody, FitsHoweverLongTheMessageIs) {
  OutgoingMessage message = TestDigest(100);
  for (int i = 0; i < 5; ++i) message.delivery.text += message.delivery.text;
  const json body = json::parse(DingtalkBody({&message}, "督办"));
  EXPECT_LE(body["actionCard"]["text"].get<std::string>().size(), kMaxDingtalkBytes);
}

TEST(DingtalkBody, WhatComesFromOutsideRingsNobody) {
  OutgoingMessage message = TestMessage();
  message.delivery.text += "\n![x](http://evil) @all **";
  const json body = json::parse(DingtalkBody({&message}, ""));
  EXPECT_THAT(body["markdown"]["text"].get<std::string>(), HasSubstr("！［x］(http：//evil) ＠all ＊＊"));
}

TEST(DingtalkBody, MergedMessagesAreOne) {
  const OutgoingMessage one = TestMessage();
  const OutgoingMessage two = TestDigest(3);
  const json body = json::parse(DingtalkBody({&one, &two}, ""));
  EXPECT_EQ(body["markdown"]["title"], "督办提醒：合并发送 2 条");
  EXPECT_THAT(body["markdown"]["text"].get<std::string>(), HasSubstr("【红色预警】新增上市企业（T013）"));
  EXPECT_THAT(body["markdown"]["text"].get<std::string>(), HasSubstr("3. 新增上市企业（T3）"));
}

}  // namespace
}  // namespace liandu::notifier
