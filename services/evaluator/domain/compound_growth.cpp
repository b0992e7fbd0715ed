#include "evaluator/domain/compound_growth.h"

#include <algorithm>
#include <utility>

#include "evaluator/domain/derived_value.h"
#include "evaluator/domain/period_reports.h"
#include "evaluator/domain/periods.h"

namespace liandu::evaluator {
namespace {

using model::Rational;

constexpr int kPercentPlaces = 2;

int FirstYear(const Window& window) {
  return window.first == YearOf(window.first.year()).first ? window.first.year() : window.first.year() + 1;
}
int LastYear(const Window& window) {
  return window.last == YearOf(window.last.year()).last ? window.last.year() : window.last.year() - 1;
}

Interval Mapped(const Interval& figure, const auto& map) {
  const auto end = [&](const IntervalEnd& from) {
    return from.infinite ? from : IntervalEnd{map(from.value), from.open, false};
  };
  return {end(figure.low), end(figure.high)};
}

/// Both lie above zero.
Interval Product(const Interval& left, const Interval& right) {
  const auto end = [](const IntervalEnd& a, const IntervalEnd& b) {
    if (a.infinite || b.infinite) return IntervalEnd{Rational(0), false, true};
    return IntervalEnd{Rational(a.value * b.value), a.open || b.open, false};
  };
  return {end(left.low, right.low), end(left.high, right.high)};
}

/// A figure in base units: growth is a percentage of it, whatever the target's unit.
Interval InBaseUnits(const TargetSpec& spec, const HeldReport& report) {
  const std::string_view unit = report.detail->unit_of_measure;
  const Rational scale = UnitScale(spec, unit.empty() ? spec.report_unit : unit);
  if (const auto& derived = report.detail->derived) return derived->value * Interval::Exactly(scale);
  return Interval::Of(model::ToRational(report.value) * scale, report.bound);
}

bool IsBaseline(const TargetSpec& spec, const HeldReport& report) {
  const auto& background = report.detail->baseline_of;
  return std::find(background.begin(), background.end(), spec.id) != background.end();
}

/// The factor since the day before the window by a printed base and an exact figure of a year or a day.
std::optional<Interval> SinceBase(const TargetSpec& spec, const Window& window, const HeldReport& report) {
  if (!spec.base || spec.base->inferred || spec.base->value <= 0 || !IsExact(report)) return std::nullopt;
  if (spec.base->date != window.first - 1 || PrecisionOf(spec.base->bound) == 0) return std::nullopt;
  return Interval::Exactly(InBaseUnits(spec, report).low.value /
                           (spec.base->value * UnitScale(spec, spec.report_unit)));
}

/// An average over the years from the window's first: "2021/2025 8.1 %" of an indicator that is a growth itself.
std::optional<Interval> ByAverage(const TargetSpec& spec, const Window& window, const HeldReport& report) {
  const model::Period& period = report.period;
  const bool since_start = period.first == window.first && period.last == YearOf(period.last.year()).last;
  if (!spec.reports_percentage || period.as_of || !since_start) return std::nullopt;
  const int years = period.last.year() - window.first.year() + 1;
  return Mapped(InBaseUnits(spec, report), [&](const Rational& percent) { return Compounded(percent, years); });
}

void AddPoint(const Window& window, const HeldReport& report, Interval factor, WindowFigures& figures) {
  figures.points.push_back(
      {AsOf(report), report.period.last, std::move(factor), &report, report.period.last == window.last});
}

/// Figures other than those of the single years: averages from the start, and what stands against a printed base.
void AddOthers(const TargetSpec& spec, const Window& window, const std::vector<HeldReport>& reports,
               GrowthCourse& course) {
  const int reported_until = course.years.empty() ? 0 : course.years.back().year;
  for (size_t i = 0; i < reports.size();) {
    const HeldReport* report = StandingReport(reports, i, i);
    if (!report || !IsOwnScope(spec, *report) || IsBaseline(spec, *report)) continue;
    const model::Period& period = report->period;
    if (period.last < window.first || period.last > window.last) continue;
    const bool known = IsWholeYear(period) && period.last.year() <= reported_until;
    if (known || (!period.as_of && period.first < window.first)) continue;
    auto factor = ByAverage(spec, window, *report);
    if (!factor && (period.as_of || IsWholeYear(period))) factor = SinceBase(spec, window, *report);
    if (factor) {
      AddPoint(window, *report, std::move(*factor), course.figures);
    } else if (!IsWholeYear(period)) {
      course.figures.mismatched = true;
    }
  }
}

/// The single years from the window's first. A year with a later one but no figure is a missing part.
void AddYears(const TargetSpec& spec, const Window& window, const std::vector<HeldReport>& reports,
              GrowthCourse& course) {
  Interval product = Interval::Exactly(1);
  bool gap = false;
  for (int year = FirstYear(window); year <= LastYear(window); ++year) {
    auto growth = GrowthIn(spec, reports, year);
    if (growth && IsBaseline(spec, *growth->report)) growth.reset();
    if (!growth) {
      gap = true;
      continue;
    }
    if (gap) {
      course.figures.missing_part = true;
      continue;
    }
    product = Product(product, growth->factor);
    AddPoint(window, *growth->report, product, course.figures);
    course.years.push_back(std::move(*growth));
  }
}

/// Without a due date each year is judged by itself (rule R21).
void AddSingleYears(const TargetSpec& spec, const std::vector<HeldReport>& reports, GrowthCourse& course) {
  for (size_t i = 0; i < reports.size();) {
    const HeldReport* report = StandingReport(reports, i, i);
    if (!report || IsBaseline(spec, *report) || !IsOwnScope(spec, *report)) continue;
    auto growth = IsWholeYear(report->period) ? GrowthIn(spec, reports, report->period.last.year()) : std::nullopt;
    if (!growth) {
      course.figures.mismatched = true;
      continue;
    }
    course.figures.points.push_back({AsOf(*report), report->period.last, growth->factor, report, false});
    course.years = {std::move(*growth)};
  }
}

TargetSpec AsLevel(const TargetSpec& spec, const Window& window) {
  TargetSpec level = spec;
  level.measure = model::Measure::kLevel;
  level.compounds = true;
  level.continuous = level.once_only = level.is_count = false;
  level.value = Compounded(*spec.value, spec.due ? YearsIn(window) : 1);
  level.upper.reset();
  level.base = BaseSpec{Rational(1), window.first - 1, model::Bound::kExact, false};
  level.waypoints.clear();
  if (!spec.due) return level;
  const int first = FirstYear(window);
  for (int year = first; year < LastYear(window); ++year) {
    level.waypoints.push_back({YearOf(year).last, Compounded(*spec.value, year - first + 1)});
  }
  return level;
}

}  // namespace

int YearsIn(const Window& window) { return std::max(0, LastYear(window) - FirstYear(window) + 1); }

Rational Compounded(const Rational& growth_percent, int years) {
  if (growth_percent <= -100) return 0;
  return Power((growth_percent + 100) / 100, static_cast<unsigned>(years));
}

Rational AverageGrowth(const Rational& factor, int months) {
  const auto number = CompoundNumber::Of(1, factor, kMonthsOfYear, static_cast<unsigned>(std::max(1, months)));
  return (Rounded(number, kPercentPlaces + 2) - 1) * 100;
}

std::optional<YearGrowth> GrowthIn(const TargetSpec& spec, const std::vector<HeldReport>& reports, int year) {
  const HeldReport* report = StandingFor(spec, reports, YearOf(year));
  if (!report) return std::nullopt;
  const auto factor_of = [](const Rational& percent) { return Compounded(percent, 1); };
  if (spec.reports_percentage) {
    const Interval percent = InBaseUnits(spec, *report);
    return YearGrowth{year, Mapped(percent, factor_of), report};
  }
  if (const auto percent = YearOnYearGrowth(*report)) {
    return YearGrowth{year, Interval::Exactly(factor_of(*percent)), report};
  }
  const HeldReport* before = StandingFor(spec, reports, YearOf(year - 1));
  if (!before || !IsExact(*report) || !IsExact(*before)) return std::nullopt;
  const Rational base = InBaseUnits(spec, *before).low.value;
  if (base <= 0) return std::nullopt;
  return YearGrowth{year, Interval::Exactly(InBaseUnits(spec, *report).low.value / base), report};
}

Interval GrowthRegion(const TargetSpec& spec) {
  TargetSpec percent = spec;
  percent.base.reset();
  percent.is_count = false;
  return Region(percent);
}

GrowthCourse GrowthCourseOf(const TargetSpec& spec, const Window& window, const std::vector<HeldReport>& reports) {
  const int years = spec.due ? YearsIn(window) : 1;
  GrowthCourse course;
  course.level = AsLevel(spec, window);
  course.region = Mapped(GrowthRegion(spec), [&](const Rational& percent) { return Compounded(percent, years); });
  if (!spec.due) {
    AddSingleYears(spec, reports, course);
    return course;
  }
  AddYears(spec, window, reports, course);
  AddOthers(spec, window, reports, course);
  auto& points = course.figures.points;
  std::stable_sort(points.begin(), points.end(), [](const Point& a, const Point& b) { return a.as_of < b.as_of; });
  // What covers the window settles it, whatever year is missing; else a gap leaves nothing to judge by.
  const auto covers = [](const Point& point) { return point.covers; };
  if (course.figures.missing_part && std::none_of(points.begin(), points.end(), covers)) points.clear();
  return course;
}

std::optional<Forecast> ForecastGrowth(const TargetSpec& spec, const Window& window, const GrowthCourse& course,
                                       const std::vector<HeldReport>& reports) {
  const int years = YearsIn(window);
  const int done = static_cast<int>(course.years.size());
  std::optional<YearGrowth> latest;
  for (int year = FirstYear(window) + done - 1; !latest; --year) {
    if (YearOf(year).last.AddMonths(kForecastMonths) < window.last) return std::nullopt;
    latest = GrowthIn(spec, reports, year);
    if (latest && (!latest->factor.is_point() || !IsExact(*latest->report))) latest.reset();
  }
  Forecast forecast;
  forecast.method = ForecastMethod::kGrowthGoesOn;
  forecast.growth_percent = (latest->factor.low.value - 1) * 100;
  forecast.latest = {AsOf(*latest->report), *forecast.growth_percent, latest->report};
  forecast.months = (years - done) * kMonthsOfYear;
  Rational factor = Power(latest->factor.low.value, static_cast<unsigned>(years - done));
  if (done > 0) {
    const Point& point = course.figures.points.back();
    if (!point.value.is_point()) return std::nullopt;
    forecast.to_date = ForecastFigure{point.as_of, point.value.low.value, point.report};
    factor *= point.value.low.value;
  }
  forecast.value = {factor};
  return forecast;
}

}  // namespace liandu::evaluator
