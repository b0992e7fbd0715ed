#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "catalogue_lines.h"
#include "model/civil_time.h"
#include "world_driver.h"

namespace liandu::scenarios {
namespace {

using model::Instant;

/// "2024-07-01", "09:30" in UTC+8.
Instant MomentOf(const std::string& date, const std::string& time) {
  const int minutes = std::stoi(time.substr(0, 2)) * 60 + std::stoi(time.substr(3, 2));
  return model::CivilTime().At(model::Date::Parse(date).value(), minutes);
}

/// Plays a scenario line by line and checks its expectations (README.md describes the lines).
class Player {
 public:
  void Play(const std::string& path) {
    std::ifstream file(path);
    ASSERT_TRUE(file.good()) << path;
    int number = 0;
    for (std::string line; std::getline(file, line);) {
      ++number;
      line = line.substr(0, line.find('#'));
      const Words words(line);
      if (words.plain.empty()) continue;
      SCOPED_TRACE(absl::StrCat(std::filesystem::path(path).filename().string(), ":", number, ": ", line));
      if (words.plain[0] != "put") Put();
      Line(line, words);
      if (testing::Test::HasFatalFailure()) return;
    }
    Put();
    CheckRecords();
  }

 private:
  void Send(model::EventBody body, const std::string& actor = "") {
    model::Event event;
    event.jurisdiction = std::holds_alternative<model::Tick>(body) ? "" : jurisdiction_;
    event.actor = actor;
    event.body = std::move(body);
    driver_.Apply(std::move(event), now_);
  }

  /// Consecutive "put" lines are one change of the catalogue.
  void Put() {
    if (put_.empty()) return;
    model::CatalogueApplied applied;
    applied.put.swap(put_);
    Send(std::move(applied));
  }

  void Line(const std::string& line, const Words& words) {
    const std::string& verb = words.plain[0];
    if (verb == "put") return put_.push_back(ResourceOfLine(line.substr(line.find("put") + 4)));
    if (verb == "in") {
      jurisdiction_ = words.plain.at(1);
      return;
    }
    if (verb == "open") return Open(words);
    if (verb == "go-live") return GoLive(words);
    if (verb == "at") return MoveTo(words);
    if (verb == "tick") return Send(model::Tick{});
    if (verb == "report") return Report(words);
    if (verb == "milestone") return Milestone(words);
    if (verb == "fulfil") return Fulfil(words);
    if (verb == "ack") {
      return Send(model::AlertAcknowledged{words.plain.at(1), std::stoll(words.plain.at(2)), "已知"}, "张三");
    }
    if (verb == "remove") {
      model::CatalogueApplied applied;
      ASSERT_EQ(words.plain.at(1), "target");
      applied.removed.push_back({model::ResourceKind::kTarget, words.plain.at(2)});
      return Send(std::move(applied));
    }
    if (verb == "expect") return Expect(words);
    FAIL() << "no such line";
  }

  model::ClockMode ModeOf(const Words& words) const {
    if (words.Has("sandbox")) return model::ClockMode::kSandbox;
    return words.Has("importing") ? model::ClockMode::kImporting : model::ClockMode::kLive;
  }

  /// "open qingdao importing 2021-01-01 00:00"
  void Open(const Words& words) {
    jurisdiction_ = words.plain.at(1);
    now_ = MomentOf(words.plain.at(3), words.plain.at(4));
    Send(model::JurisdictionOpened{ModeOf(words), now_});
  }

  void GoLive(const Words& words) {
    now_ = MomentOf(words.plain.at(2), words.plain.at(3));
    Send(model::JurisdictionWentLive{ModeOf(words), now_});
  }

  /// "at 2024-07-01 09:30": an own clock is moved there, the partition's shows by what follows.
  void MoveTo(const Words& words) {
    now_ = MomentOf(words.plain.at(1), words.plain.at(2));
    const auto board = driver_.world().GetBoard(jurisdiction_);
    if (board.ok() && board->clock_mode != model::ClockMode::kLive) return Send(model::ClockAdvanced{now_});
    Send(model::Tick{});
  }

  /// "report I1 2024-06-30 10 r1 source=文件": a value may carry >, )=at least, <, ~.
  void Report(const Words& words) {
    model::IndicatorReport report;
    report.indicator = words.plain.at(1);
    report.period = model::Period::Parse(words.plain.at(2)).value();
    std::string value = words.plain.at(3);
    const std::string marks = ">)<~";
    const model::Bound bounds[] = {model::Bound::kMoreThan, model::Bound::kAtLeast, model::Bound::kLessThan,
                                   model::Bound::kAbout};
    if (const size_t mark = marks.find(value[0]); mark != std::string::npos) {
      report.bound = bounds[mark];
      value.erase(0, 1);
    }
    report.value = model::Decimal::Parse(value).value();
    for (int revision = 1; revision < 10; ++revision) {
      if (words.Has("r" + std::to_string(revision))) report.revision = revision;
    }
    report.unit_of_measure = words.Get("unit");
    report.statistical_scope = words.Get("scope");
    report.baseline_of = words.List("baseline_of");
    report.source = words.Get("source");
    Send(model::ReportsReceived{"test", {model::Report{std::move(report), 0, std::nullopt}}});
  }

  /// "milestone item/step done 2024-05-20"
  void Milestone(const Words& words) {
    const std::string& path = words.plain.at(1);
    const size_t slash = path.find('/');
    const auto state = words.Has("done") ? model::MilestoneState::kDone : model::MilestoneState::kStarted;
    const model::MilestoneReport report{path.substr(0, slash), path.substr(slash + 1), state,
                                        model::Date::Parse(words.plain.at(3)).value(), ""};
    Send(model::ReportsReceived{"test", {model::Report{report, 0, std::nullopt}}});
  }

  /// "fulfil O1 2024Q2 2024-07-10"
  void Fulfil(const Words& words) {
    const model::ObligationReport report{words.plain.at(1), model::Period::Parse(words.plain.at(2)).value(),
                                         model::Date::Parse(words.plain.at(3)).value(), ""};
    Send(model::ReportsReceived{"test", {model::Report{report, 0, std::nullopt}}});
  }

  void Expect(const Words& words) {
    const std::string& what = words.plain.at(1);
    if (what == "target") return ExpectTarget(words);
    if (what == "alert") return ExpectAlert(words);
    if (what == "open") return ExpectOpen(words);
    if (what == "light") return ExpectLight(words);
    if (what == "movements") return ExpectMovements(words);
    if (what == "report") return ExpectReport(words);
    FAIL() << "no such expectation";
  }

  /// "expect target T013 red behind lag=39.7 final next=2025-01-01"
  void ExpectTarget(const Words& words) {
    const auto explanation = driver_.world().ExplainTarget(jurisdiction_, words.plain.at(2));
    ASSERT_TRUE(explanation.ok()) << explanation.status();
    const evaluator::TargetView& view = explanation->verdict;
    EXPECT_EQ(model::LightName(view.light), words.plain.at(3));
    EXPECT_EQ(evaluator::ReasonName(view.reason), words.plain.at(4));
    EXPECT_EQ(view.final, words.Has("final"));
    if (words.named.contains("lag")) {
      EXPECT_EQ(view.lag_points, words.Get("lag"));
    }
    if (words.named.contains("value")) {
      EXPECT_TRUE(absl::StartsWith(view.latest_value, words.Get("value"))) << view.latest_value;
    }
    if (words.named.contains("next")) {
      ASSERT_TRUE(view.next_change.has_value());
      EXPECT_EQ(model::CivilTime().DateAt(*view.next_change).ToString(), words.Get("next"));
    }
    EXPECT_FALSE(explanation->steps.empty());
  }

  /// "expect alert target:T013:behind:2024 red open sequence=1 members=T1,T2 says=滞后"; "expect alert X absent"
  void ExpectAlert(const Words& words) {
    const auto alert = driver_.world().GetAlert(jurisdiction_, words.plain.at(2));
    if (words.Has("absent")) {
      EXPECT_FALSE(alert.ok());
      return;
    }
    ASSERT_TRUE(alert.ok()) << alert.status() << "\n" << driver_.Portrait();
    EXPECT_EQ(model::SeverityName(alert->severity), words.plain.at(3));
    EXPECT_EQ(alert->open, words.Has("open"));
    EXPECT_EQ(alert->acknowledged, words.Has("acknowledged"));
    if (words.named.contains("sequence")) {
      EXPECT_EQ(std::to_string(alert->sequence), words.Get("sequence"));
    }
    if (words.named.contains("last")) {
      EXPECT_EQ(model::TransitionKindName(alert->trail.back().kind), words.Get("last"));
    }
    if (words.named.contains("note")) {
      const std::string& note = alert->trail.back().note;
      EXPECT_TRUE(absl::StrContains(note, words.Get("note"))) << note;
    }
    if (words.named.contains("since")) {
      EXPECT_EQ(model::CivilTime().ToText(alert->raised_time), absl::StrCat(words.Get("since"), " 00:00"));
    }
    if (words.named.contains("members")) {
      EXPECT_EQ(alert->members, words.List("members"));
    }
    if (words.named.contains("unit")) {
      EXPECT_EQ(alert->responsible_unit, words.Get("unit"));
    }
    if (words.Has("suppressed")) {
      EXPECT_TRUE(alert->trail.back().suppressed);
    }
    if (words.named.contains("says")) {
      EXPECT_TRUE(absl::StrContains(alert->evidence.summary, words.Get("says"))) << alert->evidence.summary;
    }
  }

  /// "expect open blue=1 yellow=0 red=1"
  void ExpectOpen(const Words& words) {
    const auto board = driver_.world().GetBoard(jurisdiction_);
    ASSERT_TRUE(board.ok());
    if (words.named.contains("blue")) {
      EXPECT_EQ(std::to_string(board->open_blue), words.Get("blue")) << driver_.Portrait();
    }
    if (words.named.contains("yellow")) {
      EXPECT_EQ(std::to_string(board->open_yellow), words.Get("yellow")) << driver_.Portrait();
    }
    if (words.named.contains("red")) {
      EXPECT_EQ(std::to_string(board->open_red), words.Get("red")) << driver_.Portrait();
    }
  }

  /// "expect light chain C red", "expect light unit U yellow", "expect light all grey 3/9"
  void ExpectLight(const Words& words) {
    const auto board = driver_.world().GetBoard(jurisdiction_);
    ASSERT_TRUE(board.ok());
    const std::string& where = words.plain.at(2);
    std::vector<evaluator::LightSummary> lights = {board->jurisdiction};
    if (where == "chain") lights = board->chains;
    if (where == "unit") lights = board->units;
    const size_t at = where == "all" ? 3 : 4;
    const auto found = std::find_if(lights.begin(), lights.end(),
                                    [&](const auto& light) { return where == "all" || light.id == words.plain.at(3); });
    ASSERT_NE(found, lights.end());
    EXPECT_EQ(model::LightName(found->light), words.plain.at(at)) << found->reason;
    if (words.plain.size() > at + 1) {
      EXPECT_TRUE(absl::StartsWith(found->reason, words.plain[at + 1])) << found->reason;
    }
  }

  /// "expect movements 3": alert movements since the last such line.
  void ExpectMovements(const Words& words) {
    EXPECT_EQ(driver_.movements().size() - movements_seen_, std::stoul(words.plain.at(2))) << driver_.Portrait();
    movements_seen_ = driver_.movements().size();
  }

  /// "expect report T013 2024-06-30 r0 set_aside"
  void ExpectReport(const Words& words) {
    const auto explanation = driver_.world().ExplainTarget(jurisdiction_, words.plain.at(2));
    ASSERT_TRUE(explanation.ok());
    const auto& reports = explanation->reports;
    EXPECT_TRUE(std::any_of(reports.begin(), reports.end(), [&](const auto& report) {
      return report.period == words.plain.at(3) && "r" + std::to_string(report.revision) == words.plain.at(4) &&
             report.role == words.plain.at(5);
    })) << driver_.Portrait();
  }

  void CheckRecords() const {
    EXPECT_EQ(driver_.Portrait(), WorldDriver::PortraitOf(driver_.Restored()));
    std::map<std::pair<std::string, std::string>, int64_t> last;
    for (const auto& movement : driver_.movements()) {
      EXPECT_EQ(movement.transition.sequence, ++last[std::pair(movement.jurisdiction, movement.alert.id)]);
    }
  }

  WorldDriver driver_;
  std::string jurisdiction_;
  Instant now_{};
  std::vector<model::Resource> put_;
  size_t movements_seen_ = 0;
};

std::vector<std::string> ScenarioFiles() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(LIANDU_SOURCE_DIR) + "/tests/scenarios")) {
    if (entry.path().extension() == ".scenario") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class Scenario : public testing::TestWithParam<std::string> {};

TEST_P(Scenario, GoesAsWritten) { Player().Play(GetParam()); }

INSTANTIATE_TEST_SUITE_P(All, Scenario, testing::ValuesIn(ScenarioFiles()), [](const auto& file) {
  std::string name = std::filesystem::path(file.param).stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace liandu::scenarios
