#include <algorithm>

#include "notifier/domain/desk.h"

namespace liandu::notifier {
namespace {

using model::RecipientRole;
using model::Severity;
using model::TransitionKind;

/// Routes of what is told because of what somebody did.
constexpr char kFeedbackRoute[] = "feedback";
constexpr char kReturnRoute[] = "return";
constexpr char kRequestRoute[] = "request";

bool IsTold(TransitionKind kind) {
  switch (kind) {
    case TransitionKind::kAcknowledged:
    case TransitionKind::kRefused:
    case TransitionKind::kCommented:
    case TransitionKind::kCirculated:
      return false;
    default:
      return true;
  }
}

bool IsAnything(const Telling& /*telling*/) { return true; }
/// What presses for an answer.
bool Presses(const Telling& telling) { return Reminds(telling) && (telling.step > 0 || telling.repeated); }

Telling TellingOf(const model::Transition& transition) {
  Telling telling;
  telling.sequence = transition.sequence;
  telling.kind = transition.kind;
  telling.severity = transition.severity;
  return telling;
}

}  // namespace

void Desk::Keep(AlertDesk& desk, const model::Alert& alert, const model::Transition& transition) {
  std::vector<model::Transition> told = std::move(desk.alert.trail);
  desk.alert = alert;
  if (IsTold(transition.kind)) told.push_back(transition);
  desk.alert.trail = std::move(told);
}

void Desk::Hear(AlertDesk& desk, const model::Transition& transition) {
  switch (transition.kind) {
    case TransitionKind::kRaised:
    case TransitionKind::kSeverityChanged:
      return Announce(desk, transition);
    case TransitionKind::kCleared:
    case TransitionKind::kVerified:
      return Resolve(desk, transition);
    case TransitionKind::kAcknowledged:
      return DropIf(desk, Presses, "发送前已签收");
    case TransitionKind::kAnswered:
    case TransitionKind::kReturned:
    case TransitionKind::kExtensionRequested:
    case TransitionKind::kExtensionGranted:
    case TransitionKind::kExtensionDenied:
      return TellHowItGoesOn(desk, transition);
    case TransitionKind::kRefused:
    case TransitionKind::kCommented:
    case TransitionKind::kCirculated:
      return;
  }
}

void Desk::Announce(AlertDesk& desk, const model::Transition& transition) {
  DropIf(desk, Reminds, "发送前情况有变，以新消息为准");
  RouteQuestion question = QuestionOf(desk.alert);
  question.severity = transition.severity;
  Addressees addressees = Route(directory_, question, directory_.civil_time().DateAt(clock_));
  // Who was told before hears how it goes on, also of what would no longer be told to him by itself.
  for (Addressee& told : ThoseTold(desk)) {
    const bool named = std::any_of(addressees.begin(), addressees.end(),
                                   [&](const Addressee& addressee) { return addressee.key() == told.key(); });
    if (!named) addressees.push_back(std::move(told));
  }
  Schedule(desk, TellingOf(transition), addressees, transition.severity == Severity::kRed);
}

void Desk::Resolve(AlertDesk& desk, const model::Transition& transition) {
  const bool cleared = transition.kind == TransitionKind::kCleared;
  DropIf(desk, IsAnything, cleared ? "发送前已解除" : "发送前已销号");
  if (desk.alert.condition == model::Condition::kDueSoon) {
    // Either it is done, which those who did it know, or it is overdue, which they are told.
    for (auto& [key, told] : desk.told) told.over = true;
    return;
  }
  Addressees interrupted;
  Addressees others;
  for (Addressee& told : ThoseTold(desk)) {
    const bool red = cleared && desk.told.at(told.key()).severity == Severity::kRed;
    (red ? interrupted : others).push_back(std::move(told));
  }
  Schedule(desk, TellingOf(transition), interrupted, true);
  Schedule(desk, TellingOf(transition), others, false);
}

void Desk::TellHowItGoesOn(AlertDesk& desk, const model::Transition& transition) {
  const Telling telling = TellingOf(transition);
  switch (transition.kind) {
    case TransitionKind::kAnswered:
      DropIf(desk, Presses, "发送前已反馈");
      return Schedule(desk, telling, InRole(desk, RecipientRole::kProgrammeIssuer, kFeedbackRoute), false);
    case TransitionKind::kExtensionRequested:
      return Schedule(desk, telling, InRole(desk, RecipientRole::kProgrammeIssuer, kRequestRoute), false);
    case TransitionKind::kReturned:
      return Schedule(desk, telling, InRole(desk, RecipientRole::kResponsibleUnit, kReturnRoute), true);
    case TransitionKind::kExtensionGranted:
      DropIf(desk, Presses, "发送前申请已获批准");
      return Schedule(desk, telling, InRole(desk, RecipientRole::kResponsibleUnit, kRequestRoute), false);
    default:
      return Schedule(desk, telling, InRole(desk, RecipientRole::kResponsibleUnit, kRequestRoute), false);
  }
}

Desk::Addressees Desk::ThoseTold(const AlertDesk& desk) const {
  Addressees addressees;
  for (const auto& [key, told] : desk.told) {
    if (told.over) continue;
    addressees.push_back(told.addressee);
    addressees.back().reason = "此前已告知";
  }
  return addressees;
}

Desk::Addressees Desk::InRole(const AlertDesk& desk, RecipientRole role, const char* route) const {
  model::EscalationLadder ladder;
  ladder.id = route;
  ladder.steps.resize(1);
  ladder.steps.front().recipients = {role};
  return StepAddressees(directory_, QuestionOf(desk.alert), ladder, 1, directory_.civil_time().DateAt(clock_));
}

}  // namespace liandu::notifier
