#include "platform/config/address_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace liandu::platform {
namespace {

TEST(AddressFileTest, HoldsALineAnAddress) {
  const std::string path = "/tmp/liandu_address_file_test_" + std::to_string(getpid());
  ASSERT_TRUE(WriteAddressFile(path, {{"grpc", "127.0.0.1:1"}, {"metrics", "127.0.0.1:2"}}).ok());
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  EXPECT_EQ(text.str(), "grpc 127.0.0.1:1\nmetrics 127.0.0.1:2\n");
  unlink(path.c_str());
}

TEST(AddressFileTest, EmptyPathWritesNothing) { EXPECT_TRUE(WriteAddressFile("", {{"grpc", "x"}}).ok()); }

TEST(AddressFileTest, MissingFolderIsTold) {
  EXPECT_EQ(WriteAddressFile("/nonexistent/file", {}).code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace liandu::platform
