#include "evaluator/domain/judge_obligation.h"

#include <algorithm>

#include "evaluator/domain/periods.h"

namespace liandu::evaluator {
namespace {

using model::Date;
using model::Period;

std::optional<Date> Sooner(std::optional<Date> left, std::optional<Date> right) {
  if (!left || !right) return left ? left : right;
  return std::min(*left, *right);
}

bool IsFulfilled(const std::vector<ObligationRecord::Fulfilment>& fulfilments, const Period& period) {
  return std::any_of(fulfilments.begin(), fulfilments.end(),
                     [&](const auto& fulfilment) { return fulfilment.period == period; });
}

/// From which day on periods can matter: the obligation's own start, and supervision's.
std::optional<Date> FirstDay(const model::Obligation& obligation, const model::Programme* programme,
                             const DeadlineContext& context) {
  auto first = obligation.start_date;
  if (!first && programme) first = programme->start_date;
  if (!first || (context.supervised_since && *first < *context.supervised_since)) return context.supervised_since;
  return first;
}

}  // namespace

ObligationVerdict JudgeObligation(const model::Obligation& obligation, const model::Programme* programme,
                                  const std::vector<ObligationRecord::Fulfilment>& fulfilments,
                                  const SeverityCaps& caps, const DeadlineContext& context) {
  ObligationVerdict result;
  const auto first = FirstDay(obligation, programme, context);
  if (!first) return result;
  auto last = obligation.end_date;
  if (!last && programme) last = programme->end_date;
  const int days =
      obligation.due_working_days > 0 ? obligation.due_working_days : context.settings.report_due_working_days;
  for (Period period = PeriodAround(obligation.cadence, *first); !last || period.first <= *last;
       period = NextPeriod(obligation.cadence, period)) {
    if (IsFulfilled(fulfilments, period)) continue;
    const Date due = context.work_days.Add(period.last, days);
    DeadlineVerdict verdict = JudgeDeadline(due, period.last + 1, caps, context);
    result.next_change = Sooner(result.next_change, verdict.next_change);
    if (verdict.due_soon != model::Severity::kNone || verdict.overdue != model::Severity::kNone) {
      result.periods.push_back({period, due, verdict});
    }
    // What has not ended yet says nothing before its end, and later ones say it later still.
    if (period.last >= context.today) break;
  }
  return result;
}

}  // namespace liandu::evaluator
