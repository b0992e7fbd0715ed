#include "evaluator/scenario/player.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/status/status.h"
#include "evaluator/scenario/catalogue_lines.h"

namespace liandu::scenarios {
namespace {

using testing::HasSubstr;

constexpr char kCity[] =
    "open city sandbox 2024-01-01 09:00\n"
    "put jurisdiction city since=2024-01-01\n"
    "put measure 场 count 1\n"
    "put programme P issuer=office from=2024-01-01 to=2024-12-31\n"
    "put indicator I unit=场\n"
    "put target T indicator=I programme=P flow ge 100 from=2024-01-01 due=2024-12-31\n";

ScenarioResult Play(const std::string& lines) {
  return PlayScenario("a.scenario", lines, [](const std::string& scenario, const std::string& folder) {
    EXPECT_EQ(scenario, "a.scenario");
    using Resources = absl::StatusOr<std::vector<model::Resource>>;
    if (folder != "good") return Resources(absl::NotFoundError("没有 " + folder));
    return Resources(std::vector<model::Resource>{ResourceOfLine("jurisdiction city"), ResourceOfLine("unit office")});
  });
}

ScenarioResult PlayAfterCity(const std::string& lines) { return Play(kCity + lines); }

TEST(PlayScenario, PassesWhatGoesAsWritten) {
  const ScenarioResult result = PlayAfterCity(
      "at 2024-07-01 09:00\nreport I 2024-06-30 10\nexpect target T red behind lag=39.7\nexpect open red=1\n");
  EXPECT_TRUE(result.passed()) << result.failures.front().ToString();
  EXPECT_EQ(result.expectations, 2);
}

TEST(PlayScenario, TellsEveryDifferenceWithItsLine) {
  const ScenarioResult result = PlayAfterCity(
      "at 2024-07-01 09:00\nreport I 2024-06-30 10\nexpect target T green on_track lag=39.7 # no\nexpect open red=2\n");
  ASSERT_EQ(result.failures.size(), 3u);
  EXPECT_FALSE(result.unreadable());
  EXPECT_EQ(result.failures[0].ToString(),
            "a.scenario:9: expect target T green on_track lag=39.7\n  灯：应为 green，实为 red");
  EXPECT_EQ(result.failures[1].actual, "behind");
  EXPECT_EQ(result.failures[2].line, 10);
  EXPECT_THAT(result.failures[2].actual, HasSubstr("target:T:behind"));
}

TEST(PlayScenario, TakesACatalogueFromElsewhere) {
  EXPECT_TRUE(Play("open city sandbox 2024-01-01 09:00\ncatalogue good\nexpect open red=0\n").passed());
  EXPECT_THAT(Play("open city sandbox 2024-01-01 09:00\ncatalogue bad\n").failures[0].what, HasSubstr("没有 bad"));
}

struct BadCase {
  const char* name;
  const char* line;
  const char* says;
};

class BadLines : public testing::TestWithParam<BadCase> {};

TEST_P(BadLines, EndTheScenarioWithWhatIsAllowed) {
  const ScenarioResult result = PlayAfterCity(std::string(GetParam().line) + "\nexpect open red=9\n");
  ASSERT_EQ(result.failures.size(), 1u);
  EXPECT_TRUE(result.unreadable());
  EXPECT_EQ(result.failures[0].line, 7);
  EXPECT_THAT(result.failures[0].what, HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(Cases, BadLines,
                         testing::Values(BadCase{"UnknownVerb", "raport I 2024 1", "能写：open in at"},
                                         BadCase{"UnknownKind", "put targets T", "jurisdiction calendar measure"},
                                         BadCase{"UnknownKey", "put indicator J unti=场",
                                                 "不认识“unti=”；这一行还能写：formula="},
                                         BadCase{"UnknownFlag", "put indicator J contineous", "continuous"},
                                         BadCase{"KeyTwice", "put indicator J unit=场 unit=家", "unit= 写了两次"},
                                         BadCase{"NoDate", "put target U due=2024-13-01", "“2024-13-01”不是日期"},
                                         BadCase{"NoNumber", "report I 2024Q1 ten", "“ten”不是数"},
                                         BadCase{"NoPeriod", "report I 2024Q5 10", "“2024Q5”不是期间"},
                                         BadCase{"NoTime", "at 2024-02-01 9:00", "不是时刻"},
                                         BadCase{"BackInTime", "at 2023-12-31 09:00", "时间不能倒退"},
                                         BadCase{"TooShort", "report I 2024Q1", "缺第 4 个词"},
                                         BadCase{"TooLong", "report I 2024Q1 10 20", "不认识“20”"},
                                         BadCase{"UnknownTarget", "expect target X green met", "X"},
                                         BadCase{"UnknownExpectation", "expect rain", "能写：target alert"},
                                         BadCase{"NoSuchKindToRemove", "remove targets T", "能写：jurisdiction"},
                                         BadCase{"UnknownMilestone", "expect milestone X/y green done", "X"},
                                         BadCase{"NoStateOfAnIssue", "issue X closed 2024-02-01", "settled 或 open"},
                                         BadCase{"NoDays", "put item J milestones=a+x", "“x”不是整数"},
                                         BadCase{"NoSuchLight", "expect light city green", "chain、unit 或 all"}),
                         [](const auto& row) { return row.param.name; });

TEST(PlayScenario, WantsAJurisdictionFirst) {
  EXPECT_THAT(Play("put unit office\n").failures[0].what, HasSubstr("open"));
  EXPECT_THAT(Play("report I 2024 1\n").failures[0].what, HasSubstr("open"));
}

}  // namespace
}  // namespace liandu::scenarios
