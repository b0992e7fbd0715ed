#include "evaluator/domain/series.h"

#include <gtest/gtest.h>

#include "evaluator/domain/figures.h"

namespace liandu::evaluator {
namespace {

using model::Bound;
using model::Decimal;

struct Said {
  const char* value;
  int revision = 0;
  bool preliminary = false;
  Bound bound = Bound::kExact;
};

HeldReport ReportOf(const Said& said) {
  HeldReport report;
  report.period = model::Period::Parse("2024").value();
  report.value = Decimal::Parse(said.value).value();
  report.revision = said.revision;
  report.preliminary = said.preliminary;
  report.bound = said.bound;
  report.detail = std::make_shared<const ReportDetail>();
  return report;
}

struct SeriesCase {
  const char* name;
  std::vector<Said> said;
  const char* stands;
  size_t unsettled = 0;
};

class SeriesTest : public testing::TestWithParam<SeriesCase> {};

TEST_P(SeriesTest, KnowsWhichFigureOfAPeriodStands) {
  std::vector<HeldReport> series;
  for (const Said& said : GetParam().said) TakeReport(ReportOf(said), series);
  size_t next = 0;
  const HeldReport* standing = StandingReport(series, 0, next);
  ASSERT_NE(standing, nullptr);
  EXPECT_EQ(standing->value.ToString(), GetParam().stands);
  EXPECT_EQ(UnsettledReports(series).size(), GetParam().unsettled);
}

INSTANTIATE_TEST_SUITE_P(
    OnePeriod, SeriesTest,
    testing::Values(SeriesCase{"TheOnlyOne", {{"5"}}, "5"}, SeriesCase{"TheLaterRevision", {{"5"}, {"6", 1}}, "6"},
                    SeriesCase{"TheLaterRevisionThoughItCameFirst", {{"6", 1}, {"5"}}, "6"},
                    SeriesCase{"TheFirstOfTwoThatDiffer", {{"5"}, {"6"}}, "5", 1},
                    SeriesCase{"FinalBeforePreliminary", {{"5", 0, true}, {"6"}}, "6"},
                    SeriesCase{"PreliminaryAfterFinal", {{"6"}, {"5", 0, true}}, "6"},
                    SeriesCase{"TwoPreliminaryOnesThatDiffer", {{"5", 0, true}, {"6", 0, true}}, "5", 1},
                    SeriesCase{"SettledByTheFinalOne", {{"5", 0, true}, {"6", 0, true}, {"7"}}, "7"},
                    SeriesCase{"ALaterPreliminaryRevision", {{"5"}, {"6", 1, true}}, "6"},
                    SeriesCase{"ExactBeforeRounded", {{"5", 0, false, Bound::kAbout}, {"5.2"}}, "5.2"},
                    SeriesCase{"ExactBeforeBound", {{"5.2"}, {"6", 0, false, Bound::kLessThan}}, "5.2"},
                    SeriesCase{
                        "RoundedFinalBeforeExactPreliminary", {{"5.2", 0, true}, {"5", 0, false, Bound::kAbout}}, "5"}),
    [](const auto& row) { return row.param.name; });

TEST(Series, KeepsTheFinalFigureHoweverManyCome) {
  std::vector<HeldReport> series;
  TakeReport(ReportOf({"1"}), series);
  for (int i = 2; i < 100; ++i) TakeReport(ReportOf({std::to_string(i).c_str(), 0, true}), series);
  EXPECT_LE(series.size(), kMaxReportsPerPeriod);
  size_t next = 0;
  EXPECT_EQ(StandingReport(series, 0, next)->value.ToString(), "1");
}

}  // namespace
}  // namespace liandu::evaluator
