#include "evaluator/domain/periods.h"

#include <chrono>

namespace liandu::evaluator {
namespace {

unsigned MonthsOf(model::Cadence cadence) {
  switch (cadence) {
    case model::Cadence::kMonthly:
      return 1;
    case model::Cadence::kQuarterly:
      return 3;
    case model::Cadence::kHalfYearly:
      return 6;
    default:
      return 12;
  }
}

}  // namespace

model::Period PeriodAround(model::Cadence cadence, model::Date day) {
  const unsigned months = MonthsOf(cadence);
  const unsigned month = static_cast<unsigned>(day.ymd().month()) - 1;
  const model::Date first(day.year(), month - month % months + 1, 1);
  return {first, first.AddMonths(static_cast<int>(months)) - 1, false};
}

model::Period NextPeriod(model::Cadence cadence, const model::Period& period) {
  return PeriodAround(cadence, period.last + 1);
}

model::Date MonthsLater(model::Date day, int months) {
  const bool ends_month = (day + 1).ymd().day() == std::chrono::day(1);
  return ends_month ? (day + 1).AddMonths(months) - 1 : day.AddMonths(months);
}

model::Period YearsLater(const model::Period& period, int years) {
  const model::Date last = MonthsLater(period.last, years * kMonthsOfYear);
  return {period.as_of ? last : period.first.AddMonths(years * kMonthsOfYear), last, period.as_of};
}

}  // namespace liandu::evaluator
