#include "evaluator/domain/forecast.h"

#include <algorithm>
#include <utility>

#include "evaluator/domain/period_reports.h"
#include "evaluator/domain/periods.h"

namespace liandu::evaluator {
namespace {

using model::Date;
using model::Period;
using model::Rational;

bool IsCalendarYear(const Window& window) {
  const Period year = YearOf(window.last.year());
  return window.first == year.first && window.last == year.last;
}

/// Of an exact report.
ForecastFigure FigureOf(const TargetSpec& spec, const HeldReport& report) {
  return {AsOf(report), ValueOf(spec, report).low.value, &report};
}

const HeldReport* ExactReport(const TargetSpec& spec, const std::vector<HeldReport>& reports, const Period& period) {
  const HeldReport* report = StandingFor(spec, reports, period);
  return report && IsExact(*report) ? report : nullptr;
}

bool HasExactBase(const TargetSpec& spec) {
  return spec.base && !spec.base->inferred && PrecisionOf(spec.base->bound) == PrecisionOf(model::Bound::kExact);
}

/// The whole calendar year's figure of a flow; a printed base is the window's total that ended on its day (rule R3).
std::optional<ForecastFigure> WholeYear(const TargetSpec& spec, const std::vector<HeldReport>& reports, int year) {
  if (const HeldReport* report = ExactReport(spec, reports, YearOf(year))) return FigureOf(spec, *report);
  if (HasExactBase(spec) && spec.base->date == YearOf(year).last) {
    return ForecastFigure{spec.base->date, spec.base->value, nullptr};
  }
  return std::nullopt;
}

/// The latest whole year before the window and the one before that, as many as there are.
std::vector<ForecastFigure> WholeYears(const TargetSpec& spec, const Window& window,
                                       const std::vector<HeldReport>& reports) {
  std::vector<ForecastFigure> figures;
  const int last = window.last.year();
  const int earliest = std::min(reports.empty() ? last : reports.front().period.last.year(),
                                HasExactBase(spec) ? spec.base->date.year() : last);
  for (int year = last - 1; year >= earliest && figures.size() < 2; --year) {
    if (figures.empty() && (last - year) * kMonthsOfYear > kForecastMonths) break;
    if (auto figure = WholeYear(spec, reports, year)) figures.push_back(std::move(*figure));
  }
  return figures;
}

/// A percentage of anything but a whole year or a day is no level of the year.
bool IsLevelFigure(const TargetSpec& spec, const Period& period) {
  return spec.measure != model::Measure::kRate || period.as_of || IsWholeYear(period);
}

/// The latest exact level up to the window's end and the latest at least 12 months before it.
std::vector<ForecastFigure> Levels(const TargetSpec& spec, const Window& window,
                                   const std::vector<HeldReport>& reports) {
  std::vector<ForecastFigure> all;
  for (size_t i = 0; i < reports.size();) {
    const HeldReport* report = StandingReport(reports, i, i);
    if (!report || report->period.last > window.last || !IsExact(*report)) continue;
    if (IsOwnScope(spec, *report) && IsLevelFigure(spec, report->period)) all.push_back(FigureOf(spec, *report));
  }
  const auto is_of_base = [&](const ForecastFigure& figure) { return figure.as_of == spec.base->date; };
  if (HasExactBase(spec) && std::none_of(all.begin(), all.end(), is_of_base)) {
    all.push_back({spec.base->date, spec.base->value, nullptr});
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.as_of < b.as_of; });
  if (all.empty() || all.back().as_of.AddMonths(kForecastMonths) < window.last) return {};
  std::vector<ForecastFigure> figures{all.back()};
  const Date year_before = all.back().as_of.AddMonths(-kMonthsOfYear);
  const auto earlier =
      std::find_if(all.rbegin(), all.rend(), [&](const auto& figure) { return figure.as_of <= year_before; });
  if (earlier != all.rend()) figures.push_back(*earlier);
  return figures;
}

/// A share stays between nothing and all; what was never inside is no share.
void ClipShare(const TargetSpec& spec, Forecast& forecast) {
  const Rational all = 100 / UnitScale(spec, spec.unit);
  const auto is_share = [&](const Rational& value) { return value >= 0 && value <= all; };
  if (!is_share(forecast.latest.value) || !is_share(forecast.earlier->value)) return;
  forecast.value.scale = std::clamp(forecast.value.scale, Rational(0), all);
}

std::optional<Forecast> GrownOnYear(const Forecast& start) {
  const HeldReport* report = start.latest.report;
  const auto growth = report ? YearOnYearGrowth(*report) : std::nullopt;
  if (!growth || *growth < -100 || start.latest.value < 0) return std::nullopt;
  Forecast forecast = start;
  forecast.method = ForecastMethod::kYearOnYear;
  forecast.growth_percent = growth;
  forecast.value =
      CompoundNumber::Of(start.latest.value, (*growth + 100) / 100, static_cast<unsigned>(start.months), kMonthsOfYear);
  return forecast;
}

/// Counts and percentages change by so many a year, amounts by a share of themselves.
bool GoesInALine(const TargetSpec& spec) {
  return spec.is_count || spec.is_percentage || spec.measure == model::Measure::kRate;
}

/// Steps from one day to another: a flow's windows are years, a level's line goes by days.
int StepsBetween(const TargetSpec& spec, Date from, Date to) {
  return IsFlow(spec) ? MonthsBetween(from, to) : to - from;
}

std::optional<Forecast> FromTwo(const TargetSpec& spec, const Window& window, Forecast forecast) {
  const ForecastFigure& latest = forecast.latest;
  const ForecastFigure& earlier = *forecast.earlier;
  if (GoesInALine(spec)) {
    const Rational share(StepsBetween(spec, latest.as_of, window.last),
                         StepsBetween(spec, earlier.as_of, latest.as_of));
    forecast.method = ForecastMethod::kLinear;
    forecast.value = {latest.value + (latest.value - earlier.value) * share};
    if (spec.is_percentage) ClipShare(spec, forecast);
    if (spec.is_count && forecast.value.scale < 0) forecast.value.scale = 0;
    return forecast;
  }
  if (latest.value <= 0 || earlier.value <= 0) return std::nullopt;
  forecast.method = ForecastMethod::kCompound;
  forecast.value =
      CompoundNumber::Of(latest.value, latest.value / earlier.value, static_cast<unsigned>(forecast.months),
                         static_cast<unsigned>(MonthsBetween(earlier.as_of, latest.as_of)));
  return forecast;
}

}  // namespace

std::optional<Forecast> ForecastByWholeWindows(const TargetSpec& spec, const Window& window,
                                               const std::vector<HeldReport>& reports) {
  if (IsFlow(spec) && !IsCalendarYear(window)) return std::nullopt;
  const auto figures = IsFlow(spec) ? WholeYears(spec, window, reports) : Levels(spec, window, reports);
  if (figures.empty()) return std::nullopt;
  Forecast start;
  start.latest = figures.front();
  start.months = MonthsBetween(start.latest.as_of, window.last);
  if (!spec.is_percentage && spec.measure != model::Measure::kRate) {
    if (auto forecast = GrownOnYear(start)) return forecast;
  }
  if (figures.size() < 2) return std::nullopt;
  start.earlier = figures.back();
  return FromTwo(spec, window, std::move(start));
}

std::optional<Forecast> ForecastByYearShape(const TargetSpec& spec, const Window& window,
                                            const std::vector<HeldReport>& reports, const Point& to_date) {
  if (!IsCalendarYear(window) || spec.is_percentage) return std::nullopt;
  const auto last_year = WholeYear(spec, reports, window.last.year() - 1);
  if (!last_year || last_year->value < 0) return std::nullopt;
  Forecast forecast;
  forecast.method = ForecastMethod::kYearShape;
  forecast.latest = *last_year;
  forecast.months = kMonthsOfYear;
  forecast.to_date = FigureOf(spec, *to_date.report);
  forecast.growth_percent = YearOnYearGrowth(*to_date.report);
  if (!forecast.growth_percent) {
    const HeldReport* same_part = ExactReport(spec, reports, YearsLater(to_date.report->period, -1));
    if (!same_part || !IsExact(*to_date.report)) return std::nullopt;
    forecast.earlier = FigureOf(spec, *same_part);
    if (forecast.earlier->value <= 0) return std::nullopt;
    forecast.growth_percent = (forecast.to_date->value / forecast.earlier->value - 1) * 100;
  }
  if (*forecast.growth_percent < -100) return std::nullopt;
  forecast.value = {last_year->value * (*forecast.growth_percent + 100) / 100};
  return forecast;
}

std::optional<Forecast> ForecastByRunRate(const Path& path, const Point& to_date) {
  if (!to_date.value.is_point()) return std::nullopt;
  const Rational elapsed = path.ElapsedAt(to_date.as_of);
  if (elapsed * 4 < 1) return std::nullopt;
  Forecast forecast;
  forecast.method = ForecastMethod::kRunRate;
  forecast.latest = {to_date.as_of, to_date.value.low.value, to_date.report};
  forecast.value = {to_date.value.low.value / elapsed};
  return forecast;
}

}  // namespace liandu::evaluator
