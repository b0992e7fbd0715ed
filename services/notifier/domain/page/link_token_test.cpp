#include "notifier/domain/page/link_token.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "absl/strings/escaping.h"
#include "notifier/domain/page/delivery_link.h"
#include "notifier/domain/test_directory.h"

namespace liandu::notifier {
namespace {

using model::AlertActionKind;

const std::string kFirstKey(64, 'a');
const std::string kSecondKey = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

LinkKeys Keys(const std::string& text = kFirstKey) {
  const auto keys = LinkKeys::Parse(text);
  EXPECT_TRUE(keys.ok()) << keys.status();
  return *keys;
}

LinkGrant Grant() {
  LinkGrant grant;
  grant.jurisdiction = "qingdao";
  grant.alert = "target:T013:behind:2024";
  grant.post = "gxj-liaison";
  grant.holder_tag = HolderTag("联络员");
  grant.actions = {AlertActionKind::kAcknowledgement, AlertActionKind::kComment};
  grant.expires = At("2024-07-31 09:30");
  return grant;
}

std::string Bytes(const std::string& token) {
  std::string bytes;
  EXPECT_TRUE(absl::WebSafeBase64Unescape(token, &bytes));
  return bytes;
}

TEST(LinkKeysTest, SignsLikeTheStandardSaysCutToItsFirstHalf) {
  // printf 'liandu link\0hello' | openssl dgst -sha256 -mac HMAC -macopt hexkey:<second key>
  EXPECT_EQ(absl::BytesToHexString(Keys(kSecondKey).Sign("liandu link", "hello")), "7d32d869caca13b2fdf3f9adb9f89a84");
}

TEST(LinkKeysTest, RefusesWhatIsNoKey) {
  for (const std::string& text : {std::string(), std::string("\n\n"), std::string(63, 'a'), std::string(64, 'x'),
                                  kFirstKey + "\n" + std::string(10, 'a')}) {
    EXPECT_FALSE(LinkKeys::Parse(text).ok()) << text;
  }
  std::string nine;
  for (int i = 0; i < 9; ++i) nine += kFirstKey + "\n";
  EXPECT_FALSE(LinkKeys::Parse(nine).ok());
  EXPECT_EQ(LinkKeys::Parse(kFirstKey + "\nabc").status().message().find("abc"), absl::string_view::npos);
}

TEST(LinkTokenTest, IsReadBack) {
  const std::string token = WriteLink(Keys(), Grant());
  EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
            std::string::npos);
  EXPECT_EQ(ReadLink(Keys(), token), Grant());
}

TEST(LinkTokenTest, IsAFunctionOfKeyAndGrant) {
  EXPECT_EQ(WriteLink(Keys(), Grant()), WriteLink(Keys(), Grant()));
  EXPECT_NE(WriteLink(Keys(), Grant()), WriteLink(Keys(kSecondKey), Grant()));
}

TEST(LinkTokenTest, TheVector) {
  EXPECT_EQ(absl::BytesToHexString(Bytes(WriteLink(Keys(kSecondKey), Grant()))),
            "01110066a99398baa3e2cf000771696e6764616f000b67786a2d6c696169736f6e00177461726765743a543031333a626568696e64"
            "3a323032340000d17425ad3269fc24a972eef7e5cc8739");
}

TEST(LinkTokenTest, EveryChangedBitIsNoticed) {
  const std::string bytes = Bytes(WriteLink(Keys(), Grant()));
  for (size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      EXPECT_EQ(ReadLink(Keys(), absl::WebSafeBase64Escape(changed)), std::nullopt) << "byte " << i;
    }
  }
}

TEST(LinkTokenTest, EveryChangedCharacterIsNoticed) {
  const std::string token = WriteLink(Keys(), Grant());
  for (size_t i = 0; i < token.size(); ++i) {
    for (const char c : {'A', 'z', '0', '-', '_', '=', '/', ' ', '\n'}) {
      std::string changed = token;
      if (changed[i] == c) continue;
      changed[i] = c;
      EXPECT_EQ(ReadLink(Keys(), changed), std::nullopt) << "character " << i;
    }
  }
}

TEST(LinkTokenTest, ShorterAndLongerOnesAreNoticed) {
  const std::string token = WriteLink(Keys(), Grant());
  for (size_t length = 0; length < token.size(); ++length) {
    EXPECT_EQ(ReadLink(Keys(), token.substr(0, length)), std::nullopt) << length;
  }
  for (const char* more : {"A", "AAAA", "=", " ", "\n", "=="}) EXPECT_EQ(ReadLink(Keys(), token + more), std::nullopt);
  EXPECT_EQ(ReadLink(Keys(), std::string(100'000, 'A')), std::nullopt);
}

TEST(LinkTokenTest, AnotherInstallationsLinkIsNone) {
  EXPECT_EQ(ReadLink(Keys(), WriteLink(Keys(kSecondKey), Grant())), std::nullopt);
}

TEST(LinkTokenTest, AnOldKeyStillVerifiesAndTheNewOneSigns) {
  const std::string old_link = WriteLink(Keys(kFirstKey), Grant());
  const LinkKeys both = Keys(kSecondKey + "\n" + kFirstKey + "\n");
  EXPECT_EQ(ReadLink(both, old_link), Grant());
  EXPECT_EQ(WriteLink(both, Grant()), WriteLink(Keys(kSecondKey), Grant()));
}

TEST(FormTokenTest, IsGoodForItsLinkOnly) {
  const FormGrant grant{"target:T013:behind:2024", 7, AlertActionKind::kFeedback, 0x0123456789ABCDEF};
  const std::string link = WriteLink(Keys(), Grant());
  const std::string form = WriteForm(Keys(), link, grant);
  EXPECT_EQ(ReadForm(Keys(), link, form), grant);
  LinkGrant other = Grant();
  other.post = "fgw-head";
  EXPECT_EQ(ReadForm(Keys(), WriteLink(Keys(), other), form), std::nullopt);
  EXPECT_EQ(ReadForm(Keys(), link, link), std::nullopt) << "a link is no form";
  EXPECT_EQ(ReadLink(Keys(), form), std::nullopt) << "a form is no link";
  const std::string bytes = Bytes(form);
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_EQ(ReadForm(Keys(), link, absl::WebSafeBase64Escape(changed)), std::nullopt) << "byte " << i;
  }
}

Delivery DeliveryTo(const std::string& post) {
  Delivery delivery;
  delivery.id = "city/1/" + post + "/journal";
  delivery.posts = {{post, post, "联络员"}};
  delivery.scheduled = At("2024-07-01 09:30");
  DeliveryItem item;
  item.alert = TestAlert(model::Severity::kRed);
  delivery.items = {item};
  return delivery;
}

TEST(DeliveryLinkTest, OneAlertIsNamedItself) {
  const LinkGrant grant = GrantOf(TestCity(), "city", DeliveryTo("gxj-liaison"));
  EXPECT_EQ(grant.alert, "target:T013:behind:2024");
  EXPECT_EQ(grant.delivery, "");
  EXPECT_EQ(grant.post, "gxj-liaison");
  EXPECT_EQ(grant.holder_tag, HolderTag("联络员"));
  EXPECT_EQ(grant.expires, At("2024-07-31 09:30"));
  EXPECT_TRUE(grant.actions.Contains(AlertActionKind::kFeedback));
  EXPECT_FALSE(grant.actions.Contains(AlertActionKind::kVerification));
}

TEST(DeliveryLinkTest, SeveralAlertsAreMeantByTheirMessage) {
  Delivery delivery = DeliveryTo("gxj-liaison");
  delivery.items.push_back(delivery.items.front());
  const LinkGrant grant = GrantOf(TestCity(), "city", delivery);
  EXPECT_EQ(grant.alert, "");
  EXPECT_EQ(grant.delivery, delivery.id);
}

TEST(DeliveryLinkTest, WhatManyReadMayOnlyBeRead) {
  Delivery delivery = DeliveryTo("gxj-liaison");
  delivery.posts.push_back({"fgw-head", "主任"});
  const LinkGrant grant = GrantOf(TestCity(), "city", delivery);
  EXPECT_EQ(grant.post, "");
  EXPECT_TRUE(grant.actions.empty());
}

TEST(DeliveryLinkTest, SoMayWhatGoesToAGroupChat) {
  Delivery delivery = DeliveryTo("gxj-liaison");
  delivery.shared = true;
  EXPECT_EQ(GrantOf(TestCity(), "city", delivery).post, "");
}

TEST(DeliveryLinkTest, ThePolicySaysForHowLong) {
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.link_valid_days = 7;
  city.Put(policy);
  EXPECT_EQ(GrantOf(city, "city", DeliveryTo("gxj-liaison")).expires, At("2024-07-08 09:30"));
}

TEST(DeliveryLinkTest, TheAddressHasOneSlash) {
  for (const char* url : {"https://city.example/liandu", "https://city.example/liandu/"}) {
    EXPECT_EQ(LinkMaker(Keys(), url).UrlOf(Grant()), "https://city.example/liandu/l/" + WriteLink(Keys(), Grant()));
  }
}

}  // namespace
}  // namespace liandu::notifier
