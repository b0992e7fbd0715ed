#pragma once

#include <string>
#include <vector>

#include "evaluator/scenario/player.h"

/// What scenarios' results look like. Pure.
namespace liandu::evaluator {

/// A line a scenario, its first failures beneath it, and the sum.
std::string ReportText(const std::vector<scenarios::ScenarioResult>& results);

/// {"passed": 1, "failed": 1, "scenarios": [{"file", "passed", "expectations", "failures": [{"line", "text",
/// "unreadable", "what", "expected", "actual"}]}]}, with a line end.
std::string ReportJson(const std::vector<scenarios::ScenarioResult>& results);

}  // namespace liandu::evaluator
