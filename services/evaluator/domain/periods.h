#pragma once

#include "model/catalogue.h"
#include "model/period.h"

/// Calendar periods: those of a cadence, and the same period of another year. Pure.
namespace liandu::evaluator {

/// The period of a cadence in which a day lies; UNSPECIFIED counts as yearly.
model::Period PeriodAround(model::Cadence cadence, model::Date day);
/// The one after.
model::Period NextPeriod(model::Cadence cadence, const model::Period& period);

inline constexpr int kMonthsOfYear = 12;

/// The day so many months later (earlier, if negative); a month's last day stays a month's last day.
model::Date MonthsLater(model::Date day, int months);
/// The same period so many years later (earlier, if negative).
model::Period YearsLater(const model::Period& period, int years);

}  // namespace liandu::evaluator
