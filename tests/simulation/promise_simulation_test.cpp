#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "dice.h"
#include "evaluator/scenario/catalogue_lines.h"
#include "evaluator/scenario/world_driver.h"
#include "model/civil_time.h"

namespace liandu::simulation {
namespace {

using model::Date;
using model::Instant;
using scenarios::WorldDriver;

Instant MomentOn(Date day) { return model::CivilTime().At(day, 600); }

const char* const kJurisdiction = "jurisdiction city since=2024-01-01 calendar=cn";

std::string DrawDay(Dice& dice) { return (Date(2024, 1, 1) + dice.Roll(0, 500)).ToString(); }

/// Items A, B and C of three milestones each, which wait for earlier ones of any of them; some have no dates.
std::string DrawItem(Dice& dice, int item) {
  std::string line = absl::StrCat("item I", item, " programme=P", dice.Roll(0, 1), " chains=C milestones=");
  for (int m = 0; m < 3; ++m) {
    absl::StrAppend(&line, m == 0 ? "" : ",", "m", m);
    if (dice.Chance(60)) absl::StrAppend(&line, "@", DrawDay(dice));
    for (int waits = dice.Roll(0, 2); waits > 0; --waits) {
      const int at = item * 3 + m;
      if (at == 0) continue;
      const int before = dice.Roll(0, at - 1);
      absl::StrAppend(&line, "<I", before / 3, "/m", before % 3);
    }
    absl::StrAppend(&line, "+", dice.Roll(0, 40), dice.Chance(50) ? "c" : "");
  }
  return line + (dice.Chance(70) ? " machine=S" : " stages=一,二,三");
}

std::string DrawMilestone(Dice& dice) { return absl::StrCat("I", dice.Roll(0, 2), "/m", dice.Roll(0, 2)); }

std::string DrawLine(Dice& dice) {
  switch (dice.Roll(0, 5)) {
    case 0:
      return DrawItem(dice, dice.Roll(0, 2));
    case 1:
      return absl::StrCat("stage_machine S stages=一@", dice.Roll(0, 90), ",二@", dice.Roll(1, 90), ",三");
    case 2:
      return absl::StrCat("decision D", dice.Roll(0, 3), " change_due_date by=U milestone=", DrawMilestone(dice),
                          " date=", DrawDay(dice), " new=", DrawDay(dice));
    case 3:
      return absl::StrCat("decision D", dice.Roll(0, 3), " excuse by=U date=", DrawDay(dice),
                          dice.Chance(50) ? " milestone=" + DrawMilestone(dice) : " obligation=O period=2024Q2");
    case 4:
      return absl::StrCat("issue X", dice.Roll(0, 1), " lead=U raised=", DrawDay(dice),
                          dice.Chance(80) ? " due=" + DrawDay(dice) : "", " blocks=", DrawMilestone(dice),
                          dice.Chance(30) ? " top_level leader=L" : "");
    default:
      return absl::StrCat("calendar cn off=", DrawDay(dice), ",", DrawDay(dice));
  }
}

model::EventBody Applied(const std::vector<std::string>& lines) {
  model::CatalogueApplied applied;
  for (const std::string& line : lines) applied.put.push_back(scenarios::ResourceOfLine(line));
  return applied;
}

model::EventBody DrawFact(Dice& dice, Date today) {
  const std::string item = absl::StrCat("I", dice.Roll(0, 2));
  model::Fact fact =
      model::StageReport{item, std::vector<std::string>{"一", "二", "三"}[static_cast<size_t>(dice.Roll(0, 2))],
                         today - dice.Roll(0, 60), dice.Chance(30) ? "变更" : ""};
  if (dice.Chance(60)) {
    model::MilestoneReport report{
        item,        absl::StrCat("m", dice.Roll(0, 2)), model::MilestoneState::kStarted, today - dice.Roll(0, 20), "",
        std::nullopt};
    if (dice.Chance(40)) report.state = model::MilestoneState::kDone;
    if (dice.Chance(40)) report.expected_date = today + dice.Roll(-20, 120);
    fact = report;
  } else if (dice.Chance(30)) {
    const auto state = dice.Chance(60) ? model::IssueState::kSettled : model::IssueState::kOpen;
    fact = model::IssueReport{absl::StrCat("X", dice.Roll(0, 1)), state, today, ""};
  }
  return model::ReportsReceived{"sim", {model::Report{std::move(fact), 0, std::nullopt}}};
}

/// A city of promises that hang together, and what comes to it day by day.
class PromiseCity {
 public:
  explicit PromiseCity(Dice& dice) {
    Send(model::JurisdictionOpened{model::ClockMode::kLive, MomentOn(today_)});
    std::vector<std::string> lines = {kJurisdiction,
                                      "calendar cn off=2024-05-01..2024-05-05",
                                      "unit U",
                                      "post L unit=U",
                                      "programme P0 issuer=U from=2024-01-01 to=2025-12-31",
                                      "programme P1 issuer=U draft from=2024-01-01 to=2025-12-31",
                                      "chain C lead=U",
                                      "stage_machine S stages=一@30,二@60,三",
                                      "obligation O programme=P0 quarterly days=10",
                                      "obligation E programme=P0 mid_term"};
    for (int item = 0; item < 3; ++item) lines.push_back(DrawItem(dice, item));
    Send(Applied(lines));
  }

  void Step(Dice& dice) {
    today_ = today_ + dice.Roll(0, 20);
    if (dice.Chance(50)) return Send(DrawFact(dice, today_));
    if (dice.Chance(60)) return Send(Applied({DrawLine(dice)}));
    model::CatalogueApplied removed;
    if (dice.Chance(40))
      removed.removed.push_back({model::ResourceKind::kDecision, absl::StrCat("D", dice.Roll(0, 3))});
    if (dice.Chance(30)) removed.removed.push_back({model::ResourceKind::kIssue, absl::StrCat("X", dice.Roll(0, 1))});
    if (dice.Chance(20)) removed.removed.push_back({model::ResourceKind::kItem, absl::StrCat("I", dice.Roll(0, 2))});
    if (dice.Chance(10)) removed.removed.push_back({model::ResourceKind::kStageMachine, "S"});
    Send(std::move(removed));
  }

  void Send(model::EventBody body) {
    const bool tick = std::holds_alternative<model::Tick>(body);
    driver_.Apply({tick ? "" : "city", "", "", 0, std::move(body)}, MomentOn(today_));
  }
  const WorldDriver& driver() const { return driver_; }
  Date today() const { return today_; }

 private:
  WorldDriver driver_;
  Date today_{2024, 2, 1};
};

TEST(Promises, AreJudgedIncrementallyAsFromScratch) {
  Dice dice;
  size_t spoken = 0;
  for (int round = 0; round < 25; ++round) {
    PromiseCity city(dice);
    for (int step = 0; step < 40; ++step) {
      city.Step(dice);
      const size_t before = city.driver().movements().size();
      const std::string portrait = city.driver().Portrait();
      // The same settings again have everything judged again; nothing may be another.
      city.Send(Applied({kJurisdiction}));
      ASSERT_EQ(city.driver().movements().size(), before) << "round " << round << " step " << step;
      ASSERT_EQ(city.driver().Portrait(), portrait) << "round " << round << " step " << step;
    }
    spoken += city.driver().movements().size();
  }
  EXPECT_GT(spoken, 500u);
}

TEST(Promises, ComeBackFromTheirRecords) {
  Dice dice;
  for (int round = 0; round < 20; ++round) {
    PromiseCity city(dice);
    for (int step = 0; step < 25; ++step) {
      city.Step(dice);
      ASSERT_EQ(city.driver().Portrait(), WorldDriver::PortraitOf(city.driver().Restored()))
          << "round " << round << " step " << step;
    }
  }
}

/// Nothing changes between the days that were worked out: a history in which everything is judged again every day, from
/// scratch, moves its alerts at the same moments.
TEST(Promises, AreJudgedOnExactlyTheDaysOnWhichTheyChange) {
  Dice dice;
  for (int round = 0; round < 10; ++round) {
    PromiseCity city(dice);
    for (int step = 0; step < 25; ++step) city.Step(dice);
    WorldDriver daily;
    Date day(2024, 2, 1);
    for (const auto& logged : city.driver().log()) {
      const Date until = model::CivilTime().DateAt(logged.at);
      for (; day < until; day = day + 1) daily.Apply({"city", "", "", 0, Applied({kJurisdiction})}, MomentOn(day));
      daily.Apply(logged.event, logged.at);
    }
    const auto& sparse = city.driver().movements();
    const auto& dense = daily.movements();
    ASSERT_EQ(sparse.size(), dense.size()) << round;
    for (size_t i = 0; i < sparse.size(); ++i) {
      EXPECT_EQ(sparse[i].alert.id, dense[i].alert.id) << round;
      EXPECT_EQ(sparse[i].transition.kind, dense[i].transition.kind) << round;
      EXPECT_EQ(sparse[i].at, dense[i].at) << round;
    }
  }
}

}  // namespace
}  // namespace liandu::simulation
