#pragma once

#include "evaluator/domain/registry.h"

/// Decisions laid over what a target prints. Pure.
namespace liandu::evaluator {

/// Lays over a target's specification what was decided of it by a day: its value and date, its base, its reading, the
/// value that print withheld; that it gives way; that its troubles are excused. `spec` is as printed, the value of a
/// doubling still a factor.
void LayDecisions(const Registry& registry, const TargetRow& target, model::Date day, TargetSpec& spec);

}  // namespace liandu::evaluator
