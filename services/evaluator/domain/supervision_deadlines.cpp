#include <algorithm>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/alert_texts.h"
#include "evaluator/domain/cleared_texts.h"
#include "evaluator/domain/judge_obligation.h"
#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {

using model::Condition;
using model::Severity;
using model::SubjectKind;

namespace {

/// What is known of a milestone; nullptr: nothing.
const ItemRecord::MilestoneProgress* ProgressOf(const ItemRow& row, const model::Milestone& milestone) {
  const auto& known = row.record.milestones;
  const auto progress =
      std::find_if(known.begin(), known.end(), [&](const auto& entry) { return entry.milestone == milestone.id; });
  return progress == known.end() ? nullptr : &*progress;
}

}  // namespace

void Supervision::FlushItem(ItemRow& row, Turn& turn) {
  const model::Item& item = registry_.catalogue.items.at(row.id);
  if (row.record_changed) turn.effects.push_back(RecordChange{{id_, RecordKind::kItem, row.id}, Record(row.record)});
  row.record_changed = false;
  CountItem(row, -1);
  row.counted.clear();
  std::optional<model::Date> next_change;
  for (const model::Milestone& milestone : item.milestones) {
    const DeadlineVerdict verdict = MilestoneVerdictOf(row, item, milestone, turn.today);
    if (verdict.next_change && (!next_change || *verdict.next_change < *next_change)) next_change = verdict.next_change;
    row.counted.push_back(verdict.light);
    std::vector<WantedAlert> wanted;
    const auto describe = [&](model::Alert& alert) { DescribeMilestone(registry_, item, milestone, verdict, alert); };
    const std::string window = milestone.due_date ? milestone.due_date->ToString() : "";
    if (verdict.due_soon != Severity::kNone) {
      wanted.push_back(
          {Condition::kDueSoon, window, verdict.due_soon, DueSoonNote(verdict.due_soon_step), true, {}, describe});
    }
    if (verdict.overdue != Severity::kNone) {
      const auto state = [&] { return LateNote(verdict.days_late); };
      wanted.push_back(
          {Condition::kOverdue, window, verdict.overdue, ReasonText(verdict.reason), false, {}, describe, state});
    }
    const auto cleared = [&](const model::Alert& alert) {
      return MilestoneCleared(milestone, ProgressOf(row, milestone), verdict, alert);
    };
    alerts_.Reconcile({SubjectKind::kMilestone, absl::StrCat(item.id, "/", milestone.id), ""}, wanted, cleared, turn);
  }
  CountItem(row, 1);
  SetTimer(row, next_change);
}

DeadlineVerdict Supervision::MilestoneVerdictOf(const ItemRow& row, const model::Item& item,
                                                const model::Milestone& milestone, model::Date today) const {
  const SeverityCaps caps{false, milestone.due_date_inferred, registry_.IsDraft(item.programme)};
  return JudgeMilestone(milestone, ProgressOf(row, milestone), caps, DeadlinesOn(today));
}

void Supervision::FlushObligation(ObligationRow& row, Turn& turn) {
  const model::Obligation& obligation = registry_.catalogue.obligations.at(row.id);
  row.record.obligation = row.id;
  if (row.record_changed) {
    turn.effects.push_back(RecordChange{{id_, RecordKind::kObligation, row.id}, Record(row.record)});
  }
  row.record_changed = false;
  const ObligationVerdict verdict = ObligationVerdictOf(row, turn.today);
  std::vector<WantedAlert> wanted;
  for (const ObligationPeriodVerdict& period : verdict.periods) {
    const auto describe = [&](model::Alert& alert) { DescribeObligation(registry_, obligation, period, alert); };
    const bool late = period.verdict.overdue != Severity::kNone;
    wanted.push_back({late ? Condition::kOverdue : Condition::kDueSoon,
                      period.period.ToString(),
                      late ? period.verdict.overdue : period.verdict.due_soon,
                      late ? ReasonText(Reason::kOverdue) : DueSoonNote(period.verdict.due_soon_step),
                      !late,
                      {},
                      describe,
                      [&] { return LateNote(period.verdict.days_late); }});
  }
  const auto cleared = [&](const model::Alert& alert) { return ObligationCleared(row.record, turn.today, alert); };
  alerts_.Reconcile({SubjectKind::kObligation, row.id, ""}, wanted, cleared, turn);
  SetTimer(row, verdict.next_change);
}

ObligationVerdict Supervision::ObligationVerdictOf(const ObligationRow& row, model::Date today) const {
  const model::Obligation& obligation = registry_.catalogue.obligations.at(row.id);
  const SeverityCaps caps{false, false, registry_.IsDraft(obligation.programme)};
  const model::Programme* programme = model::Find(registry_.catalogue.programmes, obligation.programme);
  return JudgeObligation(obligation, programme, row.record.fulfilments, caps, DeadlinesOn(today));
}

}  // namespace liandu::evaluator
