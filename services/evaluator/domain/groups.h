#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evaluator/domain/registry.h"

/// Targets of one indicator beside each other (rule R18). Pure.
namespace liandu::evaluator {

/// Targets that say different things of one window, an earlier window that asks for more than a later one, or a
/// doubling that nobody can hold against a printed number because its base is not confirmed.
struct TargetDispute {
  /// CONFLICT, ORDER or DATA_GAP.
  model::Condition condition = model::Condition::kConflict;
  /// The window; of an ORDER the later one.
  Window window;
  /// A flow's window is written as its period, another's as its due date.
  bool is_flow = false;
  /// In order of id.
  std::vector<const TargetRow*> members;
  /// Of a share that follows from what its members ask: what each programme says; empty: the members themselves do.
  std::vector<std::string> says;
  /// The day on which they say so.
  model::Date day;

  std::string WindowText() const;
};

struct TargetRelations {
  /// Only groups of two and more.
  std::vector<std::unique_ptr<TargetGroup>> groups;
  /// Ordered by condition and window.
  std::vector<TargetDispute> disputes;
  /// By (speaker, silent, window).
  std::vector<TargetEcho> echoes;
};

/// "value", "order", "doubling", "share".
const char* DisputeKind(const TargetDispute& dispute);

/// Whether another target speaks of a window.
bool IsEchoed(const IndicatorRow& indicator, const TargetRow& target, const Window& window);

/// How the targets of an indicator stand to each other on a day.
TargetRelations RelateTargets(const Registry& registry, const IndicatorRow& indicator, model::Date day);

}  // namespace liandu::evaluator
