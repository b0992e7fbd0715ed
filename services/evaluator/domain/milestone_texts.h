#pragma once

#include <string>

#include "evaluator/domain/judge_issue.h"
#include "evaluator/domain/judge_item.h"
#include "model/alert.h"

/// What alerts of milestones, items and issues say, in Chinese: what, how late, since when, who, until when. Pure.
namespace liandu::evaluator {

/// "方案·草案"; the item's name alone where the milestone has none of its own.
std::string MilestoneName(const model::Item& item, const model::Milestone& milestone);
/// The display name of a post, or its id.
std::string PostName(const Registry& registry, const std::string& post);
/// The same by key, or an issue's name; the key itself for what does not exist.
std::string PlanName(const Registry& registry, const std::string& key_or_issue);
/// "2024-05-31（推定）", "2024-05-31（倒排）", "2024-08-31（原定 2024-05-31，延至 2024-08-31，依据 …）".
std::string PlannedText(const PlannedMilestone& milestone);
/// "影响完工：由 2024-12-31 推迟到 2025-02-14，关键路径 甲→乙→丙"; empty where the item's end does not hang on it.
std::string EndText(const Registry& registry, const MilestonePlan& plan, const PlannedMilestone& milestone);
/// "受“征地”影响，预计 2024-10-15 完成，晚于计划 46 天".
std::string SlipText(const Registry& registry, const PlannedMilestone& milestone);

/// Fills in the alert of a milestone for its condition.
void DescribeMilestone(const Registry& registry, const ItemVerdict& verdict, size_t index, model::Alert& alert);
void DescribeStage(const Registry& registry, const model::Item& item, const StageVerdict& verdict, model::Alert& alert);
void DescribeIssue(const Registry& registry, const model::Issue& issue, const IssueVerdict& verdict,
                   model::Alert& alert);

/// How it stands now that the alert clears.
std::string MilestoneCleared(const MilestonePlan& plan, const PlannedMilestone& milestone,
                             const MilestoneVerdict& verdict, const model::Alert& alert);
std::string StageCleared(const StageVerdict& verdict, const model::Alert& alert);
std::string IssueCleared(const model::Issue& issue, const IssueRecord* record, const IssueVerdict& verdict,
                         const model::Alert& alert);

}  // namespace liandu::evaluator
