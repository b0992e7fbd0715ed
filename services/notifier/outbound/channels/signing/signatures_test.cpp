#include "notifier/outbound/channels/signing/signatures.h"

#include <gtest/gtest.h>

namespace liandu::notifier {
namespace {

TEST(Signatures, HmacsAreThoseOfTheirRfcs) {
  // RFC 4231, case 2, and RFC 2202, case 2.
  EXPECT_EQ(HexDigits(HmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(HexDigits(HmacSha1("Jefe", "what do ya want for nothing?")), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  EXPECT_EQ(HexDigits(Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Signatures, Base64PadsAndKeepsToOneLine) {
  EXPECT_EQ(Base64(""), "");
  EXPECT_EQ(Base64("f"), "Zg==");
  EXPECT_EQ(Base64("fo"), "Zm8=");
  EXPECT_EQ(Base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(Base64(std::string(300, 'x')).find('\n'), std::string::npos);
}

TEST(Signatures, PercentEncodesAllButTheUnreserved) {
  EXPECT_EQ(PercentEncode("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(PercentEncode("a b+*/=&市"), "a%20b%2B%2A%2F%3D%26%E5%B8%82");
}

}  // namespace
}  // namespace liandu::notifier
