#pragma once

#include <string>
#include <variant>
#include <vector>

#include "evaluator/domain/records.h"
#include "model/alert.h"

namespace liandu::evaluator {

/// An alert moved by one transition: the alert as it is afterwards.
struct AlertMovement {
  std::string jurisdiction;
  model::Alert alert;
  model::Transition transition;
  /// On the jurisdiction's clock; never before the jurisdiction's previous movement.
  model::Instant at{};
  bool operator==(const AlertMovement&) const = default;
};

/// Here the event itself stands between the movements: after what its timers moved, before what it moved itself.
/// Exactly one per applied event.
struct EventTaken {
  bool operator==(const EventTaken&) const = default;
};

using DomainEffect = std::variant<RecordChange, AlertMovement, EventTaken>;

/// What one event made the world change and say, in order.
using DomainEffects = std::vector<DomainEffect>;

}  // namespace liandu::evaluator
