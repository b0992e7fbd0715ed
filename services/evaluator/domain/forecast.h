#pragma once

#include <optional>
#include <vector>

#include "evaluator/domain/compound_number.h"
#include "evaluator/domain/figures.h"
#include "evaluator/domain/path.h"

/// What a window is expected to come to (rule R12). Pure, exact.
namespace liandu::evaluator {

enum class ForecastMethod {
  /// The latest whole window grows on as it grew on the year before.
  kYearOnYear = 1,
  /// Amounts: the two latest whole windows at least 12 months apart, compound.
  kCompound,
  /// Counts and percentages: the two latest, in a straight line.
  kLinear,
  /// Last year's window × (1 + growth to date).
  kYearShape,
  /// Total to date ÷ elapsed.
  kRunRate,
  /// Growth targets: each year that is left grows as the latest did (rule R11).
  kGrowthGoesOn,
};

/// A figure that went into a forecast.
struct ForecastFigure {
  model::Date as_of;
  model::Rational value;
  /// Null: the base that the catalogue prints.
  const HeldReport* report = nullptr;
};

struct Forecast {
  ForecastMethod method = ForecastMethod::kYearOnYear;
  /// On the window's last day, in the target's unit; of a growth target the factor over all its years.
  CompoundNumber value;
  /// The latest whole window; of a run rate the total to date; of a year's shape last year's window.
  ForecastFigure latest;
  /// What the latest is compared with, where two figures were.
  std::optional<ForecastFigure> earlier;
  /// The growth that goes on, in percent, where it was reported or is computed from two figures of one year.
  std::optional<model::Rational> growth_percent;
  /// Of a year's shape: the total to date.
  std::optional<ForecastFigure> to_date;
  /// Months that are forecast; from `latest` to the window's end.
  int months = 0;
};

/// Whether the forecast satisfies the target.
inline bool Hits(const Forecast& forecast, const Interval& region) { return LiesWithin(forecast.value, region); }

/// By whole windows: baselines count, bounds and rounded figures do not. A flow's window is forecast when it is a
/// calendar year. Nothing is forecast more than `kForecastMonths` ahead of the latest.
std::optional<Forecast> ForecastByWholeWindows(const TargetSpec& spec, const Window& window,
                                               const std::vector<HeldReport>& reports);

/// A flow's calendar year by its total to date beside the same part of last year.
std::optional<Forecast> ForecastByYearShape(const TargetSpec& spec, const Window& window,
                                            const std::vector<HeldReport>& reports, const Point& to_date);

/// A flow by its total to date, once a quarter of the way has elapsed.
std::optional<Forecast> ForecastByRunRate(const Path& path, const Point& to_date);

inline constexpr int kForecastMonths = 24;

}  // namespace liandu::evaluator
