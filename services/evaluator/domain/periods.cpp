#include "evaluator/domain/periods.h"

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

}  // namespace liandu::evaluator
