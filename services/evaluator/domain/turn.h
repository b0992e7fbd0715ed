#pragma once

#include <string>

#include "evaluator/domain/effects.h"
#include "evaluator/domain/response_deadlines.h"
#include "model/time.h"

namespace liandu::evaluator {

/// The moment at which a jurisdiction is judged, what caused it, and where its changes go.
struct Turn {
  model::Instant now{};
  /// The civil day there.
  model::Date today;
  /// Id of the log entry.
  const std::string& cause;
  /// Who acted; empty for what follows from the rules.
  std::string actor;
  /// Judged while importing: told to nobody.
  bool suppressed = false;
  /// Supervision has begun: alerts are raised.
  bool supervising = true;
  /// By when people are to act on what is raised.
  ResponseDeadlines deadlines;
  DomainEffects& effects;
};

}  // namespace liandu::evaluator
