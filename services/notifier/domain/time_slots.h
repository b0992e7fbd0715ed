#pragma once

#include <optional>

#include "model/time.h"
#include "notifier/domain/directory.h"

namespace liandu::notifier {

/// Whether people may be interrupted: a working day, within working hours (end excluded).
bool InWorkingHours(const Directory& directory, model::Instant now);

/// The first digest after `now` (never `now` itself, so that what comes at a slot's own moment waits for the next one).
model::Instant NextDigest(const Directory& directory, model::Instant now);

/// When the next week's page goes out, after `now`: on its weekday, or the first working day after it. nullopt: the
/// policy has none.
std::optional<model::Instant> NextWeekly(const Directory& directory, model::Instant now);

/// When an interruption is allowed: `now` within working hours, else the next working day's start of hours.
model::Instant NextInterruption(const Directory& directory, model::Instant now);

}  // namespace liandu::notifier
