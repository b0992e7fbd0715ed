#include "evaluator/domain/compound_growth.h"

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
using model::Rational;
using model::Severity;

/// "2023 12%" states a growth on the year before, "2023 500" a value, "2023 500 12%/2018" a growth over other years.
HeldReport ReportOf(const std::string& text) {
  std::vector<std::string> words;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  HeldReport report;
  report.period = model::Period::Parse(words.at(0)).value();
  report.published = report.period.last + 20;
  auto detail = std::make_shared<ReportDetail>();
  for (size_t i = 1; i < words.size(); ++i) {
    const size_t sign = words[i].find('%');
    if (sign == std::string::npos) {
      std::string value = words[i];
      if (value[0] == '>') report.bound = Bound::kMoreThan;
      if (value[0] == '~') report.bound = Bound::kAbout;
      if (report.bound != Bound::kExact) value.erase(0, 1);
      report.value = model::Decimal::Parse(value).value();
      continue;
    }
    detail->growth_rate = model::Decimal::Parse(words[i].substr(0, sign)).value();
    if (sign + 1 < words[i].size()) detail->growth_base_period = words[i].substr(sign + 2);
  }
  report.detail = std::move(detail);
  return report;
}

using Change = std::function<void(TargetSpec&)>;

/// T047: software grows by at least 10 % a year from 2023 to 2025.
TargetSpec Growth(const Change& change = [](TargetSpec&) {}) {
  TargetSpec spec;
  spec.id = "T047";
  spec.measure = model::Measure::kGrowth;
  spec.comparator = Comparator::kGe;
  spec.value = Rational(10);
  spec.start = Date(2023, 1, 1);
  spec.due = Date(2025, 12, 31);
  change(spec);
  return spec;
}

void OneYear(TargetSpec& spec) {
  spec.start = Date(2024, 1, 1);
  spec.due = Date(2024, 12, 31);
}
void About8(TargetSpec& spec) {
  spec.comparator = Comparator::kAbout;
  spec.value = Rational(8);
  spec.reports_percentage = true;
}
void Percentage(TargetSpec& spec) { spec.reports_percentage = true; }

struct Case {
  const char* name;
  TargetSpec spec;
  std::vector<std::string> reports;
  const char* today;
  Light light;
  Reason reason;
  /// Average growth so far, in percent; empty: none.
  const char* actual = "";
  Severity behind = Severity::kNone;
  Severity at_risk = Severity::kNone;
};

Verdict Judge(const TargetSpec& spec, const std::vector<std::string>& texts, Date today) {
  const model::JudgementSettings settings;
  const LagThresholds thresholds(settings);
  std::vector<HeldReport> series;
  for (const std::string& text : texts) TakeReport(ReportOf(text), series);
  Verdict verdict = JudgeTarget(spec, series, {today, Date(2023, 1, 1), settings, thresholds});
  // The report lives no longer than the series.
  for (WindowVerdict& window : verdict.windows) window.numbers.report = nullptr;
  return verdict;
}

class GrowthTest : public testing::TestWithParam<Case> {};

TEST_P(GrowthTest, GivesTheVerdict) {
  const Case& row = GetParam();
  const Verdict verdict = Judge(row.spec, row.reports, Date::Parse(row.today).value());
  const WindowVerdict& now = verdict.current();
  EXPECT_STREQ(model::LightName(now.light), model::LightName(row.light));
  EXPECT_STREQ(ReasonName(now.reason), ReasonName(row.reason));
  EXPECT_EQ(now.behind, row.behind);
  EXPECT_EQ(now.at_risk, row.at_risk);
  const auto& actual = now.numbers.actual;
  EXPECT_EQ(actual && actual->is_point() ? model::ToText(actual->low.value, 2) : "", row.actual);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, GrowthTest,
    testing::ValuesIn(std::vector<Case>{
        {"NothingReported", Growth(), {}, "2024-07-01", Light::kGrey, Reason::kNoReport},
        {"OnlyPartYears", Growth(), {"2023H1 0 12%/2022H1"}, "2023-08-01", Light::kGrey, Reason::kMismatchedPeriod},
        {"FirstYearOnThePath", Growth(), {"2023 0 12%"}, "2024-07-01", Light::kGreen, Reason::kOnTrack, "12"},
        {"FirstYearFarBehind",
         Growth(),
         {"2023 0 2%"},
         "2024-07-01",
         Light::kYellow,
         Reason::kBehind,
         "2",
         Severity::kYellow},
        // 1.12 × 1.09 × 1.09 is short of 1.1³: each year that is left would need 9.03 %.
        {"TheRateThatGoesOnMisses",
         Growth(),
         {"2023 0 12%", "2024 0 9%"},
         "2025-07-01",
         Light::kYellow,
         Reason::kAtRisk,
         "10.49",
         Severity::kNone,
         Severity::kYellow},
        {"MetOnAverageWithOneWeakYear",
         Growth(),
         {"2023 0 12%", "2024 0 9%", "2025 0 9.1%"},
         "2026-02-10",
         Light::kGreen,
         Reason::kMet,
         "10.02"},
        {"ExactlyTheGeometricMean",
         Growth(),
         {"2023 0 21%", "2024 0 0%", "2025 0 10%"},
         "2026-02-10",
         Light::kGreen,
         Reason::kMet,
         "10"},
        // The arithmetic mean is 10, the geometric mean below it.
        {"TheMeanIsGeometric",
         Growth(),
         {"2023 0 20%", "2024 0 0%", "2025 0 10%"},
         "2026-02-10",
         Light::kRed,
         Reason::kMissed,
         "9.7"},
        {"AMissingYear", Growth(), {"2023 0 12%", "2025 0 12%"}, "2026-02-10", Light::kGrey, Reason::kMissingPart},
        {"TheLastYearIsAwaited",
         Growth(),
         {"2023 0 12%", "2024 0 12%"},
         "2026-02-10",
         Light::kGreen,
         Reason::kPending,
         "12"},
        {"ReachedAhead", Growth(), {"2023 0 20%", "2024 0 20%"}, "2025-07-01", Light::kGreen, Reason::kReached, "20"},
        {"ComputedFromTwoYears",
         Growth(OneYear),
         {"2023 500", "2024 550"},
         "2025-02-10",
         Light::kGreen,
         Reason::kMet,
         "10"},
        {"JustShortOfIt",
         Growth(OneYear),
         {"2023 500", "2024 549.9"},
         "2025-02-10",
         Light::kRed,
         Reason::kMissed,
         "9.98"},
        {"BoundsComputeNothing",
         Growth(OneYear),
         {"2023 >500", "2024 560"},
         "2025-02-10",
         Light::kGrey,
         Reason::kNoReport},
        // T157: 220 % are over five years.
        {"GrowthOverFiveYears",
         Growth(OneYear),
         {"2024 286.6 220%/2019"},
         "2025-02-10",
         Light::kGrey,
         Reason::kNoReport},
        {"LastYearsRateAlone", Growth(OneYear), {"2023 500 12%/2022"}, "2024-07-01", Light::kGreen, Reason::kForecast},
        {"LastYearsRateMisses",
         Growth(OneYear),
         {"2023 500 8%/2022"},
         "2024-07-01",
         Light::kYellow,
         Reason::kAtRisk,
         "",
         Severity::kNone,
         Severity::kYellow},
        {"TheIndicatorIsARate",
         Growth(Percentage),
         {"2023 12", "2024 9", "2025 9.1"},
         "2026-02-10",
         Light::kGreen,
         Reason::kMet,
         "10.02"},
        {"AnAverageOfTheWholeWindow",
         Growth(Percentage),
         {"2023/2025 10.4"},
         "2026-02-10",
         Light::kGreen,
         Reason::kMet,
         "10.4"},
        {"MoreThanIsABound",
         Growth(Percentage),
         {"2023 >12", "2024 12", "2025 12"},
         "2026-02-10",
         Light::kGreen,
         Reason::kMet},
        // T079: about 8 allows 5 % of the 8, whatever the factors.
        {"AboutEight",
         Growth(About8),
         {"2023 7.6", "2024 7.6", "2025 7.6"},
         "2026-02-10",
         Light::kGreen,
         Reason::kMet,
         "7.6"},
        {"LessThanAboutEight",
         Growth(About8),
         {"2023 7.6", "2024 7.6", "2025 7.5"},
         "2026-02-10",
         Light::kRed,
         Reason::kMissed,
         "7.57"},
        {"FromAPrintedBase",
         Growth([](auto& s) {
           s.base = BaseSpec{Rational(1000), Date(2022, 12, 31), Bound::kExact, false};
         }),
         {"2025 1331"},
         "2026-02-10",
         Light::kGreen,
         Reason::kMet,
         "10"},
        {"NotToShrink",
         Growth([](auto& s) { s.value = Rational(0); }),
         {"2023 0 -1%"},
         "2024-07-01",
         Light::kYellow,
         Reason::kNotHeld,
         "-1",
         Severity::kYellow},
        {"StandingIsEachYearByItself",
         Growth([](auto& s) {
           s.standing = true;
           s.due.reset();
         }),
         {"2023 0 3%", "2024 0 11%"},
         "2025-07-01",
         Light::kGreen,
         Reason::kHeld,
         "11"},
    }),
    [](const auto& row) { return row.param.name; });

TEST(GrowthPath, IsGeometric) {
  const Verdict verdict = Judge(Growth(), {"2023 0 10%"}, Date(2024, 7, 1));
  const VerdictNumbers& numbers = verdict.current().numbers;
  EXPECT_EQ(numbers.lag_points, Rational(0));
  EXPECT_EQ(numbers.expected, Rational(10)) << "people read growth, not factors";
  EXPECT_EQ(numbers.elapsed, Rational(100, 331));
}

}  // namespace
}  // namespace liandu::evaluator
