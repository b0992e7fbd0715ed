#pragma once

#include "model/catalogue.h"
#include "model/period.h"

/// The calendar periods of a cadence. Pure.
namespace liandu::evaluator {

/// The period of a cadence in which a day lies; UNSPECIFIED counts as yearly.
model::Period PeriodAround(model::Cadence cadence, model::Date day);
/// The one after.
model::Period NextPeriod(model::Cadence cadence, const model::Period& period);

}  // namespace liandu::evaluator
