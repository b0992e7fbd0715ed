#pragma once

#include <optional>

#include "model/alert.h"
#include "model/time.h"

namespace liandu::notifier {

/// What an open alert waits for.
struct Duties {
  /// What the responsible unit has to do, in Chinese ("待签收"); nullptr: nothing.
  const char* responsible = nullptr;
  /// By when; nullopt: without a date.
  std::optional<model::Date> until;
  /// What the programme's issuer has to do ("待核验"); nullptr: nothing.
  const char* issuer = nullptr;
};

/// Nothing for an alert that is not open, or that owes no answer by the policy.
Duties DutiesOf(const model::Alert& alert);

}  // namespace liandu::notifier
