#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evaluator/domain/judge_deadline.h"
#include "evaluator/domain/records.h"

/// The stages that an item passes: which reports are taken, and when it stays too long. Pure.
namespace liandu::evaluator {

/// The stages of an item, in order: its machine's, else its own, which have no limits. `machine` may be null.
std::vector<model::Stage> StagesOf(const model::Item& item, const model::StageMachine* machine);

/// Files a report among those that came before: by date, of one day as they came. A report of a stage and day that is
/// known already only adds its reason. Returns whether anything changed.
bool FileStage(const model::StageReport& report, ItemRecord& record);

/// Follows the reports in order and says anew which are taken: the first one, a step to the next stage, the same stage
/// again, and any other with a reason. A step back or past a stage without a reason is refused and stays in the record.
/// Sets the present stage and since when it holds. Returns whether the record changed.
bool FollowStages(const std::vector<model::Stage>& stages, ItemRecord& record);

/// The stage in which an item was at the end of a day; nullptr: none was known.
const ItemRecord::StageReached* StageOn(const ItemRecord& record, model::Date day);

struct StageVerdict {
  /// Empty: no stage is known.
  std::string stage;
  std::optional<model::Date> since;
  /// Last day on which it may stay; nullopt: it may stay for ever.
  std::optional<model::Date> limit;
  /// Capped; none: it does not stay too long.
  model::Severity stalled = model::Severity::kNone;
  int days_over = 0;
  /// The last report that was refused and is not settled by a later one that was taken.
  std::optional<ItemRecord::StageReached> refused;
  std::optional<model::Date> next_change;
};

/// How an item stands in its stage. A limit that passed before supervision began raises nothing; the last stage has no
/// limit. The record must have been followed (FollowStages).
StageVerdict JudgeStage(const std::vector<model::Stage>& stages, const ItemRecord& record, const SeverityCaps& caps,
                        const DeadlineContext& context);

}  // namespace liandu::evaluator
