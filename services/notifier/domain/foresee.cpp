#include "notifier/domain/foresee.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "notifier/domain/route.h"
#include "notifier/domain/time_slots.h"

namespace liandu::notifier {
namespace {

constexpr char kStillHolds[] = "到时仍未解除";
/// Silences and excusals that follow each other without a gap, at most; then what is left is not foreseen.
constexpr int kMaxHolds = 50;
constexpr std::chrono::milliseconds kMoment{1};

DeliveryKind KindOf(model::Severity severity) {
  return severity == model::Severity::kRed ? DeliveryKind::kImmediate : DeliveryKind::kDigest;
}

/// Plays the time ahead of one alert.
class Lookout {
 public:
  Lookout(const Directory& directory, const Inhibitors& inhibitors, const Standing& standing)
      : directory_(directory), inhibitors_(inhibitors), question_(standing.question), progress_(standing.progress) {}

  Foresight Look(const Standing& standing, model::Instant now, int days) {
    if (!progress_.open) return {};
    if (const auto held = HeldAt(now)) foresight_.held_back = held->reason;
    end_ = directory_.civil_time().StartOf(directory_.civil_time().DateAt(now) + days + 1);
    RememberTold(standing, now);
    if (!progress_.told && !progress_.acknowledged && !progress_.answered) Remind(now);
    if (days > 0) LookAhead(now);
    return std::move(foresight_);
  }

 private:
  struct Repetition {
    Addressee addressee;
    model::Instant told{};
  };

  std::optional<HeldBack> HeldAt(model::Instant at) const {
    return HoldBack(directory_, inhibitors_, question_, progress_.excused_until, at);
  }

  /// The first moment from `at` on at which it can be told; nullopt: that cannot be known.
  std::optional<model::Instant> FreeFrom(model::Instant at) const {
    for (int i = 0; i < kMaxHolds; ++i) {
      const std::optional<HeldBack> held = HeldAt(at);
      if (!held) return at;
      if (!held->until) return std::nullopt;
      at = *held->until;
    }
    return std::nullopt;
  }

  model::Date DayOf(model::Instant at) const { return directory_.civil_time().DateAt(at); }

  void RememberTold(const Standing& standing, model::Instant now) {
    if (standing.last_told.empty()) return;
    for (Addressee& addressee : Route(directory_, question_, DayOf(now))) {
      const auto told = standing.last_told.find(addressee.key());
      if (told != standing.last_told.end()) Remember(std::move(addressee), told->second);
    }
  }

  void Remember(Addressee addressee, model::Instant told) {
    if (addressee.repeat_days > 0) repetitions_.push_back({std::move(addressee), told});
  }

  void Remind(model::Instant now) {
    const std::optional<model::Instant> free = FreeFrom(now);
    if (!free) return;
    const ReminderTime time = FirstReminder(directory_, question_.severity, *free);
    for (Addressee& addressee : Route(directory_, question_, DayOf(time.scheduled))) {
      Foreseen entry;
      entry.immediate = time.immediate && *free == now;
      entry.kind = KindOf(question_.severity);
      entry.scheduled = time.scheduled;
      if (time.immediate) entry.scheduled += std::chrono::seconds(addressee.group_wait_seconds);
      entry.addressee = addressee;
      foresight_.entries.push_back(std::move(entry));
      Remember(std::move(addressee), time.scheduled);
    }
    NoteTold(progress_, time.scheduled);
  }

  void LookAhead(model::Instant now) {
    const model::EscalationLadder* ladder = LadderOf(directory_, question_);
    model::Instant at = now;
    while (foresight_.entries.size() < kMaxForeseen) {
      const std::optional<DueStep> step = ladder == nullptr ? std::nullopt : NextStepFrom(*ladder, at);
      const auto [repetition, repeated_at] = NextRepetition(at);
      if (step && (repetition == nullptr || step->due <= repeated_at)) {
        if (step->due >= end_) break;
        Climb(*ladder, *step);
        at = step->due;
      } else {
        if (repetition == nullptr || repeated_at >= end_) break;
        Repeat(*repetition, repeated_at);
        at = repeated_at;
      }
    }
    std::stable_sort(foresight_.entries.begin(), foresight_.entries.end(),
                     [](const Foreseen& a, const Foreseen& b) { return a.scheduled < b.scheduled; });
  }

  std::optional<DueStep> NextStepFrom(const model::EscalationLadder& ladder, model::Instant at) const {
    std::optional<DueStep> step = NextStep(directory_, ladder, progress_, at);
    if (!step) return step;
    const std::optional<model::Instant> free = FreeFrom(step->due);
    if (!free) return std::nullopt;
    step->due = NextInterruption(directory_, *free);
    return step;
  }

  /// The repetition that comes first from `at` on, and when.
  std::pair<Repetition*, model::Instant> NextRepetition(model::Instant at) {
    std::pair<Repetition*, model::Instant> next{nullptr, {}};
    for (Repetition& one : repetitions_) {
      const auto due = NextRepeat(directory_, one.addressee.repeat_days, progress_, one.told, at - kMoment);
      const std::optional<model::Instant> free = due ? FreeFrom(*due) : std::nullopt;
      if (!free) continue;
      const model::Instant slot = *free == *due ? *due : NextDigest(directory_, *free - kMoment);
      if (next.first == nullptr || slot < next.second) next = {&one, slot};
    }
    return next;
  }

  void Climb(const model::EscalationLadder& ladder, const DueStep& step) {
    // A step is told like a first reminder: only red interrupts.
    const ReminderTime time = FirstReminder(directory_, question_.severity, step.due);
    for (Addressee& addressee : StepAddressees(directory_, question_, ladder, step.step, DayOf(step.due))) {
      Foreseen entry;
      entry.addressee = std::move(addressee);
      entry.kind = KindOf(question_.severity);
      entry.scheduled = time.scheduled;
      entry.step = step.step;
      entry.provided = ProvidedText(step.counted_from);
      foresight_.entries.push_back(std::move(entry));
    }
    NoteStep(progress_, ladder, step.step, step.due);
  }

  void Repeat(Repetition& repetition, model::Instant at) {
    Foreseen entry;
    entry.addressee = repetition.addressee;
    for (Addressee& today : Route(directory_, question_, DayOf(at))) {
      if (today.key() == repetition.addressee.key()) entry.addressee = std::move(today);
    }
    entry.kind = DeliveryKind::kDigest;
    entry.scheduled = at;
    entry.repeated = true;
    entry.provided = kStillHolds;
    foresight_.entries.push_back(std::move(entry));
    repetition.told = at;
  }

  const Directory& directory_;
  const Inhibitors& inhibitors_;
  const RouteQuestion& question_;
  LadderProgress progress_;
  std::vector<Repetition> repetitions_;
  model::Instant end_{};
  Foresight foresight_;
};

}  // namespace

ReminderTime FirstReminder(const Directory& directory, model::Severity severity, model::Instant now) {
  const model::Instant digest = NextDigest(directory, now);
  if (severity != model::Severity::kRed) return {false, digest};
  if (InWorkingHours(directory, now)) return {true, now};
  return {false, std::min(digest, NextInterruption(directory, now))};
}

Foresight Foresee(const Directory& directory, const Inhibitors& inhibitors, const Standing& standing,
                  model::Instant now, int days) {
  return Lookout(directory, inhibitors, standing).Look(standing, now, days);
}

}  // namespace liandu::notifier
