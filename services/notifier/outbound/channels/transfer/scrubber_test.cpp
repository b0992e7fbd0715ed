#include "notifier/outbound/channels/transfer/scrubber.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace liandu::notifier {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Scrubber, HidesTheSecretPartsOfAUrlButNotItsHost) {
  Scrubber scrubber;
  scrubber.HideUrl("https://user:pass@oapi.dingtalk.com/robot/send?access_token=abcdef123456&x=longvalue");
  const std::string clean = scrubber.Clean(
      "oapi.dingtalk.com: no answer from /robot/send?access_token=abcdef123456&x=longvalue; abcdef123456; user:pass");
  EXPECT_THAT(clean, HasSubstr("oapi.dingtalk.com: no answer from ***"));
  for (const char* secret : {"abcdef123456", "longvalue", "user:pass"}) EXPECT_THAT(clean, Not(HasSubstr(secret)));
}

TEST(Scrubber, HidesIdsInPaths) {
  Scrubber scrubber;
  scrubber.HideUrl("https://open.feishu.cn/open-apis/bot/v2/hook/0123-4567-89ab");
  EXPECT_EQ(scrubber.Clean("bad hook 0123-4567-89ab of open.feishu.cn"), "bad hook *** of open.feishu.cn");
}

TEST(Scrubber, HidesSecretsPercentEncodedToo) {
  Scrubber scrubber;
  scrubber.Hide("a+b/c=");
  EXPECT_EQ(scrubber.Clean("sign=a%2Bb%2Fc%3D or a+b/c="), "sign=*** or ***");
}

TEST(Scrubber, MakesOneShortLine) {
  const Scrubber scrubber;
  EXPECT_EQ(scrubber.Clean("a\r\nb\x01"), "a  b ");
  EXPECT_LE(scrubber.Clean(std::string(1000, 'x')).size(), 300u);
}

TEST(ShownUrl, HasNeitherPasswordNorQuery) {
  EXPECT_EQ(ShownUrl("https://user:pass@host:8443/path?token=x"), "https://host:8443/path?***");
  EXPECT_EQ(ShownUrl("http://host"), "http://host");
}

}  // namespace
}  // namespace liandu::notifier
