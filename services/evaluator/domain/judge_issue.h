#pragma once

#include <optional>

#include "evaluator/domain/judge_deadline.h"
#include "evaluator/domain/records.h"

namespace liandu::evaluator {

/// How an issue stands.
struct IssueVerdict {
  /// It has been raised and is not settled.
  bool open = false;
  /// Of its deadline; without one no condition holds.
  DeadlineVerdict deadline;
  /// Red while a 顶格 issue is open, whatever its programme's standing: it goes to the leader at once.
  model::Severity top_level = model::Severity::kNone;
  std::optional<model::Date> next_change;
};

/// Whether an issue is settled, by the last report; null: nothing was reported.
bool IsSettled(const IssueRecord* record);

/// An issue as a milestone with its deadline; before the day on which it is raised it is silent. Pure.
IssueVerdict JudgeIssue(const model::Issue& issue, const IssueRecord* record, const SeverityCaps& caps,
                        const DeadlineContext& context);

}  // namespace liandu::evaluator
