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

DeadlineVerdict JudgeMilestone(const model::Milestone& milestone, const ItemRecord::MilestoneProgress* progress,
                               const SeverityCaps& caps, const DeadlineContext& context) {
  DeadlineVerdict verdict;
  if (progress && progress->state == model::MilestoneState::kDone) {
    const bool late = milestone.due_date && progress->date > *milestone.due_date;
    verdict.light = late ? Light::kYellow : Light::kGreen;
    verdict.reason = late ? Reason::kDoneLate : Reason::kDone;
    if (late) verdict.days_late = progress->date - *milestone.due_date;
    return verdict;
  }
  if (milestone.due_date) verdict = JudgeDeadline(*milestone.due_date, std::nullopt, caps, context);
  if (!milestone.due_date) verdict.reason = Reason::kNoDueDate;
  const bool started = progress && progress->state == model::MilestoneState::kStarted;
  if (started && verdict.light == Light::kGrey && verdict.overdue == Severity::kNone) {
    verdict.light = Light::kGreen;
    verdict.reason = Reason::kStarted;
  }
  return verdict;
}

}  // namespace liandu::evaluator
