#include "platform/config/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace liandu::platform {
namespace {

using testing::HasSubstr;

ConfigTable::Outcome Load(const std::vector<std::string>& arguments) {
  ServiceSettings settings;
  ConfigTable table("liandu-test", "settings for tests.");
  AddServiceFields(settings, table);
  return table.Load(arguments, {});
}

TEST(ServiceSettingsTest, DefaultsAreValidAndLoopback) {
  EXPECT_TRUE(Load({}).run);
  EXPECT_TRUE(IsLoopback(ServiceSettings().grpc.listen_address));
  EXPECT_TRUE(IsLoopback(ServiceSettings().metrics.listen_address));
}

TEST(ServiceSettingsTest, WiderThanLoopbackNeedsClientCertificates) {
  EXPECT_THAT(Load({"--grpc.listen_address=0.0.0.0:7101"}).standard_error, HasSubstr("needs client certificates"));
}

TEST(ServiceSettingsTest, CertificateAndKeyGoTogether) {
  EXPECT_THAT(Load({"--grpc.tls_certificate_file=/etc/hostname"}).standard_error, HasSubstr("go together"));
  EXPECT_THAT(Load({"--grpc.tls_client_ca_file=/etc/hostname"}).standard_error,
              HasSubstr("grpc.tls_client_ca_file needs"));
}

struct AddressCase {
  const char* name;
  const char* address;
  bool loopback;
};

class LoopbackTest : public testing::TestWithParam<AddressCase> {};

TEST_P(LoopbackTest, IsToldApart) { EXPECT_EQ(IsLoopback(GetParam().address), GetParam().loopback); }

INSTANTIATE_TEST_SUITE_P(Addresses, LoopbackTest,
                         testing::Values(AddressCase{"v4", "127.0.0.1:1", true}, AddressCase{"v6", "[::1]:1", true},
                                         AddressCase{"name", "localhost:1", true},
                                         AddressCase{"socket", "unix:/run/x", true},
                                         AddressCase{"any", "0.0.0.0:1", false}, AddressCase{"any6", "[::]:1", false},
                                         AddressCase{"host", "localhost.example.com:1", false}),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace liandu::platform
