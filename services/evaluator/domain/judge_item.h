#pragma once

#include <optional>
#include <vector>

#include "evaluator/domain/judge_deadline.h"
#include "evaluator/domain/judge_stage.h"
#include "evaluator/domain/milestone_plan.h"

namespace liandu::evaluator {

/// How a milestone stands: its deadline, and whether others make it late.
struct MilestoneVerdict : DeadlineVerdict {
  /// Capped; none: it does not slip.
  model::Severity slip = model::Severity::kNone;
};

/// A milestone in its plan on the plan's day. Done is done, late or not; an excused one stays visible without a word. A
/// deadline that ended before supervision began raises nothing. Pure.
MilestoneVerdict JudgeMilestone(const MilestonePlan& plan, const PlannedMilestone& milestone, const SeverityCaps& caps,
                                const DeadlineContext& context);

/// How an item stands with its milestones and its stage.
struct ItemVerdict {
  MilestonePlan plan;
  /// In the item's order.
  std::vector<MilestoneVerdict> milestones;
  StageVerdict stage;
  /// First later day on which any of this may be another without any event.
  std::optional<model::Date> next_change;
};

/// An item of the catalogue by what is known of it. Pure.
ItemVerdict JudgeItem(const Registry& registry, const model::Item& item, const ItemRecord& record,
                      const DeadlineContext& context);

}  // namespace liandu::evaluator
