#include "notifier/outbound/channels/settings/channel_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "notifier/outbound/channels/ceiling/memory_ceiling.h"
#include "notifier/outbound/channels/settings/channel_factory.h"

namespace liandu::notifier {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr char kToken[] = "verysecrettoken";

/// Reads YAML as the notifier does; "@" in it stands for a folder with files that hold secrets.
class ChannelSettingsTest : public testing::Test {
 protected:
  ChannelSettingsTest() {
    char folder[] = "/tmp/liandu-channels-XXXXXX";
    if (mkdtemp(folder) == nullptr) std::abort();
    folder_ = folder;
    Write("robot", absl::StrCat("https://oapi.dingtalk.com/robot/send?access_token=", kToken));
    Write("secret", kToken);
    Write("header", absl::StrCat("Authorization: Bearer ", kToken));
    Write("lines", absl::StrCat("X: ", kToken, "\nY: z"));
    table_.Records("channels", records_, 64, &ShownChannelValue, "Channels.");
  }
  ~ChannelSettingsTest() override {
    for (const std::string& path : paths_) unlink(path.c_str());
    rmdir(folder_.c_str());
  }

  void Write(const std::string& name, const std::string& text, mode_t mode = 0600) {
    paths_.push_back(absl::StrCat(folder_, "/", name));
    std::ofstream(paths_.back()) << text << "\n";
    chmod(paths_.back().c_str(), mode);
  }

  ChannelList Read(const std::string& yaml, const std::vector<std::string>& more = {}) {
    Write("notifier.yaml", absl::StrReplaceAll(yaml, {{"@/", folder_ + "/"}}));
    std::vector<std::string> arguments = {"--config", paths_.back()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    outcome_ = table_.Load(arguments, {});
    violations_.clear();
    return ReadChannels(records_, "https://liandu.example", violations_);
  }

  std::string folder_;
  std::vector<std::string> paths_;
  platform::ConfigTable table_{"t", "p"};
  std::vector<platform::ConfigRecord> records_;
  platform::ConfigTable::Outcome outcome_;
  platform::ConfigViolations violations_;
};

constexpr char kAll[] = R"(channels:
  - {name: ding, kind: dingtalk, url_file: @/robot, secret_file: @/secret, keyword: 督办}
  - {name: wecom, kind: wecom, url_file: @/robot, per_minute: 10, allow: [10.1.0.0/16]}
  - {name: feishu, kind: feishu, url_file: @/robot, crowded_seconds: 30}
  - {name: mail, kind: mail, server: "smtp.example.org:465", user: liandu, password_file: @/secret, from: "链督 <l@example.org>"}
  - {name: mail-587, kind: mail, server: "smtp.example.org:587", from: l@example.org}
  - {name: sms, kind: sms, access_key_id_file: @/secret, access_key_secret_file: @/secret, sign_name: 链督, template_code: SMS_1}
  - {name: hook, kind: webhook, url: "https://example.org/x?token=verysecrettoken", header_file: @/header, secret_file: @/secret}
  - {name: am, kind: alertmanager, url: "http://10.0.0.1:9093", allow_private: true, refresh_seconds: 120}
  - {name: book, kind: journal, file: /tmp/book.txt}
)";

TEST_F(ChannelSettingsTest, EveryKindIsRead) {
  const ChannelList list = Read(kAll);
  EXPECT_THAT(violations_, IsEmpty());
  EXPECT_THAT(list.warnings, IsEmpty());
  ASSERT_EQ(list.channels.size(), 9u);
  const auto& ding = std::get<PacedRobotSettings>(list.channels[0].settings);
  EXPECT_EQ(ding.kind, RobotKind::kDingtalk);
  EXPECT_EQ(ding.robot.secret, kToken);
  EXPECT_EQ(ding.robot.keyword, "督办");
  EXPECT_EQ(ding.ceiling.rules.at(0).sends, 20);
  EXPECT_GT(ding.ceiling.rules.at(0).period, std::chrono::minutes(1));
  EXPECT_EQ(std::get<PacedRobotSettings>(list.channels[1].settings).ceiling.rules.at(0).sends, 10);
  const auto& feishu = std::get<PacedRobotSettings>(list.channels[2].settings);
  EXPECT_EQ(feishu.ceiling.rules.at(0).sends, 100);
  EXPECT_EQ(feishu.ceiling.rules.at(1).sends, 5);
  EXPECT_EQ(feishu.ceiling.crowded, std::chrono::seconds(30));
  const auto& mail = std::get<MailSettings>(list.channels[3].settings);
  EXPECT_EQ(mail.host, "smtp.example.org");
  EXPECT_EQ(mail.port, 465);
  EXPECT_EQ(mail.security, MailSettings::Security::kTls);
  EXPECT_EQ(mail.password, kToken);
  EXPECT_EQ(std::get<MailSettings>(list.channels[4].settings).security, MailSettings::Security::kStartTls);
  EXPECT_EQ(std::get<SmsSettings>(list.channels[5].settings).url, "https://dysmsapi.aliyuncs.com/");
  const auto& hook = std::get<WebhookSettings>(list.channels[6].settings);
  EXPECT_EQ(hook.header, absl::StrCat("Authorization: Bearer ", kToken));
  EXPECT_EQ(hook.external_url, "https://liandu.example");
  EXPECT_EQ(std::get<AlertmanagerSettings>(list.channels[7].settings).refresh_interval, std::chrono::minutes(2));
}

TEST_F(ChannelSettingsTest, WhatIsPrintedHoldsNoSecret) {
  Read(kAll, {"--print-config"});
  EXPECT_THAT(outcome_.standard_output, Not(HasSubstr(kToken)));
  EXPECT_THAT(outcome_.standard_output, HasSubstr(absl::StrCat("secret_file: \"", folder_, "/secret\"")));
  EXPECT_THAT(outcome_.standard_output, HasSubstr("url: \"https://example.org/x?***\""));
}

TEST_F(ChannelSettingsTest, ASecretThatIsOpenToOthersIsWarnedOf) {
  Write("open", kToken, 0644);
  const ChannelList list = Read("channels: [{name: a, kind: webhook, url: 'https://a.cn', secret_file: @/open}]");
  EXPECT_THAT(violations_, IsEmpty());
  EXPECT_THAT(list.warnings, ElementsAre(HasSubstr("/open holds a secret and is open to others")));
}

TEST_F(ChannelSettingsTest, EveryKindCanBeMade) {
  const platform::ManualClock clock(1);
  const CeilingFactory ceilings = [&clock](const std::string& robot, const CeilingRules& rules) {
    EXPECT_EQ(robot.size(), 16u);
    return std::make_unique<MemoryCeiling>(rules, clock);
  };
  for (const ChannelSettings& channel : Read(kAll).channels) {
    const std::unique_ptr<Channel> made = MakeChannel(channel, ceilings, clock);
    const bool is_robot = std::holds_alternative<PacedRobotSettings>(channel.settings);
    EXPECT_EQ(made->max_merged() > 1, is_robot) << channel.name;
    EXPECT_EQ(made->refresh_interval().has_value(), channel.name == "am");
  }
}

struct RefusedCase {
  const char* name;
  const char* yaml;
  const char* says;
};

class RefusedChannel : public ChannelSettingsTest, public testing::WithParamInterface<RefusedCase> {};

TEST_P(RefusedChannel, SaysWhatIsWrongAndWhereAndNoSecret) {
  Read(absl::StrCat("channels:\n  - ", GetParam().yaml, "\n"));
  const std::string said = absl::StrJoin(violations_, "\n");
  EXPECT_THAT(said, HasSubstr(GetParam().says));
  EXPECT_THAT(said, HasSubstr("notifier.yaml:2: "));
  EXPECT_THAT(said, Not(HasSubstr(kToken)));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, RefusedChannel,
    testing::Values(
        RefusedCase{"NoName", "{kind: journal}", "name is missing"},
        RefusedCase{"ABadName", "{name: My Hook, kind: journal}", "name must be of a-z"},
        RefusedCase{"NoKind", "{name: a}", "kind is missing"},
        RefusedCase{"AnotherKind", "{name: a, kind: fax}", "kind must be dingtalk"},
        RefusedCase{"AnUnknownKey", "{name: a, kind: journal, colour: red}", "colour is no setting of this kind"},
        RefusedCase{"ARobotsUrlInTheOpen", "{name: a, kind: dingtalk, url: 'https://x/y'}", "url_file is missing"},
        RefusedCase{"AMissingFile", "{name: a, kind: wecom, url_file: /nowhere}", "url_file names a file that cannot"},
        RefusedCase{"AFileThatHoldsNoUrl", "{name: a, kind: wecom, url_file: @/secret}", "holds no http or https URL"},
        RefusedCase{"SeveralLines", "{name: a, kind: webhook, url: 'http://a', header_file: @/lines}", "one line"},
        RefusedCase{"NoHeader", "{name: a, kind: webhook, url: 'http://a', header_file: @/secret}", "Header: value"},
        RefusedCase{"AnotherProtocol", "{name: a, kind: webhook, url: 'file:///etc/passwd'}", "must be an http"},
        RefusedCase{"APasswordInTheUrl", "{name: a, kind: webhook, url: 'http://u:verysecrettoken@a/'}", "url_file"},
        RefusedCase{"TwoUrls", "{name: a, kind: webhook, url: 'http://a', url_file: @/robot}", "give one of them"},
        RefusedCase{"ABadRange", "{name: a, kind: webhook, url: 'http://a', allow: [10.0.0.1/8]}", "no range"},
        RefusedCase{"ABadTimeout", "{name: a, kind: webhook, url: 'http://a', timeout_ms: 5}", "from 100 to 60000"},
        RefusedCase{"AListForAWord", "{name: a, kind: webhook, url: ['http://a']}", "url takes one value"},
        RefusedCase{"AMailServer", "{name: a, kind: mail, server: smtp, from: a@b.cn}", "server must be"},
        RefusedCase{"AMailAddress", "{name: a, kind: mail, server: 'h:465', from: nobody}", "from must be"},
        RefusedCase{"AUserAlone", "{name: a, kind: mail, server: 'h:465', from: a@b.cn, user: u}", "go together"},
        RefusedCase{
            "AVariable",
            "{name: a, kind: sms, access_key_id_file: @/secret, access_key_secret_file: @/secret, sign_name: s, "
            "template_code: t, variables: [link]}",
            "variables may be"}),
    [](const auto& tested) { return tested.param.name; });

TEST_F(ChannelSettingsTest, ANameIsGivenOnce) {
  Read("channels: [{name: a, kind: journal}, {name: a, kind: journal}]");
  EXPECT_THAT(violations_, ElementsAre(HasSubstr("name is given twice")));
}

}  // namespace
}  // namespace liandu::notifier
