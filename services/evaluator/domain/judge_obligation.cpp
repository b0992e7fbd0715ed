#include "evaluator/domain/judge_obligation.h"

#include <algorithm>

#include "evaluator/domain/periods.h"
#include "evaluator/domain/sooner.h"
#include "model/evaluation_period.h"

namespace liandu::evaluator {
namespace {

using model::Date;
using model::Period;

bool IsFulfilled(const std::vector<ObligationRecord::Fulfilment>& fulfilments, const Period& period) {
  return std::any_of(fulfilments.begin(), fulfilments.end(),
                     [&](const auto& fulfilment) { return fulfilment.period == period; });
}

bool IsEvaluation(const model::Obligation& obligation) {
  return obligation.cadence == model::Cadence::kMidTerm || obligation.cadence == model::Cadence::kFinal;
}

std::optional<Date> StartOf(const model::Obligation& obligation, const model::Programme* programme) {
  return obligation.start_date || !programme ? obligation.start_date : programme->start_date;
}

std::optional<Date> EndOf(const model::Obligation& obligation, const model::Programme* programme) {
  return obligation.end_date || !programme ? obligation.end_date : programme->end_date;
}

}  // namespace

std::optional<Period> FirstPeriod(const model::Obligation& obligation, const model::Programme* programme,
                                  std::optional<Date> supervised_since) {
  auto first = StartOf(obligation, programme);
  if (IsEvaluation(obligation)) {
    auto period = model::EvaluationPeriod(obligation.cadence, first, EndOf(obligation, programme));
    return period && supervised_since && period->last < *supervised_since ? std::nullopt : period;
  }
  if (!first || (supervised_since && *first < *supervised_since)) first = supervised_since;
  if (!first) return std::nullopt;
  const Period period = PeriodAround(obligation.cadence, *first);
  const auto last = EndOf(obligation, programme);
  return last && period.first > *last ? std::nullopt : std::optional(period);
}

std::optional<Period> PeriodAfter(const model::Obligation& obligation, const model::Programme* programme,
                                  const Period& period) {
  if (IsEvaluation(obligation)) return std::nullopt;
  const Period next = NextPeriod(obligation.cadence, period);
  const auto last = EndOf(obligation, programme);
  return last && next.first > *last ? std::nullopt : std::optional(next);
}

ObligationVerdict JudgeObligation(const model::Obligation& obligation, const model::Programme* programme,
                                  const std::vector<ObligationRecord::Fulfilment>& fulfilments,
                                  const DecisionBook& decisions, const SeverityCaps& caps,
                                  const DeadlineContext& context) {
  ObligationVerdict result;
  const int days =
      obligation.due_working_days > 0 ? obligation.due_working_days : context.settings.report_due_working_days;
  for (auto period = FirstPeriod(obligation, programme, context.supervised_since); period;
       period = PeriodAfter(obligation, programme, *period)) {
    if (IsFulfilled(fulfilments, *period)) continue;
    ObligationPeriodVerdict now{*period, context.work_days.Add(period->last, days), {}, {}, {}};
    now.stated_due = now.due;
    now.decided = DecisionsOnObligation(decisions, obligation.id, period->ToString(), context.today);
    if (now.decided.due_date) now.due = std::max(period->last, now.decided.due_date->new_date.value_or(now.due));
    result.next_change = Sooner(result.next_change, now.decided.next_change);
    if (now.decided.excuse) {
      // Excused for good: later periods say no more than this one.
      if (now.decided.excuse->period.empty() && period->last >= context.today) break;
      continue;
    }
    now.verdict = JudgeDeadline(now.due, period->last + 1, caps, context);
    result.next_change = Sooner(result.next_change, now.verdict.next_change);
    if (!result.running) result.running = now;
    if (now.verdict.due_soon != model::Severity::kNone || now.verdict.overdue != model::Severity::kNone) {
      result.periods.push_back(now);
    }
    // What has not ended yet says nothing before its end, and later ones say it later still.
    if (period->last >= context.today) break;
  }
  return result;
}

}  // namespace liandu::evaluator
