#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/time.h"
#include "notifier/domain/addressee.h"
#include "notifier/domain/delivery.h"
#include "notifier/domain/directory.h"
#include "notifier/domain/escalate.h"
#include "notifier/domain/hold_back.h"
#include "notifier/domain/match_alert.h"

namespace liandu::notifier {

/// Somebody who will be told if nobody does anything.
struct Foreseen {
  Addressee addressee;
  DeliveryKind kind = DeliveryKind::kDigest;
  /// At once, not at a slot or at the beginning of working hours.
  bool immediate = false;
  model::Instant scheduled{};
  /// Step of the ladder, from 1; 0: the first reminder, or a repetition.
  int step = 0;
  bool repeated = false;
  /// In Chinese; empty for the first reminder.
  std::string provided = {};
};

/// What lies ahead of an alert.
struct Foresight {
  /// In the order of time; at most kMaxForeseen.
  std::vector<Foreseen> entries;
  /// Why nobody is told for now; empty: it can be told.
  std::string held_back;
};

inline constexpr size_t kMaxForeseen = 500;

/// When a first reminder goes out: red at once within working hours, at other times with the digest or the working
/// hours that come first; everything else with the next digest.
struct ReminderTime {
  bool immediate = false;
  model::Instant scheduled{};
};
ReminderTime FirstReminder(const Directory& directory, model::Severity severity, model::Instant now);

/// What is known of an alert before looking ahead.
struct Standing {
  RouteQuestion question;
  /// As it began for an alert of which nobody has been told yet.
  LadderProgress progress = {};
  /// When who was told was last told.
  std::map<RecipientKey, model::Instant> last_told = {};
};

/// Everybody who would be told of an open alert from `now` through `days` calendar days (0: only the first reminder)
/// if nobody did anything: the first reminder, the steps of its ladder, and what is told again because it still holds.
/// What a silence or an excusal holds back is told when that ends; of what a source inhibits nothing can be foreseen.
Foresight Foresee(const Directory& directory, const Inhibitors& inhibitors, const Standing& standing,
                  model::Instant now, int days);

}  // namespace liandu::notifier
