#include "evaluator/domain/figures.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "evaluator/domain/derived_value.h"
#include "evaluator/domain/period_reports.h"

namespace liandu::evaluator {
namespace {

using model::Date;

bool SpansYears(const Window& window) { return window.first.year() != window.last.year(); }

/// A flow's report that gives the total since the window's start.
bool IsTotal(const Window& window, const model::Period& period) {
  return (period.as_of ? window.first <= period.last : period.first == window.first) && period.last <= window.last;
}

/// A flow's report that gives a calendar year inside a longer window, or the current one to date.
bool IsYearPart(const Window& window, const model::Period& period) {
  const int year = period.last.year();
  return SpansYears(window) && !period.as_of && period.first == Date(year, 1, 1) && window.first <= period.first &&
         period.last <= window.last;
}

/// The last day whose figures are background (rule R2).
std::optional<Date> LastBaselineDay(const TargetSpec& spec) {
  if (IsFlow(spec)) return std::nullopt;
  if (spec.base) return spec.base->date;
  if (spec.start) return *spec.start - 1;
  return std::nullopt;
}

FigureRole FlowRole(const Window& window, const model::Period& period) {
  if (period.last < window.first || (!period.as_of && period.first > window.last) || period.last > window.last) {
    return FigureRole::kOutsideWindow;
  }
  return IsTotal(window, period) || IsYearPart(window, period) ? FigureRole::kUsed : FigureRole::kMismatchedPeriod;
}

FigureRole StockRole(const TargetSpec& spec, const Window& window, const model::Period& period) {
  const bool of_years = spec.measure == model::Measure::kRate || spec.measure == model::Measure::kDerived;
  if (of_years && !period.as_of && !IsWholeYear(period)) {
    return FigureRole::kMismatchedPeriod;
  }
  // Growth is of whole years: of one, or on average of the first ones (rule R11).
  const bool is_growth = spec.measure == model::Measure::kGrowth;
  const bool average = period.first == window.first && period.last == YearOf(period.last.year()).last;
  if (is_growth && !IsWholeYear(period) && !(period.as_of ? spec.base.has_value() : average)) {
    return FigureRole::kMismatchedPeriod;
  }
  const bool too_late = spec.due && period.last > window.last;
  const bool too_early = spec.each_year && period.last < window.first;
  return too_late || too_early ? FigureRole::kOutsideWindow : FigureRole::kUsed;
}

bool SamePlace(const HeldReport& left, const HeldReport& right) {
  return left.period == right.period && left.detail->statistical_scope == right.detail->statistical_scope;
}

/// It says only why there is no figure.
bool IsAbsent(const HeldReport& report) { return report.detail->derived && report.detail->derived->absent; }

bool Covers(const TargetSpec& spec, const Window& window, const model::Period& period) {
  if (period.last != window.last) return false;
  return !IsFlow(spec) || IsTotal(window, period);
}

/// Adds up the calendar years of a longer window, with the current one to date.
void AddYearSums(const TargetSpec& spec, const Window& window, const std::vector<const HeldReport*>& parts,
                 WindowFigures& figures) {
  std::map<int, const HeldReport*> whole;
  for (const HeldReport* part : parts) {
    if (IsWholeYear(part->period)) whole[part->period.last.year()] = part;
  }
  for (const HeldReport* part : parts) {
    Interval sum = ValueOf(spec, *part);
    bool complete = true;
    for (int year = window.first.year(); year < part->period.last.year(); ++year) {
      const auto it = whole.find(year);
      complete = complete && it != whole.end();
      if (complete) sum = sum + ValueOf(spec, *it->second);
    }
    if (!complete) {
      figures.missing_part = true;
      continue;
    }
    figures.points.push_back({AsOf(*part), part->period.last, sum, part, part->period.last == window.last});
  }
}

bool Earlier(const Point& left, const Point& right) {
  if (left.as_of != right.as_of) return left.as_of < right.as_of;
  if (left.last != right.last) return left.last < right.last;
  return PrecisionOf(left.report->bound) < PrecisionOf(right.report->bound);
}

}  // namespace

const char* FigureRoleName(FigureRole role) {
  switch (role) {
    case FigureRole::kUsed:
      return "used";
    case FigureRole::kBaseline:
      return "baseline";
    case FigureRole::kBeforeBase:
      return "before_base";
    case FigureRole::kSuperseded:
      return "superseded";
    case FigureRole::kSetAside:
      return "set_aside";
    case FigureRole::kOtherScope:
      return "other_scope";
    case FigureRole::kMismatchedPeriod:
      return "mismatched_period";
    case FigureRole::kOutsideWindow:
      return "outside_window";
  }
  return "";
}

bool StandsBefore(const HeldReport& report, const HeldReport& other) {
  if (report.revision != other.revision) return report.revision > other.revision;
  if (report.preliminary != other.preliminary) return other.preliminary;
  return PrecisionOf(report.bound) > PrecisionOf(other.bound);
}

const HeldReport* StandingReport(const std::vector<HeldReport>& reports, size_t from, size_t& next) {
  const HeldReport* best = nullptr;
  for (next = from; next < reports.size() && SamePlace(reports[from], reports[next]); ++next) {
    const HeldReport& candidate = reports[next];
    if (candidate.set_aside) continue;
    if (!best || StandsBefore(candidate, *best)) best = &candidate;
  }
  return best;
}

const HeldReport* StandingOf(const std::vector<HeldReport>& reports, const model::Period& period) {
  const auto place = [](const model::Period& of) { return std::tie(of.last, of.first, of.as_of); };
  const auto first = std::lower_bound(
      reports.begin(), reports.end(), period,
      [&](const HeldReport& report, const model::Period& wanted) { return place(report.period) < place(wanted); });
  // Its own scope is written as none, and so stands first.
  if (first == reports.end() || first->period != period || !first->detail->statistical_scope.empty()) return nullptr;
  size_t next = 0;
  return StandingReport(reports, static_cast<size_t>(first - reports.begin()), next);
}

Interval ValueOf(const TargetSpec& spec, const HeldReport& report) {
  if (report.detail->derived) return InTargetUnit(spec, report.detail->derived->value);
  return Interval::Of(InTargetUnit(spec, report.value, report.detail->unit_of_measure), report.bound);
}

FigureRole RoleOf(const TargetSpec& spec, const Window& window, const HeldReport& report) {
  const std::string& scope = report.detail->statistical_scope;
  if (!scope.empty() && scope != spec.scope) return FigureRole::kOtherScope;
  const auto& background = report.detail->baseline_of;
  if (std::find(background.begin(), background.end(), spec.id) != background.end()) return FigureRole::kBaseline;
  const auto last_baseline_day = LastBaselineDay(spec);
  if (last_baseline_day && report.period.last <= *last_baseline_day) return FigureRole::kBeforeBase;
  return IsFlow(spec) ? FlowRole(window, report.period) : StockRole(spec, window, report.period);
}

WindowFigures FiguresOf(const TargetSpec& spec, const Window& window, const std::vector<HeldReport>& reports) {
  WindowFigures figures;
  std::vector<const HeldReport*> parts;
  const Interval region = Region(spec);
  for (size_t i = 0; i < reports.size();) {
    const HeldReport* report = StandingReport(reports, i, i);
    if (!report) continue;
    const FigureRole role = RoleOf(spec, window, *report);
    if (role == FigureRole::kMismatchedPeriod) figures.mismatched = true;
    if (IsAbsent(*report) && role != FigureRole::kUsed) continue;
    if (role == FigureRole::kBaseline || role == FigureRole::kBeforeBase) {
      figures.baseline = true;
      figures.baseline_bound |= Within(ValueOf(spec, *report), region) == Truth::kUndecided;
    }
    if (role == FigureRole::kOutsideWindow && spec.measure == model::Measure::kLevel &&
        report->period.last > window.last && !figures.made_up &&
        Within(ValueOf(spec, *report), region) == Truth::kYes) {
      figures.made_up = report;
    }
    if (role != FigureRole::kUsed) continue;
    if (IsAbsent(*report)) {
      figures.absent = std::min(figures.absent.value_or(Reason::kNoReport), *report->detail->derived->absent);
      continue;
    }
    if (IsFlow(spec) && !IsTotal(window, report->period)) {
      parts.push_back(report);
      continue;
    }
    figures.points.push_back(
        {AsOf(*report), report->period.last, ValueOf(spec, *report), report, Covers(spec, window, report->period)});
    // The first year of a longer window is its total so far and a part of later sums.
    if (IsFlow(spec) && IsYearPart(window, report->period)) parts.push_back(report);
  }
  if (!parts.empty()) {
    const auto is_part = [&](const Point& point) { return IsYearPart(window, point.report->period); };
    figures.points.erase(std::remove_if(figures.points.begin(), figures.points.end(), is_part), figures.points.end());
    AddYearSums(spec, window, parts, figures);
  }
  std::stable_sort(figures.points.begin(), figures.points.end(), Earlier);
  return figures;
}

bool IsCovered(const TargetSpec& spec, const Window& window, const std::vector<HeldReport>& reports) {
  bool parts = false;
  for (size_t i = 0; i < reports.size();) {
    const HeldReport* report = StandingReport(reports, i, i);
    if (!report || IsAbsent(*report) || report->period.last < window.first ||
        RoleOf(spec, window, *report) != FigureRole::kUsed)
      continue;
    if (Covers(spec, window, report->period)) return true;
    parts |= report->period.last == window.last;
  }
  if ((!parts && !spec.once_only) || !spec.value) return false;
  const WindowFigures figures = FiguresOf(spec, window, reports);
  return std::any_of(figures.points.begin(), figures.points.end(), [&](const Point& point) {
    return point.covers || (spec.once_only && Within(point.value, Region(spec)) == Truth::kYes);
  });
}

}  // namespace liandu::evaluator
