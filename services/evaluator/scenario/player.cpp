#include "evaluator/scenario/player.h"

#include <algorithm>
#include <exception>
#include <map>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "evaluator/scenario/alert_lines.h"
#include "evaluator/scenario/catalogue_lines.h"
#include "evaluator/scenario/scenario_play.h"
#include "model/civil_time.h"

namespace liandu::scenarios {
namespace {

using model::Instant;

constexpr const char* kVerbs =
    "open in at tick go-live put catalogue remove report milestone fulfil member stage issue ack feedback return "
    "verify "
    "comment extend decide expect（见 docs/scenarios.md）";

/// "2024-07-01", "09:30" in UTC+8.
Instant MomentOf(const std::string& date, const std::string& time) {
  if (time.size() != 5 || time[2] != ':') throw BadLine(absl::StrCat("“", time, "”不是时刻，应写成 09:30"));
  const int64_t minutes = ReadWhole(time.substr(0, 2)) * 60 + ReadWhole(time.substr(3, 2));
  if (minutes < 0 || minutes >= 24 * 60) throw BadLine(absl::StrCat("“", time, "”不是时刻，应写成 09:30"));
  return model::CivilTime().At(ReadDate(date), static_cast<int>(minutes));
}

model::ClockMode ModeOf(const Words& words) {
  if (words.Has("sandbox")) return model::ClockMode::kSandbox;
  if (words.Has("importing")) return model::ClockMode::kImporting;
  if (words.Has("live")) return model::ClockMode::kLive;
  throw BadLine("时钟要写 live、sandbox 或 importing");
}

}  // namespace

std::string Failure::ToString() const {
  std::string said = absl::StrCat(file, ":", line, ": ", text, "\n  ", what);
  if (!unreadable) absl::StrAppend(&said, "：应为 ", expected, "，实为 ", actual);
  return said;
}

ScenarioResult PlayScenario(const std::string& file, const std::string& text, const CatalogueReader& read_catalogue,
                            Audience* audience) {
  return Player(file, read_catalogue, audience).Play(text);
}

Player::Player(std::string file, const CatalogueReader& read_catalogue, Audience* audience)
    : read_catalogue_(read_catalogue), audience_(audience) {
  result_.file = std::move(file);
}

ScenarioResult Player::Play(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    ++number_;
    text_ = line.substr(0, line.find('#'));
    text_.erase(text_.find_last_not_of(" \t\r") + 1);
    if (!text_.empty() && !Take(text_)) return std::move(result_);
  }
  Put();
  CheckRecords();
  return std::move(result_);
}

bool Player::Take(const std::string& line) {
  std::string trouble;
  try {
    const Words words(line);
    if (words.plain.at(0) != "put") Put();
    Line(line, words);
    if (words.plain.at(0) != "put") words.CheckAllAsked();
    return true;
  } catch (const BadLine& bad) {
    trouble = bad.what();
  } catch (const std::exception& broken) {
    trouble = absl::StrCat("这一行读不懂（", broken.what(), "）");
  }
  result_.failures.push_back({result_.file, number_, text_, true, trouble, "", ""});
  return false;
}

void Player::Send(model::EventBody body, const std::string& actor) {
  model::Event event;
  event.jurisdiction = std::holds_alternative<model::Tick>(body) ? "" : jurisdiction_;
  if (event.jurisdiction.empty() && !std::holds_alternative<model::Tick>(body)) throw BadLine("先要 open 一个辖区");
  event.actor = actor;
  event.body = std::move(body);
  driver_.Apply(event, now_);
  if (audience_ != nullptr) audience_->Hear(event, now_, driver_.said());
}

bool Player::AudienceTakes(const Words& words) {
  if (audience_ == nullptr) return false;
  return audience_->Take(words, [this](const std::string& what, const std::string& expected,
                                       const std::string& actual) { Fail(what, expected, actual); });
}

/// Consecutive "put" lines are one change of the catalogue.
void Player::Put() {
  if (put_.empty()) return;
  model::CatalogueApplied applied;
  applied.put.swap(put_);
  Send(std::move(applied));
}

void Player::Line(const std::string& line, const Words& words) {
  const std::string& verb = words.plain[0];
  if (verb == "put") {
    if (jurisdiction_.empty()) throw BadLine("先要 open 一个辖区");
    return put_.push_back(ResourceOfLine(line.substr(line.find("put") + 3)));
  }
  if (verb == "in") {
    jurisdiction_ = words.plain.at(1);
    return;
  }
  if (verb == "open") return Open(words);
  if (verb == "go-live") return GoLive(words);
  if (verb == "at") return MoveTo(words);
  if (verb == "tick") return Send(model::Tick{});
  if (verb == "catalogue") return Catalogue(words);
  if (verb == "report") return Report(words);
  if (verb == "milestone") return Milestone(words);
  if (verb == "stage") return Stage(words);
  if (verb == "fulfil") return Fulfil(words);
  if (verb == "member") return Member(words);
  if (verb == "issue") return Issue(words);
  if (const auto action = ActionOfWords(words)) return Act(words, *action);
  if (verb == "remove") return Remove(words);
  if (verb == "expect") return Expect(words);
  if (AudienceTakes(words)) return;
  throw BadLine(absl::StrCat("没有“", verb, "”这种行；能写：", kVerbs));
}

/// "ack target:T013:behind:2024 1 by=张三"; "now" stands for the alert's present sequence.
void Player::Act(const Words& words, const model::AlertAction& action) {
  const std::string& alert = words.plain.at(1);
  int64_t sequence = 0;
  if (words.plain.at(2) == "now") {
    const auto seen = driver_.world().GetAlert(jurisdiction_, alert);
    if (!seen.ok()) throw BadLine(std::string(seen.status().message()));
    sequence = seen->sequence;
  } else {
    sequence = ReadWhole(words.plain.at(2));
  }
  const std::string by = words.Get("by");
  Send(model::AlertActed{alert, sequence, action}, by.empty() ? "张三" : by);
}

/// "open qingdao importing 2021-01-01 00:00"
void Player::Open(const Words& words) {
  jurisdiction_ = words.plain.at(1);
  const model::ClockMode mode = ModeOf(words);
  now_ = MomentOf(words.plain.at(3), words.plain.at(4));
  Send(model::JurisdictionOpened{mode, now_});
}

void Player::GoLive(const Words& words) {
  const model::ClockMode mode = ModeOf(words);
  now_ = MomentOf(words.plain.at(2), words.plain.at(3));
  Send(model::JurisdictionWentLive{mode, now_});
}

/// "at 2024-07-01 09:30": an own clock is moved there, the partition's shows by what follows.
void Player::MoveTo(const Words& words) {
  now_ = MomentOf(words.plain.at(1), words.plain.at(2));
  const auto board = driver_.world().GetBoard(jurisdiction_);
  if (board.ok() && now_ < board->clock) throw BadLine("时间不能倒退");
  if (board.ok() && board->clock_mode != model::ClockMode::kLive) return Send(model::ClockAdvanced{now_});
  Send(model::Tick{});
}

/// "catalogue ../qingdao": all that its YAML files hold.
void Player::Catalogue(const Words& words) {
  auto resources = read_catalogue_(result_.file, words.plain.at(1));
  if (!resources.ok()) throw BadLine(std::string(resources.status().message()));
  Send(model::CatalogueApplied{*std::move(resources), {}});
}

/// "remove target T1": any kind by its name.
void Player::Remove(const Words& words) {
  const std::string& word = words.plain.at(1);
  std::vector<std::string> kinds;
  model::CatalogueApplied applied;
  for (int kind = 1; kind <= static_cast<int>(model::ResourceKind::kCircular); ++kind) {
    kinds.push_back(model::KindName(static_cast<model::ResourceKind>(kind)));
    if (word != kinds.back()) continue;
    applied.removed.push_back({static_cast<model::ResourceKind>(kind), words.plain.at(2)});
  }
  if (applied.removed.empty()) {
    throw BadLine(absl::StrCat("目录里没有“", word, "”这一类；能写：", absl::StrJoin(kinds, " ")));
  }
  Send(std::move(applied));
}

/// "report I1 2024-06-30 10 r1 source=文件": a value may carry >, )=at least, <, ~.
void Player::Report(const Words& words) {
  model::IndicatorReport report;
  report.indicator = words.plain.at(1);
  report.period = ReadPeriod(words.plain.at(2));
  std::string value = words.plain.at(3);
  const std::string marks = ">)<~";
  const model::Bound bounds[] = {model::Bound::kMoreThan, model::Bound::kAtLeast, model::Bound::kLessThan,
                                 model::Bound::kAbout};
  if (const size_t mark = marks.find(value[0]); mark != std::string::npos) {
    report.bound = bounds[mark];
    value.erase(0, 1);
  }
  report.value = ReadDecimal(value);
  for (int revision = 0; revision < 10; ++revision) {
    if (words.Has("r" + std::to_string(revision))) report.revision = revision;
  }
  report.unit_of_measure = words.Get("unit");
  report.statistical_scope = words.Get("scope");
  report.baseline_of = words.List("baseline_of");
  report.source = words.Get("source");
  if (const std::string growth = words.Get("growth"); !growth.empty()) {
    const size_t slash = growth.find('/');
    report.growth_rate = ReadDecimal(growth.substr(0, slash));
    if (slash != std::string::npos) report.growth_base_period = ReadPeriod(growth.substr(slash + 1)).ToString();
  }
  report.preliminary = words.Has("preliminary");
  Send(model::ReportsReceived{"test", {model::Report{std::move(report), 0, std::nullopt}}});
}

/// "milestone item/step done 2024-05-20 expected=2024-06-30"
void Player::Milestone(const Words& words) {
  const std::string& path = words.plain.at(1);
  const size_t slash = path.find('/');
  if (slash == std::string::npos) throw BadLine(absl::StrCat("“", path, "”应写成 事项/节点"));
  auto state = model::MilestoneState::kPlanned;
  if (words.Has("started")) state = model::MilestoneState::kStarted;
  if (words.Has("done")) state = model::MilestoneState::kDone;
  if (state == model::MilestoneState::kPlanned && !words.Has("planned")) {
    throw BadLine("节点要写 done、started 或 planned");
  }
  const std::string expected = words.Get("expected");
  const model::MilestoneReport report{path.substr(0, slash),
                                      path.substr(slash + 1),
                                      state,
                                      ReadDate(words.plain.at(3)),
                                      "",
                                      expected.empty() ? std::nullopt : std::optional(ReadDate(expected))};
  Send(model::ReportsReceived{"test", {model::Report{report, 0, std::nullopt}}});
}

/// "stage item 开工建设 2024-05-20 reason=并购"
void Player::Stage(const Words& words) {
  const model::StageReport report{words.plain.at(1), words.plain.at(2), ReadDate(words.plain.at(3)),
                                  words.Get("reason")};
  Send(model::ReportsReceived{"test", {model::Report{report, 0, std::nullopt}}});
}

/// "issue X settled 2024-05-20"
void Player::Issue(const Words& words) {
  const bool settled = words.Has("settled");
  if (!settled && !words.Has("open")) throw BadLine("协调事项要写 settled 或 open");
  const auto state = settled ? model::IssueState::kSettled : model::IssueState::kOpen;
  const model::IssueReport report{words.plain.at(1), state, ReadDate(words.plain.at(3)), ""};
  Send(model::ReportsReceived{"test", {model::Report{report, 0, std::nullopt}}});
}

/// "member parks/P1 entered 2024-03-01 chain=C0 tier=国家级 attributes=kind:plan"
void Player::Member(const Words& words) {
  const std::map<std::string, model::MembershipChange> changes = {{"entered", model::MembershipChange::kEntered},
                                                                  {"changed", model::MembershipChange::kChanged},
                                                                  {"left", model::MembershipChange::kLeft}};
  const std::string& path = words.plain.at(1);
  const size_t slash = path.find('/');
  if (slash == std::string::npos) throw BadLine(absl::StrCat("“", path, "”应写成 名录/成员"));
  const auto change = changes.find(words.plain.at(2));
  if (change == changes.end()) throw BadLine("成员要写 entered、changed 或 left");
  model::MembershipReport report;
  report.register_id = path.substr(0, slash);
  report.member = path.substr(slash + 1);
  report.change = change->second;
  report.date = ReadDate(words.plain.at(3));
  report.tier = words.Get("tier");
  report.chain = words.Get("chain");
  report.unit = words.Get("unit");
  report.park = words.Get("park");
  report.district = words.Get("district");
  if (!words.Get("batch").empty()) report.batch = static_cast<int>(ReadWhole(words.Get("batch")));
  report.attributes = AttributesOf(words);
  Send(model::ReportsReceived{"test", {model::Report{std::move(report), 0, std::nullopt}}});
}

/// "fulfil O1 2024Q2 2024-07-10"
void Player::Fulfil(const Words& words) {
  const model::ObligationReport report{words.plain.at(1), ReadPeriod(words.plain.at(2)), ReadDate(words.plain.at(3)),
                                       ""};
  Send(model::ReportsReceived{"test", {model::Report{report, 0, std::nullopt}}});
}

}  // namespace liandu::scenarios
