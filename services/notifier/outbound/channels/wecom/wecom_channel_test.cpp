#include "notifier/outbound/channels/wecom/wecom_channel.h"

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
using testing::Not;

TEST(WecomBody, NamesUsersInMarkdown) {
  OutgoingMessage message = TestDigest(3);
  message.delivery.contact_points = {{ContactKind::kWecomUser, "li.si"}, {ContactKind::kPhone, "13800000000"}};
  const json body = json::parse(WecomBody({&message}, ""));
  EXPECT_EQ(body["msgtype"], "markdown");
  EXPECT_THAT(body["markdown"]["content"].get<std::string>(), EndsWith("\n<@li.si>"));
  EXPECT_THAT(body["markdown"]["content"].get<std::string>(), HasSubstr("[查看与办理](https://liandu.example/m/"));
}

TEST(WecomBody, OnlyATextRingsAMobile) {
  OutgoingMessage message = TestDigest(100);
  message.delivery.contact_points = {{ContactKind::kPhone, "13800000000"}};
  const json body = json::parse(WecomBody({&message}, "督办"));
  EXPECT_EQ(body["msgtype"], "text");
  EXPECT_EQ(body["text"]["mentioned_mobile_list"], json({"13800000000"}));
  EXPECT_LE(body["text"]["content"].get<std::string>().size(), kMaxWecomTextBytes);
  EXPECT_THAT(body["text"]["content"].get<std::string>(), HasSubstr("项见链接"));
}

TEST(WecomBody, FitsHoweverManyAreNamed) {
  OutgoingMessage message = TestDigest(100);
  for (int i = 0; i < 60; ++i) {
    message.delivery.contact_points.push_back({ContactKind::kWecomUser, std::string(60, 'a') + std::to_string(i)});
  }
  const json body = json::parse(WecomBody({&message}, "督办"));
  EXPECT_LE(body["markdown"]["content"].get<std::string>().size(), kMaxWecomMarkdownBytes);
}

TEST(WecomBody, WhatComesFromOutsideNamesNobody) {
  OutgoingMessage message = TestMessage();
  message.delivery.text += "\n<@all><font color=\"red\">";
  message.delivery.contact_points = {{ContactKind::kWecomUser, "a><@all"}};
  const json body = json::parse(WecomBody({&message}, ""));
  EXPECT_THAT(body["markdown"]["content"].get<std::string>(), Not(HasSubstr("<")));
}

}  // namespace
}  // namespace liandu::notifier
