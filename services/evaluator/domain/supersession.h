#pragma once

#include <optional>

#include "evaluator/domain/registry.h"

/// Programmes that take the place of others. Pure.
namespace liandu::evaluator {

/// What a later programme does to a target.
struct Succession {
  /// The target of a programme in force that asks for the same indicator in the same window instead; nullptr: none.
  const TargetRow* successor = nullptr;
  /// First later day on which a programme that takes its place begins.
  std::optional<model::Date> next_change;
};

/// How a target stands to the programmes that supersede its own, on a day. A draft supersedes nothing. What the later
/// programme does not ask for lives to its own due date (rule R21).
Succession SuccessionOf(const Registry& registry, const TargetRow& target, model::Date day);

}  // namespace liandu::evaluator
