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

Instant MomentOn(Date day, int minutes) { return model::CivilTime().At(day, minutes); }

/// Supervision has begun when a drawn history does, or begins in its middle.
const char* const kJurisdictions[] = {"jurisdiction city since=2024-01-01", "jurisdiction city since=2024-09-01"};

std::vector<std::string> DrawCatalogue(Dice& dice) {
  std::vector<std::string> lines = {"measure 家 count 1",
                                    "measure 亿元 money 1",
                                    kJurisdictions[dice.Roll(0, 1)],
                                    "unit U0",
                                    "unit U1 parent=U0",
                                    "unit U2 parent=U1",
                                    "programme P0 issuer=U0 from=2024-01-01 to=2025-12-31",
                                    "programme P1 issuer=U2 draft from=2024-01-01 to=2025-12-31",
                                    "post L0 unit=U0 to=2024-11-30",
                                    "chain C0 leader=L0",
                                    "chain C1 lead=U1",
                                    "item M programme=P0 chains=C0 milestones=a@2024-09-30,b@2025-03-31",
                                    "obligation O programme=P0 quarterly lead=U1",
                                    "requirement R programme=P0"};
  const char* cadences[] = {"", "monthly", "quarterly", "continuous"};
  const char* measures[] = {"flow ge", "flow gt", "level ge", "level le", "rate about"};
  const char* windows[] = {"from=2024-01-01 due=2024-12-31", "from=2024-01-01 due=2025-12-31",
                           "from=2025-01-01 due=2025-12-31", "from=2023-01-01 due=2025-12-31 each_year"};
  for (int i = 0; i < 6; ++i) lines.push_back(absl::StrCat("indicator I", i, " unit=家 ", cadences[dice.Roll(0, 3)]));
  for (int t = 0; t < 14; ++t) {
    lines.push_back(absl::StrCat("target T", t, " indicator=I", dice.Roll(0, 5), " programme=P", dice.Roll(0, 1), " ",
                                 measures[dice.Roll(0, 4)], " ", dice.Roll(1, 3) * 50, " ", windows[dice.Roll(0, 3)],
                                 " chains=C", dice.Roll(0, 1), dice.Chance(60) ? " base=20@2022-12-31" : "",
                                 dice.Chance(30) ? " lead=U2" : "", dice.Chance(20) ? " redacted" : "",
                                 dice.Chance(20) ? " stretch" : "", dice.Chance(20) ? " core" : ""));
  }
  return lines;
}

model::EventBody Applied(const std::vector<std::string>& lines) {
  model::CatalogueApplied applied;
  for (const std::string& line : lines) applied.put.push_back(scenarios::ResourceOfLine(line));
  return applied;
}

model::EventBody DrawFact(Dice& dice, Date today) {
  if (dice.Chance(10)) {
    const auto state = dice.Chance(50) ? model::MilestoneState::kDone : model::MilestoneState::kStarted;
    const model::MilestoneReport report{"M", dice.Chance(50) ? "a" : "b", state, today, ""};
    return model::ReportsReceived{"sim", {model::Report{report, 0, std::nullopt}}};
  }
  if (dice.Chance(10)) {
    const auto period = model::Period::Parse(absl::StrCat("2024Q", dice.Roll(1, 4))).value();
    return model::ReportsReceived{"sim",
                                  {model::Report{model::ObligationReport{"O", period, today, ""}, 0, std::nullopt}}};
  }
  const Date month_end = Date(today.year(), static_cast<unsigned>(today.ymd().month()), 1) - 1;
  model::IndicatorReport report;
  report.indicator = absl::StrCat("I", dice.Roll(0, 5));
  report.period = {month_end, month_end, true};
  if (dice.Chance(20)) report.period = model::Period::Parse(std::to_string(today.year() - 1)).value();
  report.value = model::Decimal{dice.Roll(0, 160), 0};
  report.bound = dice.Chance(15) ? model::Bound::kMoreThan : model::Bound::kExact;
  report.revision = dice.Roll(0, 2);
  report.source = "sim";
  return model::ReportsReceived{"sim", {model::Report{std::move(report), 0, std::nullopt}}};
}

/// One drawn history of a city.
void Live(Dice& dice, WorldDriver& driver) {
  Date today(2024, 7, 1);
  const auto send = [&](model::EventBody body) {
    const bool tick = std::holds_alternative<model::Tick>(body);
    driver.Apply({tick ? "" : "city", "", "", 0, std::move(body)}, MomentOn(today, 600));
  };
  send(model::JurisdictionOpened{model::ClockMode::kLive, MomentOn(today, 600)});
  const std::vector<std::string> catalogue = DrawCatalogue(dice);
  send(Applied(catalogue));
  for (int i = 0; i < 60; ++i) {
    today = today + dice.Roll(0, 15);
    if (dice.Chance(60)) {
      send(DrawFact(dice, today));
    } else if (dice.Chance(20)) {
      // Part of the catalogue comes again, otherwise.
      const std::vector<std::string> other = DrawCatalogue(dice);
      send(Applied({other[other.size() - static_cast<size_t>(dice.Roll(1, 14))]}));
    } else if (dice.Chance(10)) {
      model::CatalogueApplied removed;
      removed.removed.push_back({model::ResourceKind::kTarget, absl::StrCat("T", dice.Roll(0, 13))});
      send(std::move(removed));
    } else {
      send(model::Tick{});
    }
  }
}

/// The settings with which a history began.
std::string JurisdictionOf(const WorldDriver& driver) {
  for (const auto& logged : driver.log()) {
    const auto* applied = std::get_if<model::CatalogueApplied>(&logged.event.body);
    if (!applied) continue;
    for (const model::Resource& resource : applied->put) {
      const auto* jurisdiction = std::get_if<model::Jurisdiction>(&resource);
      if (jurisdiction) return "jurisdiction city since=" + jurisdiction->supervised_since->ToString();
    }
  }
  return kJurisdictions[0];
}

/// No alert is older than supervision, whatever the order of things.
TEST(World, NothingIsRaisedBeforeSupervisionBegins) {
  Dice dice;
  int later = 0;
  for (int round = 0; round < 15; ++round) {
    WorldDriver driver;
    Live(dice, driver);
    if (JurisdictionOf(driver) != kJurisdictions[1]) continue;
    ++later;
    const Instant begins = model::CivilTime().StartOf(Date(2024, 9, 1));
    for (const auto& movement : driver.movements()) ASSERT_GE(movement.transition.time, begins) << round;
    // What holds on the first day is raised at its beginning, as if it had been judged then from scratch.
    bool at_once = false;
    for (const auto& movement : driver.movements()) at_once = at_once || movement.transition.time == begins;
    EXPECT_TRUE(at_once) << round;
  }
  EXPECT_GT(later, 0);
}

TEST(World, RestoredEqualsTheOriginal) {
  Dice dice;
  for (int round = 0; round < 15; ++round) {
    WorldDriver driver;
    Live(dice, driver);
    ASSERT_EQ(WorldDriver::PortraitOf(driver.Restored()), driver.Portrait()) << "round " << round;
  }
}

/// Restored halfway, it says the same of what follows.
TEST(World, RestoredGoesOnAsTheOriginal) {
  Dice dice;
  for (int round = 0; round < 10; ++round) {
    WorldDriver driver;
    Live(dice, driver);
    const size_t half = driver.log().size() / 2;
    WorldDriver first;
    for (size_t i = 0; i < half; ++i) first.Apply(driver.log()[i].event, driver.log()[i].at);
    evaluator::World second = first.Restored();
    evaluator::DomainEffects effects;
    for (size_t i = half; i < driver.log().size(); ++i) {
      second.Apply(driver.log()[i].event, driver.log()[i].at, driver.log()[i].cause, effects);
    }
    ASSERT_EQ(WorldDriver::PortraitOf(second), driver.Portrait()) << "round " << round;
  }
}

/// What stands after many small changes is what one change of everything gives.
TEST(World, IncrementalEqualsFromScratch) {
  Dice dice;
  for (int round = 0; round < 15; ++round) {
    WorldDriver driver;
    Live(dice, driver);
    WorldDriver again;
    for (const auto& logged : driver.log()) again.Apply(logged.event, logged.at);
    ASSERT_EQ(again.Portrait(), driver.Portrait());
    // Settings that say the same make everything be judged anew.
    const Instant now = driver.log().back().at;
    const size_t movements = driver.movements().size();
    const std::string before = driver.Portrait();
    again.Apply({"city", "", "", 0, Applied({JurisdictionOf(driver)})}, now);
    driver.Apply({"city", "", "", 0, model::CatalogueApplied{}}, now);
    EXPECT_EQ(again.Portrait(), driver.Portrait()) << "round " << round;
    EXPECT_EQ(again.movements().size(), movements) << "round " << round;
  }
}

}  // namespace
}  // namespace liandu::simulation
