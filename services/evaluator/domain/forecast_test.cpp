#include "evaluator/domain/forecast.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "evaluator/domain/judge_target.h"
#include "evaluator/domain/series.h"

namespace liandu::evaluator {
namespace {

using model::Bound;
using model::Comparator;
using model::Date;
using model::Light;
using model::Measure;
using model::Rational;
using model::Severity;

/// A figure of a period, with its growth on another.
struct Figure {
  const char* period;
  const char* value;
  const char* growth = "";
  const char* growth_base = "";
  Bound bound = Bound::kExact;
  const char* scope = "";
};

std::vector<HeldReport> SeriesOf(const std::vector<Figure>& figures) {
  std::vector<HeldReport> series;
  for (const Figure& figure : figures) {
    HeldReport report;
    report.period = model::Period::Parse(figure.period).value();
    report.value = model::Decimal::Parse(figure.value).value();
    report.bound = figure.bound;
    report.published = report.period.last + 20;
    auto detail = std::make_shared<ReportDetail>();
    if (*figure.growth) detail->growth_rate = model::Decimal::Parse(figure.growth).value();
    detail->growth_base_period = figure.growth_base;
    detail->statistical_scope = figure.scope;
    report.detail = std::move(detail);
    TakeReport(std::move(report), series);
  }
  return series;
}

using Change = std::function<void(TargetSpec&)>;

TargetSpec Flow(
    int value, const Change& change = [](TargetSpec&) {}) {
  TargetSpec spec;
  spec.id = "T";
  spec.measure = Measure::kFlow;
  spec.comparator = Comparator::kGe;
  spec.value = Rational(value);
  spec.start = Date(2024, 1, 1);
  spec.due = Date(2024, 12, 31);
  change(spec);
  return spec;
}

TargetSpec Level(
    int value, const Change& change = [](TargetSpec&) {}) {
  TargetSpec spec = Flow(value);
  spec.measure = Measure::kLevel;
  change(spec);
  return spec;
}

TargetSpec Share(
    int value, const Change& change = [](TargetSpec&) {}) {
  TargetSpec spec = Level(value);
  spec.measure = Measure::kRate;
  spec.is_percentage = true;
  change(spec);
  return spec;
}

void Count(TargetSpec& spec) { spec.is_count = true; }
void Stretch(TargetSpec& spec) { spec.stretch = true; }
void Draft(TargetSpec& spec) { spec.draft = true; }
void Inferred(TargetSpec& spec) { spec.due_inferred = true; }
void Limit(TargetSpec& spec) { spec.comparator = Comparator::kLe; }
void Continuous(TargetSpec& spec) { spec.continuous = true; }

struct Case {
  const char* name;
  TargetSpec spec;
  std::vector<Figure> figures;
  Light light;
  Reason reason;
  Severity at_risk = Severity::kNone;
  /// Rounded to one place; empty: nothing is forecast.
  const char* forecast = "";
  Date today{2024, 7, 1};
};

Verdict Judge(const TargetSpec& spec, const std::vector<HeldReport>& reports, Date today, bool with_numbers = true) {
  const model::JudgementSettings settings;
  const LagThresholds thresholds(settings);
  return JudgeTarget(spec, reports, {today, Date(2024, 1, 1), settings, thresholds, with_numbers});
}

class ForecastTest : public testing::TestWithParam<Case> {};

TEST_P(ForecastTest, GivesTheVerdict) {
  const Case& row = GetParam();
  const auto series = SeriesOf(row.figures);
  const Verdict verdict = Judge(row.spec, series, row.today);
  const WindowVerdict& now = verdict.current();
  EXPECT_STREQ(model::LightName(now.light), model::LightName(row.light));
  EXPECT_STREQ(ReasonName(now.reason), ReasonName(row.reason));
  EXPECT_EQ(now.at_risk, row.at_risk);
  const auto& forecast = now.numbers.forecast;
  EXPECT_EQ(forecast ? model::ToText(Rounded(forecast->value, 1), 1) : "", row.forecast);
  EXPECT_EQ(Judge(row.spec, series, row.today, false).current().at_risk, row.at_risk) << "the same without its numbers";
}

constexpr Severity kYellow = Severity::kYellow;
constexpr Severity kBlue = Severity::kBlue;

/// The window has no figure of its own.
std::vector<Case> ByWholeWindows() {
  return {
      // T128: 5469.2 × 1.065² is below 6500.
      {"ReportedGrowthGoesOn",
       Flow(6500),
       {{"2022", "5469.2", "6.5", "2021"}},
       Light::kYellow,
       Reason::kAtRisk,
       kYellow,
       "6203.3"},
      {"InferredDateIsYellowAnyway",
       Flow(6500, Inferred),
       {{"2022", "5469.2", "6.5", "2021"}},
       Light::kYellow,
       Reason::kAtRisk,
       kYellow,
       "6203.3"},
      // T002: blue changes no light.
      {"StretchIsBlue",
       Flow(6400, Stretch),
       {{"2022", "5469.2", "6.5", "2021"}},
       Light::kGrey,
       Reason::kNoReport,
       kBlue,
       "6203.3"},
      {"DraftIsBlue",
       Flow(6500, Draft),
       {{"2022", "5469.2", "6.5", "2021"}},
       Light::kGrey,
       Reason::kNoReport,
       kBlue,
       "6203.3"},
      {"HittingAloneIsGreen",
       Flow(6200),
       {{"2022", "5469.2", "6.5", "2021"}},
       Light::kGreen,
       Reason::kForecast,
       Severity::kNone,
       "6203.3"},
      // T001 and T138: 7613.59 in 2020, 9999.2 in 2023.
      {"TwoYearsCompound",
       Flow(10000),
       {{"2012", "3603.45"}, {"2020", "7613.59"}, {"2023", "9999.2"}},
       Light::kGreen,
       Reason::kForecast,
       Severity::kNone,
       "10950.2"},
      {"TwoYearsCompoundMiss",
       Flow(11000),
       {{"2020", "7613.59"}, {"2023", "9999.2"}},
       Light::kYellow,
       Reason::kAtRisk,
       kYellow,
       "10950.2"},
      {"ExactlyOnTheTargetHits",
       Flow(121),
       {{"2022", "100"}, {"2023", "110"}},
       Light::kGreen,
       Reason::kForecast,
       Severity::kNone,
       "121"},
      {"CountsGoInALine",
       Flow(121, Count),
       {{"2022", "100"}, {"2023", "110"}},
       Light::kYellow,
       Reason::kAtRisk,
       kYellow,
       "120"},
      {"GrowthOverFiveYearsIsNoYearlyGrowth",
       Flow(450),
       {{"2023", "286.6", "220", "2018"}},
       Light::kGrey,
       Reason::kNoReport},
      {"OneFigureIsNoTrend", Flow(450), {{"2023", "286.6"}}, Light::kGrey, Reason::kNoReport},
      {"MoreThanTwoYearsAhead", Flow(450), {{"2021", "286.6", "20", "2020"}}, Light::kGrey, Reason::kNoReport},
      {"BoundsForecastNothing",
       Flow(2000),
       {{"2022", "1800", "25.3", "2021", Bound::kMoreThan}},
       Light::kGrey,
       Reason::kNoReport},
      {"OtherScopesForecastNothing",
       Flow(2000),
       {{"2022", "1800", "25.3", "2021", Bound::kExact, "city"}},
       Light::kGrey,
       Reason::kNoReport},
      {"PrintedBaseOfAFlow",
       Flow(121,
            [](auto& s) {
              s.base = BaseSpec{Rational(100), Date(2022, 12, 31), Bound::kExact, false};
            }),
       {{"2023", "110"}},
       Light::kGreen,
       Reason::kForecast,
       Severity::kNone,
       "121"},
      {"SharesAreClipped",
       Share(100, [](auto& s) { s.comparator = Comparator::kGt; }),
       {{"2022", "80"}, {"2023", "95"}},
       Light::kYellow,
       Reason::kAtRisk,
       kYellow,
       "100"},
      {"LevelsGoByTheDay",
       Level(100, Count),
       {{"2022-12-31", "60"}, {"2023-12-31", "80"}},
       Light::kGreen,
       Reason::kForecast,
       Severity::kNone,
       "100.1"},
      {"LessThanAYearApart",
       Level(100, Count),
       {{"2023-06-30", "60"}, {"2023-12-31", "80"}},
       Light::kGrey,
       Reason::kNoReport},
      {"KeepsItsColourWhileTheFigureIsAwaited",
       Flow(6500),
       {{"2022", "5469.2", "6.5", "2021"}},
       Light::kYellow,
       Reason::kPending,
       kYellow,
       "6203.3",
       Date(2025, 2, 6)},
      {"NotForEver",
       Flow(6500),
       {{"2022", "5469.2", "6.5", "2021"}},
       Light::kGrey,
       Reason::kNoReport,
       Severity::kNone,
       "",
       Date(2027, 1, 1)},
      {"TheCoveringFigureDecides",
       Flow(6500),
       {{"2022", "5469.2", "6.5", "2021"}, {"2024", "6500"}},
       Light::kGreen,
       Reason::kMet,
       Severity::kNone,
       "",
       Date(2025, 2, 6)},
      {"HalfYearOfARateIsNotForecastOver",
       Share(60),
       {{"2022", "62"}, {"2023", "61"}, {"2024H1", "64.2"}},
       Light::kGrey,
       Reason::kMismatchedPeriod},
  };
}

/// The window has figures.
std::vector<Case> ByTheWindowItself() {
  return {
      {"GrowthToDateOfTheReport",
       Flow(106),
       {{"2023", "100"}, {"2024H1", "50", "6", "2023H1"}},
       Light::kGreen,
       Reason::kOnTrack,
       Severity::kNone,
       "106"},
      {"GrowthToDateMisses",
       Flow(106),
       {{"2023", "100"}, {"2024H1", "50", "5.9", "2023H1"}},
       Light::kYellow,
       Reason::kAtRisk,
       kYellow,
       "105.9"},
      {"GrowthToDateFromLastYearsSamePart",
       Flow(100),
       {{"2023", "100"}, {"2023H1", "40"}, {"2024H1", "44"}},
       Light::kGreen,
       Reason::kOnTrack,
       Severity::kNone,
       "110"},
      {"GrowthSinceAnotherMonthIsNone",
       Flow(100),
       {{"2023", "100"}, {"2024H1", "47", "50", "2023Q1"}},
       Light::kGreen,
       Reason::kOnTrack,
       Severity::kNone,
       "94.5"},
      {"BehindHoldsItBack",
       Flow(100),
       {{"2023", "100"}, {"2024H1", "10", "-80", "2023H1"}},
       Light::kRed,
       Reason::kBehind,
       Severity::kNone,
       "20"},
      // T013: 45 of 100 on 30 June would end at 90.5, within what the lag allows.
      {"StraightLineHasTheLagsTolerance",
       Flow(100, Count),
       {{"2024-06-30", "45"}},
       Light::kGreen,
       Reason::kOnTrack,
       Severity::kNone,
       "90.5"},
      {"StraightLineMisses",
       Flow(100, Count),
       {{"2024-06-30", "44"}},
       Light::kYellow,
       Reason::kAtRisk,
       kYellow,
       "88.5"},
      {"StraightLineClearsBelowEight",
       Flow(1000, Count),
       {{"2024-05-31", "370"}, {"2024-06-30", "452"}},
       Light::kYellow,
       Reason::kAtRisk,
       kYellow,
       "909"},
      {"NotBeforeAQuarterOfTheWay",
       Flow(100, Count),
       {{"2024-03-01", "13"}},
       Light::kGreen,
       Reason::kOnTrack,
       Severity::kNone,
       "",
       Date(2024, 3, 10)},
      {"UntilThenTheWholeWindows",
       Flow(100, Count),
       {{"2022", "90"}, {"2023", "91"}, {"2024-03-01", "13"}},
       Light::kYellow,
       Reason::kAtRisk,
       kYellow,
       "92",
       Date(2024, 3, 10)},
      {"LimitsAreForecastToo",
       Flow(100, Limit),
       {{"2024-06-30", "60"}},
       Light::kYellow,
       Reason::kAtRisk,
       kYellow,
       "120.7"},
      {"WithinTheLimit",
       Flow(100, Limit),
       {{"2024-06-30", "45"}},
       Light::kGreen,
       Reason::kOnTrack,
       Severity::kNone,
       "90.5"},
      {"WhatCountsItselfHasItsLag", Flow(100, Continuous), {{"2024-05-31", "41"}}, Light::kGreen, Reason::kOnTrack},
      {"ReachedButFalling",
       Share(50),
       {{"2022", "62"}, {"2023", "55"}},
       Light::kYellow,
       Reason::kAtRisk,
       kYellow,
       "48"},
      {"WithoutABaseItDecides",
       Level(100, [](auto& s) { s.start = Date(2021, 1, 1); }),
       {{"2022-12-31", "80", "10", "2021"}},
       Light::kYellow,
       Reason::kAtRisk,
       kYellow,
       "96.8"},
  };
}

std::string NameOf(const testing::TestParamInfo<Case>& row) { return row.param.name; }

INSTANTIATE_TEST_SUITE_P(WholeWindows, ForecastTest, testing::ValuesIn(ByWholeWindows()), NameOf);
INSTANTIATE_TEST_SUITE_P(OwnFigures, ForecastTest, testing::ValuesIn(ByTheWindowItself()), NameOf);

TEST(ForecastLooksBack, StraightLineIsAFold) {
  // 11, 9 and 7 points short at the end: yellow, still yellow, clear.
  const TargetSpec spec = Flow(3660);
  const auto total = [](int days, int permille) { return std::to_string(days * permille / 100); };
  const std::string may = total(152, 890);
  const std::string june = total(182, 910);
  const std::string july = total(213, 930);
  const auto at_risk = [&](const std::vector<Figure>& figures) {
    return Judge(spec, SeriesOf(figures), Date(2024, 8, 5)).current().at_risk;
  };
  EXPECT_EQ(at_risk({{"2024-05-31", may.c_str()}, {"2024-06-30", june.c_str()}}), Severity::kYellow);
  EXPECT_EQ(at_risk({{"2024-06-30", june.c_str()}}), Severity::kNone);
  EXPECT_EQ(at_risk({{"2024-05-31", may.c_str()}, {"2024-06-30", june.c_str()}, {"2024-07-31", july.c_str()}}),
            Severity::kNone);
}

}  // namespace
}  // namespace liandu::evaluator
