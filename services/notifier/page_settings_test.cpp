#include "notifier/page_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace liandu::notifier {
namespace {

using testing::HasSubstr;

const std::string kKey(64, 'a');

struct Case {
  const char* name;
  std::vector<std::string> arguments;
  std::string key;
  /// Empty: they are good.
  std::string says;
};

class PageSettingsTest : public testing::TestWithParam<Case> {};

TEST_P(PageSettingsTest, AreGoodOrSayWhatIsWrong) {
  PageSettings settings;
  platform::ConfigTable table("test", "Tests.");
  AddPageFields(settings, table);
  const auto outcome = table.Load(GetParam().arguments, {{"LIANDU_PAGE_KEY", GetParam().key}});
  EXPECT_EQ(outcome.run, GetParam().says.empty()) << outcome.standard_error;
  EXPECT_THAT(outcome.standard_error, HasSubstr(GetParam().says));
  EXPECT_THAT(outcome.standard_error, testing::Not(HasSubstr("bbbb")));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, PageSettingsTest,
    testing::Values(
        Case{"NoPages", {}, "", ""}, Case{"OnLoopback", {"--page.listen=127.0.0.1:0", "--page.inbox=true"}, kKey, ""},
        Case{"BehindAProxy", {"--page.listen=0.0.0.0:7130", "--page.public_url=https://city.example/l"}, kKey, ""},
        Case{"NoKey", {"--page.listen=127.0.0.1:0"}, "", "holds no key"},
        Case{"ABadKey", {"--page.listen=127.0.0.1:0"}, "bbbb", "line 1 is no key"},
        Case{"NowhereToListen", {"--page.board=true"}, kKey, "set page.listen too"},
        Case{"NoUrl", {"--page.listen=127.0.0.1:0", "--page.public_url=city.example"}, kKey, "must be http or https"},
        Case{"AUrlWithQuery", {"--page.listen=127.0.0.1:0", "--page.public_url=http://a/?b"}, kKey, "without query"},
        Case{"WideWithoutUrl", {"--page.listen=0.0.0.0:7130"}, kKey, "set page.public_url"},
        Case{"AnInboxForAll",
             {"--page.listen=0.0.0.0:7130", "--page.public_url=https://a", "--page.inbox=true"},
             kKey,
             "page.inbox shows everybody's links"}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace liandu::notifier
