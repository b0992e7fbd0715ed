#pragma once

#include <optional>
#include <vector>

#include "evaluator/domain/figures.h"

/// Looking up an indicator's reports by their period. Pure.
namespace liandu::evaluator {

/// A calendar year.
model::Period YearOf(int year);
bool IsWholeYear(const model::Period& period);

/// Calendar months from one day's month to another's.
int MonthsBetween(model::Date from, model::Date to);

/// Neither a bound nor rounded; of a derived figure, that there is one and that it is one number.
bool IsExact(const HeldReport& report);

/// The figure's period end, never after its publication (rule R4).
model::Date AsOf(const HeldReport& report);

/// Whether a report is of the target's own statistical scope (rule R22).
bool IsOwnScope(const TargetSpec& spec, const HeldReport& report);

/// The report that stands for a period in the target's own scope; nullptr: none. Costs the logarithm of their number.
const HeldReport* StandingFor(const TargetSpec& spec, const std::vector<HeldReport>& reports,
                              const model::Period& period);

/// The growth that a report states on the year before, in percent; nullopt: none, or over another span (rule R11: 220 %
/// in five years are no yearly growth).
std::optional<model::Rational> YearOnYearGrowth(const HeldReport& report);

}  // namespace liandu::evaluator
