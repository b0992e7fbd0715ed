#include "notifier/outbound/channels/transfer/address_guard.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstring>

namespace liandu::notifier {
namespace {

bool Allows(const AddressGuard& guard, const char* text) {
  sockaddr_storage storage{};
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    std::memcpy(&storage, &v4, sizeof v4);
  } else {
    EXPECT_EQ(inet_pton(AF_INET6, text, &v6.sin6_addr), 1) << text;
    v6.sin6_family = AF_INET6;
    std::memcpy(&storage, &v6, sizeof v6);
  }
  return guard.Allows(reinterpret_cast<const sockaddr&>(storage));
}

struct AddressCase {
  const char* name;
  const char* address;
  bool allowed;
  /// Under allow_private.
  bool allowed_privately;
};

class GuardedAddress : public testing::TestWithParam<AddressCase> {};

TEST_P(GuardedAddress, IsLetThroughOrNot) {
  EXPECT_EQ(Allows(AddressGuard(), GetParam().address), GetParam().allowed);
  EXPECT_EQ(Allows(AddressGuard(true, {}), GetParam().address), GetParam().allowed_privately);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, GuardedAddress,
    testing::Values(
        AddressCase{"Public", "106.11.23.20", true, true}, AddressCase{"PublicV6", "2408:4000::1", true, true},
        AddressCase{"PublicMapped", "::ffff:106.11.23.20", true, true},
        AddressCase{"Loopback", "127.0.0.1", false, true}, AddressCase{"LoopbackElsewhere", "127.8.9.10", false, true},
        AddressCase{"LoopbackV6", "::1", false, true}, AddressCase{"LoopbackMapped", "::ffff:127.0.0.1", false, true},
        AddressCase{"LoopbackCompatible", "::127.0.0.1", false, true},
        AddressCase{"LoopbackNat64", "64:ff9b::7f00:1", false, true},
        AddressCase{"Private6to4", "2002:a00:1::1", false, true}, AddressCase{"Teredo", "2001:0:1::1", false, true},
        AddressCase{"Ten", "10.0.0.1", false, true}, AddressCase{"OneSevenTwo", "172.31.255.255", false, true},
        AddressCase{"BesideOneSevenTwo", "172.32.0.1", true, true},
        AddressCase{"OneNineTwo", "192.168.1.1", false, true}, AddressCase{"Metadata", "169.254.169.254", false, true},
        AddressCase{"AliyunMetadata", "100.100.100.200", false, true},
        AddressCase{"UniqueLocal", "fd12::1", false, true}, AddressCase{"LinkLocal", "fe80::1", false, true},
        AddressCase{"Unspecified", "0.0.0.0", false, false},
        AddressCase{"UnspecifiedMapped", "::ffff:0.0.0.0", false, false},
        AddressCase{"UnspecifiedV6", "::", false, false}, AddressCase{"Multicast", "224.0.0.1", false, false},
        AddressCase{"MulticastV6", "ff02::1", false, false}, AddressCase{"Broadcast", "255.255.255.255", false, false}),
    [](const auto& tested) { return tested.param.name; });

TEST(AddressGuard, ARangeLetsThroughWhatItHoldsAndNothingElse) {
  const AddressGuard guard(false, {*AddressRange::Parse("10.20.0.0/14"), *AddressRange::Parse("::1")});
  EXPECT_TRUE(Allows(guard, "10.20.0.1"));
  EXPECT_TRUE(Allows(guard, "10.23.255.255"));
  EXPECT_TRUE(Allows(guard, "::ffff:10.21.1.1"));
  EXPECT_TRUE(Allows(guard, "::1"));
  EXPECT_FALSE(Allows(guard, "10.24.0.0"));
  EXPECT_FALSE(Allows(guard, "127.0.0.1"));
}

TEST(AddressGuard, WhatIsNoIpAddressIsRefused) {
  sockaddr_un socket{};
  socket.sun_family = AF_UNIX;
  EXPECT_FALSE(AddressGuard(true, {}).Allows(reinterpret_cast<const sockaddr&>(socket)));
}

TEST(AddressRange, RefusesWhatIsNone) {
  for (const char* text : {"", "10.0.0.0/33", "10.0.0.1/8", "fd00::/129", "localhost", "10.0.0.0/", "10.0.0.0/a"}) {
    EXPECT_FALSE(AddressRange::Parse(text).ok()) << text;
  }
}

}  // namespace
}  // namespace liandu::notifier
