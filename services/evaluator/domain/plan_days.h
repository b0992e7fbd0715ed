#pragma once

#include "model/item.h"
#include "model/work_days.h"

/// Durations of milestones, forwards and backwards, so that both agree on days off. Pure.
namespace liandu::evaluator {

struct PlanDuration {
  int days = 0;
  model::DayKind kind = model::DayKind::kWorking;
};

/// The day on which something ends that begins when `from` is done.
model::Date EndAfter(model::Date from, const PlanDuration& duration, const model::WorkDays& work_days);
/// 倒排: the day by which what comes before is planned, so that something can end on `end`.
model::Date PlannedBefore(model::Date end, const PlanDuration& duration, const model::WorkDays& work_days);
/// The last day on which what comes before may be done for something to end by `end`; over days off it lies after
/// PlannedBefore().
model::Date LatestBefore(model::Date end, const PlanDuration& duration, const model::WorkDays& work_days);

}  // namespace liandu::evaluator
