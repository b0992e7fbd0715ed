#include "evaluator/domain/explain_light.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "evaluator/scenario/catalogue_lines.h"
#include "evaluator/scenario/world_driver.h"
#include "model/civil_time.h"

namespace liandu::evaluator {
namespace {

using model::Date;
using model::Light;
using scenarios::ResourceOfLine;
using scenarios::WorldDriver;
using testing::ElementsAre;
using testing::HasSubstr;

model::Instant Morning(Date date) { return model::CivilTime().At(date, 9 * 60); }

/// A chain with so many targets of 100, of which some were reported: a value each, "" for none; the first may be core.
LightExplanation ExplainChain(const std::vector<std::string>& values, bool core = false) {
  WorldDriver driver;
  const auto send = [&driver](model::EventBody body) {
    model::Event event;
    event.jurisdiction = "city";
    event.body = std::move(body);
    driver.Apply(std::move(event), Morning(Date(2024, 1, 1)));
  };
  send(model::JurisdictionOpened{model::ClockMode::kSandbox, Morning(Date(2024, 7, 1))});
  model::CatalogueApplied applied;
  for (const char* line : {"jurisdiction city since=2024-01-01", "measure 场 count 1", "unit office",
                           "chain C lead=office", "programme P issuer=office from=2024-01-01 to=2024-12-31"}) {
    applied.put.push_back(ResourceOfLine(line));
  }
  model::ReportsReceived received{"test", {}};
  for (size_t i = 0; i < values.size(); ++i) {
    applied.put.push_back(ResourceOfLine(absl::StrCat("indicator I", i, " unit=场")));
    applied.put.push_back(ResourceOfLine(absl::StrCat(
        "target T", i, " indicator=I", i, " programme=P flow ge 100 from=2024-01-01 due=2024-12-31 chains=C",
        core && i == 0 ? " core" : "")));
    if (values[i].empty()) continue;
    model::IndicatorReport figure;
    figure.indicator = absl::StrCat("I", i);
    figure.period = *model::Period::Parse("2024-06-30");
    figure.value = *model::Decimal::Parse(values[i]);
    received.reports.push_back(model::Report{figure, 0, std::nullopt});
  }
  send(std::move(applied));
  if (!received.reports.empty()) send(std::move(received));
  const auto answer = driver.world().ExplainLight("city", LightParent::kChain, "C");
  EXPECT_TRUE(answer.ok()) << answer.status();
  return answer.ok() ? *answer : LightExplanation();
}

std::vector<std::string> Ids(const LightExplanation& light) {
  std::vector<std::string> ids;
  for (const LightMember& member : light.members) ids.push_back(member.id);
  return ids;
}

TEST(ExplanationOfLight, NamesTheShareThatMakesItRed) {
  const LightExplanation light = ExplainChain({"50", "10", "10", "30"});
  EXPECT_EQ(light.summary.light, Light::kRed);
  EXPECT_EQ(light.rule, "R19 红：可评的 4 个里有 2 个红，超过 3 分之一");
  EXPECT_EQ(light.outlook[0], "再有 1 个红好转即为黄");
  EXPECT_THAT(Ids(light), ElementsAre("T1", "T2", "T3", "T0"));
}

TEST(ExplanationOfLight, NamesTheCore) {
  const LightExplanation light = ExplainChain({"10", "50", "50", "50"}, true);
  EXPECT_EQ(light.rule, "R19 红：有 1 个核心目标或节点为红");
}

TEST(ExplanationOfLight, SaysWhatYellowGreenAndGreyComeFrom) {
  EXPECT_THAT(ExplainChain({"10", "50"}).rule, HasSubstr("R19 黄：有 1 个红、0 个黄"));
  EXPECT_EQ(ExplainChain({"50", ""}).rule, "R19 绿：没有红和黄，可评 1/2，不少于 2 分之一");
  const LightExplanation grey = ExplainChain({"50", "", "", ""});
  EXPECT_EQ(grey.rule, "R19 灰：没有红和黄，但只有 1/4 可评，不足 2 分之一");
  EXPECT_EQ(grey.outlook[0], "再有 1 个可评且不黄不红，即为绿");
  EXPECT_EQ(ExplainChain({}).rule, "R19 灰：没有目标和节点");
}

TEST(ExplanationOfLight, SaysWhenTimeChangesIt) {
  const LightExplanation light = ExplainChain({"50"});
  ASSERT_EQ(light.outlook.size(), 2u);
  EXPECT_EQ(light.outlook[1], "没有新填报时，2025-01-01 最早有变化：T0 I0");
}

}  // namespace
}  // namespace liandu::evaluator
