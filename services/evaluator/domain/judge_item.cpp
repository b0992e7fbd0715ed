#include "evaluator/domain/judge_item.h"

#include <algorithm>
#include <utility>

#include "evaluator/domain/sooner.h"

namespace liandu::evaluator {

using model::Light;
using model::Severity;

namespace {

void JudgeDone(const PlannedMilestone& milestone, MilestoneVerdict& verdict) {
  const bool late = milestone.planned && milestone.progress->date > *milestone.planned;
  verdict.light = late ? Light::kYellow : Light::kGreen;
  verdict.reason = late ? Reason::kDoneLate : Reason::kDone;
  if (late) verdict.days_late = milestone.progress->date - *milestone.planned;
  if (!late || !milestone.decided.excuse) return;
  verdict.light = Light::kGrey;
  verdict.reason = Reason::kExcused;
}

void JudgeSlip(const SeverityCaps& caps, MilestoneVerdict& verdict) {
  verdict.slip = Capped(Severity::kYellow, caps);
  verdict.light = LightOf(verdict.slip, verdict.light);
  if (verdict.slip > Severity::kBlue) verdict.reason = Reason::kSlip;
}

}  // namespace

MilestoneVerdict JudgeMilestone(const MilestonePlan& plan, const PlannedMilestone& milestone, const SeverityCaps& caps,
                                const DeadlineContext& context) {
  MilestoneVerdict verdict;
  if (milestone.IsDone()) {
    JudgeDone(milestone, verdict);
    return verdict;
  }
  if (milestone.decided.excuse) {
    verdict.reason = Reason::kExcused;
    return verdict;
  }
  if (!milestone.planned) verdict.reason = Reason::kNoDueDate;
  if (milestone.planned) {
    static_cast<DeadlineVerdict&>(verdict) = JudgeDeadline(*milestone.planned, std::nullopt, caps, context);
  }
  const bool started = milestone.progress && milestone.progress->state == model::MilestoneState::kStarted;
  if (started && verdict.light == Light::kGrey && verdict.overdue == Severity::kNone) {
    verdict.light = Light::kGreen;
    verdict.reason = Reason::kStarted;
  }
  if (plan.Slips(milestone)) JudgeSlip(caps, verdict);
  return verdict;
}

ItemVerdict JudgeItem(const Registry& registry, const model::Item& item, const ItemRecord& record,
                      const DeadlineContext& context) {
  ItemVerdict verdict{MilestonePlan(registry, item, context.today), {}, {}, std::nullopt};
  SeverityCaps caps{false, false, registry.IsDraft(item.programme)};
  const model::StageMachine* machine = model::Find(registry.catalogue.stage_machines, item.stage_machine);
  verdict.stage = JudgeStage(StagesOf(item, machine), record, caps, context);
  verdict.next_change = verdict.stage.next_change;
  for (const PlannedMilestone* milestone : verdict.plan.milestones()) {
    // What was decided is no longer inferred.
    caps.due_inferred = milestone->milestone->due_date_inferred && milestone->source == PlanSource::kStated;
    verdict.milestones.push_back(JudgeMilestone(verdict.plan, *milestone, caps, context));
    verdict.next_change = Sooner(verdict.next_change, verdict.milestones.back().next_change);
  }
  verdict.next_change = Sooner(verdict.next_change, verdict.plan.NextChange());
  return verdict;
}

}  // namespace liandu::evaluator
