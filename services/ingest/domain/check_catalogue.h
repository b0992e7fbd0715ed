#pragma once

#include <set>
#include <string>
#include <vector>

#include "ingest/domain/plan_change.h"
#include "ingest/domain/violation.h"
#include "model/catalogue.h"

namespace liandu::ingest {

/// How many warnings a check lists; the rest is only counted.
inline constexpr size_t kMaxWarnings = 200;

/// Checks a planned change: ids that clash, references that dangle, cycles, units of measure that do not fit, dates out
/// of order, missing settings; every violation at once, with its path in the request. Looks at what the request gives
/// and, where the request changes what others rely on, at those others; never at the whole catalogue otherwise.
///
/// `wanted` is what the change was planned from; `unreadable` names the resources ("targets[3]") whose form is wrong
/// already, which are not looked into.
Findings CheckChange(const std::string& jurisdiction, const model::Catalogue& current,
                     const std::vector<model::Resource>& wanted, const PlannedChange& plan,
                     const std::set<std::string>& unreadable);

}  // namespace liandu::ingest
