#pragma once

#include <optional>
#include <vector>

#include "evaluator/domain/derivations.h"
#include "evaluator/domain/target_spec.h"

/// Counts that the system keeps itself as figures by which a target is judged: one a day on which they change, each
/// window from its beginning (rules R4, R10). Pure.
namespace liandu::evaluator {

struct CountedSeries {
  /// In the order of a series; up to today.
  std::vector<HeldReport> figures;
  /// The first later day on which they are others without any event; nullopt: none.
  std::optional<model::Date> next_change;
};

/// The figures of a derived indicator that counts, for the windows of a target that have begun, of one member of
/// for_each or of everybody. A window that begins before a count is kept has no figure of what accumulates
/// (not_recorded); a stock has none before that day.
CountedSeries CountSeriesOf(const Derivations& derivations, const Registry& registry, const IndicatorRow& indicator,
                            const TargetSpec& spec, CountedFor whom, model::Date today);

}  // namespace liandu::evaluator
