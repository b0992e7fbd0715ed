#include "cli/servers/settings.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace liandu::cli {
namespace {

TEST(ParseEndpoints, ReadsAssignments) {
  const auto variables = ParseEndpoints("# comment\n\nLIANDU_INGEST=127.0.0.1:7100\r\nexport A=\"b c\"\nB='x=y'\n");
  ASSERT_TRUE(variables.ok()) << variables.status();
  EXPECT_EQ(*variables, (Variables{{"LIANDU_INGEST", "127.0.0.1:7100"}, {"A", "b c"}, {"B", "x=y"}}));
  EXPECT_EQ(ParseEndpoints("A=1\nnonsense\n").status().message(), "第 2 行应为 名称=值");
}

TEST(ResolveSettings, TakesFlagsBeforeEnvironmentBeforeFile) {
  const Variables environment = {{"LIANDU_INGEST", "env:1"}, {"LIANDU_EVALUATOR", "env:2"}, {"USER", "zhang"}};
  const Variables file = {
      {"LIANDU_INGEST", "file:1"}, {"LIANDU_NOTIFIER", "file:3"}, {"LIANDU_JURISDICTION", "qingdao"}};
  GlobalOptions options;
  options.evaluator = "flag:2";
  ClientSettings settings = ResolveSettings(options, environment, file);
  EXPECT_EQ(settings.ingest, "env:1");
  EXPECT_EQ(settings.evaluator, "flag:2");
  EXPECT_EQ(settings.notifier, "file:3");
  EXPECT_EQ(settings.jurisdiction, "qingdao");
  EXPECT_EQ(settings.actor, "zhang");
  options.server = "all:9";
  settings = ResolveSettings(options, environment, file);
  EXPECT_EQ(settings.ingest, "all:9");
  EXPECT_EQ(settings.evaluator, "flag:2");
  EXPECT_EQ(settings.notifier, "all:9");
  EXPECT_EQ(ResolveSettings({}, {}, {}).actor, "liandu-cli");
}

TEST(FindEndpointsFile, LooksInHomeOrUpwards) {
  namespace fs = std::filesystem;
  const fs::path root = fs::path(::testing::TempDir()) / "liandu_settings";
  fs::remove_all(root);
  fs::create_directories(root / ".liandu");
  fs::create_directories(root / "a" / "b");
  std::ofstream(root / ".liandu" / "endpoints.env") << "A=1\n";
  const std::string found = (root / ".liandu" / "endpoints.env").string();
  EXPECT_EQ(FindEndpointsFile({}, (root / "a" / "b").string()), found);
  EXPECT_EQ(FindEndpointsFile({{"LIANDU_HOME", (root / ".liandu").string()}}, "/"), found);
  EXPECT_EQ(FindEndpointsFile({{"LIANDU_HOME", (root / "a").string()}}, root.string()), "");
  fs::remove_all(root);
}

}  // namespace
}  // namespace liandu::cli
