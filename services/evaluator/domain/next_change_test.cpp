#include "evaluator/domain/next_change.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "evaluator/domain/series.h"

namespace liandu::evaluator {
namespace {

using model::Date;
using model::Rational;

HeldReport Figure(const char* day, int value) {
  HeldReport report;
  const Date date = Date::Parse(day).value();
  report.period = {date, date, true};
  report.value = model::Decimal{value, 0};
  report.published = date;
  report.detail = std::make_shared<const ReportDetail>();
  return report;
}

TargetSpec FlowOf100(model::Comparator comparator) {
  TargetSpec spec;
  spec.id = "T";
  spec.measure = model::Measure::kFlow;
  spec.comparator = comparator;
  spec.value = Rational(100);
  spec.start = Date(2024, 1, 1);
  spec.due = Date(2024, 12, 31);
  return spec;
}

struct Case {
  const char* name;
  TargetSpec spec;
  std::vector<HeldReport> reports;
  const char* change;
};

Case Of(const char* name, TargetSpec spec, std::vector<HeldReport> reports, const char* change) {
  return {name, std::move(spec), std::move(reports), change};
}

TargetSpec EachYear(TargetSpec spec) {
  spec.each_year = true;
  spec.due = Date(2025, 12, 31);
  return spec;
}

TargetSpec Redacted(TargetSpec spec) {
  spec.redacted = true;
  return spec;
}

class NextChangeTest : public testing::TestWithParam<Case> {};

TEST_P(NextChangeTest, IsTheDayOnWhichSomethingIsSeen) {
  const model::JudgementSettings settings;
  const LagThresholds thresholds(settings);
  std::vector<HeldReport> series;
  for (const HeldReport& report : GetParam().reports) TakeReport(report, series);
  const Verdict verdict =
      JudgeTarget(GetParam().spec, series, {Date(2024, 7, 1), std::nullopt, settings, thresholds, false});
  EXPECT_EQ(verdict.next_change ? verdict.next_change->ToString() : "never", GetParam().change);
}

using model::Comparator;

INSTANTIATE_TEST_SUITE_P(
    All, NextChangeTest,
    testing::Values(Of("NothingReportedStaysSo", FlowOf100(Comparator::kGe), {}, "never"),
                    Of("AColourBecomesPending", FlowOf100(Comparator::kGe), {Figure("2024-06-30", 20)}, "2025-01-01"),
                    Of("AWindowGivesWayToTheNext", EachYear(FlowOf100(Comparator::kGe)), {Figure("2024-06-30", 20)},
                       "2025-01-01"),
                    Of("MetIsSettled", FlowOf100(Comparator::kGe), {Figure("2024-06-30", 100)}, "never"),
                    Of("MetThisYearGivesWayToTheNext", EachYear(FlowOf100(Comparator::kGe)),
                       {Figure("2024-06-30", 100)}, "2025-01-01"),
                    Of("MissedAtOnceIsSettled", FlowOf100(Comparator::kLe), {Figure("2024-06-30", 101)}, "never"),
                    Of("ACoveringFigureMayAgree", FlowOf100(Comparator::kGe),
                       {Figure("2024-06-30", 100), Figure("2024-12-31", 120)}, "never"),
                    Of("ACoveringFigureDecides", FlowOf100(Comparator::kGe), {Figure("2024-12-31", 20)}, "2025-01-01"),
                    Of("RedactedStaysSo", Redacted(FlowOf100(Comparator::kGe)), {}, "never"),
                    Of("RedactedOfTheNextYear", Redacted(EachYear(FlowOf100(Comparator::kGe))), {}, "2025-01-01")),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace liandu::evaluator
