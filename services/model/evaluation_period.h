#pragma once

#include <optional>

#include "model/organisation.h"
#include "model/period.h"
#include "model/target.h"

namespace liandu::model {

/// The one period that a plan's mid-term or final evaluation covers: from the plan's first day to the end of the year
/// in which its middle lies, or to its last day. Nullopt for other cadences and for plans without both dates.
std::optional<Period> EvaluationPeriod(Cadence cadence, std::optional<Date> start, std::optional<Date> end);

}  // namespace liandu::model
