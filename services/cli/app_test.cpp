#include "cli/app.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "cli/fake_services.h"
#include "cli/text/display_width.h"

namespace liandu::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kGoodCatalogue[] =
    "targets:\n"
    "  - id: T013\n"
    "    indicator: bank-matching\n"
    "    dueDate: 2024-12-31\n";
constexpr char kHistory[] =
    "indicator,period,value,note,publishedDate\n"
    "late,2024Q1,3,,\n"
    "unknown,2022,1,,\n"
    "wrong,2022Q5,1,,\n"
    "stated,2022,2,,2022-03-01\n"
    "repeated,2021,4,again,\n";

/// What became of one run.
struct Ran {
  ExitCode exit_code = kOk;
  std::string answers;
  std::string remarks;
};

/// Runs the command line in a folder of its own beside the fake services.
class AppTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) /
              absl::StrCat("liandu_cli_", ::testing::UnitTest::GetInstance()->random_seed(), "_",
                           ::testing::UnitTest::GetInstance()->current_test_info()->line(), "_", getpid());
    fs::create_directories(folder_ / "good");
    fs::create_directories(folder_ / "bad");
    fs::create_directories(folder_ / "refused");
    Write("good/targets.yaml", kGoodCatalogue);
    Write("bad/targets.yaml", "targets:\n  - id: T013\n    due_date: 2024-12-31\n    value: 100\n");
    Write("refused/a.yaml", kGoodCatalogue);
    Write("refused/b.yaml", "targets:\n  - id: T014\n    dueDate: 2024-02-30\n");
    Write("history.csv", kHistory);
    before_ = fs::current_path();
    fs::current_path(folder_);
  }
  void TearDown() override {
    fs::current_path(before_);
    fs::remove_all(folder_);
  }

  void Write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  std::string Read(const std::string& name) {
    std::stringstream text;
    text << std::ifstream(folder_ / name).rdbuf();
    return text.str();
  }

  Ran Run(const std::vector<std::string>& arguments, Variables environment = {},
          Screen screen = {.terminal = false, .colour = false, .width = 100}) {
    std::ostringstream answers;
    std::ostringstream remarks;
    const platform::SystemClock clock;
    const ExitCode exit_code = RunApp(arguments, {answers, remarks, screen, std::move(environment), folder_.string(),
                                                  clock, [this](std::chrono::milliseconds) { ++pauses_; },
                                                  [&answers](const std::string& name, const auto& words) {
                                                    answers << name << " " << absl::StrJoin(words, " ") << "\n";
                                                    return absl::StatusOr<int>(1);
                                                  }});
    return {exit_code, answers.str(), remarks.str()};
  }

  Variables Environment() const {
    return {{"LIANDU_INGEST", services_.address()},
            {"LIANDU_EVALUATOR", services_.address()},
            {"LIANDU_NOTIFIER", services_.address()},
            {"LIANDU_JURISDICTION", "qingdao"},
            {"LIANDU_ACTOR", "张"}};
  }

  FakeServices services_;
  int pauses_ = 0;
  fs::path folder_;
  fs::path before_;
};

struct GoldenRow {
  std::string name;
  std::vector<std::string> arguments;
};

/// Every command's answers, for people and for programs, with what it asked: tests/golden/cli/<name>.txt. Written anew
/// when LIANDU_UPDATE_GOLDEN is set.
class CommandsAnswer : public AppTest, public ::testing::WithParamInterface<GoldenRow> {};

TEST_P(CommandsAnswer, AsGolden) {
  const Ran ran = Run(GetParam().arguments, Environment());
  std::string told = "$ liandu";
  for (const std::string& argument : GetParam().arguments) {
    absl::StrAppend(&told, " ",
                    argument.find(' ') == std::string::npos ? argument : absl::StrCat("\"", argument, "\""));
  }
  absl::StrAppend(&told, "\n", ran.answers, "--- remarks\n", ran.remarks, "--- exit code ",
                  static_cast<int>(ran.exit_code), "\n--- asked\n");
  for (const std::string& request : services_.TakeRequests()) absl::StrAppend(&told, request, "\n");
  EXPECT_THAT(told, ::testing::Not(HasSubstr("\x1B")));
  const std::string path = absl::StrCat(LIANDU_SOURCE_DIR, "/tests/golden/cli/", GetParam().name, ".txt");
  if (std::getenv("LIANDU_UPDATE_GOLDEN") != nullptr) {
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path) << told;
  }
  std::stringstream golden;
  golden << std::ifstream(path).rdbuf();
  EXPECT_EQ(told, golden.str()) << path << " differs; look, then set LIANDU_UPDATE_GOLDEN=1 to write it anew";
}

std::vector<GoldenRow> BothWays(const std::vector<GoldenRow>& rows) {
  std::vector<GoldenRow> both;
  for (const GoldenRow& row : rows) {
    both.push_back(row);
    both.push_back({row.name + "_json", row.arguments});
    both.back().arguments.push_back("--json");
  }
  return both;
}

INSTANTIATE_TEST_SUITE_P(
    Table, CommandsAnswer,
    ::testing::ValuesIn(BothWays(
        {{"open", {"open", "--importing-since", "2012-01-01"}},
         {"open_taken", {"open", "--live", "-j", "taken"}},
         {"open_no_time", {"open", "--sandbox-at", "tomorrow"}},
         {"apply", {"apply", "good", "--prune", "--expected-version", "7"}},
         {"apply_dry_run", {"apply", "good", "--dry-run"}},
         {"apply_bad_files", {"apply", "bad"}},
         {"apply_refused", {"apply", "refused"}},
         {"apply_aborted", {"apply", "good", "--expected-version", "6"}},
         {"apply_nothing", {"apply", "missing"}},
         {"report",
          {"report", "--target", "T013", "--period", "2024-06-30", "--value", "10", "--source", "演示", "--revision",
           "1"}},
         {"report_indicator",
          {"report", "--indicator", "other", "--period", "2024", "--value", "1", "--bound", "about"}},
         {"report_refused", {"report", "--indicator", "unknown", "--period", "2024", "--value", "1"}},
         {"report_no_target", {"report", "--target", "T999", "--period", "2024", "--value", "1"}},
         {"report_milestone", {"report", "milestone", "C01", "m1", "--state", "done", "--date", "2024-06-30"}},
         {"report_stage", {"report", "stage", "C01", "建设", "--date", "2024-06-30", "--reason", "提前"}},
         {"report_milestone_expected",
          {"report", "milestone", "C01", "m1", "--state", "started", "--date", "2024-06-30", "--expected",
           "2024-09-30"}},
         {"report_issue", {"report", "issue", "X1", "--date", "2024-06-30", "--note", "已供地"}},
         {"report_member",
          {"report", "member", "chain-artefacts", "home-plan", "--date", "2024-06-30", "--chain", "home", "--attribute",
           "kind=行动计划"}},
         {"report_member_bad_attribute",
          {"report", "member", "chain-artefacts", "home-plan", "--date", "2024-06-30", "--attribute", "kind"}},
         {"report_obligation", {"report", "obligation", "O1", "--period", "2024Q2", "--date", "2024-07-02"}},
         {"import", {"import", "history.csv", "-j", "importing", "--batch", "2"}},
         {"import_until", {"import", "history.csv", "--until", "2023-01-01", "--source", "s"}},
         {"import_dry_run", {"import", "history.csv", "--dry-run"}},
         {"go_live", {"go-live", "--sandbox-at", "2024-07-01 09:30"}},
         {"go_live_live", {"go-live"}},
         {"board", {"board", "--units", "--after", "99-0"}},
         {"scores", {"scores"}},
         {"scores_frozen", {"scores", "--assessment", "A2024"}},
         {"scores_csv", {"scores", "--assessment", "A2024", "--csv"}},
         {"scores_disabled", {"scores", "--kind", "district"}},
         {"score", {"scores", "home"}},
         {"score_csv", {"scores", "home", "--csv"}},
         {"score_unknown", {"scores", "nobody"}},
         {"targets", {"targets", "--chain", "fin"}},
         {"targets_grey", {"targets", "--light", "grey"}},
         {"alerts", {"alerts", "--severity", "blue"}},
         {"alerts_all", {"alerts", "--all", "--condition", "behind"}},
         {"alerts_none", {"alerts", "--chain", "quiet"}},
         {"alert", {"alert", "target:T013:behind:2024"}},
         {"alert_unknown", {"alert", "target:T999:behind:2024"}},
         {"targets_steps", {"targets", "--steps"}},
         {"explain", {"explain", "T013"}},
         {"explain_milestone", {"explain", "C01/draft"}},
         {"explain_item", {"explain", "--item", "C01"}},
         {"explain_unknown_item", {"explain", "--item", "C99"}},
         {"explain_chain", {"explain", "--chain", "fin"}},
         {"explain_unit", {"explain", "--unit", "jrj"}},
         {"explain_city", {"explain", "--city"}},
         {"explain_two", {"explain", "T013", "--city"}},
         {"what_if",
          {"what-if", "--report", "bank-matching", "2024-06-30", "45", "--report", "other", "2024", "7", "--clock",
           "2024-08-01", "--put", "good", "--remove-target", "T014"}},
         {"what_if_nothing", {"what-if", "--report", "same", "2024-06-30", "45"}},
         {"what_if_too_much", {"what-if", "--clock", "2034-08-01"}},
         {"lint", {"lint", "good"}},
         {"lint_nothing", {"lint", "missing"}},
         {"test", {"test", "a.scenario", "more"}},
         {"ack", {"ack", "target:T013:behind:2024", "--note", "已知"}},
         {"ack_stale", {"ack", "target:T013:behind:2024", "--sequence", "9"}},
         {"feedback",
          {"feedback", "target:T013:behind:2024", "--cause", "银行未到位", "--measure", "每周对接", "--promise",
           "2024-08-30"}},
         {"return", {"return", "target:T013:behind:2024", "--reason", "措施不具体"}},
         {"verify", {"verify", "target:T013:behind:2024"}},
         {"comment", {"comment", "target:T013:behind:2024", "已电话提醒"}},
         {"extend", {"extend", "target:T013:behind:2024", "--until", "2024-08-30", "--reason", "等数"}},
         {"excuse", {"extend", "target:T013:behind:2024", "--excuse", "--reason", "政策调整"}},
         {"decide_grant", {"decide", "target:T013:behind:2024", "--grant", "--reason", "同意"}},
         {"decide_deny", {"decide", "target:T013:behind:2024", "--deny", "--reason", "不同意"}},
         {"decide_stale", {"decide", "target:T013:behind:2024", "--deny", "--reason", "不同意", "--sequence", "9"}},
         {"resend", {"resend", "d-1"}},
         {"notify_test", {"notify", "test", "inbox", "--post", "leader", "--text", "试一试"}},
         {"notify_test_unknown", {"notify", "test", "nowhere"}},
         {"silence_list", {"silence", "list"}},
         {"silence_list_all", {"silence", "list", "--all"}},
         {"silence_add",
          {"silence",     "add",       "maintenance", "--to",         "2024-07-05", "--reason",   "系统维护",
           "--condition", "behind",    "--chain",     "fin",          "--label",    "core=true",  "--weekday",
           "6",           "--weekday", "7",           "--daily-from", "18:00",      "--daily-to", "08:00"}},
         {"silence_add_again", {"silence", "add", "holiday", "--to", "2024-07-05", "--reason", "国庆"}},
         {"silence_end", {"silence", "end", "holiday"}},
         {"silence_end_ended", {"silence", "end", "old"}},
         {"watch", {"watch", "--count", "2"}},
         {"watch_resumed", {"watch", "--resume", "token-1", "--count", "1"}},
         {"watch_too_old", {"watch", "--resume", "old"}},
         {"route_test",
          {"route", "test", "--condition", "behind", "--severity", "red", "--chain", "fin", "--unit", "jrj"}},
         {"route_test_alert", {"route", "test", "target:T013:behind:2024", "--days", "60"}},
         {"route_test_label", {"route", "test", "--condition", "behind", "--severity", "red", "--label", "tier"}},
         {"told", {"told", "target:T013:behind:2024"}},
         {"told_held_back", {"told", "target:T014:behind:2024"}},
         {"route_test_nobody", {"route", "test", "--condition", "conflict", "--severity", "blue"}},
         {"deliveries", {"deliveries", "--state", "dead"}},
         {"deliveries_text", {"deliveries", "--text", "--limit", "1"}},
         {"replay", {"replay"}},
         {"replay_broken", {"replay", "-j", "broken"}},
         {"clock_show", {"clock", "show"}},
         {"clock_unknown", {"clock", "show", "-j", "nowhere"}},
         {"clock_advance_to", {"clock", "advance", "--to", "2024-07-02"}},
         {"clock_advance_by", {"clock", "advance", "--by", "1d12h"}},
         {"clock_advance_nonsense", {"clock", "advance", "--by", "3 days"}},
         {"catalogue_get", {"catalogue", "get"}},
         {"catalogue_get_kind", {"catalogue", "get", "--kind", "target", "--kind", "unit"}},
         {"catalogue_export", {"catalogue", "export", "out"}}})),
    [](const auto& row) { return row.param.name; });

TEST_F(AppTest, ColoursLightsOnATerminalAndNotWithNoColor) {
  const Screen screen{.terminal = true, .colour = true, .width = 0};
  EXPECT_THAT(Run({"board"}, Environment(), screen).answers, HasSubstr("\x1B[31m● 红\x1B[0m"));
  Variables environment = Environment();
  environment["NO_COLOR"] = "1";
  EXPECT_THAT(Run({"board"}, environment, screen).answers, ::testing::Not(HasSubstr("\x1B")));
  EXPECT_THAT(Run({"board", "--no-color"}, Environment(), screen).answers, ::testing::Not(HasSubstr("\x1B")));
}

TEST_F(AppTest, FitsTheTerminal) {
  for (const size_t width : {80, 100, 140}) {
    for (const std::vector<std::string>& command :
         std::vector<std::vector<std::string>>{{"board", "--units"},
                                               {"targets"},
                                               {"alerts", "--all"},
                                               {"alert", "target:T013:behind:2024"},
                                               {"explain", "T013"},
                                               {"deliveries"},
                                               {"deliveries", "--text"},
                                               {"route", "test", "--condition", "behind", "--severity", "red"},
                                               {"told", "target:T013:behind:2024"},
                                               {"apply", "good", "--dry-run"},
                                               {"catalogue", "get", "--kind", "target"},
                                               {"replay"}}) {
      std::stringstream answers(
          Run(command, Environment(), {.terminal = true, .colour = false, .width = width}).answers);
      for (std::string line; std::getline(answers, line);) EXPECT_LE(DisplayWidth(line), width) << line;
    }
  }
}

TEST_F(AppTest, ShowsIdsWhenIngestIsAway) {
  Variables environment = Environment();
  environment.erase("LIANDU_INGEST");
  const Ran ran = Run({"alerts"}, environment);
  EXPECT_EQ(ran.exit_code, kOk);
  EXPECT_THAT(ran.answers, HasSubstr("jrj"));
  EXPECT_THAT(ran.remarks, HasSubstr("问不到辖区的目录"));
}

TEST_F(AppTest, DrawsABarOnATerminal) {
  const Ran ran = Run({"import", "history.csv"}, Environment(), {.terminal = true, .colour = false, .width = 80});
  EXPECT_THAT(ran.remarks, HasSubstr("\r导入 ██████████████████████████████ 100%  4/4\n"));
}

TEST_F(AppTest, FindsServicesInTheEndpointsFileAndReadsWhatItWrote) {
  fs::create_directories(folder_ / ".liandu");
  Write(".liandu/endpoints.env",
        absl::StrCat("# written by deploy/local/run\nexport LIANDU_INGEST=\"", services_.address(),
                     "\"\nLIANDU_EVALUATOR=", services_.address(), "\nLIANDU_JURISDICTION=qingdao\n"));
  EXPECT_EQ(Run({"clock", "advance", "--by", "1d"}).exit_code, kOk);
  EXPECT_EQ(Read(".liandu/position.qingdao"), "100-0");
  services_.TakeRequests();
  EXPECT_EQ(Run({"board", "--json"}).exit_code, kOk);
  EXPECT_THAT(services_.TakeRequests(),
              ElementsAre(R"(GetBoard {"jurisdiction":"qingdao","minPosition":{"entry":"100-0"}})"));
}

TEST_F(AppTest, AsksWithoutARememberedPositionThatIsNotReached) {
  fs::create_directories(folder_ / ".liandu");
  Write(".liandu/endpoints.env", absl::StrCat("LIANDU_EVALUATOR=", services_.address(), "\n"));
  Write(".liandu/position.qingdao", "999-0");
  EXPECT_EQ(Run({"board", "--json", "-j", "qingdao"}).exit_code, kOk);
  EXPECT_EQ(services_.TakeRequests().size(), 2u);
  EXPECT_EQ(Run({"board", "--json", "-j", "qingdao", "--after", "999-0"}).exit_code, kUnavailable);
}

TEST_F(AppTest, TriesAgainWhenTheServerSaysWhen) {
  const Ran ran = Run({"catalogue", "get", "-j", "slow"}, Environment());
  EXPECT_EQ(ran.exit_code, kOk) << ran.remarks;
  EXPECT_EQ(pauses_, 1);
}

TEST_F(AppTest, KeepsTheTokenOfAWatchInAFile) {
  EXPECT_EQ(Run({"watch", "--count", "1", "--token-file", "token", "--json"}, Environment()).exit_code, kOk);
  EXPECT_EQ(Read("token"), "token-1\n");
  services_.TakeRequests();
  EXPECT_EQ(Run({"watch", "--count", "1", "--token-file", "token", "--json"}, Environment()).exit_code, kOk);
  EXPECT_THAT(services_.TakeRequests(),
              ElementsAre(R"(WatchTransitions {"jurisdiction":"qingdao","resumeToken":"token-1"})"));
  EXPECT_EQ(Read("token"), "token-2\n");
}

TEST_F(AppTest, StopsWatchingWhenNobodyReads) {
  std::ostringstream closed;
  closed.setstate(std::ios::badbit);
  std::ostringstream remarks;
  const platform::SystemClock clock;
  EXPECT_EQ(RunApp({"watch"}, {closed, remarks, {}, Environment(), folder_.string(), clock, [](auto) {}}), kOk);
}

TEST_F(AppTest, EndsWithUsageOrUnavailable) {
  EXPECT_EQ(Run({"board"}).exit_code, kUsage);
  EXPECT_EQ(Run({"board", "-j", "q"}).exit_code, kUsage);
  EXPECT_EQ(Run({"bord"}).exit_code, kUsage);
  EXPECT_EQ(Run({"board", "-j", "q", "--server", "unix:/nowhere/at/all"}).exit_code, kUnavailable);
  const Ran json = Run({"board", "--json", "-j", "q"});
  EXPECT_THAT(json.remarks, HasSubstr("\"code\":\"INVALID_ARGUMENT\""));
  EXPECT_EQ(json.answers, "");
}

TEST_F(AppTest, TellsItsVersion) {
  const Ran ran = Run({"version"});
  EXPECT_EQ(ran.exit_code, kOk);
  EXPECT_THAT(ran.answers, ::testing::StartsWith("liandu "));
  EXPECT_THAT(Run({"version", "--json"}).answers, HasSubstr("\"contract\": \"liandu.v1\""));
}

}  // namespace
}  // namespace liandu::cli
