#include <set>
#include <tuple>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "evaluator/domain/alert_loop.h"
#include "evaluator/domain/judge_owed.h"
#include "evaluator/domain/owed_texts.h"
#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {
namespace {

using model::Alert;
using model::SubjectKind;

/// A reminder by what tells it from others of its alert, and how severe it is.
using ReminderKey = std::tuple<model::Condition, std::string, model::Severity>;

std::vector<WantedAlert> RemindersOf(const Registry& registry, const Alert& alert, const OwedVerdict& verdict) {
  std::vector<WantedAlert> wanted;
  for (const OverdueStep& step : verdict.overdue) {
    WantedAlert reminder{
        step.condition, step.due.ToString(), OwedSeverity(alert), OverdueNote(step.condition), false, {}, {}};
    reminder.describe = [&registry, &alert, step](Alert& described) {
      DescribeOverdue(registry, alert, step, described);
    };
    wanted.push_back(std::move(reminder));
  }
  return wanted;
}

std::set<ReminderKey> WantedKeys(const Alert& alert, const OwedVerdict& verdict) {
  std::set<ReminderKey> keys;
  for (const OverdueStep& step : verdict.overdue) {
    keys.insert({step.condition, step.due.ToString(), OwedSeverity(alert)});
  }
  return keys;
}

/// The reminders of an alert that stand, as far as they have moved by a moment.
std::set<ReminderKey> StandingKeys(const AlertBook& alerts, const std::string& id,
                                   model::Instant until = model::Instant::max()) {
  std::set<ReminderKey> keys;
  const std::string prefix = absl::StrCat(model::SubjectKindName(SubjectKind::kAlert), ":", id, ":");
  const auto& all = alerts.alerts();
  for (auto it = all.lower_bound(prefix); it != all.end() && absl::StartsWith(it->first, prefix); ++it) {
    const Alert& reminder = it->second;
    if (Holds(reminder) && reminder.trail.back().time <= until)
      keys.insert({reminder.condition, reminder.window, reminder.severity});
  }
  return keys;
}

}  // namespace

OwedVerdict Supervision::OwedOn(const Alert& alert, model::Date day) const {
  const bool importing = record_.clock_mode == model::ClockMode::kImporting;
  return importing ? OwedVerdict{} : JudgeOwed(alert, day);
}

void Supervision::FlushOwed(Turn& turn) {
  for (const std::string& id : alerts_.TakeMoved()) FlushOwed(Registry::RowOf(owing_, id), turn);
}

void Supervision::FlushOwed(AlertRow& row, Turn& turn) {
  // Its reminders move others in the book.
  const Alert alert = *alerts_.Find(row.id);
  const OwedVerdict verdict = OwedOn(alert, turn.today);
  SetTimer(row, verdict.next_change);
  bool reminding = false;
  if (WantedKeys(alert, verdict) == StandingKeys(alerts_, row.id)) {
    reminding = !verdict.overdue.empty();
  } else {
    const auto cleared = [&](const Alert& reminder) { return OverdueCleared(alert, reminder); };
    reminding =
        alerts_.Reconcile({SubjectKind::kAlert, row.id, ""}, RemindersOf(registry_, alert, verdict), cleared, turn);
  }
  if (!verdict.next_change && !reminding) owing_.erase(row.id);
}

void Supervision::AwaitOwed(model::Instant moment, Turn& turn) {
  for (const std::string& id : alerts_.TakeMoved()) {
    const Alert& alert = *alerts_.Find(id);
    const OwedVerdict verdict = OwedOn(alert, turn.today);
    AlertRow& row = Registry::RowOf(owing_, id);
    if (WantedKeys(alert, verdict) != StandingKeys(alerts_, id)) {
      timers_.Set(row, moment);
      continue;
    }
    SetTimer(row, verdict.next_change);
    if (!verdict.next_change && verdict.overdue.empty()) owing_.erase(id);
  }
}

void Supervision::RestoreOwed(model::Date day) {
  for (const auto& [id, alert] : alerts_.alerts()) {
    if (!IsAnswerable(alert)) continue;
    const OwedVerdict verdict = OwedOn(alert, day);
    // What lies behind the clock was said in the moment whose end is still to come.
    const std::set<ReminderKey> standing = StandingKeys(alerts_, id, record_.clock);
    const bool settled = WantedKeys(alert, verdict) == standing;
    if (settled && standing.empty() && !verdict.next_change) continue;
    AlertRow& row = Registry::RowOf(owing_, id);
    SetTimer(row, verdict.next_change);
    // It has moved in that moment itself.
    if (!settled) timers_.Set(row, alert.trail.back().time);
  }
}

}  // namespace liandu::evaluator
