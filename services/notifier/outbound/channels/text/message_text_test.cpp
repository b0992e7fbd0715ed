#include "notifier/outbound/channels/text/message_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "notifier/outbound/channels/test_message.h"
#include "platform/text/utf8.h"

namespace liandu::notifier {
namespace {

using model::ContactKind;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

bool IsUtf8(const std::string& text) { return platform::FindMalformedUtf8(text) == std::string_view::npos; }

TEST(CutUtf8, NeverCutsInsideACharacter) {
  const std::string text = "链督a提醒😀完";
  for (size_t bytes = 0; bytes <= text.size() + 1; ++bytes) {
    const std::string cut = CutUtf8(text, bytes);
    EXPECT_LE(cut.size(), bytes);
    EXPECT_TRUE(IsUtf8(cut)) << bytes;
    if (bytes >= text.size()) {
      EXPECT_EQ(cut, text);
    } else if (bytes >= 3) {
      EXPECT_THAT(cut, EndsWith("…"));
    }
  }
}

TEST(CutCharacters, CountsCharacters) {
  EXPECT_EQ(CutCharacters("链督提醒", 4), "链督提醒");
  EXPECT_EQ(CutCharacters("链督提醒", 3), "链督…");
  EXPECT_EQ(CutCharacters("abc", 0), "");
}

TEST(PlainMarkdown, LeavesNothingThatMarkdownSees) {
  EXPECT_EQ(PlainMarkdown("*a*_b_`c`[d](http://x)<@all>#e|f~g\\!h @13800000000&lt;$x"),
            "＊a＊＿b＿｀c｀［d］(http：//x)＜＠all＞＃e｜f～g＼！h ＠13800000000＆lt;＄x");
  EXPECT_EQ(PlainMarkdown("a\nb\x01\xFF"), "a b \uFFFD");
}

TEST(EscapeHtml, LeavesNoMarkup) {
  EXPECT_EQ(EscapeHtml("<b title='x'>&\"</b>"), "&lt;b title=&#39;x&#39;&gt;&amp;&quot;&lt;/b&gt;");
}

TEST(MarkdownLink, CannotBeLeft) { EXPECT_EQ(MarkdownLink("a", "http://x/(y) z"), "[a](http://x/%28y%29%20z)"); }

TEST(MarkdownText, SaysTitleLinesNumberAndLink) {
  OutgoingMessage message = TestMessage();
  message.link = "https://l.example/m/1";
  EXPECT_EQ(MarkdownText(message, {"\n", true}, 4096),
            "**【红色预警】新增上市企业（T013）：进度滞后**\n责任单位：市工业和信息化局\n送：市工业和信息化局联络员\n"
            "编号 7QK3F9\n[查看与办理](https://l.example/m/1)");
  EXPECT_THAT(MarkdownText(message, {"\n", false}, 4096), EndsWith("编号 7QK3F9"));
}

TEST(MarkdownText, ANumberThatTheTextSaysIsNotSaidTwice) {
  OutgoingMessage message = TestMessage();
  message.delivery.text += "\n编号 7QK3F9";
  const std::string text = MarkdownText(message, {"\n", true}, 4096);
  EXPECT_EQ(text.find("7QK3F9"), text.rfind("7QK3F9"));
}

struct FitCase {
  const char* name;
  size_t max_bytes;
};

class FittedText : public testing::TestWithParam<FitCase> {};

TEST_P(FittedText, HoldsWholeLinesAndSaysWhatIsLeftOut) {
  const OutgoingMessage message = TestDigest(40);
  const std::string text = MarkdownText(message, {"\n", true}, GetParam().max_bytes);
  EXPECT_LE(text.size(), GetParam().max_bytes);
  EXPECT_TRUE(IsUtf8(text));
  int shown = 0;
  while (text.find(absl::StrCat("\n", shown + 1, ". ")) != std::string::npos) ++shown;
  EXPECT_LT(shown, 40);
  EXPECT_THAT(text, HasSubstr(absl::StrCat("…余 ", 40 - shown, " 项见链接")));
  EXPECT_THAT(text, HasSubstr("编号 7QK3F9"));
  EXPECT_THAT(text, EndsWith("[查看与办理](https://liandu.example/m/7QK3F9?s=abcdef)"));
}

INSTANTIATE_TEST_SUITE_P(Cases, FittedText,
                         testing::Values(FitCase{"OfText", 2048}, FitCase{"OfMarkdown", 4096}, FitCase{"Tight", 400}),
                         [](const auto& tested) { return tested.param.name; });

TEST(MarkdownText, WithoutALinkTheRestIsOnlyCounted) {
  OutgoingMessage message = TestDigest(40);
  message.link.clear();
  message.delivery.omitted_items = 60;
  const std::string text = MarkdownText(message, {"\n", true}, 2048);
  EXPECT_THAT(text, HasSubstr(" 项\n编号"));
  EXPECT_THAT(text, Not(HasSubstr("见链接")));
}

TEST(MergedMarkdown, NamesEveryMessageHoweverManyThereAre) {
  std::vector<OutgoingMessage> all(50, TestDigest(30));
  std::vector<const OutgoingMessage*> messages;
  for (size_t i = 0; i < all.size(); ++i) {
    all[i].delivery.number = absl::StrCat("NUM", 100 + i);
    messages.push_back(&all[i]);
  }
  for (const size_t max_bytes : {size_t{4096}, size_t{16'000}}) {
    const std::string text = MergedMarkdown(messages, {"\n", true}, max_bytes);
    EXPECT_LE(text.size(), max_bytes);
    EXPECT_TRUE(IsUtf8(text));
    EXPECT_THAT(text, StartsWith("**督办提醒：合并发送 50 条**"));
    for (size_t i = 0; i < all.size(); ++i) EXPECT_THAT(text, HasSubstr(all[i].delivery.number)) << max_bytes;
  }
}

TEST(PlainText, KeepsMarksAndFits) {
  OutgoingMessage message = TestDigest(40);
  message.delivery.title = "a*b";
  const std::string text = PlainText(message, 2048);
  EXPECT_THAT(text, StartsWith("a*b\n"));
  EXPECT_LE(text.size(), 2048u);
  EXPECT_THAT(text, EndsWith("链接：https://liandu.example/m/7QK3F9?s=abcdef"));
}

TEST(AddressesOf, TheReceiversOwnComeBeforeTheHolders) {
  Delivery delivery;
  delivery.contact_points = {{ContactKind::kMail, "a@x.cn"},
                             {ContactKind::kPhone, "13800000000"},
                             {ContactKind::kMail, "a@x.cn"},
                             {ContactKind::kMail, "b@x.cn\r\nBcc: c@x.cn"},
                             {ContactKind::kWecomUser, "li.si"}};
  EXPECT_THAT(AddressesOf(delivery, ContactKind::kMail), ElementsAre("a@x.cn"));
  EXPECT_THAT(AddressesOf(delivery, ContactKind::kPhone), ElementsAre("13800000000"));
  EXPECT_THAT(AddressesOf(delivery, ContactKind::kDingtalkUser), IsEmpty());
  delivery.addresses = {"office@x.cn"};
  EXPECT_THAT(AddressesOf(delivery, ContactKind::kMail), ElementsAre("office@x.cn"));
  EXPECT_THAT(AddressesOf(delivery, ContactKind::kPhone), ElementsAre("13800000000"));
  EXPECT_THAT(AddressesOf(delivery, ContactKind::kWecomUser), ElementsAre("li.si"));
}

TEST(IsUsableAddress, KeepsOutWhatCouldBeMoreThanAnAddress) {
  for (const char* mail :
       {"", "@x.cn", "a@", "a b@x.cn", "a@x.cn>", "a@b@c", "a,b@x.cn", "-a@x.cn", "张@x.cn", "a@x\n"}) {
    EXPECT_FALSE(IsUsableAddress(ContactKind::kMail, mail)) << mail;
  }
  EXPECT_TRUE(IsUsableAddress(ContactKind::kMail, "first.last+liandu@mail.example.gov.cn"));
  for (const char* phone : {"", "1380000000a", "123", "+", "13800000000,13900000000"}) {
    EXPECT_FALSE(IsUsableAddress(ContactKind::kPhone, phone)) << phone;
  }
  EXPECT_TRUE(IsUsableAddress(ContactKind::kPhone, "+8613800000000"));
  EXPECT_FALSE(IsUsableAddress(ContactKind::kWecomUser, "a><@all"));
  EXPECT_FALSE(IsUsableAddress(ContactKind::kFeishuUser, "x></at><at id=all"));
}

}  // namespace
}  // namespace liandu::notifier
