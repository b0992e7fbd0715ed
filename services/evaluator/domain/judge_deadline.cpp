#include "evaluator/domain/judge_deadline.h"

#include <algorithm>

namespace liandu::evaluator {

using model::Date;
using model::Light;
using model::Severity;

namespace {

void ChangesOn(DeadlineVerdict& verdict, Date day, Date today) {
  if (day > today && (!verdict.next_change || day < *verdict.next_change)) verdict.next_change = day;
}

void JudgeOverdue(Date due, const SeverityCaps& caps, const DeadlineContext& context, DeadlineVerdict& verdict) {
  const Date red_from = due + context.settings.overdue_red_days;
  verdict.days_late = context.today - due;
  const bool red = context.today >= red_from;
  verdict.overdue = Capped(red ? Severity::kRed : Severity::kYellow, caps);
  verdict.light = LightOf(verdict.overdue, Light::kGrey);
  verdict.reason = Reason::kOverdue;
  if (!red) ChangesOn(verdict, red_from, context.today);
}

}  // namespace

DeadlineVerdict JudgeDeadline(Date due, std::optional<Date> not_before, const SeverityCaps& caps,
                              const DeadlineContext& context) {
  DeadlineVerdict verdict;
  if (context.supervised_since && due < *context.supervised_since) {
    verdict.reason = Reason::kNotRecorded;
    return verdict;
  }
  if (context.today > due) {
    JudgeOverdue(due, caps, context, verdict);
    return verdict;
  }
  ChangesOn(verdict, due + 1, context.today);
  for (const int step : context.settings.due_soon_working_days) {
    const Date speaks_on = std::max(context.work_days.Add(due, -step), not_before.value_or(Date(1, 1, 1)));
    if (context.today < speaks_on) {
      ChangesOn(verdict, speaks_on, context.today);
      continue;
    }
    verdict.due_soon = Severity::kBlue;
    verdict.due_soon_step = step;
  }
  return verdict;
}

}  // namespace liandu::evaluator
