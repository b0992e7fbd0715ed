#include "evaluator/domain/plan_days.h"

namespace liandu::evaluator {

using model::Date;
using model::DayKind;

Date EndAfter(Date from, const PlanDuration& duration, const model::WorkDays& work_days) {
  return duration.kind == DayKind::kCalendar ? from + duration.days : work_days.Add(from, duration.days);
}

Date PlannedBefore(Date end, const PlanDuration& duration, const model::WorkDays& work_days) {
  if (duration.days == 0) return end;
  if (duration.kind == DayKind::kCalendar) return end - duration.days;
  // What ends on a day off ends on the working day before it.
  const Date last = work_days.IsWorkday(end) ? end : work_days.Add(end, -1);
  return work_days.Add(last, -duration.days);
}

Date LatestBefore(Date end, const PlanDuration& duration, const model::WorkDays& work_days) {
  Date latest = PlannedBefore(end, duration, work_days);
  while (EndAfter(latest + 1, duration, work_days) <= end) latest = latest + 1;
  return latest;
}

}  // namespace liandu::evaluator
