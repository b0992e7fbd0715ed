#include "notifier/outbound/channels/mail/mail_message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_split.h"
#include "notifier/outbound/channels/test_message.h"

namespace liandu::notifier {
namespace {

using testing::HasSubstr;
using testing::Not;

const MailSender kFrom{"链督", "liandu@example.org"};

TEST(MailSender, IsReadFromAHeadersForm) {
  const MailSender named = MailSender::Parse("链督 提醒 <liandu@example.org>");
  EXPECT_EQ(named.display_name, "链督 提醒");
  EXPECT_EQ(named.address, "liandu@example.org");
  EXPECT_EQ(MailSender::Parse("liandu@example.org").address, "liandu@example.org");
  EXPECT_EQ(MailSender::Parse("liandu").address, "");
  EXPECT_EQ(MailSender::Parse("a <b@c>\r\nX: y").address, "");
}

TEST(MailText, HasTheSameBytesAtEveryAttempt) {
  OutgoingMessage message = TestMessage();
  const std::string first = MailText(message, kFrom, {"a@x.cn", "b@x.cn"});
  message.delivery.attempts = 7;
  EXPECT_EQ(MailText(message, kFrom, {"a@x.cn", "b@x.cn"}), first);
  EXPECT_THAT(first, HasSubstr("Date: Mon, 01 Jul 2024 01:30:00 +0000\r\n"));
  EXPECT_THAT(first, HasSubstr("From: =?UTF-8?B?6ZO+552j?= <liandu@example.org>\r\nTo: a@x.cn,\r\n b@x.cn\r\n"));
  EXPECT_THAT(first, HasSubstr("Message-ID: " + MessageId(message.delivery.id, "x@example.org") + "\r\n"));
  EXPECT_THAT(first, HasSubstr("Auto-Submitted: auto-generated\r\n"));
}

TEST(MessageId, IsOneForEachDelivery) {
  EXPECT_EQ(MessageId("a", "x@example.org"), MessageId("a", "y@example.org"));
  EXPECT_NE(MessageId("a", "x@example.org"), MessageId("b", "x@example.org"));
}

TEST(MailText, NothingInAMessageAddsAHeaderOrALineThatIsTooLong) {
  OutgoingMessage message = TestMessage();
  message.delivery.title = "x\r\nBcc: evil@x.cn\r\n\r\n--boundary";
  message.delivery.id = "id\r\nX-Evil: 1";
  message.delivery.number = "N\r\nX-Evil: 1";
  message.delivery.text = std::string(100'000, 'y') + "\r\n.\r\nMAIL FROM:<evil>";
  const std::string mail = MailText(message, kFrom, {"a@x.cn"});
  EXPECT_THAT(mail, Not(HasSubstr("\nBcc")));
  EXPECT_THAT(mail, Not(HasSubstr("\nX-Evil")));
  for (absl::string_view line : absl::StrSplit(mail, "\r\n")) {
    EXPECT_LE(line.size(), 998u);
    EXPECT_EQ(line.find_first_of("\r\n"), absl::string_view::npos);
  }
}

TEST(EncodedHeader, FoldsAtCharacters) {
  EXPECT_EQ(EncodedHeader("plain text"), "plain text");
  EXPECT_EQ(EncodedHeader("=?x"), "=?UTF-8?B?PT94?=");
  const std::string encoded = EncodedHeader("督办提醒督办提醒督办提醒督办提醒");
  EXPECT_EQ(encoded, "=?UTF-8?B?552j5Yqe5o+Q6YaS552j5Yqe5o+Q6YaS552j5Yqe5o+Q6YaS552j5Yqe5o+Q?=\r\n =?UTF-8?B?6YaS?=");
}

}  // namespace
}  // namespace liandu::notifier
