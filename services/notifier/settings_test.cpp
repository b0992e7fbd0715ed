#include "notifier/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace liandu::notifier {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

TEST(WebhookTargets, AreNamedAndHaveTheirOwnHeaders) {
  NotifierSettings settings;
  settings.webhook_url = "http://127.0.0.1:1/a";
  settings.webhooks = {"hook=https://example.org/b?x=y"};
  settings.webhook_headers = "hook Authorization: Bearer secret\n\n";
  const auto targets = WebhookTargets(settings);
  ASSERT_TRUE(targets.ok()) << targets.status();
  ASSERT_THAT(*targets, SizeIs(2));
  EXPECT_EQ(targets->at("webhook").url, "http://127.0.0.1:1/a");
  EXPECT_EQ(targets->at("webhook").header, "");
  EXPECT_EQ(targets->at("hook").url, "https://example.org/b?x=y");
  EXPECT_EQ(targets->at("hook").header, "Authorization: Bearer secret");
}

struct RefusedCase {
  const char* name;
  std::vector<std::string> webhooks;
  std::string headers;
  std::string says;
};

class RefusedTargets : public testing::TestWithParam<RefusedCase> {};

TEST_P(RefusedTargets, SayWhatIsWrong) {
  NotifierSettings settings;
  settings.webhook_url = "http://127.0.0.1:1/a";
  settings.webhooks = GetParam().webhooks;
  settings.webhook_headers = GetParam().headers;
  const auto targets = WebhookTargets(settings);
  ASSERT_FALSE(targets.ok());
  EXPECT_THAT(std::string(targets.status().message()), HasSubstr(GetParam().says));
  EXPECT_THAT(std::string(targets.status().message()), testing::Not(HasSubstr("secret")));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, RefusedTargets,
    testing::Values(RefusedCase{"NoUrl", {"hook"}, "", "must be http or https"},
                    RefusedCase{"AnotherProtocol", {"hook=file:///etc/passwd"}, "", "must be http or https"},
                    RefusedCase{"NoName", {"=http://a"}, "", "is no name"},
                    RefusedCase{"ABadName", {"My Hook=http://a"}, "", "is no name"},
                    RefusedCase{"TheJournal", {"journal=http://a"}, "", "is no name"},
                    RefusedCase{"Twice", {"webhook=http://a"}, "", "given twice"},
                    RefusedCase{"AHeaderForNobody", {}, "nobody X: secret", "no webhook channel's name"},
                    RefusedCase{"AHeaderWithoutValue", {}, "webhook secret", "write \"webhook <Header>: <value>\""}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace liandu::notifier
