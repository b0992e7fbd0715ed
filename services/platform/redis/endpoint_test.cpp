#include "platform/redis/endpoint.h"

#include <gtest/gtest.h>

namespace liandu::platform::redis {
namespace {

struct EndpointCase {
  const char* name;
  const char* text;
  /// Empty: refused.
  const char* expected;
};

class EndpointTest : public testing::TestWithParam<EndpointCase> {};

TEST_P(EndpointTest, IsReadOrRefused) {
  const absl::StatusOr<Endpoint> endpoint = Endpoint::Parse(GetParam().text);
  EXPECT_EQ(endpoint.ok() ? endpoint->ToString() : "", GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Table, EndpointTest,
                         testing::Values(EndpointCase{"Tcp", "127.0.0.1:6379", "127.0.0.1:6379"},
                                         EndpointCase{"Unix", "unix:/run/r.sock", "unix:/run/r.sock"},
                                         EndpointCase{"BarePath", "/run/r.sock", "unix:/run/r.sock"},
                                         EndpointCase{"IPv6", "[::1]:6379", "::1:6379"},
                                         EndpointCase{"NoPort", "localhost", ""},
                                         EndpointCase{"PortZero", "localhost:0", ""},
                                         EndpointCase{"PortTooLarge", "localhost:65536", ""},
                                         EndpointCase{"BareIPv6", "::1:6379", ""}, EndpointCase{"Empty", "", ""}),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace liandu::platform::redis
