#include "evaluator/domain/period_reports.h"

#include <algorithm>

#include "evaluator/domain/derived_value.h"
#include "evaluator/domain/periods.h"

namespace liandu::evaluator {
namespace {

using model::Date;
using model::Period;
using model::Rational;

}  // namespace

Period YearOf(int year) { return {Date(year, 1, 1), Date(year, 12, 31), false}; }

bool IsWholeYear(const Period& period) { return period == YearOf(period.last.year()); }

int MonthsBetween(Date from, Date to) {
  const auto month_of = [](Date day) {
    return day.year() * kMonthsOfYear + static_cast<int>(static_cast<unsigned>(day.ymd().month()));
  };
  return month_of(to) - month_of(from);
}

bool IsExact(const HeldReport& report) {
  if (const auto& derived = report.detail->derived) return !derived->absent && derived->value.is_point();
  return PrecisionOf(report.bound) == PrecisionOf(model::Bound::kExact);
}

Date AsOf(const HeldReport& report) { return std::min(report.period.last, report.published); }

bool IsOwnScope(const TargetSpec& spec, const HeldReport& report) {
  const std::string& scope = report.detail->statistical_scope;
  return scope.empty() || scope == spec.scope;
}

const HeldReport* StandingFor(const TargetSpec& spec, const std::vector<HeldReport>& reports, const Period& period) {
  const auto ends_before = [](const HeldReport& report, Date day) { return report.period.last < day; };
  const auto from = std::lower_bound(reports.begin(), reports.end(), period.last, ends_before);
  for (auto i = static_cast<size_t>(from - reports.begin()); i < reports.size();) {
    if (reports[i].period.last != period.last) break;
    const HeldReport* report = StandingReport(reports, i, i);
    const bool fits = report && report->period == period && IsOwnScope(spec, *report);
    if (fits && !(report->detail->derived && report->detail->derived->absent)) return report;
  }
  return nullptr;
}

std::optional<Rational> YearOnYearGrowth(const HeldReport& report) {
  const ReportDetail& detail = *report.detail;
  if (!detail.growth_rate) return std::nullopt;
  if (detail.growth_base_period.empty()) return model::ToRational(*detail.growth_rate);
  const auto base = Period::Parse(detail.growth_base_period);
  if (!base.ok()) return std::nullopt;
  const Period year_before = YearsLater(report.period, -1);
  const bool by_end = report.period.as_of || base->as_of;
  const bool same = by_end ? base->last == year_before.last : *base == year_before;
  return same ? std::optional(model::ToRational(*detail.growth_rate)) : std::nullopt;
}

}  // namespace liandu::evaluator
