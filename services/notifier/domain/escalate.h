#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/alert.h"
#include "model/notification.h"
#include "model/time.h"
#include "notifier/domain/addressee.h"
#include "notifier/domain/directory.h"
#include "notifier/domain/match_alert.h"

/// Ladders (逐级提醒): who is told next of an alert when nothing happens, and when.
namespace liandu::notifier {

/// What has happened to an alert as far as its ladder goes.
struct LadderProgress {
  /// Id of the ladder whose steps were taken.
  std::string ladder = {};
  /// When the message went out from which the next step from delivery counts: the first reminder (of a rise in severity
  /// the one that told of it), or the last such step. nullopt: nobody has been told yet, and none runs.
  std::optional<model::Instant> told = {};
  /// Numbers (from 1) of the steps taken since those of their kind last began to run.
  std::map<int, model::EscalationStart> taken = {};
  bool open = true;
  model::Severity severity = model::Severity::kNone;
  /// The acknowledgement that stands.
  std::optional<model::Instant> acknowledged = {};
  /// From when the feedback is waited for: the acknowledgement, or the return of a feedback.
  std::optional<model::Instant> feedback_awaited_since = {};
  bool answered = false;
  /// Of the feedback that stands.
  std::optional<model::Date> promised_date = {};
  std::optional<model::Date> excused_until = {};
  bool operator==(const LadderProgress&) const = default;
};

/// Follows an alert: `alert` as it is after the transition. To be called for each transition, in their order.
void Follow(LadderProgress& progress, const model::Alert& alert, const model::Transition& transition);

/// Notes that the first reminder went out; without effect for later ones.
void NoteTold(LadderProgress& progress, model::Instant at);
/// Notes that a step of the ladder was taken (also one that found nobody to tell).
void NoteStep(LadderProgress& progress, const model::EscalationLadder& ladder, int step, model::Instant at);

/// The first ladder that takes the alert; nullptr if none does, or if it is told straight to its posts (顶格), which
/// leaves nothing to climb.
const model::EscalationLadder* LadderOf(const Directory& directory, const RouteQuestion& question);

/// A step that will be taken unless what it waits for happens before.
struct DueStep {
  /// From 1.
  int step = 0;
  model::Instant due{};
  model::EscalationStart counted_from = model::EscalationStart::kDelivery;
};

/// The step that comes next if nobody does anything, never before `now`; nullopt: none runs. The delay is whole days
/// after the civil day of its start (or after `excused_until`, if that is later); the step is taken at the beginning of
/// the next working hours after they have passed. Steps counted from delivery run until the alert is acknowledged,
/// those from the acknowledgement until it is answered (again from a return), those from the promised date until it
/// clears; each kind by itself, in the ladder's order. Of several, the earliest; of those due at once the first.
std::optional<DueStep> NextStep(const Directory& directory, const model::EscalationLadder& ladder,
                                const LadderProgress& progress, model::Instant now);

/// "到时仍未签收": what must not have happened by then.
const char* ProvidedText(model::EscalationStart start);

/// Who is told at a step; `step` from 1. As Route, with the ladder's id for the route's, over every receiver that takes
/// the post; everything for a person shares a message.
std::vector<Addressee> StepAddressees(const Directory& directory, const RouteQuestion& question,
                                      const model::EscalationLadder& ladder, int step, model::Date date);

/// When what still holds is told again to somebody who was told at `told`: in the first digest of the day that is
/// `repeat_days` working days later, counted from the promised date or `excused_until` if one is later. nullopt: never.
/// Never before `now`.
std::optional<model::Instant> NextRepeat(const Directory& directory, int repeat_days, const LadderProgress& progress,
                                         model::Instant told, model::Instant now);

}  // namespace liandu::notifier
