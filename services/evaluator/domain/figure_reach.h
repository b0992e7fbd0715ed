#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "model/report.h"

namespace liandu::evaluator {

class Registry;
class Supervision;

/// What figures can touch: their indicators, those that formulas make of them with all that these read, and the
/// indicators that share a reporter's alert with one of them.
struct FigureReach {
  std::set<std::string> indicators;
  std::set<std::string> reporters;
};

/// Facts that are no figures are passed over. Pure.
FigureReach ReachOf(const Supervision& supervision, const std::vector<model::Report>& reports);

/// Targets of these indicators.
int64_t CountTargets(const Registry& registry, const std::set<std::string>& indicators);

}  // namespace liandu::evaluator
