#include "cli/arguments/parse_arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

namespace liandu::cli {
namespace {

using ::testing::HasSubstr;

template <typename Options>
Options Parsed(const std::vector<std::string>& arguments) {
  const ParsedArguments parsed = ParseArguments(arguments);
  EXPECT_TRUE(parsed.invocation.has_value()) << parsed.text;
  if (!parsed.invocation.has_value()) return {};
  const auto* options = std::get_if<Options>(&parsed.invocation->command);
  EXPECT_NE(options, nullptr);
  return options == nullptr ? Options{} : *options;
}

struct RefusedLine {
  std::string name;
  std::vector<std::string> arguments;
  std::string says;
};

class ParseArgumentsRefuses : public ::testing::TestWithParam<RefusedLine> {};

TEST_P(ParseArgumentsRefuses, AsUsage) {
  const ParsedArguments parsed = ParseArguments(GetParam().arguments);
  EXPECT_FALSE(parsed.invocation.has_value());
  EXPECT_EQ(parsed.exit_code, kUsage);
  EXPECT_THAT(parsed.text, HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    Table, ParseArgumentsRefuses,
    ::testing::Values(
        RefusedLine{"nothing", {}, "用法有误"}, RefusedLine{"unknown_command", {"bord"}, "bord"},
        RefusedLine{"unknown_option", {"board", "--colour"}, "--colour"},
        RefusedLine{"open_without_clock", {"open"}, "用法有误"},
        RefusedLine{"open_with_two_clocks", {"open", "--live", "--sandbox-at", "2024-07-01"}, "用法有误"},
        RefusedLine{"apply_without_folder", {"apply"}, "folder"},
        RefusedLine{"report_without_subject", {"report", "--period", "2024", "--value", "1"}, "--target"},
        RefusedLine{"report_without_value", {"report", "--target", "T1", "--period", "2024"}, "--value"},
        RefusedLine{"report_of_both",
                    {"report", "--target", "T1", "--indicator", "i", "--period", "2024", "--value", "1"},
                    "--indicator"},
        RefusedLine{"unknown_bound", {"report", "--bound", "roughly"}, "exact|about"},
        RefusedLine{"milestone_without_state", {"report", "milestone", "C01", "m1", "--date", "2024-06-30"}, "--state"},
        RefusedLine{"batch_too_large", {"import", "h.csv", "--batch", "1001"}, "--batch"},
        RefusedLine{"negative_revision", {"report", "--target", "T1", "--revision", "-1"}, "--revision"},
        RefusedLine{"route_undescribed", {"route", "test", "--severity", "red"}, "--condition"},
        RefusedLine{"route_alone", {"route"}, "用法有误"}, RefusedLine{"clock_alone", {"clock"}, "用法有误"},
        RefusedLine{"advance_without_time", {"clock", "advance"}, "用法有误"},
        RefusedLine{"advance_both", {"clock", "advance", "--to", "2024-07-02", "--by", "1d"}, "用法有误"},
        RefusedLine{"unknown_kind", {"catalogue", "get", "--kind", "cat"}, "cat"},
        RefusedLine{"timeout_zero", {"board", "--timeout", "0"}, "--timeout"}),
    [](const auto& row) { return row.param.name; });

TEST(ParseArguments, TellsTheUsage) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--help"}, {"board", "--help"}, {"report", "milestone", "-h"}}) {
    const ParsedArguments parsed = ParseArguments(arguments);
    EXPECT_FALSE(parsed.invocation.has_value());
    EXPECT_EQ(parsed.exit_code, kOk);
    EXPECT_THAT(parsed.text, HasSubstr("--json"));
  }
  EXPECT_THAT(ParseArguments({"--help"}).text, HasSubstr("退出码：0 成功"));
}

TEST(ParseArguments, TakesGlobalOptionsBeforeAndBehindTheCommand) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--json", "-j", "qingdao", "--server", "h:1", "--after", "5-0", "board"},
        {"board", "--json", "-j", "qingdao", "--server", "h:1", "--after", "5-0"}}) {
    const ParsedArguments parsed = ParseArguments(arguments);
    ASSERT_TRUE(parsed.invocation.has_value()) << parsed.text;
    EXPECT_TRUE(parsed.invocation->global.json);
    EXPECT_EQ(parsed.invocation->global.jurisdiction, "qingdao");
    EXPECT_EQ(parsed.invocation->global.server, "h:1");
    EXPECT_EQ(parsed.invocation->global.min_position, "5-0");
    EXPECT_EQ(parsed.invocation->global.timeout_seconds, 30);
  }
}

TEST(ParseArguments, TakesOpen) {
  EXPECT_EQ(Parsed<OpenOptions>({"open", "--live"}).mode, v1::CLOCK_MODE_LIVE);
  const auto importing = Parsed<OpenOptions>({"open", "--importing-since", "2012-01-01"});
  EXPECT_EQ(importing.mode, v1::CLOCK_MODE_IMPORTING);
  EXPECT_EQ(importing.time, "2012-01-01");
  const auto sandbox = Parsed<OpenOptions>({"open", "--sandbox-at", "2024-07-01 09:30"});
  EXPECT_EQ(sandbox.mode, v1::CLOCK_MODE_SANDBOX);
  EXPECT_EQ(sandbox.time, "2024-07-01 09:30");
}

TEST(ParseArguments, TakesApply) {
  const auto apply = Parsed<ApplyOptions>({"apply", "folder", "--dry-run", "--prune", "--expected-version", "7"});
  EXPECT_EQ(apply.folder, "folder");
  EXPECT_TRUE(apply.dry_run);
  EXPECT_TRUE(apply.prune);
  EXPECT_EQ(apply.expected_version, 7);
}

TEST(ParseArguments, TakesReports) {
  const auto figure = Parsed<ReportOptions>({"report", "--target", "T013", "--period", "2024-06-30", "--value", "-10.5",
                                             "--bound", "AT-LEAST", "--revision", "2", "--preliminary"});
  EXPECT_EQ(figure.target, "T013");
  EXPECT_EQ(figure.value, "-10.5");
  EXPECT_EQ(figure.bound, v1::BOUND_AT_LEAST);
  EXPECT_EQ(figure.revision, 2);
  EXPECT_TRUE(figure.preliminary);
  const auto milestone =
      Parsed<ReportMilestoneOptions>({"report", "milestone", "C01", "m1", "--state", "done", "--date", "2024-06-30"});
  EXPECT_EQ(milestone.milestone, "m1");
  EXPECT_EQ(milestone.state, v1::MILESTONE_STATE_DONE);
  EXPECT_EQ(Parsed<ReportMilestoneOptions>({"report", "milestone", "C01", "m1", "--state", "started", "--date",
                                            "2024-06-30", "--expected", "2024-09-30"})
                .expected_date,
            "2024-09-30");
  const auto issue = Parsed<ReportIssueOptions>({"report", "issue", "X1", "--date", "2024-06-30"});
  EXPECT_EQ(issue.issue, "X1");
  EXPECT_EQ(issue.state, v1::ISSUE_STATE_SETTLED);
  EXPECT_EQ(Parsed<ReportIssueOptions>({"report", "issue", "X1", "--state", "open", "--date", "2024-06-30"}).state,
            v1::ISSUE_STATE_OPEN);
  const auto member = Parsed<ReportMemberOptions>(
      {"report", "member", "R", "M", "--change", "left", "--date", "2024-06-30", "--reason", "停产"});
  EXPECT_EQ(member.register_id, "R");
  EXPECT_EQ(member.change, v1::MEMBERSHIP_CHANGE_LEFT);
  EXPECT_EQ(Parsed<ReportStageOptions>({"report", "stage", "C01", "建设", "--date", "2024-06-30"}).stage, "建设");
  EXPECT_EQ(
      Parsed<ReportObligationOptions>({"report", "obligation", "O1", "--period", "2024Q2", "--date", "2024-07-02"})
          .period,
      "2024Q2");
}

TEST(ParseArguments, TakesViewsAndWork) {
  EXPECT_TRUE(Parsed<BoardOptions>({"board", "--units"}).units);
  EXPECT_EQ(Parsed<TargetsOptions>({"targets", "--light", "grey"}).light, v1::LIGHT_GREY);
  EXPECT_EQ(Parsed<AlertsOptions>({"alerts", "--severity", "yellow"}).min_severity, v1::SEVERITY_YELLOW);
  EXPECT_EQ(Parsed<AlertsOptions>({"alerts", "--condition", "report_overdue"}).condition, v1::CONDITION_REPORT_OVERDUE);
  EXPECT_EQ(Parsed<AlertOptions>({"alert", "target:T013:behind:2024"}).alert, "target:T013:behind:2024");
  EXPECT_EQ(Parsed<ActOptions>({"ack", "a", "--note", "已知"}).action.note(), "已知");
  EXPECT_TRUE(Parsed<ActOptions>({"verify", "a"}).action.has_verification());
  const ActOptions excused = Parsed<ActOptions>({"extend", "a", "--excuse", "--reason", "政策调整"});
  EXPECT_EQ(excused.action.extension_request().kind(), v1::EXTENSION_KIND_EXCUSAL);
  EXPECT_FALSE(
      Parsed<ActOptions>({"decide", "a", "--deny", "--reason", "不同意"}).action.extension_decision().granted());
  EXPECT_EQ(Parsed<WatchOptions>({"watch", "--count", "3"}).count, 3);
  EXPECT_EQ(Parsed<RouteTestOptions>(
                {"route", "test", "--condition", "behind", "--severity", "red", "--chain", "a", "--chain", "b"})
                .chains,
            (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(Parsed<DeliveriesOptions>({"deliveries"}).limit, 50);
  Parsed<ReplayOptions>({"replay"});
  Parsed<ClockShowOptions>({"clock", "show"});
  EXPECT_EQ(Parsed<ClockAdvanceOptions>({"clock", "advance", "--by", "3d"}).by, "3d");
  EXPECT_EQ(Parsed<CatalogueGetOptions>({"catalogue", "get", "--kind", "work_calendar"}).kinds,
            std::vector<v1::ResourceKind>{v1::RESOURCE_KIND_WORK_CALENDAR});
  EXPECT_EQ(Parsed<CatalogueExportOptions>({"catalogue", "export", "out"}).folder, "out");
  EXPECT_EQ(Parsed<GoLiveOptions>({"go-live", "--sandbox-at", "2024-07-01"}).sandbox_at, "2024-07-01");
  Parsed<VersionOptions>({"version"});
}

}  // namespace
}  // namespace liandu::cli
