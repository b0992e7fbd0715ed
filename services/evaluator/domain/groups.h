#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evaluator/domain/registry.h"

/// Targets of one indicator beside each other (rule R18). Pure.
namespace liandu::evaluator {

/// Targets that say different things of one window, or an earlier window that asks for more than a later one.
struct TargetDispute {
  model::Condition condition = model::Condition::kConflict;
  /// The window; of an ORDER the later one.
  Window window;
  /// A flow's window is written as its period, another's as its due date.
  bool is_flow = false;
  /// In order of id.
  std::vector<const TargetRow*> members;

  std::string WindowText() const;
};

struct TargetRelations {
  /// Only groups of two and more.
  std::vector<std::unique_ptr<TargetGroup>> groups;
  /// Ordered by condition and window.
  std::vector<TargetDispute> disputes;
};

TargetRelations RelateTargets(const Registry& registry, const IndicatorRow& indicator);

}  // namespace liandu::evaluator
