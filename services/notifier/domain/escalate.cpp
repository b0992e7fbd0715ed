#include "notifier/domain/escalate.h"

#include <algorithm>
#include <chrono>

#include "notifier/domain/recipients.h"
#include "notifier/domain/time_slots.h"

namespace liandu::notifier {
namespace {

using model::EscalationStart;

constexpr EscalationStart kStarts[] = {EscalationStart::kDelivery, EscalationStart::kAcknowledgement,
                                       EscalationStart::kPromisedDate};

void StartAgain(LadderProgress& progress, EscalationStart start) {
  std::erase_if(progress.taken, [start](const auto& step) { return step.second == start; });
}

/// The civil day after which the delays of a kind count; nullopt: its steps do not run.
std::optional<model::Date> StartDay(const model::CivilTime& civil_time, const LadderProgress& progress,
                                    EscalationStart start) {
  const bool acknowledged = progress.acknowledged || progress.answered;
  switch (start) {
    case EscalationStart::kDelivery:
      if (acknowledged || !progress.told) return std::nullopt;
      return civil_time.DateAt(*progress.told);
    case EscalationStart::kAcknowledgement:
      if (!progress.acknowledged || progress.answered || !progress.feedback_awaited_since) return std::nullopt;
      return civil_time.DateAt(*progress.feedback_awaited_since);
    case EscalationStart::kPromisedDate:
      return progress.promised_date;
  }
  return std::nullopt;
}

/// The first step of the kind that was not taken yet, from 1; 0: none is left.
int FirstLeft(const model::EscalationLadder& ladder, const LadderProgress& progress, EscalationStart start) {
  for (size_t i = 0; i < ladder.steps.size(); ++i) {
    const int step = static_cast<int>(i) + 1;
    if (ladder.steps[i].counted_from != start) continue;
    if (progress.ladder != ladder.id || !progress.taken.contains(step)) return step;
  }
  return 0;
}

/// The beginning of working hours once so many whole days after the day have passed.
model::Instant AfterDays(const Directory& directory, model::Date day, const model::EscalationStep& step) {
  const model::Date last = step.calendar_days ? day + step.delay_days : directory.work_days().Add(day, step.delay_days);
  return NextInterruption(directory, directory.civil_time().StartOf(last + 1));
}

model::Date PausedFrom(model::Date day, const LadderProgress& progress) {
  return progress.excused_until ? std::max(day, *progress.excused_until) : day;
}

}  // namespace

void Follow(LadderProgress& progress, const model::Alert& alert, const model::Transition& transition) {
  if (transition.kind == model::TransitionKind::kRaised) progress = {};
  const bool rises = alert.severity > progress.severity;
  const bool withdrawn = progress.acknowledged && !alert.acknowledged;
  if (rises || withdrawn) progress.told.reset();
  if (withdrawn) {
    progress.acknowledged.reset();
    progress.feedback_awaited_since.reset();
    progress.taken.clear();
  }
  if (alert.acknowledged && !progress.acknowledged) {
    progress.acknowledged = transition.time;
    progress.feedback_awaited_since = transition.time;
  }
  if (transition.kind == model::TransitionKind::kReturned) {
    progress.feedback_awaited_since = transition.time;
    StartAgain(progress, EscalationStart::kAcknowledgement);
  }
  progress.open = alert.open;
  progress.severity = alert.severity;
  progress.answered = alert.state == model::AlertState::kAnswered;
  const std::optional<model::Date> promised = alert.feedback ? alert.feedback->promised_date : std::nullopt;
  if (promised != progress.promised_date) StartAgain(progress, EscalationStart::kPromisedDate);
  progress.promised_date = promised;
  progress.excused_until = alert.excused_until;
}

void NoteTold(LadderProgress& progress, model::Instant at) {
  if (!progress.told) progress.told = at;
}

void NoteStep(LadderProgress& progress, const model::EscalationLadder& ladder, int step, model::Instant at) {
  if (progress.ladder != ladder.id) progress.taken.clear();
  progress.ladder = ladder.id;
  const EscalationStart start = ladder.steps.at(static_cast<size_t>(step) - 1).counted_from;
  progress.taken[step] = start;
  if (start == EscalationStart::kDelivery) progress.told = at;
}

const model::EscalationLadder* LadderOf(const Directory& directory, const RouteQuestion& question) {
  if (!question.posts.empty()) return nullptr;
  for (const model::EscalationLadder& ladder : directory.policy().ladders) {
    if (Matches(ladder.match, question)) return &ladder;
  }
  return nullptr;
}

std::optional<DueStep> NextStep(const Directory& directory, const model::EscalationLadder& ladder,
                                const LadderProgress& progress, model::Instant now) {
  if (!progress.open) return std::nullopt;
  std::optional<DueStep> next;
  for (EscalationStart start : kStarts) {
    const std::optional<model::Date> day = StartDay(directory.civil_time(), progress, start);
    const int step = FirstLeft(ladder, progress, start);
    if (!day || step == 0) continue;
    model::Instant due =
        AfterDays(directory, PausedFrom(*day, progress), ladder.steps.at(static_cast<size_t>(step) - 1));
    if (due < now) due = NextInterruption(directory, now);
    if (!next || due < next->due || (due == next->due && step < next->step)) next = DueStep{step, due, start};
  }
  return next;
}

const char* ProvidedText(EscalationStart start) {
  switch (start) {
    case EscalationStart::kDelivery:
      return "到时仍未签收";
    case EscalationStart::kAcknowledgement:
      return "到时仍未反馈";
    case EscalationStart::kPromisedDate:
      return "承诺日期已过仍未解除";
  }
  return "";
}

std::vector<Addressee> StepAddressees(const Directory& directory, const RouteQuestion& question,
                                      const model::EscalationLadder& ladder, int step, model::Date date) {
  const model::EscalationStep& taken = ladder.steps.at(static_cast<size_t>(step) - 1);
  const Terms terms{ladder.id};
  Recipients recipients(directory, question, date);
  for (model::RecipientRole role : taken.recipients) recipients.AddRole(role, terms);
  for (const std::string& post : taken.posts) recipients.AddPost(post, terms);
  for (const std::string& group : taken.groups) recipients.AddGroup(group, terms);
  return recipients.Take();
}

std::optional<model::Instant> NextRepeat(const Directory& directory, int repeat_days, const LadderProgress& progress,
                                         model::Instant told, model::Instant now) {
  if (repeat_days == 0 || !progress.open) return std::nullopt;
  model::Date day = PausedFrom(directory.civil_time().DateAt(told), progress);
  if (progress.promised_date) day = std::max(day, *progress.promised_date);
  const model::Date repeated = directory.work_days().Add(day, repeat_days);
  const model::Instant before = directory.civil_time().StartOf(repeated) - std::chrono::milliseconds(1);
  return NextDigest(directory, std::max(before, now));
}

}  // namespace liandu::notifier
