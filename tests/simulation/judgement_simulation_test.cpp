#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "dice.h"
#include "evaluator/domain/judge_target.h"
#include "evaluator/domain/series.h"

namespace liandu::simulation {
namespace {

using evaluator::HeldReport;
using evaluator::TargetSpec;
using evaluator::Verdict;
using model::Bound;
using model::Comparator;
using model::Date;
using model::Measure;
using model::Rational;
using model::Severity;

TargetSpec DrawTarget(Dice& dice) {
  const Comparator comparators[] = {Comparator::kGe, Comparator::kGt,    Comparator::kLe,
                                    Comparator::kLt, Comparator::kAbout, Comparator::kBetween};
  const Measure measures[] = {Measure::kLevel, Measure::kFlow, Measure::kFlow, Measure::kRate};
  TargetSpec spec;
  spec.id = "T";
  spec.measure = measures[dice.Roll(0, 3)];
  spec.comparator = comparators[dice.Roll(0, 5)];
  spec.value = Rational(dice.Roll(2, 400));
  if (spec.comparator == Comparator::kBetween) spec.upper = *spec.value + dice.Roll(1, 50);
  spec.start = Date(dice.Roll(2022, 2024), dice.Chance(80) ? 1 : 8, 1);
  spec.due = Date(dice.Roll(2024, 2025), 12, 31);
  spec.each_year = dice.Chance(25);
  spec.standing = dice.Chance(5);
  if (spec.standing) spec.due.reset();
  spec.redacted = dice.Chance(3);
  spec.is_count = dice.Chance(50);
  spec.continuous = dice.Chance(40);
  spec.once_only = dice.Chance(10);
  spec.is_percentage = !spec.is_count && dice.Chance(20);
  spec.stretch = dice.Chance(20);
  spec.due_inferred = dice.Chance(20);
  spec.draft = dice.Chance(10);
  if (dice.Chance(70))
    spec.base = evaluator::BaseSpec{Rational(dice.Roll(0, 300)), Date(2021, 12, 31), Bound::kExact, false};
  if (spec.due && !spec.each_year && dice.Chance(25)) {
    for (Date day = *spec.start + 100; day < *spec.due; day = day + 150) {
      const Rational from = spec.measure == Measure::kFlow || !spec.base ? Rational(0) : spec.base->value;
      const int part = static_cast<int>((day - *spec.start) * 100 / (*spec.due - *spec.start));
      spec.waypoints.push_back({day, Rational(from + (*spec.value - from) * part * part / 10000)});
    }
  }
  if (dice.Chance(20)) {
    spec.measure = Measure::kGrowth;
    spec.value = Rational(dice.Roll(-5, 30));
    if (spec.upper) spec.upper = *spec.value + dice.Roll(1, 10);
    spec.reports_percentage = dice.Chance(40);
    spec.waypoints.clear();
  }
  return spec;
}

/// Some state their growth on the year before, so that there is something to forecast by.
std::shared_ptr<const evaluator::ReportDetail> DrawDetail(Dice& dice) {
  evaluator::ReportDetail detail;
  if (dice.Chance(40)) detail.growth_rate = model::Decimal{dice.Roll(-20, 60), 0};
  return std::make_shared<const evaluator::ReportDetail>(std::move(detail));
}

std::vector<HeldReport> DrawReports(Dice& dice, Date until) {
  std::vector<HeldReport> series;
  for (int i = dice.Roll(0, 8); i > 0; --i) {
    const Date day = Date(2021, 1, 1) + dice.Roll(0, until - Date(2021, 1, 1));
    HeldReport report;
    report.period = {day, day, true};
    if (dice.Chance(50)) report.period = model::Period::Parse(std::to_string(day.year() - 1)).value();
    if (dice.Chance(10)) report.period = model::Period::Parse(absl::StrCat(day.year() - 1, "H2")).value();
    report.value = model::Decimal{dice.Roll(0, 450), 0};
    if (dice.Chance(20)) report.bound = static_cast<Bound>(dice.Roll(0, 5));
    report.revision = dice.Roll(0, 2);
    report.published = std::max(day, report.period.last);
    report.detail = DrawDetail(dice);
    evaluator::TakeReport(std::move(report), series);
  }
  return series;
}

/// What of a verdict is visible without its numbers.
std::string FaceOf(const Verdict& verdict) {
  std::string face =
      absl::StrCat(verdict.current().window.last.ToString(), ": ", model::LightName(verdict.current().light), " ",
                   evaluator::ReasonName(verdict.current().reason), " ", verdict.current().final);
  for (const auto& window : verdict.windows) {
    if (std::max({window.behind, window.missed, window.at_risk}) == Severity::kNone) continue;
    absl::StrAppend(&face, " ", window.window.last.ToString(), " ", model::SeverityName(window.behind), "/",
                    model::SeverityName(window.missed), "/", model::SeverityName(window.at_risk));
  }
  return face;
}

/// Rule: the next moment of change, worked out in closed form, is on every day the one that stepping day by day finds.
TEST(NextChange, IsWhatSteppingDayByDayFinds) {
  Dice dice;
  const model::JudgementSettings settings;
  const evaluator::LagThresholds thresholds(settings);
  // No target of the draw is due and no figure is fresh any more.
  const Date end(2028, 1, 1);
  int changes = 0;
  for (int round = 0; round < 400; ++round) {
    const TargetSpec spec = DrawTarget(dice);
    const Date first(2024, dice.Roll(1, 12), 1);
    const std::vector<HeldReport> reports = DrawReports(dice, first);
    const Date supervised_since(dice.Roll(2022, 2025), dice.Roll(1, 12), 1);
    const auto judge = [&](Date day) {
      return evaluator::JudgeTarget(spec, reports, {day, supervised_since, settings, thresholds});
    };
    std::optional<Date> change;
    std::string face = FaceOf(judge(end));
    for (Date day = end; day >= first; day = day - 1) {
      const Verdict stepped = judge(day);
      if (FaceOf(stepped) != face) {
        change = day + 1;
        face = FaceOf(stepped);
        ++changes;
      }
      ASSERT_EQ(stepped.next_change ? stepped.next_change->ToString() : "never", change ? change->ToString() : "never")
          << "round " << round << " on " << day.ToString() << ": " << face;
    }
  }
  EXPECT_GT(changes, 100) << "the draws must reach the changes that they are to test";
}

TEST(Reports, OrderInsideAPeriodDoesNotMatterExceptByRevision) {
  Dice dice;
  const model::JudgementSettings settings;
  const evaluator::LagThresholds thresholds(settings);
  for (int round = 0; round < 300; ++round) {
    const TargetSpec spec = DrawTarget(dice);
    std::vector<HeldReport> drawn = DrawReports(dice, Date(2024, 6, 30));
    std::erase_if(drawn, [](const HeldReport& report) { return report.set_aside; });
    const auto judged = [&](const std::vector<HeldReport>& series) {
      return FaceOf(evaluator::JudgeTarget(spec, series, {Date(2024, 7, 1), std::nullopt, settings, thresholds}));
    };
    std::vector<HeldReport> shuffled = drawn;
    std::shuffle(shuffled.begin(), shuffled.end(), dice.engine());
    std::vector<HeldReport> series;
    for (const HeldReport& report : shuffled) evaluator::TakeReport(report, series);
    ASSERT_EQ(series.size(), drawn.size());
    EXPECT_EQ(judged(series), judged(drawn)) << "round " << round;
  }
}

/// Rule R20: a lag that wanders inside the hysteresis changes nothing.
TEST(Hysteresis, DoesNotFlap) {
  Dice dice;
  TargetSpec spec;
  spec.measure = Measure::kFlow;
  spec.comparator = Comparator::kGe;
  spec.value = Rational(36600);
  spec.start = Date(2024, 1, 1);
  spec.due = Date(2024, 12, 31);
  const model::JudgementSettings settings;
  const evaluator::LagThresholds thresholds(settings);
  const auto detail = std::make_shared<const evaluator::ReportDetail>();
  for (int round = 0; round < 60; ++round) {
    const bool yellow = dice.Chance(50);
    std::vector<HeldReport> series;
    // A first lag of 12 or 2 points, then lags from 8 to under 10.
    for (Date day(2024, 3, 1); day < Date(2024, 10, 1); day = day + dice.Roll(5, 25)) {
      const int tenths = series.empty() ? (yellow ? 120 : 20) : dice.Roll(81, 98);
      HeldReport report;
      report.period = {day, day, true};
      report.value = model::Decimal{(day - *spec.start + 1) * 100 - tenths * 366 / 10, 0};
      report.published = day;
      report.detail = detail;
      evaluator::TakeReport(std::move(report), series);
      const Verdict verdict = evaluator::JudgeTarget(spec, series, {day + 1, std::nullopt, settings, thresholds});
      ASSERT_EQ(verdict.current().behind, yellow ? Severity::kYellow : Severity::kNone) << "round " << round;
    }
  }
}

}  // namespace
}  // namespace liandu::simulation
