#include "platform/config/config_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>

namespace liandu::platform {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// A config of every kind of field, its table and a scratch file.
class ConfigTableTest : public testing::Test {
 protected:
  ConfigTableTest() {
    table_.Text("city.name", name_, "Name.", 20)
        .Integer("city.chains", chains_, 1, 100, "Chains.")
        .Bool("verbose", verbose_, "Talks.")
        .Choice("log.level", level_, {"info", "warn"}, "Level.")
        .Address("redis.address", address_, {.allow_unix = true}, "Redis.")
        .List("peers", peers_, 2, "Peers.")
        .Secret("redis.password", password_, "Password")
        .Records(
            "doors", doors_, 2,
            [](const std::string& key, const std::string& text) { return key == "lock" ? std::string("***") : text; },
            "Doors.");
  }
  ~ConfigTableTest() override {
    for (const std::string& path : paths_) unlink(path.c_str());
  }

  std::string WriteFile(const std::string& text) {
    char path[] = "/tmp/liandu_config_test_XXXXXX";
    const int descriptor = mkstemp(path);
    EXPECT_GE(descriptor, 0);
    close(descriptor);
    std::ofstream(path) << text;
    paths_.emplace_back(path);
    return path;
  }
  ConfigTable::Outcome LoadFile(const std::string& text) { return table_.Load({"--config", WriteFile(text)}, {}); }

  std::string name_ = "青岛";
  int64_t chains_ = 24;
  std::vector<ConfigRecord> doors_;
  bool verbose_ = false;
  std::string level_ = "info";
  std::string address_ = "127.0.0.1:6379";
  std::vector<std::string> peers_;
  std::string password_;
  ConfigTable table_{"liandu-test", "a table for tests."};
  std::vector<std::string> paths_;
};

TEST_F(ConfigTableTest, DefaultsHoldWhenNothingIsSaid) {
  EXPECT_TRUE(table_.Load({}, {}).run);
  EXPECT_EQ(name_, "青岛");
  EXPECT_EQ(chains_, 24);
}

TEST_F(ConfigTableTest, FileFillsNestedAndDottedNames) {
  const auto outcome = LoadFile("city: {name: Jinan, chains: 7}\nlog.level: warn\nverbose: true\npeers: [a, b]\n");
  EXPECT_TRUE(outcome.run) << outcome.standard_error;
  EXPECT_EQ(name_, "Jinan");
  EXPECT_EQ(chains_, 7);
  EXPECT_EQ(level_, "warn");
  EXPECT_TRUE(verbose_);
  EXPECT_THAT(peers_, ElementsAre("a", "b"));
}

TEST_F(ConfigTableTest, CommandLineBeatsEnvironmentBeatsFile) {
  const std::string path = WriteFile("city:\n  chains: 1\n  name: file\nlog:\n  level: warn\n");
  const auto outcome = table_.Load({"--config=" + path, "--set", "city.name=flag"},
                                   {{"LIANDU_CITY_CHAINS", "2"}, {"LIANDU_CITY_NAME", "environment"}});
  EXPECT_TRUE(outcome.run) << outcome.standard_error;
  EXPECT_EQ(name_, "flag");
  EXPECT_EQ(chains_, 2);
  EXPECT_EQ(level_, "warn");
}

TEST_F(ConfigTableTest, FlagsTakeBothForms) {
  EXPECT_TRUE(table_.Load({"--city.chains", "3", "--peers=a, b"}, {}).run);
  EXPECT_EQ(chains_, 3);
  EXPECT_THAT(peers_, ElementsAre("a", "b"));
}

TEST_F(ConfigTableTest, EveryViolationIsToldAtOnce) {
  const std::string path = WriteFile("city:\n  chains: many\n  mayor: X\nverbose: maybe\n");
  const auto outcome =
      table_.Load({"--config", path, "--log.level=loud", "--unknown=1"}, {{"LIANDU_REDIS_ADDRESS", "nowhere"}});
  EXPECT_FALSE(outcome.run);
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.standard_error, HasSubstr(path + ":2: city.chains must be a whole number from 1 to 100"));
  EXPECT_THAT(outcome.standard_error, HasSubstr(path + ":3: city.mayor is no setting of liandu-test"));
  EXPECT_THAT(outcome.standard_error, HasSubstr(path + ":4: verbose must be true or false"));
  EXPECT_THAT(outcome.standard_error, HasSubstr("--log.level must be one of info | warn"));
  EXPECT_THAT(outcome.standard_error, HasSubstr("--unknown is no setting"));
  EXPECT_THAT(outcome.standard_error, HasSubstr("environment LIANDU_REDIS_ADDRESS is no address"));
}

struct BadFile {
  const char* name;
  const char* text;
  const char* said;
};

class BadFileTest : public ConfigTableTest, public testing::WithParamInterface<BadFile> {};

TEST_P(BadFileTest, IsRefused) {
  const auto outcome = LoadFile(GetParam().text);
  EXPECT_FALSE(outcome.run);
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.standard_error, HasSubstr(GetParam().said));
}

INSTANTIATE_TEST_SUITE_P(
    Files, BadFileTest,
    testing::Values(BadFile{"broken", "city: [1\nverbose: true", ": is no YAML"},
                    BadFile{"twice", "verbose: true\nverbose: false\n", ":2: verbose is given twice"},
                    BadFile{"sequence", "- a\n- b\n", "must be a map of settings"},
                    BadFile{"list_for_one", "verbose: [true]\n", ":1: verbose takes one value"},
                    BadFile{"too_many", "peers: [a, b, c]\n", "more than 2 items"},
                    BadFile{"too_long", "city.name: 123456789012345678901\n", "at most 20"},
                    BadFile{"control", "city.name: \"a\\tb\"\n", "control character"},
                    BadFile{"not_utf8", "city.name: \xff\xfe\n", "UTF-8"},
                    BadFile{"port", "redis.address: \"host:70000\"\n", "is no address"},
                    BadFile{"secret", "redis.password: hunter2\n", "is a secret; use redis.password_file"},
                    BadFile{"overflow", "city.chains: 99999999999999999999\n", "whole number"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(ConfigTableTest, MissingFileIsToldByName) {
  EXPECT_THAT(table_.Load({"--config", "/nonexistent.yaml"}, {}).standard_error, HasSubstr("/nonexistent.yaml"));
}

TEST_F(ConfigTableTest, SecretsComeFromFilesAndAreNeverPrinted) {
  const std::string path = WriteFile("hunter2\n");
  const auto outcome = table_.Load({"--redis.password_file", path, "--print-config"}, {});
  EXPECT_FALSE(outcome.run);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(password_, "hunter2");
  EXPECT_THAT(outcome.standard_output, HasSubstr("password_file: \"" + path + "\""));
  EXPECT_THAT(outcome.standard_output, Not(HasSubstr("hunter2")));
}

TEST_F(ConfigTableTest, SecretsComeFromTheEnvironment) {
  const auto outcome = table_.Load({"--print-config"}, {{"LIANDU_REDIS_PASSWORD", "hunter2"}});
  EXPECT_EQ(password_, "hunter2");
  EXPECT_THAT(outcome.standard_output, HasSubstr("# LIANDU_REDIS_PASSWORD is set"));
  EXPECT_THAT(outcome.standard_output, Not(HasSubstr("hunter2")));
}

TEST_F(ConfigTableTest, PrintedConfigReadsBackTheSame) {
  const std::string printed = table_.Load({"--city.chains=9", "--peers=x,y", "--print-config"}, {}).standard_output;
  chains_ = 0;
  peers_.clear();
  const auto outcome = LoadFile(printed);
  EXPECT_TRUE(outcome.run) << printed << outcome.standard_error;
  EXPECT_EQ(chains_, 9);
  EXPECT_THAT(peers_, ElementsAre("x", "y"));
}

TEST_F(ConfigTableTest, RecordsKeepWhatStandsInTheirMapsAndWhere) {
  const std::string path = WriteFile("doors:\n  - {name: north, lock: 1234, colours: [red, blue]}\n  - name: south\n");
  ASSERT_TRUE(table_.Load({"--config", path}, {}).run);
  ASSERT_EQ(doors_.size(), 2u);
  EXPECT_EQ(doors_[0].values.at("name").texts, std::vector<std::string>{"north"});
  EXPECT_EQ(doors_[0].values.at("colours").texts, (std::vector<std::string>{"red", "blue"}));
  EXPECT_TRUE(doors_[0].values.at("colours").is_list);
  EXPECT_EQ(doors_[1].values.at("name").where, path + ":3");
  const ConfigTable::Outcome printed = table_.Load({"--config", path, "--print-config"}, {});
  EXPECT_THAT(printed.standard_output,
              HasSubstr(R"(doors: [{colours: ["red", "blue"], lock: "***", name: "north"}, {name: "south"}])"));
}

TEST_F(ConfigTableTest, RecordsOfAnotherFormAreRefused) {
  for (const char* text :
       {"doors: north\n", "doors: [north]\n", "doors: [{name: {a: b}}]\n", "doors: [{a: [{b: c}]}]\n",
        "doors: [{a: b}, c]\n", "doors: [{}, {}, {}]\n", "peers: [{a: b}]\n"}) {
    EXPECT_EQ(LoadFile(text).exit_code, 2) << text;
  }
  EXPECT_EQ(table_.Load({"--doors=x"}, {}).exit_code, 2);
}

TEST_F(ConfigTableTest, HelpNamesEverySettingWithItsLimits) {
  const auto outcome = table_.Load({"--help"}, {});
  EXPECT_FALSE(outcome.run);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.standard_output, HasSubstr("city.chains  (1 to 100; default 24)"));
  EXPECT_THAT(outcome.standard_output, HasSubstr("LIANDU_REDIS_PASSWORD"));
}

TEST_F(ConfigTableTest, ChecksOverSeveralFieldsRunOnGoodFields) {
  table_.Check([this](ConfigViolations& violations) {
    if (verbose_ && level_ != "info") violations.push_back("verbose needs log.level info");
  });
  EXPECT_TRUE(table_.Load({"--verbose=true"}, {}).run);
  EXPECT_THAT(table_.Load({"--log.level=warn"}, {}).standard_error, HasSubstr("verbose needs log.level info"));
}

}  // namespace
}  // namespace liandu::platform
