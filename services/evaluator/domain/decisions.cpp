#include "evaluator/domain/decisions.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace liandu::evaluator {
namespace {

using model::Date;
using model::Decision;
using model::DecisionKind;

/// A decision without a date counts since ever.
Date CountsFrom(const Decision& decision) { return decision.date.value_or(Date(1900, 1, 1)); }

bool Concerns(const Decision& decision, const std::string& period) {
  return decision.period.empty() || decision.period == period;
}

void NoteNext(const Decision& decision, Date today, std::optional<Date>& next_change) {
  const Date from = CountsFrom(decision);
  if (from > today && (!next_change || from < *next_change)) next_change = from;
}

/// Where a kind's decision about a target is kept; nullptr: the kind says nothing of targets.
const Decision** PlaceOf(DecidedTarget& decided, const Decision& decision, const std::string& target) {
  switch (decision.kind) {
    case DecisionKind::kChangeValue:
      return &decided.value;
    case DecisionKind::kChangeDueDate:
      return &decided.due_date;
    case DecisionKind::kConfirmBase:
      return &decided.base;
    case DecisionKind::kConfirmReading:
      return &decided.reading;
    case DecisionKind::kFillRedaction:
      return &decided.redaction;
    case DecisionKind::kSettleConflict:
      return decision.target == target ? &decided.stands : &decided.gives_way;
    case DecisionKind::kExcuse:
      return &decided.excuse;
    case DecisionKind::kUnspecified:
      break;
  }
  return nullptr;
}

DecidedDeadline DecisionsOnDeadline(const DecisionBook& book, const DecidedSubject& subject, const std::string& period,
                                    Date today) {
  DecidedDeadline decided;
  for (const Decision* decision : book.About(subject)) {
    if (!Concerns(*decision, period)) continue;
    NoteNext(*decision, today, decided.next_change);
    if (CountsFrom(*decision) > today) continue;
    if (decision->kind == DecisionKind::kChangeDueDate) decided.due_date = decision;
    if (decision->kind == DecisionKind::kExcuse) decided.excuse = decision;
  }
  return decided;
}

}  // namespace

std::vector<DecidedSubject> SubjectsOf(const Decision& decision) {
  std::vector<DecidedSubject> subjects;
  if (!decision.target.empty()) subjects.push_back({DecidedKind::kTarget, decision.target});
  if (!decision.milestone.empty()) subjects.push_back({DecidedKind::kMilestone, decision.milestone});
  if (!decision.obligation.empty()) subjects.push_back({DecidedKind::kObligation, decision.obligation});
  for (const std::string& target : decision.gives_way) subjects.push_back({DecidedKind::kTarget, target});
  return subjects;
}

void DecisionBook::Put(const Decision& decision) {
  Remove(decision.id);
  for (const DecidedSubject& subject : SubjectsOf(decision)) {
    about_[subject].emplace(CountsFrom(decision), decision.id);
  }
  decisions_.emplace(decision.id, decision);
}

void DecisionBook::Remove(const std::string& id) {
  const auto it = decisions_.find(id);
  if (it == decisions_.end()) return;
  for (const DecidedSubject& subject : SubjectsOf(it->second)) {
    const auto at = about_.find(subject);
    if (at == about_.end()) continue;
    at->second.erase({CountsFrom(it->second), id});
    if (at->second.empty()) about_.erase(at);
  }
  decisions_.erase(it);
}

const Decision* DecisionBook::Find(const std::string& id) const {
  const auto it = decisions_.find(id);
  return it == decisions_.end() ? nullptr : &it->second;
}

std::vector<const Decision*> DecisionBook::About(const DecidedSubject& subject) const {
  std::vector<const Decision*> found;
  const auto it = about_.find(subject);
  if (it == about_.end()) return found;
  for (const auto& [from, id] : it->second) found.push_back(&decisions_.at(id));
  return found;
}

DecidedTarget DecisionsOnTarget(const DecisionBook& book, const std::string& target, const std::string& window,
                                Date today) {
  DecidedTarget decided;
  for (const Decision* decision : book.About({DecidedKind::kTarget, target})) {
    if (!Concerns(*decision, window)) continue;
    NoteNext(*decision, today, decided.next_change);
    if (CountsFrom(*decision) > today) continue;
    if (const Decision** place = PlaceOf(decided, *decision, target)) *place = decision;
  }
  return decided;
}

DecidedDeadline DecisionsOnMilestone(const DecisionBook& book, const std::string& milestone, Date today) {
  return DecisionsOnDeadline(book, {DecidedKind::kMilestone, milestone}, "", today);
}

DecidedDeadline DecisionsOnObligation(const DecisionBook& book, const std::string& obligation,
                                      const std::string& period, Date today) {
  return DecisionsOnDeadline(book, {DecidedKind::kObligation, obligation}, period, today);
}

std::string DecisionText(const Decision& decision) {
  return absl::StrCat("依据 ", decision.decided_by, decision.date ? " " + decision.date->ToString() : "", " 决定（",
                      decision.id, "）：", decision.reason);
}

}  // namespace liandu::evaluator
