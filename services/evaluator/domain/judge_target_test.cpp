#include "evaluator/domain/judge_target.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace liandu::evaluator {
namespace {

using model::Bound;
using model::Comparator;
using model::Date;
using model::Light;
using model::Measure;
using model::Rational;
using model::Severity;

/// A report as a row writes it: "2024-06-30 10", "2022 >12", "2022 <5500 r1", "2023 158 baseline".
HeldReport ReportOf(const std::string& text) {
  std::vector<std::string> words;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  HeldReport report;
  auto detail = std::make_shared<ReportDetail>();
  report.period = model::Period::Parse(words.at(0)).value();
  report.published = report.period.last + 20;
  std::string value = words.at(1);
  const std::string marks = ">)<~";
  const Bound bounds[] = {Bound::kMoreThan, Bound::kAtLeast, Bound::kLessThan, Bound::kAbout};
  if (const size_t mark = marks.find(value[0]); mark != std::string::npos) {
    report.bound = bounds[mark];
    value.erase(0, 1);
  }
  report.value = model::Decimal::Parse(value).value();
  for (size_t i = 2; i < words.size(); ++i) {
    if (words[i] == "baseline") detail->baseline_of = {"T"};
    if (words[i] == "aside") report.set_aside = true;
    if (words[i][0] == 'r') report.revision = std::stoi(words[i].substr(1));
    if (words[i][0] == 's') detail->statistical_scope = words[i].substr(1);
    if (words[i][0] == 'p') report.published = Date::Parse(words[i].substr(1)).value();
  }
  report.detail = std::move(detail);
  return report;
}

std::vector<HeldReport> ReportsOf(const std::vector<std::string>& texts) {
  std::vector<HeldReport> reports;
  for (const std::string& text : texts) reports.push_back(ReportOf(text));
  return reports;
}

TargetSpec Spec(Measure measure, Comparator comparator, int value) {
  TargetSpec spec;
  spec.id = "T";
  spec.measure = measure;
  spec.comparator = comparator;
  spec.value = Rational(value);
  spec.start = Date(2024, 1, 1);
  spec.due = Date(2024, 12, 31);
  return spec;
}

/// T013: 金企对接活动 at least 100 in 2024.
TargetSpec FlowOf100() { return Spec(Measure::kFlow, Comparator::kGe, 100); }

/// 158 at the end of 2023, at least 200 by the end of 2024.
TargetSpec LevelOf200() {
  TargetSpec spec = Spec(Measure::kLevel, Comparator::kGe, 200);
  spec.base = BaseSpec{Rational(100), Date(2023, 12, 31), Bound::kExact, false};
  return spec;
}

TargetSpec With(TargetSpec spec, const std::function<void(TargetSpec&)>& change) {
  change(spec);
  return spec;
}

struct Case {
  const char* name;
  TargetSpec spec;
  std::vector<std::string> reports;
  Date today;
  Light light;
  Reason reason;
  bool final = false;
  Severity behind = Severity::kNone;
  Severity missed = Severity::kNone;
  const char* next_change = "";
};

const Date kSummer(2024, 7, 1);
const Date kNewYear(2025, 1, 1);

TargetSpec ShareOf(Comparator comparator, Rational value, int due_year) {
  TargetSpec spec = Spec(Measure::kRate, comparator, 0);
  spec.value = std::move(value);
  spec.start = Date(2021, 1, 1);
  spec.due = Date(due_year, 12, 31);
  spec.is_percentage = true;
  return spec;
}

std::vector<Case> Flows() {
  const auto count = [](TargetSpec& s) { s.is_count = true; };
  return {
      {"NothingReported", FlowOf100(), {}, kSummer, Light::kGrey, Reason::kNoReport},
      {"FarBehindIsRed",
       FlowOf100(),
       {"2024-06-30 10"},
       kSummer,
       Light::kRed,
       Reason::kBehind,
       false,
       Severity::kRed,
       Severity::kNone,
       "2025-01-01"},
      {"CorrectedIsOnTrack",
       FlowOf100(),
       {"2024-06-30 10", "2024-06-30 45 r1"},
       kSummer,
       Light::kGreen,
       Reason::kOnTrack},
      {"SetAsideIsNotJudged",
       FlowOf100(),
       {"2024-06-30 10", "2024-06-30 45 aside"},
       kSummer,
       Light::kRed,
       Reason::kBehind,
       false,
       Severity::kRed},
      {"ExactBeatsRounded",
       FlowOf100(),
       {"2024-06-30 ~60", "2024-06-30 10"},
       kSummer,
       Light::kRed,
       Reason::kBehind,
       false,
       Severity::kRed},
      {"StretchLowersOneStep",
       With(FlowOf100(), [](auto& s) { s.stretch = true; }),
       {"2024-06-30 10"},
       kSummer,
       Light::kYellow,
       Reason::kBehind,
       false,
       Severity::kYellow},
      {"InferredDueIsYellowAtMost",
       With(FlowOf100(), [](auto& s) { s.due_inferred = true; }),
       {"2024-06-30 10"},
       kSummer,
       Light::kYellow,
       Reason::kBehind,
       false,
       Severity::kYellow},
      {"DraftIsBlueAndChangesNoLight",
       With(FlowOf100(), [](auto& s) { s.draft = true; }),
       {"2024-06-30 10"},
       kSummer,
       Light::kGreen,
       Reason::kBehind,
       false,
       Severity::kBlue},
      {"ReachedFlowIsMetAtOnce", FlowOf100(), {"2024-06-30 100"}, kSummer, Light::kGreen, Reason::kMet, true},
      {"StrictIsNotReachedAtItsValue",
       With(FlowOf100(), [](auto& s) { s.comparator = Comparator::kGt; }),
       {"2024-06-30 100"},
       kSummer,
       Light::kGreen,
       Reason::kOnTrack},
      {"LimitExceededIsMissedAtOnce",
       With(FlowOf100(), [](auto& s) { s.comparator = Comparator::kLe; }),
       {"2024-03-31 101"},
       kSummer,
       Light::kRed,
       Reason::kMissed,
       false,
       Severity::kNone,
       Severity::kRed},
      {"LimitKeptSoFar",
       With(FlowOf100(), [](auto& s) { s.comparator = Comparator::kLe; }),
       {"2024-03-31 99"},
       kSummer,
       Light::kGreen,
       Reason::kOnTrack},
      {"QuarterAloneIsNoTotal", FlowOf100(), {"2024Q2 60"}, kSummer, Light::kGrey, Reason::kMismatchedPeriod},
      {"AtDueMet", FlowOf100(), {"2024 100"}, kNewYear, Light::kGreen, Reason::kMet, true},
      {"AtDueMissed",
       FlowOf100(),
       {"2024 99"},
       kNewYear,
       Light::kRed,
       Reason::kMissed,
       false,
       Severity::kNone,
       Severity::kRed},
      {"HalfYearNeverJudgesTheYear", FlowOf100(), {"2024H1 45"}, kNewYear, Light::kGreen, Reason::kPending},
      {"PendingKeepsItsColour",
       FlowOf100(),
       {"2024H1 10"},
       kNewYear,
       Light::kRed,
       Reason::kPending,
       false,
       Severity::kRed},
      {"LastYearIsNoReport", FlowOf100(), {"2023 120"}, kSummer, Light::kGrey, Reason::kNoReport},
      {"LowerBoundNeverColours", FlowOf100(), {"2024-06-30 >10"}, kSummer, Light::kGrey, Reason::kUndecidedByBound},
      {"LowerBoundMayBeGreen", FlowOf100(), {"2024-06-30 >45"}, kSummer, Light::kGreen, Reason::kOnTrack},
      {"UpperBoundMayBeRed",
       FlowOf100(),
       {"2024-06-30 <10"},
       kSummer,
       Light::kRed,
       Reason::kBehind,
       false,
       Severity::kRed},
      {"LessThanOneUnitShortHasNoLag",
       With(Spec(Measure::kFlow, Comparator::kGe, 3), count),
       {"2024-06-30 1"},
       kSummer,
       Light::kGreen,
       Reason::kOnTrack},
      {"SmallCountsAreYellowAtMost",
       With(Spec(Measure::kFlow, Comparator::kGe, 9), count),
       {"2024-06-30 1"},
       kSummer,
       Light::kYellow,
       Reason::kBehind,
       false,
       Severity::kYellow},
      {"MoreThanARangeIsNoFailureForACount",
       With(Spec(Measure::kFlow, Comparator::kBetween, 3),
            [](auto& s) {
              s.is_count = true;
              s.upper = Rational(5);
            }),
       {"2024 6"},
       kNewYear,
       Light::kGreen,
       Reason::kMet,
       true},
      {"YearsOfALongerWindowAddUp",
       With(FlowOf100(), [](auto& s) { s.start = Date(2022, 1, 1); }),
       {"2022 30", "2023 40", "2024H1 10"},
       kSummer,
       Light::kGreen,
       Reason::kOnTrack},
      {"AMissingYearIsAMissingPart",
       With(FlowOf100(), [](auto& s) { s.start = Date(2022, 1, 1); }),
       {"2023 40", "2024H1 10"},
       kSummer,
       Light::kGrey,
       Reason::kMissingPart},
      {"NotStarted",
       With(FlowOf100(),
            [](auto& s) {
              s.start = kNewYear;
              s.due = Date(2025, 12, 31);
            }),
       {},
       kSummer,
       Light::kGrey,
       Reason::kNotStarted,
       false,
       Severity::kNone,
       Severity::kNone,
       "2025-01-01"},
  };
}

std::vector<Case> Levels() {
  return {
      {"T020BaselineIsNoReport", LevelOf200(), {"2023 158 baseline"}, kSummer, Light::kGrey, Reason::kNoReport},
      {"BeforeTheBaseIsNoReport", LevelOf200(), {"2023 300"}, kSummer, Light::kGrey, Reason::kNoReport},
      {"ReachedIsNotFinal", LevelOf200(), {"2024-03-31 200"}, kSummer, Light::kGreen, Reason::kReached},
      {"OnceOnlyIsFinal",
       With(LevelOf200(), [](auto& s) { s.once_only = true; }),
       {"2024-03-31 200"},
       kSummer,
       Light::kGreen,
       Reason::kMet,
       true},
      {"BehindItsPath",
       LevelOf200(),
       {"2024-06-30 130"},
       kSummer,
       Light::kYellow,
       Reason::kBehind,
       false,
       Severity::kYellow},
      {"AtDueMissed",
       LevelOf200(),
       {"2024-12-31 199"},
       kNewYear,
       Light::kRed,
       Reason::kMissed,
       false,
       Severity::kNone,
       Severity::kRed},
      {"MadeUpLaterIsYellow",
       LevelOf200(),
       {"2024-12-31 199", "2025-03-31 201"},
       Date(2025, 5, 1),
       Light::kYellow,
       Reason::kMadeUpLate,
       false,
       Severity::kNone,
       Severity::kYellow},
      {"WithoutABaseNoLag",
       With(LevelOf200(), [](auto& s) { s.base.reset(); }),
       {"2024-06-30 10"},
       kSummer,
       Light::kGrey,
       Reason::kNoBase,
       false,
       Severity::kNone,
       Severity::kNone,
       "2026-07-01"},
      {"T132LevelReached",
       With(Spec(Measure::kLevel, Comparator::kGe, 24),
            [](auto& s) {
              s.is_count = true;
              s.start = Date(2022, 1, 1);
            }),
       {"2022 24"},
       kSummer,
       Light::kGreen,
       Reason::kReached,
       false,
       Severity::kNone,
       Severity::kNone,
       "2025-01-01"},
      {"T040BoundSaysNothing",
       With(Spec(Measure::kLevel, Comparator::kGt, 2000),
            [](auto& s) {
              s.start = Date(2023, 1, 1);
              s.due = Date(2025, 12, 31);
              s.base = BaseSpec{Rational(1000), Date(2020, 12, 31), Bound::kMoreThan, false};
            }),
       {"2020 >1000 baseline"},
       kSummer,
       Light::kGrey,
       Reason::kUndecidedByBound},
      {"T031Redacted",
       With(ShareOf(Comparator::kAbout, 0, 2025),
            [](auto& s) {
              s.redacted = true;
              s.value.reset();
            }),
       {"2023H1 64.2"},
       kSummer,
       Light::kGrey,
       Reason::kRedacted},
      {"T081NoReport", Spec(Measure::kLevel, Comparator::kGe, 20), {}, kSummer, Light::kGrey, Reason::kNoReport},
      {"T104AboutIsReachedByMoreThan",
       ShareOf(Comparator::kAbout, Rational(17, 2), 2025),
       {"2022 >12"},
       kSummer,
       Light::kGreen,
       Reason::kReached,
       false,
       Severity::kNone,
       Severity::kNone,
       "2025-01-01"},
      {"T159MoreThanNine", ShareOf(Comparator::kGt, 9, 2024), {"2022 >12"}, kSummer, Light::kGreen, Reason::kReached},
      {"T102SmallSpanReached",
       With(ShareOf(Comparator::kAbout, 55, 2025),
            [](auto& s) {
              s.base = BaseSpec{Rational(537, 10), Date(2020, 12, 31), Bound::kExact, false};
            }),
       {"2022 ~60", "2022 59.2"},
       kSummer,
       Light::kGreen,
       Reason::kReached},
      {"SmallSpanHasNoLag",
       With(ShareOf(Comparator::kAbout, 55, 2025),
            [](auto& s) {
              s.base = BaseSpec{Rational(537, 10), Date(2020, 12, 31), Bound::kExact, false};
            }),
       {"2023 ~53"},
       kSummer,
       Light::kGrey,
       Reason::kNoBase},
      {"HalfYearRateNeverJudgesTheYear",
       ShareOf(Comparator::kGe, 60, 2025),
       {"2023H1 64.2"},
       kSummer,
       Light::kGrey,
       Reason::kMismatchedPeriod},
      {"StaleAfterTwoYears", ShareOf(Comparator::kGt, 9, 2025), {"2022 >12"}, kNewYear, Light::kGrey, Reason::kStale},
      {"HoldTargetFallsBelow",
       With(LevelOf200(), [](auto& s) { s.base->value = 210; }),
       {"2024-03-31 190"},
       kSummer,
       Light::kYellow,
       Reason::kNotHeld,
       false,
       Severity::kYellow},
      {"LowerIsBetter",
       With(Spec(Measure::kLevel, Comparator::kLe, 7),
            [](auto& s) {
              s.base = BaseSpec{Rational(20), Date(2023, 12, 31), Bound::kExact, false};
            }),
       {"2024-06-30 18"},
       kSummer,
       Light::kRed,
       Reason::kBehind,
       false,
       Severity::kRed},
      {"T166Standing",
       With(Spec(Measure::kLevel, Comparator::kLe, 7),
            [](auto& s) {
              s.standing = true;
              s.start.reset();
              s.due.reset();
            }),
       {"2023 7"},
       kSummer,
       Light::kGreen,
       Reason::kHeld,
       false,
       Severity::kNone,
       Severity::kNone,
       "2026-01-01"},
      {"StandingMissed",
       With(Spec(Measure::kLevel, Comparator::kLe, 7),
            [](auto& s) {
              s.standing = true;
              s.start.reset();
              s.due.reset();
            }),
       {"2023 8"},
       kSummer,
       Light::kRed,
       Reason::kNotHeld,
       false,
       Severity::kNone,
       Severity::kRed},
      {"AnAspirationHasNoDueDate",
       With(LevelOf200(), [](auto& s) { s.due.reset(); }),
       {"2024-03-31 300"},
       kSummer,
       Light::kGrey,
       Reason::kNoDueDate},
      {"T105DerivedCount",
       With(Spec(Measure::kDerived, Comparator::kGe, 10), [](auto& s) { s.is_count = true; }),
       {"2023 14"},
       kSummer,
       Light::kGrey,
       Reason::kNotRecorded},
      {"OtherScopesNeverMix", LevelOf200(), {"2024-06-30 10 scity"}, kSummer, Light::kGrey, Reason::kNoReport},
      {"NeverAfterItsPublication",
       LevelOf200(),
       {"2024 150 p2024-07-01"},
       Date(2024, 7, 2),
       Light::kGreen,
       Reason::kOnTrack},
  };
}

class JudgeTarget : public testing::TestWithParam<Case> {};

TEST_P(JudgeTarget, GivesTheVerdict) {
  const Case& row = GetParam();
  const model::JudgementSettings settings;
  const LagThresholds thresholds(settings);
  const auto reports = ReportsOf(row.reports);
  const Verdict verdict = evaluator::JudgeTarget(row.spec, reports, {row.today, std::nullopt, settings, thresholds});
  const WindowVerdict& now = verdict.current();
  EXPECT_EQ(now.light, row.light);
  EXPECT_STREQ(ReasonName(now.reason), ReasonName(row.reason));
  EXPECT_EQ(now.final, row.final);
  EXPECT_EQ(now.behind, row.behind);
  EXPECT_EQ(now.missed, row.missed);
  if (*row.next_change) {
    ASSERT_TRUE(verdict.next_change.has_value());
    EXPECT_EQ(verdict.next_change->ToString(), row.next_change);
  }
}

const auto kName = [](const testing::TestParamInfo<Case>& row) { return std::string(row.param.name); };
INSTANTIATE_TEST_SUITE_P(Flows, JudgeTarget, testing::ValuesIn(Flows()), kName);
INSTANTIATE_TEST_SUITE_P(Levels, JudgeTarget, testing::ValuesIn(Levels()), kName);

Verdict Judge(const TargetSpec& spec, const std::vector<HeldReport>& reports, Date today) {
  const model::JudgementSettings settings;
  const LagThresholds thresholds(settings);
  return evaluator::JudgeTarget(spec, reports, {today, std::nullopt, settings, thresholds});
}

TEST(JudgeTargetNumbers, LagOfT013) {
  const auto reports = ReportsOf({"2024-06-30 10"});
  const Verdict verdict = Judge(FlowOf100(), reports, kSummer);
  EXPECT_EQ(model::ToText(*verdict.current().numbers.lag_points, 1), "39.7");
  EXPECT_EQ(model::ToText(*verdict.current().numbers.expected, 1), "49.7");
  const auto corrected = ReportsOf({"2024-06-30 10", "2024-06-30 45 r1"});
  EXPECT_EQ(model::ToText(*Judge(FlowOf100(), corrected, kSummer).current().numbers.lag_points, 1), "4.7");
}

TEST(JudgeTargetHysteresis, YellowClearsBelowEight) {
  // Lags at the ends of April, May and June: 12, 9, 7.
  TargetSpec spec = Spec(Measure::kFlow, Comparator::kGe, 366);
  const auto at = [](int day_of_year, int lag) { return std::to_string((day_of_year * 100 - lag * 366) / 100); };
  const std::string april = "2024-04-30 " + at(121, 12);
  const std::string may = "2024-05-31 " + at(152, 9);
  EXPECT_EQ(Judge(spec, ReportsOf({april, may}), kSummer).current().behind, Severity::kYellow);
  EXPECT_EQ(Judge(spec, ReportsOf({may}), kSummer).current().behind, Severity::kNone);
  EXPECT_EQ(Judge(spec, ReportsOf({april, may, "2024-06-30 " + at(182, 7)}), kSummer).current().behind,
            Severity::kNone);
  // A correction of April recomputes the fold.
  EXPECT_EQ(Judge(spec, ReportsOf({april, "2024-04-30 121 r1", may}), kSummer).current().behind, Severity::kNone);
}

TEST(JudgeTargetWindows, EachYearIsJudgedByItself) {
  TargetSpec spec = FlowOf100();
  spec.each_year = true;
  spec.start = Date(2022, 1, 1);
  const Verdict verdict = Judge(spec, ReportsOf({"2022 90", "2023 120", "2024-06-30 45"}), kSummer);
  ASSERT_EQ(verdict.windows.size(), 3u);
  EXPECT_EQ(verdict.windows[0].reason, Reason::kMissed);
  EXPECT_EQ(verdict.windows[1].reason, Reason::kMet);
  EXPECT_EQ(verdict.current().reason, Reason::kOnTrack);
}

TEST(JudgeTargetContinuous, SilenceTurnsYellowAsTimePasses) {
  TargetSpec spec = FlowOf100();
  spec.continuous = true;
  const auto reports = ReportsOf({"2024-06-30 45"});
  const Verdict verdict = Judge(spec, reports, kSummer);
  ASSERT_TRUE(verdict.next_change.has_value());
  const Date change = *verdict.next_change;
  EXPECT_EQ(Judge(spec, reports, change - 1).current().light, Light::kGreen);
  EXPECT_EQ(Judge(spec, reports, change).current().light, Light::kYellow);
}

}  // namespace
}  // namespace liandu::evaluator
