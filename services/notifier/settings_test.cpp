#include "notifier/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace liandu::notifier {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> NamesOf(const ChannelList& list) {
  std::vector<std::string> names;
  for (const ChannelSettings& channel : list.channels) names.push_back(channel.name);
  return names;
}

platform::ConfigRecord Record(const std::string& name) {
  return {{{"name", {{name}, false, "f:1"}}, {"kind", {{"journal"}, false, "f:1"}}}, "f:1"};
}

TEST(ConfiguredChannels, ThereIsAlwaysAJournal) {
  NotifierSettings settings;
  settings.journal_file = "/tmp/journal.txt";
  platform::ConfigViolations violations;
  const ChannelList list = ConfiguredChannels(settings, violations);
  EXPECT_THAT(NamesOf(list), ElementsAre("journal"));
  EXPECT_EQ(std::get<JournalSettings>(list.channels[0].settings).path, "/tmp/journal.txt");
  EXPECT_THAT(violations, IsEmpty());
}

TEST(ConfiguredChannels, TheShorthandsJoinTheList) {
  NotifierSettings settings;
  settings.webhook_url = "http://127.0.0.1:1/a";
  settings.external_url = "https://liandu.example";
  settings.channel_records = {Record("book")};
  platform::ConfigViolations violations;
  const ChannelList list = ConfiguredChannels(settings, violations);
  EXPECT_THAT(NamesOf(list), ElementsAre("book", "journal", "webhook"));
  EXPECT_EQ(std::get<WebhookSettings>(list.channels[2].settings).external_url, "https://liandu.example");
  EXPECT_THAT(violations, IsEmpty());
}

TEST(ConfiguredChannels, AShorthandBesideItsOwnEntryIsRefused) {
  NotifierSettings settings;
  settings.webhook_url = "file:///etc/passwd";
  settings.journal_file = "/tmp/journal.txt";
  settings.channel_records = {Record("journal"), Record("webhook")};
  platform::ConfigViolations violations;
  ConfiguredChannels(settings, violations);
  EXPECT_THAT(violations, ElementsAre(HasSubstr("journal.file"), HasSubstr("webhook.url and"),
                                      HasSubstr("must be an http or https URL")));
}

}  // namespace
}  // namespace liandu::notifier
