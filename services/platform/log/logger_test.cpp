#include "platform/log/logger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <vector>

namespace liandu::platform {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// A log into memory.
class LoggerTest : public testing::Test {
 protected:
  Logger Make(const std::string& level, const std::string& format) {
    return Logger::To([this](const std::string& line) { lines_.push_back(line); }, "liandu-test",
                      {.level = level, .format = format});
  }
  std::vector<std::string> lines_;
};

TEST_F(LoggerTest, JsonLineReadsBackWithHostileText) {
  Make("info", "json").Info("said \"x\"\nand\x01more", {{"city", "青岛\\\"\n"}, {"lag_ms", 12}, {"owner", true}});
  ASSERT_THAT(lines_, SizeIs(1));
  const auto line = nlohmann::json::parse(lines_[0]);
  EXPECT_EQ(line["message"], "said \"x\"\nand\x01more");
  EXPECT_EQ(line["city"], "青岛\\\"\n");
  EXPECT_EQ(line["lag_ms"], 12);
  EXPECT_EQ(line["owner"], true);
  EXPECT_EQ(line["level"], "info");
  EXPECT_EQ(line["service"], "liandu-test");
}

TEST_F(LoggerTest, TextLineStaysOneLine) {
  Make("info", "text").Warn("first\nsecond", {{"status", absl::UnavailableError("gone\r\naway")}});
  ASSERT_THAT(lines_, SizeIs(1));
  EXPECT_EQ(lines_[0].find('\n'), lines_[0].size() - 1);
  EXPECT_EQ(lines_[0].find('\r'), std::string::npos);
  EXPECT_THAT(lines_[0], HasSubstr("warning liandu-test: first\\nsecond status=\"UNAVAILABLE: gone"));
}

TEST_F(LoggerTest, BelowTheLevelNothingIsSaid) {
  const Logger logger = Make("warn", "text");
  logger.Debug("quiet");
  logger.Info("quiet");
  EXPECT_THAT(lines_, IsEmpty());
  logger.Error("loud");
  EXPECT_THAT(lines_, SizeIs(1));
}

TEST_F(LoggerTest, BracesAreText) {
  Make("info", "text").Info("{} {0} %s");
  ASSERT_THAT(lines_, SizeIs(1));
  EXPECT_THAT(lines_[0], HasSubstr("{} {0} %s"));
}

}  // namespace
}  // namespace liandu::platform
