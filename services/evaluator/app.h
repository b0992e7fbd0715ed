#pragma once

#include "platform/config/config_table.h"
#include "platform/config/settings.h"
#include "platform/lifecycle/lifecycle.h"

namespace liandu::evaluator {

/// What the evaluator is told.
struct EvaluatorSettings {
  platform::ServiceSettings service;
  /// How long a partition's lease lives without a sign of its holder.
  int64_t lease_lifetime_ms = 10'000;
  /// Entries that a commit takes at most.
  int64_t max_batch_inputs = 256;
  /// Watchers of a partition, and entries that may wait for one before it is cut.
  int64_t max_watchers = 1'000;
  int64_t max_watch_backlog = 1'024;
  /// A loop that has not turned for so long makes /healthz fail.
  int64_t liveness_timeout_ms = 60'000;
};

void AddEvaluatorFields(EvaluatorSettings& settings, platform::ConfigTable& table);

/// Runs the service until a signal; the exit code.
int RunEvaluator(const EvaluatorSettings& settings, platform::ShutdownSignals& signals);

}  // namespace liandu::evaluator
