#include "evaluator/domain/what_if.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evaluator/scenario/catalogue_lines.h"
#include "evaluator/scenario/world_driver.h"
#include "model/civil_time.h"

namespace liandu::evaluator {
namespace {

using model::Condition;
using model::Date;
using model::Light;
using scenarios::ResourceOfLine;
using scenarios::WorldDriver;

constexpr const char* kCity = "city";

model::Instant Morning(Date date) { return model::CivilTime().At(date, 9 * 60); }

model::Report FigureOf(const std::string& indicator, const std::string& period, const std::string& value) {
  model::IndicatorReport figure;
  figure.indicator = indicator;
  figure.period = *model::Period::Parse(period);
  figure.value = *model::Decimal::Parse(value);
  return model::Report{figure, 0, std::nullopt};
}

/// A city on 2024-07-01: T of indicator I is a flow of 100 a year, U of J another; both unreported. The lead units'
/// office answers for both.
class WhatIfTest : public testing::Test {
 protected:
  WhatIfTest() {
    Send(model::JurisdictionOpened{model::ClockMode::kSandbox, Morning(Date(2024, 1, 1))});
    model::CatalogueApplied applied;
    for (const char* line :
         {"jurisdiction city since=2024-01-01", "measure 场 count 1", "unit office", "chain C lead=office",
          "programme P issuer=office from=2024-01-01 to=2024-12-31", "indicator I unit=场", "indicator J unit=场",
          "target T indicator=I programme=P flow ge 100 from=2024-01-01 due=2024-12-31 chains=C",
          "target U indicator=J programme=P flow ge 100 from=2024-01-01 due=2024-12-31"}) {
      applied.put.push_back(ResourceOfLine(line));
    }
    Send(std::move(applied));
    Send(model::ClockAdvanced{Morning(Date(2024, 7, 1))});
  }

  void Send(model::EventBody body) {
    model::Event event;
    event.jurisdiction = kCity;
    event.body = std::move(body);
    driver_.Apply(std::move(event), Morning(Date(2024, 1, 1)));
  }

  WhatIf Suppose(const Supposition& supposition) {
    const std::string before = driver_.Portrait();
    const absl::StatusOr<WhatIf> answer = driver_.world().SupposeIn(kCity, supposition);
    EXPECT_EQ(driver_.Portrait(), before) << "the live state was touched";
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? *answer : WhatIf();
  }

  WorldDriver driver_;
};

TEST_F(WhatIfTest, AFigureChangesItsTargetItsAlertsAndTheLights) {
  const WhatIf answer = Suppose({.reports = {FigureOf("I", "2024-06-30", "10")}});
  ASSERT_EQ(answer.targets.size(), 1u);
  EXPECT_EQ(answer.targets[0].before->light, Light::kGrey);
  EXPECT_EQ(answer.targets[0].after->light, Light::kRed);
  EXPECT_EQ(answer.targets[0].after->lag_points, "39.7");
  ASSERT_EQ(answer.alerts.size(), 1u);
  EXPECT_FALSE(answer.alerts[0].before);
  EXPECT_EQ(answer.alerts[0].after->condition, Condition::kBehind);
  EXPECT_EQ(answer.targets_copied, 1) << "the other indicator is not concerned";
  ASSERT_EQ(answer.lights.size(), 3u) << "the city's, the chain's and the office's";
  EXPECT_EQ(answer.lights[0].kind, "jurisdiction");
  EXPECT_EQ(answer.lights[0].before.grey, 2);
  EXPECT_EQ(answer.lights[0].after.grey, 1) << "what was not copied still counts";
  EXPECT_EQ(answer.lights[0].after.red, 1);
}

TEST_F(WhatIfTest, NothingSupposedChangesNothing) {
  const WhatIf answer = Suppose({});
  EXPECT_TRUE(answer.targets.empty());
  EXPECT_TRUE(answer.alerts.empty());
  EXPECT_TRUE(answer.lights.empty());
}

TEST_F(WhatIfTest, TimeAloneBringsWhatIsOwed) {
  const WhatIf answer = Suppose({.clock = Morning(Date(2025, 3, 1))});
  EXPECT_EQ(answer.clock_after, Morning(Date(2025, 3, 1)));
  EXPECT_EQ(answer.targets_copied, 2);
  ASSERT_EQ(answer.alerts.size(), 1u);
  EXPECT_EQ(answer.alerts[0].after->condition, Condition::kReportOverdue);
  EXPECT_THAT(answer.alerts[0].after->members, testing::ElementsAre("I", "J"));
}

TEST_F(WhatIfTest, AReportersAlertKeepsItsOtherIndicators) {
  Send(model::ClockAdvanced{Morning(Date(2025, 3, 1))});
  const WhatIf answer = Suppose({.reports = {FigureOf("I", "2024", "120")}});
  ASSERT_EQ(answer.alerts.size(), 1u);
  EXPECT_THAT(answer.alerts[0].after->members, testing::ElementsAre("J"));
}

TEST_F(WhatIfTest, ARuleMayBeSupposed) {
  Send(model::ReportsReceived{"test", {FigureOf("I", "2024-06-30", "10")}});
  const WhatIf answer = Suppose(
      {.put = {ResourceOfLine("target T indicator=I programme=P flow ge 15 from=2024-01-01 due=2024-12-31 chains=C")}});
  ASSERT_EQ(answer.targets.size(), 1u);
  EXPECT_EQ(answer.targets[0].before->light, Light::kRed);
  EXPECT_EQ(answer.targets[0].after->light, Light::kGreen);
  EXPECT_FALSE(answer.alerts.at(0).after);
  const WhatIf without = Suppose({.removed = {{model::ResourceKind::kTarget, "T"}}});
  ASSERT_EQ(without.targets.size(), 1u);
  EXPECT_FALSE(without.targets[0].after);
}

TEST_F(WhatIfTest, RefusesWhatItCannotJudge) {
  const auto code = [&](const Supposition& supposition) {
    return driver_.world().SupposeIn(kCity, supposition).status().code();
  };
  EXPECT_EQ(code({.reports = {FigureOf("X", "2024", "1")}}), absl::StatusCode::kNotFound);
  EXPECT_EQ(code({.put = {ResourceOfLine("target V indicator=X programme=P flow ge 15 due=2024-12-31")}}),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(code({.clock = Morning(Date(2024, 6, 1))}), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(code({.clock = Morning(Date(2044, 6, 1))}), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(driver_.world().SupposeIn("nowhere", {}).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace liandu::evaluator
