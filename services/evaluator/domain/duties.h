#pragma once

#include <optional>
#include <vector>

#include "evaluator/domain/registry.h"

/// Which reports of an indicator are owed (rule R16). Pure.
namespace liandu::evaluator {

struct DutyVerdict {
  /// Past due and not there, or due soon, by (due, reporter, period end).
  std::vector<OwedReport> owed;
  /// First day on which another report is past due or due soon, or one owed turns red.
  std::optional<model::Date> next_change;
};

/// A report is due so many working days after its period ends: with a cadence each period of it that ends inside a
/// target's window, and always the window's own. An indicator that names its reporter owes every period of its cadence,
/// whatever its targets (a monitoring duty). Windows and periods that ended before supervision began owe nothing; what
/// no report can make evaluable, what counts itself, and what a draft asks for, owes nothing either. Only an
/// indicator with a cadence says that a report is due soon, at the last step of the settings. The registry only gains
/// symbols.
DutyVerdict JudgeDuties(Registry& registry, const IndicatorRow& indicator, model::Date today);

}  // namespace liandu::evaluator
