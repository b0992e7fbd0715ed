#include <algorithm>
#include <set>
#include <tuple>

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

}  // namespace

void Supervision::FlushOwed(AlertRow& row, Turn& turn) {
  const Alert* found = alerts_.Find(row.id);
  const bool importing = record_.clock_mode == model::ClockMode::kImporting;
  const OwedVerdict verdict = found && !importing ? JudgeOwed(*found, turn.today) : OwedVerdict{};
  SetTimer(row, verdict.next_change);
  if (found && (!verdict.overdue.empty() || row.reminding)) {
    // Its reminders move others in the book.
    const Alert alert = *found;
    const auto cleared = [&](const Alert& reminder) { return OverdueCleared(alert, reminder); };
    row.reminding =
        alerts_.Reconcile({SubjectKind::kAlert, row.id, ""}, RemindersOf(registry_, alert, verdict), cleared, turn);
  }
  if (!verdict.next_change && !row.reminding) owing_.erase(row.id);
}

void Supervision::RestoreOwed(model::Date day) {
  std::map<std::string, std::set<ReminderKey>> standing;
  for (const auto& [id, alert] : alerts_.alerts()) {
    if (IsAnswerable(alert) || !Holds(alert)) continue;
    standing[alert.subject.id].insert({alert.condition, alert.window, alert.severity});
    Registry::RowOf(owing_, alert.subject.id).reminding = true;
  }
  if (record_.clock_mode == model::ClockMode::kImporting) return;
  for (const auto& [id, alert] : alerts_.alerts()) {
    if (!IsAnswerable(alert)) continue;
    const OwedVerdict verdict = JudgeOwed(alert, day);
    std::set<ReminderKey> wanted;
    for (const OverdueStep& step : verdict.overdue) {
      wanted.insert({step.condition, step.due.ToString(), OwedSeverity(alert)});
    }
    const auto held = standing.find(id);
    const bool same = held == standing.end() ? wanted.empty() : wanted == held->second;
    if (same && wanted.empty() && !verdict.next_change) continue;
    AlertRow& row = Registry::RowOf(owing_, id);
    SetTimer(row, verdict.next_change);
    if (!same) Mark(row);
  }
}

}  // namespace liandu::evaluator
