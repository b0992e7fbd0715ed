#include <chrono>

#include "absl/strings/str_cat.h"
#include "notifier/domain/desk.h"
#include "notifier/domain/time_slots.h"

namespace liandu::notifier {
namespace {

using model::EscalationStart;

constexpr std::chrono::milliseconds kMoment{1};

/// "3 个工作日未签收".
std::string WaitedFor(const model::EscalationStep& step) {
  const std::string days = absl::StrCat(step.delay_days, step.calendar_days ? " 天" : " 个工作日");
  const bool at_once = step.delay_days == 0;
  switch (step.counted_from) {
    case EscalationStart::kDelivery:
      return at_once ? "未签收" : days + "未签收";
    case EscalationStart::kAcknowledgement:
      return at_once ? "签收后未反馈" : "签收后 " + days + "未反馈";
    case EscalationStart::kPromisedDate:
      return at_once ? "承诺期限已过仍未解除" : "承诺期限过后 " + days + "仍未解除";
  }
  return "";
}

}  // namespace

model::Instant Desk::SlotOfNow() const {
  const model::Instant slot = NextDigest(directory_, clock_ - kMoment);
  return slot == clock_ ? slot : NextDigest(directory_, clock_);
}

Telling Desk::Reminder(const AlertDesk& desk) const {
  Telling telling;
  telling.severity = desk.alert.severity;
  for (const model::Transition& transition : desk.alert.trail) {
    Telling one;
    one.kind = transition.kind;
    if (!Reminds(one)) continue;
    telling.sequence = transition.sequence;
    telling.kind = transition.kind;
  }
  return telling;
}

void Desk::Wake(AlertDesk& desk) {
  Touch(desk);
  if (desk.hold && desk.hold->until && *desk.hold->until <= clock_) ReleaseHeld(desk);
  // What is held back neither climbs nor is told again: whoever comes next would hear of it before those before them.
  if (!desk.alert.open || FreeFrom(desk, clock_) != clock_) return;
  TakeSteps(desk);
  Repeat(desk);
}

std::optional<model::Instant> Desk::FreeFrom(const AlertDesk& desk, model::Instant at) const {
  const auto held = HoldBack(directory_, inhibitors_, QuestionOf(desk.alert), desk.alert.excused_until, at);
  return held ? held->until : at;
}

void Desk::TakeSteps(AlertDesk& desk) {
  const RouteQuestion question = QuestionOf(desk.alert);
  const model::EscalationLadder* ladder = LadderOf(directory_, question);
  if (ladder == nullptr) return;
  for (auto next = NextStep(directory_, *ladder, desk.progress, clock_); next && next->due <= clock_;
       next = NextStep(directory_, *ladder, desk.progress, clock_)) {
    NoteStep(desk.progress, *ladder, next->step, clock_);
    Telling telling = Reminder(desk);
    telling.step = next->step;
    const model::EscalationStep& step = ladder->steps[static_cast<size_t>(next->step) - 1];
    Addressees addressees =
        StepAddressees(directory_, question, *ladder, next->step, directory_.civil_time().DateAt(clock_));
    for (Addressee& addressee : addressees) {
      addressee.group = kEscalationGroup;
      addressee.reason = absl::StrCat("第 ", next->step, " 步：", WaitedFor(step), "，报", addressee.reason);
    }
    Schedule(desk, telling, addressees, question.severity == model::Severity::kRed);
  }
  // What ladders say at one moment goes together: it is sent when all alerts that wake now have spoken.
  due_now_.clear();
}

void Desk::Repeat(AlertDesk& desk) {
  std::vector<Addressee> again;
  for (const auto& [key, told] : desk.told) {
    const auto at = NextRepeatOf(desk, key, told);
    if (at && *at <= clock_) again.push_back(told.addressee);
  }
  Telling telling = Reminder(desk);
  telling.repeated = true;
  for (const Addressee& addressee : again) IntoDigest(desk, telling, addressee, SlotOfNow());
}

std::optional<model::Instant> Desk::NextRepeatOf(const AlertDesk& desk, const RecipientKey& key,
                                                 const Told& told) const {
  if (told.over || told.addressee.repeat_days == 0 || desk.pending.contains(key)) return std::nullopt;
  return NextRepeat(directory_, told.addressee.repeat_days, desk.progress, told.time, clock_ - kMoment);
}

std::optional<model::Instant> Desk::NextWake(const AlertDesk& desk) const {
  std::optional<model::Instant> first;
  const auto consider = [&first](const std::optional<model::Instant>& at) {
    if (at && (!first || *at < *first)) first = at;
  };
  const auto consider_free = [&](const std::optional<model::Instant>& at) {
    if (at) consider(FreeFrom(desk, *at));
  };
  if (desk.hold) consider(desk.hold->until);
  if (!desk.alert.open) return first;
  const model::EscalationLadder* ladder = LadderOf(directory_, QuestionOf(desk.alert));
  if (ladder != nullptr) {
    if (const auto step = NextStep(directory_, *ladder, desk.progress, clock_)) consider_free(step->due);
  }
  for (const auto& [key, told] : desk.told) consider_free(NextRepeatOf(desk, key, told));
  return first;
}

}  // namespace liandu::notifier
