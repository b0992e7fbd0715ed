#include "absl/strings/str_cat.h"
#include "evaluator/domain/alert_texts.h"
#include "evaluator/domain/cleared_texts.h"
#include "evaluator/domain/judge_obligation.h"
#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {

using model::Condition;
using model::Severity;
using model::SubjectKind;

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
  const auto cleared = [&](const model::Alert& alert) {
    return ObligationCleared(registry_, row.record, turn.today, alert);
  };
  alerts_.Reconcile({SubjectKind::kObligation, row.id, ""}, wanted, cleared, turn);
  SetTimer(row, verdict.next_change);
}

ObligationVerdict Supervision::ObligationVerdictOf(const ObligationRow& row, model::Date today) const {
  const model::Obligation& obligation = registry_.catalogue.obligations.at(row.id);
  const SeverityCaps caps{false, false, registry_.IsDraft(obligation.programme)};
  const model::Programme* programme = model::Find(registry_.catalogue.programmes, obligation.programme);
  return JudgeObligation(obligation, programme, row.record.fulfilments, registry_.decisions, caps, DeadlinesOn(today));
}

}  // namespace liandu::evaluator
