#pragma once

#include <string>
#include <vector>

#include "model/time.h"
#include "notifier/domain/addressee.h"
#include "notifier/domain/directory.h"
#include "notifier/domain/escalate.h"
#include "notifier/domain/hold_back.h"
#include "notifier/domain/match_alert.h"

namespace liandu::notifier {

/// Somebody who will be told if nobody does anything.
struct Foreseen {
  Addressee addressee;
  /// Now or on red, within working hours; otherwise with a digest, or at the beginning of working hours.
  bool immediate = false;
  model::Instant scheduled{};
  /// Step of the ladder, from 1; 0: the first reminder, or a repetition.
  int step = 0;
  bool repeated = false;
  /// In Chinese; empty for the first reminder.
  std::string provided;
};

/// What lies ahead of an alert.
struct Foresight {
  /// In the order of time.
  std::vector<Foreseen> entries;
  /// Why nobody is told for now; empty: somebody is.
  std::string held_back;
};

/// Lines that a foresight has, at most.
inline constexpr size_t kMaxForeseen = 500;

/// When the first reminder of an alert goes out, and whether at once: red in working hours; red at other times with
/// the digest or the working hours that come first; everything else with the next digest.
struct ReminderTime {
  bool immediate = false;
  model::Instant scheduled{};
};
ReminderTime FirstReminder(const Directory& directory, model::Severity severity, model::Instant now);

/// Everybody who would be told of an open alert from `now` through `days` calendar days (0: only the first reminder)
/// if nobody did anything. `progress` says what has happened so far; default for an alert that nobody was told of yet.
Foresight Foresee(const Directory& directory, const Inhibitors& inhibitors, const RouteQuestion& question,
                  const LadderProgress& progress, model::Instant now, int days);

}  // namespace liandu::notifier
