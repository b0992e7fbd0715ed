#pragma once

#include <string>
#include <vector>

#include "evaluator/domain/registry.h"

/// What an indicator's reports say beside the figure that is used, in Chinese. Pure; called only where somebody reads
/// it.
namespace liandu::evaluator {

/// For whoever looks at a target, newest period first and at most so many lines of each kind: figures of one period
/// that differ, with their difference; what is preliminary; periods whose report came late or is missing (rule R16).
std::vector<std::string> FigureSteps(const Registry& registry, const TargetRow& target, model::Date day);

}  // namespace liandu::evaluator
