#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "model/alert.h"
#include "model/time.h"
#include "notifier/domain/addressee.h"
#include "notifier/domain/escalate.h"

/// What the desk knows of one alert.
namespace liandu::notifier {

/// What somebody is to hear of an alert.
struct Telling {
  /// Of the transition that it is about.
  int64_t sequence = 0;
  model::TransitionKind kind = model::TransitionKind::kRaised;
  model::Severity severity = model::Severity::kNone;
  /// Step of the ladder, from 1; 0: none.
  int step = 0;
  /// Told before, and told again because it still holds.
  bool repeated = false;
  /// It was to be told by itself, beyond what a person gets in a day.
  bool merged = false;
  /// It was held back before.
  bool held_back = false;
  bool operator==(const Telling&) const = default;
};

/// Whether it reminds of an alert that is open (and can be held back), rather than says how people went on with it.
bool Reminds(const Telling& telling);

/// What a recipient was last told of an alert.
struct Told {
  /// Without what is looked up anew for each message: holder, addresses, contact points.
  Addressee addressee;
  int64_t sequence = 0;
  model::Severity severity = model::Severity::kNone;
  /// On the jurisdiction's clock.
  model::Instant time{};
  std::string delivery;
  /// It was told that the alert had ended.
  bool over = false;
  bool operator==(const Told&) const = default;
};

/// What waits to be told.
struct Pending {
  Addressee addressee;
  Telling telling;
  /// The delivery in which it waits; empty: it is held back.
  std::string delivery;
  bool operator==(const Pending&) const = default;
};

/// What holds an alert's reminders back.
struct Hold {
  /// The alert that inhibits it; empty: another reason.
  std::string source;
  /// When to ask again; nullopt: when the source ends.
  std::optional<model::Instant> until;
  bool operator==(const Hold&) const = default;
};

/// What is known of an alert: as it is now (of its trail only what is still to be told, and the last reminder), who was
/// told, who is about to be, how far its ladder has gone.
struct AlertDesk {
  model::Alert alert;
  std::map<RecipientKey, Told> told;
  std::map<RecipientKey, Pending> pending;
  LadderProgress progress;
  std::optional<Hold> hold;
  /// When something happens to it by itself: a step, a repetition, the end of what holds it back.
  std::optional<model::Instant> wake;
  bool operator==(const AlertDesk&) const = default;
};

}  // namespace liandu::notifier
