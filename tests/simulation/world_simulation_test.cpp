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

/// Indicators that follow from others, from parts, items and members, with targets of all kinds over them; some read
/// each other in a circle until the next change.
void DrawDerived(Dice& dice, std::vector<std::string>& lines) {
  const char* kept[] = {" kept=2024-01-01", " kept=2024-09-15", ""};
  for (int r = 0; r < 2; ++r) lines.push_back(absl::StrCat("register R", r, kept[dice.Roll(0, 2)]));
  lines.push_back(absl::StrCat("stage_machine S stages=a,b", dice.Chance(50) ? ",c" : ""));
  lines.push_back("unit D0 district");
  lines.push_back("unit D1 district");
  for (int i = 0; i < 4; ++i) {
    lines.push_back(absl::StrCat("item X", i, " machine=S chains=C", dice.Roll(0, 1), " district=D", dice.Roll(0, 1),
                                 " attributes=investment:", dice.Roll(10, 30), dice.Chance(40) ? ",big:true" : ""));
  }
  const std::vector<std::vector<std::string>> formulas = {
      {"[I0] - at([I0], 2024-07-31)", "[I0] - at([I1], 2023-12-31)"},
      {"sum(parts)", "count(parts >= 60) * 10", "sum(parts) + [I5]"},
      {"[N1] / [I3] * 100", "([I3] - 80) / ([I2] - 80)", "[N7]"},
      {"reached(\"b\", investment >= 20 or big)", "reached(\"b\") + entered(\"R1\")", "entered(\"R0\", not big)"},
      {"members(\"R0\")", "past(\"b\")", "members(\"R1\", tier = \"x\") + past(\"a\")"},
      {"[N3] / past(\"a\") * 100", "[N4] - year_before([N4])", "[N3] / [I5]"},
      {"done(\"M\")", "done(\"M\") + [N4]"},
      {"[I4] - year_before([I4])", "[N2] + 1", "[N1] - [I4]"}};
  for (size_t n = 0; n < formulas.size(); ++n) {
    const auto& drawn = formulas[n];
    const std::string& formula = drawn[static_cast<size_t>(dice.Roll(0, static_cast<int>(drawn.size()) - 1))];
    lines.push_back(absl::StrCat("indicator N", n, " unit=家 formula='", formula, "'"));
  }
  lines.push_back("indicator P0 unit=家 part_of=N1 member=C0");
  lines.push_back(absl::StrCat("indicator P1 unit=家 part_of=N", dice.Roll(0, 4) > 0 ? 1 : 2, " member=C1"));
  lines.push_back("indicator P2 unit=家 formula='[I1] + [I2]' part_of=N1 member=C2");
  const char* measures[] = {"derived ge", "derived about", "flow ge", "level ge", "derived le"};
  const char* windows[] = {"from=2024-01-01 due=2024-12-31", "from=2024-10-01 due=2025-12-31",
                           "from=2023-01-01 due=2025-12-31 each_year"};
  const char* members[] = {" for_each=chain", " for_each=district", "", ""};
  for (int t = 0; t < 12; ++t) {
    lines.push_back(absl::StrCat("target D", t, " indicator=N", dice.Roll(0, 7), " programme=P0 ",
                                 measures[dice.Roll(0, 4)], " ", dice.Roll(1, 4), dice.Chance(30) ? " divisor=3 " : " ",
                                 windows[dice.Roll(0, 2)], members[dice.Roll(0, 3)],
                                 dice.Chance(30) ? " base=1@2023-12-31" : ""));
  }
}

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
                                    "requirement R programme=P0",
                                    "policy red=1/3 yellow=2/5 blue=0/8"};
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
  DrawDerived(dice, lines);
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
  if (dice.Chance(15)) {
    const char* stages[] = {"a", "b", "c"};
    const model::StageReport report{absl::StrCat("X", dice.Roll(0, 3)), stages[dice.Roll(0, 2)],
                                    today - dice.Roll(0, 200), ""};
    return model::ReportsReceived{"sim", {model::Report{report, 0, std::nullopt}}};
  }
  if (dice.Chance(20)) {
    model::MembershipReport report;
    report.register_id = absl::StrCat("R", dice.Roll(0, 1));
    report.member = absl::StrCat("m", dice.Roll(0, 4));
    report.change = static_cast<model::MembershipChange>(dice.Roll(1, 3));
    // Some become known before their day.
    report.date = today - dice.Roll(-20, 200);
    report.chain = dice.Chance(70) ? absl::StrCat("C", dice.Roll(0, 1)) : "";
    report.district = dice.Chance(70) ? absl::StrCat("D", dice.Roll(0, 1)) : "";
    report.tier = dice.Chance(50) ? "x" : "y";
    if (dice.Chance(50)) report.attributes = {{"big", "true"}};
    return model::ReportsReceived{"sim", {model::Report{report, 0, std::nullopt}}};
  }
  const Date month_end = Date(today.year(), static_cast<unsigned>(today.ymd().month()), 1) - 1;
  model::IndicatorReport report;
  report.indicator = dice.Chance(75) ? absl::StrCat("I", dice.Roll(0, 5)) : absl::StrCat("P", dice.Roll(0, 1));
  report.period = {month_end, month_end, true};
  if (dice.Chance(20)) report.period = model::Period::Parse(std::to_string(today.year() - 1)).value();
  report.value = model::Decimal{dice.Roll(0, 160), 0};
  report.bound = dice.Chance(15) ? model::Bound::kMoreThan : model::Bound::kExact;
  report.revision = dice.Roll(0, 2);
  report.source = "sim";
  return model::ReportsReceived{"sim", {model::Report{std::move(report), 0, std::nullopt}}};
}

/// What somebody does about an alert that has spoken; some saw an older state.
model::EventBody DrawStep(Dice& dice, const WorldDriver& driver, Date today) {
  using Kind = model::AlertActionKind;
  const auto& seen =
      driver.movements()[static_cast<size_t>(dice.Roll(0, static_cast<int>(driver.movements().size()) - 1))];
  if (dice.Chance(15)) {
    model::Circular circular;
    circular.id = absl::StrCat("2024-", dice.Roll(1, 20));
    circular.reply_due_date = today + dice.Roll(0, 20);
    circular.entries.push_back({seen.alert.id, "U0", model::Condition::kOverdue, model::Severity::kRed, "", 0, {}});
    return model::CatalogueApplied{{circular}, {}};
  }
  model::AlertActed acted;
  acted.alert = seen.alert.id;
  acted.sequence = dice.Chance(85) ? driver.world().GetAlert("city", seen.alert.id)->sequence : seen.alert.sequence;
  acted.action.kind = static_cast<Kind>(dice.Roll(2, 8));
  acted.action.note = "说明";
  if (acted.action.kind == Kind::kFeedback) acted.action.feedback = {"原因", "措施", today + dice.Roll(-1, 30)};
  if (acted.action.kind == Kind::kExtensionRequest) acted.action.extension_request.until = today + dice.Roll(0, 60);
  acted.action.granted = dice.Chance(60);
  return acted;
}

/// Targets, and what derived indicators are made of: the last lines of a drawn catalogue.
constexpr int kChangeableLines = 14 + 2 + 1 + 2 + 4 + 8 + 3 + 12;

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
  for (int i = 0; i < 80; ++i) {
    today = today + dice.Roll(0, 15);
    if (dice.Chance(45)) {
      send(DrawFact(dice, today));
    } else if (!driver.movements().empty() && dice.Chance(40)) {
      send(DrawStep(dice, driver, today));
    } else if (dice.Chance(20)) {
      // Part of the catalogue comes again, otherwise.
      const std::vector<std::string> other = DrawCatalogue(dice);
      send(Applied({other[other.size() - static_cast<size_t>(dice.Roll(1, kChangeableLines))]}));
    } else if (dice.Chance(10)) {
      model::CatalogueApplied removed;
      const std::vector<model::ResourceKey> keys = {
          {model::ResourceKind::kTarget, absl::StrCat("T", dice.Roll(0, 13))},
          {model::ResourceKind::kTarget, absl::StrCat("D", dice.Roll(0, 11))},
          {model::ResourceKind::kItem, absl::StrCat("X", dice.Roll(0, 3))},
          {model::ResourceKind::kRegister, absl::StrCat("R", dice.Roll(0, 1))},
          {model::ResourceKind::kIndicator, "P0"}};
      removed.removed.push_back(keys[static_cast<size_t>(dice.Roll(0, 4))]);
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

/// A catalogue that says what is there already changes nothing and says nothing.
TEST(World, ApplyingACatalogueTwiceChangesNothing) {
  Dice dice;
  for (int round = 0; round < 15; ++round) {
    WorldDriver driver;
    Live(dice, driver);
    model::Catalogue catalogue;
    for (const auto& logged : driver.log()) {
      const auto* applied = std::get_if<model::CatalogueApplied>(&logged.event.body);
      if (!applied) continue;
      for (const model::ResourceKey& key : applied->removed) catalogue.Remove(key);
      for (const model::Resource& resource : applied->put) catalogue.Put(resource);
    }
    const Instant now = driver.log().back().at;
    driver.Apply({"city", "", "", 0, model::CatalogueApplied{}}, now);
    const std::string before = driver.Portrait();
    const size_t movements = driver.movements().size();
    driver.Apply({"city", "", "", 0, model::CatalogueApplied{catalogue.Resources(), {}}}, now);
    EXPECT_EQ(driver.Portrait(), before) << "round " << round;
    EXPECT_EQ(driver.movements().size(), movements) << "round " << round;
  }
}

}  // namespace
}  // namespace liandu::simulation
