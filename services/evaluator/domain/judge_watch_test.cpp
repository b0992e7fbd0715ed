#include "evaluator/domain/judge_watch.h"

#include <gtest/gtest.h>

namespace liandu::evaluator {
namespace {

using model::Date;
using model::Decimal;
using model::Period;
using model::WatchBasis;

struct PeriodCase {
  const char* name;
  const char* period;
  WatchBasis basis;
  const char* compared;
};

class ComparedPeriodTest : public testing::TestWithParam<PeriodCase> {};

TEST_P(ComparedPeriodTest, IsTheOneBeforeOrAYearBefore) {
  const Period period = Period::Parse(GetParam().period).value();
  EXPECT_EQ(ComparedPeriod(period, GetParam().basis).ToString(), GetParam().compared);
}

INSTANTIATE_TEST_SUITE_P(
    Periods, ComparedPeriodTest,
    testing::Values(PeriodCase{"Month", "2024-03", WatchBasis::kPreviousPeriod, "2024-02"},
                    PeriodCase{"January", "2024-01", WatchBasis::kPreviousPeriod, "2023-12"},
                    PeriodCase{"Quarter", "2024Q1", WatchBasis::kPreviousPeriod, "2023Q4"},
                    PeriodCase{"HalfYear", "2024H1", WatchBasis::kPreviousPeriod, "2023H2"},
                    PeriodCase{"Year", "2024", WatchBasis::kPreviousPeriod, "2023"},
                    PeriodCase{"LeapFebruaryAYearBefore", "2024-02", WatchBasis::kYearBefore, "2023-02"},
                    PeriodCase{"FebruaryBeforeALeapYear", "2025-02", WatchBasis::kYearBefore, "2024-02"},
                    PeriodCase{"QuarterAYearBefore", "2024Q2", WatchBasis::kYearBefore, "2023Q2"},
                    PeriodCase{"MonthEnd", "2024-03-31", WatchBasis::kPreviousPeriod, "2024-02-29"},
                    PeriodCase{"MonthEndAYearBefore", "2025-02-28", WatchBasis::kYearBefore, "2024-02-29"},
                    PeriodCase{"SomeDay", "2024-03-15", WatchBasis::kPreviousPeriod, "2024-02-15"},
                    PeriodCase{"SomeDays", "2024-01-11/2024-01-20", WatchBasis::kPreviousPeriod,
                               "2024-01-01/2024-01-10"}),
    [](const auto& row) { return row.param.name; });

struct Figure {
  const char* period;
  const char* value;
  model::Bound bound = model::Bound::kExact;
};

struct WatchCase {
  const char* name;
  std::optional<Decimal> floor;
  std::optional<Decimal> ceiling;
  std::optional<Decimal> drop;
  std::vector<Figure> figures;
  bool speaks;
};

class JudgeWatchTest : public testing::TestWithParam<WatchCase> {};

TEST_P(JudgeWatchTest, SpeaksOfTheLatestFigure) {
  Registry registry;
  IndicatorRow indicator("I");
  for (const Figure& figure : GetParam().figures) {
    HeldReport report;
    report.period = Period::Parse(figure.period).value();
    report.value = Decimal::Parse(figure.value).value();
    report.bound = figure.bound;
    report.published = report.period.last;
    report.detail = std::make_shared<const ReportDetail>();
    indicator.reports.push_back(std::move(report));
  }
  model::Watch watch;
  watch.floor = GetParam().floor;
  watch.ceiling = GetParam().ceiling;
  watch.drop_percent = GetParam().drop;
  const WatchVerdict verdict = JudgeWatch(watch, indicator, registry, Date(2024, 7, 1));
  EXPECT_EQ(verdict.severity != model::Severity::kNone, GetParam().speaks);
}

const Decimal kTen{10, 0};
const Decimal kHundred{100, 0};

INSTANTIATE_TEST_SUITE_P(
    Figures, JudgeWatchTest,
    testing::Values(WatchCase{"NothingReported", kTen, {}, {}, {}, false},
                    WatchCase{"AtTheFloor", kTen, {}, {}, {{"2024-06", "10"}}, false},
                    WatchCase{"BelowTheFloor", kTen, {}, {}, {{"2024-06", "9.99"}}, true},
                    WatchCase{"BoundLeavesItOpen", kTen, {}, {}, {{"2024-06", "11", model::Bound::kLessThan}}, false},
                    WatchCase{"BoundDecides", kTen, {}, {}, {{"2024-06", "10", model::Bound::kLessThan}}, true},
                    WatchCase{"AtTheCeiling", {}, kTen, {}, {{"2024-06", "10"}}, false},
                    WatchCase{"AboveTheCeiling", {}, kTen, {}, {{"2024-06", "10.01"}}, true},
                    WatchCase{"FellByExactlyTheLimit", {}, {}, kTen, {{"2024-05", "100"}, {"2024-06", "90"}}, false},
                    WatchCase{"FellByMore", {}, {}, kTen, {{"2024-05", "100"}, {"2024-06", "89.999"}}, true},
                    WatchCase{"FellByMoreThanABoundSays",
                              {},
                              {},
                              kTen,
                              {{"2024-05", "100", model::Bound::kMoreThan}, {"2024-06", "90"}},
                              true},
                    WatchCase{"APeriodIsMissing", {}, {}, kTen, {{"2024-04", "100"}, {"2024-06", "1"}}, false},
                    WatchCase{"ADropFromNothing", {}, {}, kTen, {{"2024-05", "0"}, {"2024-06", "-5"}}, false},
                    WatchCase{"EverythingIsGone", {}, {}, kHundred, {{"2024-05", "5"}, {"2024-06", "0"}}, false},
                    WatchCase{"Stale", kTen, {}, {}, {{"2022-06", "1"}}, false},
                    WatchCase{"NotYetStale", kTen, {}, {}, {{"2022-07", "1"}}, true}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace liandu::evaluator
