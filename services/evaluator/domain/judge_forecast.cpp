#include "evaluator/domain/judge_forecast.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "evaluator/domain/fraction_order.h"
#include "evaluator/domain/severity_caps.h"

namespace liandu::evaluator {
namespace {

using model::Date;
using model::Light;
using model::Rational;
using model::Severity;

/// How many percentage points of the target a flow misses by at its end, going on as until a figure.
Rational RunRateMiss(const ForecastCase& subject, const Rational& total, Date day, const Rational& elapsed) {
  Rational miss = 0;
  if (!subject.region.low.infinite) {
    const Rational missing = subject.path->ExpectedAt(day) - total;
    // Rule R9: a count short by less than one whole unit is not short.
    if (missing > 0 && (!subject.spec.is_count || missing >= 1)) {
      miss = (elapsed - subject.path->ProgressOf(total)) * 100 / elapsed;
    }
  }
  if (!subject.region.high.infinite && subject.region.high.value > 0) {
    miss = std::max(miss, Rational((total / elapsed / subject.region.high.value - 1) * 100));
  }
  return miss;
}

/// Whether a flow misses if it goes on as until figure `i`: by a run rate that leaves a lag of the yellow threshold at
/// the due date, or as much beyond an upper limit. The fold of rule R20: looks back only inside the hysteresis. A
/// straight line knows no seasons, so it has the same tolerance as the lag.
bool RunRateMisses(const ForecastCase& subject, size_t i) {
  const Point& point = subject.figures.points[i];
  const LagThresholds& thresholds = subject.context.thresholds;
  if (point.value.is_point()) {
    const Rational elapsed = subject.path->ElapsedAt(point.as_of);
    if (elapsed * 4 < 1) return false;
    const Rational miss = RunRateMiss(subject, point.value.low.value, point.as_of, elapsed);
    if (!Less(miss, thresholds.yellow)) return true;
    if (Less(miss, thresholds.yellow_clears)) return false;
  }
  return i > 0 && RunRateMisses(subject, i - 1);
}

/// A flow with a total to date. What counts itself is compared with its path every day: its lag says all.
std::optional<Forecast> ForecastRunningFlow(const ForecastCase& subject) {
  if (subject.spec.continuous || !subject.path) return std::nullopt;
  const Point& to_date = subject.figures.points.back();
  if (auto forecast = ForecastByYearShape(subject.spec, subject.window, subject.reports, to_date)) return forecast;
  const bool early = subject.path->ElapsedAt(to_date.as_of) * 4 < 1;
  return early ? ForecastByWholeWindows(subject.spec, subject.window, subject.reports)
               : ForecastByRunRate(*subject.path, to_date);
}

std::optional<Forecast> ForecastOf(const ForecastCase& subject) {
  if (subject.course) return ForecastGrowth(subject.spec, subject.window, *subject.course, subject.reports);
  if (IsFlow(subject.spec) && !subject.figures.points.empty()) return ForecastRunningFlow(subject);
  return ForecastByWholeWindows(subject.spec, subject.window, subject.reports);
}

bool Misses(const ForecastCase& subject, const Forecast& forecast) {
  if (forecast.method == ForecastMethod::kRunRate) {
    return RunRateMisses(subject, subject.figures.points.size() - 1);
  }
  return !Hits(forecast, subject.region);
}

/// Whether nothing but the forecast speaks: then it decides even what is grey.
bool IsAlone(const WindowVerdict& verdict) {
  return verdict.light == Light::kGrey && verdict.missed == Severity::kNone &&
         (verdict.reason == Reason::kNoReport || verdict.reason == Reason::kNoBase);
}

bool IsOpen(const WindowVerdict& verdict) {
  return verdict.light != Light::kGrey && !verdict.final && verdict.missed == Severity::kNone;
}

void Show(const ForecastCase& subject, bool misses, WindowVerdict& verdict) {
  if (!misses) {
    verdict.light = Light::kGreen;
    verdict.reason = Reason::kForecast;
    verdict.rule = "R12";
    return;
  }
  const TargetSpec& spec = subject.spec;
  verdict.at_risk = Capped(Severity::kYellow, {spec.stretch, spec.due_inferred, spec.draft});
  // Blue changes no light, and what shows without it keeps its reason.
  if (verdict.at_risk < Severity::kYellow) return;
  verdict.light = Light::kYellow;
  verdict.reason = Reason::kAtRisk;
  verdict.rule = "R12";
}

}  // namespace

void JudgeForecast(const ForecastCase& subject, WindowVerdict& verdict) {
  if (!IsAlone(verdict) && !IsOpen(verdict)) return;
  const bool held_back = verdict.behind != Severity::kNone;
  if (held_back && !subject.context.with_numbers) return;
  // It speaks of the window's last day, and colours as long as a figure of that day (rule R13).
  const Date until = subject.window.last.AddMonths(subject.context.settings.stale_months) + 1;
  if (subject.context.today >= until) return;
  std::optional<Forecast> forecast = ForecastOf(subject);
  if (!forecast) return;
  const bool misses = !held_back && Misses(subject, *forecast);
  if (subject.context.with_numbers) {
    verdict.numbers.forecast = std::make_shared<const Forecast>(std::move(*forecast));
  }
  if (held_back || (!misses && !IsAlone(verdict))) return;
  Show(subject, misses, verdict);
  if (!verdict.next_change || until < *verdict.next_change) verdict.next_change = until;
}

}  // namespace liandu::evaluator
