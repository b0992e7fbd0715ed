#pragma once

#include <string>

#include "evaluator/domain/judge_requirement.h"
#include "model/alert.h"

/// What a requirement's alert says, in Chinese: what is missing, of whom.
namespace liandu::evaluator {

void DescribeRequirement(const Registry& registry, const model::Requirement& requirement,
                         const RequirementVerdict& verdict, model::Alert& alert);
/// "各链现任链长已齐备"; `verdict` as it holds now.
std::string RequirementCleared(const model::Requirement& requirement, const RequirementVerdict& verdict);

}  // namespace liandu::evaluator
