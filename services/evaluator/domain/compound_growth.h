#pragma once

#include <optional>
#include <vector>

#include "evaluator/domain/figures.h"
#include "evaluator/domain/forecast.h"
#include "evaluator/domain/target_spec.h"

/// Growth and compound rates (rule R11). What is to grow by t % a year for n years is a level: 1 on the day before the
/// window, (1 + t/100)^n at its end, on a geometric path, and the product of the years' factors until now. So it is
/// judged exactly and without a root, by the same rules as any level. Pure.
namespace liandu::evaluator {

/// How much the indicator grew in one year.
struct YearGrowth {
  int year = 0;
  /// 1.12 for 12 %.
  Interval factor;
  /// States the growth, or the year's figure from which it is computed.
  const HeldReport* report = nullptr;
};

struct GrowthCourse {
  /// The target as a level, its value a factor.
  TargetSpec level;
  /// What satisfies the level: the target's own region, each end compounded.
  Interval region;
  WindowFigures figures;
  /// The window's years from the first, as far as they are reported without a gap.
  std::vector<YearGrowth> years;
};

/// The calendar years that lie in a window, as many as there are.
int YearsIn(const Window& window);

/// The factor after so many years of a yearly growth in percent; 0 for what shrinks by all or more.
model::Rational Compounded(const model::Rational& growth_percent, int years);

/// The average yearly growth in percent that makes a factor in so many months, rounded to two places: for people to
/// read. `factor` not below 0.
model::Rational AverageGrowth(const model::Rational& factor, int months);

/// The growth of one year: as reported against the year before, or the value of an indicator that is a percentage
/// itself, or computed from the exact figures of both years; nullopt: none of them.
std::optional<YearGrowth> GrowthIn(const TargetSpec& spec, const std::vector<HeldReport>& reports, int year);

/// What satisfies a growth target's yearly growth in percent, before it compounds (rule R8 from a base of 0).
Interval GrowthRegion(const TargetSpec& spec);

/// The course of a growth target in a window; `spec` has a value.
GrowthCourse GrowthCourseOf(const TargetSpec& spec, const Window& window, const std::vector<HeldReport>& reports);

/// The years that are left grow as the latest exact year did; nullopt: there is none, or it is too long ago (R12).
std::optional<Forecast> ForecastGrowth(const TargetSpec& spec, const Window& window, const GrowthCourse& course,
                                       const std::vector<HeldReport>& reports);

}  // namespace liandu::evaluator
