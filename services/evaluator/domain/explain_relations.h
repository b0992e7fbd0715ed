#pragma once

#include <string>
#include <vector>

#include "evaluator/domain/registry.h"
#include "model/alert.h"

/// What decisions and other programmes do to a target, in Chinese: the printed words stay visible beside what holds.
/// Pure; called only where somebody reads it.
namespace liandu::evaluator {

/// One line for each decision about the target, oldest first: who, when, what was and what is, why.
std::vector<std::string> DecisionSteps(const Registry& registry, const TargetRow& target, model::Date day);
/// What programmes above, below and after the target's own ask of the same indicator, one line each.
std::vector<std::string> ProgrammeSteps(const Registry& registry, const TargetRow& target, model::Date day);
/// The decisions that count on a day, as inputs of a verdict.
void AddDecisionInputs(const Registry& registry, const TargetRow& target, model::Date day, model::Evidence& evidence);

}  // namespace liandu::evaluator
