#include "evaluator/domain/judge_watch.h"

#include <algorithm>

#include "evaluator/domain/derived_value.h"
#include "evaluator/domain/period_reports.h"
#include "evaluator/domain/periods.h"

namespace liandu::evaluator {
namespace {

using model::Date;
using model::Period;
using model::Rational;
using model::ToRational;

bool IsMonthEnd(Date day) { return (day + 1).ymd().day() == std::chrono::day(1); }

/// Whole calendar months that a period covers; 0: it is not made of whole months.
int MonthsOf(const Period& period) {
  if (period.as_of || period.first.ymd().day() != std::chrono::day(1) || !IsMonthEnd(period.last)) return 0;
  const auto from = period.first.ymd();
  const auto to = period.last.ymd();
  return (period.last.year() - period.first.year()) * 12 + static_cast<int>(static_cast<unsigned>(to.month())) -
         static_cast<int>(static_cast<unsigned>(from.month())) + 1;
}

/// Looks at the figures of one watch.
class WatchJudge {
 public:
  WatchJudge(const model::Watch& watch, const IndicatorRow& indicator, const Registry& registry, Date today)
      : watch_(watch), indicator_(indicator), registry_(registry), today_(today) {
    unit_.report_unit = unit_.unit = registry.symbols.Text(indicator.unit_of_measure);
    unit_.units = &registry.catalogue.units_of_measure;
  }

  WatchVerdict Judge() && {
    FindLatest();
    if (!verdict_.latest || IsTooOld()) return {};
    verdict_.value = ValueOf(unit_, *verdict_.latest);
    const IntervalEnd none{Rational(0), false, true};
    if (watch_.floor) {
      verdict_.below_floor = IsOutside({{ToRational(*watch_.floor), false, false}, none});
    }
    if (watch_.ceiling) {
      verdict_.above_ceiling = IsOutside({none, {ToRational(*watch_.ceiling), false, false}});
    }
    if (watch_.drop_percent) JudgeDrop();
    if (verdict_.below_floor || verdict_.above_ceiling || verdict_.dropped) verdict_.severity = watch_.severity;
    return std::move(verdict_);
  }

 private:
  template <typename Use>
  void ForEachStanding(Use use) const {
    const std::vector<HeldReport>& figures = indicator_.figures();
    for (size_t i = 0; i < figures.size();) {
      const HeldReport* report = StandingReport(figures, i, i);
      if (!report || !report->detail->statistical_scope.empty()) continue;
      // A formula that gives nothing for a period says nothing of it.
      if (report->detail->derived && report->detail->derived->absent) continue;
      use(report);
    }
  }

  void FindLatest() {
    ForEachStanding([&](const HeldReport* report) { verdict_.latest = report; });
  }

  bool IsTooOld() {
    const auto& since = registry_.supervised_since;
    if (since && verdict_.latest->period.last < *since) return true;
    const Date stale_on = AsOf(*verdict_.latest).AddMonths(registry_.settings.stale_months) + 1;
    if (today_ < stale_on) verdict_.next_change = stale_on;
    return today_ >= stale_on;
  }

  bool IsOutside(const Interval& region) const { return Within(*verdict_.value, region) == Truth::kNo; }

  void JudgeDrop() {
    const Period wanted = ComparedPeriod(verdict_.latest->period, watch_.drop_against);
    ForEachStanding([&](const HeldReport* report) {
      if (report->period == wanted) verdict_.before = report;
    });
    if (!verdict_.before) return;
    verdict_.value_before = ValueOf(unit_, *verdict_.before);
    const IntervalEnd& now = verdict_.value->high;
    const IntervalEnd& then = verdict_.value_before->low;
    // A share of nothing, or of less, is no drop.
    if (now.infinite || then.infinite || then.value <= 0) return;
    const Rational limit = then.value * (Rational(1) - ToRational(*watch_.drop_percent) / 100);
    verdict_.dropped = now.value < limit || (now.value == limit && (now.open || then.open));
    if (verdict_.value->is_point() && verdict_.value_before->is_point()) {
      verdict_.drop_percent = Rational((then.value - now.value) / then.value * 100);
    }
  }

  const model::Watch& watch_;
  const IndicatorRow& indicator_;
  const Registry& registry_;
  Date today_;
  /// Only its units are used.
  TargetSpec unit_;
  WatchVerdict verdict_;
};

}  // namespace

Period ComparedPeriod(const Period& period, model::WatchBasis basis) {
  if (basis == model::WatchBasis::kYearBefore) return YearsLater(period, -1);
  if (period.as_of) {
    const Date day = MonthsLater(period.last, -1);
    return {day, day, true};
  }
  const int months = MonthsOf(period);
  if (months > 0) return {period.first.AddMonths(-months), MonthsLater(period.last, -months), false};
  const int days = period.last - period.first + 1;
  return {period.first - days, period.first - 1, false};
}

WatchVerdict JudgeWatch(const model::Watch& watch, const IndicatorRow& indicator, const Registry& registry,
                        Date today) {
  return WatchJudge(watch, indicator, registry, today).Judge();
}

}  // namespace liandu::evaluator
