#include "evaluator/domain/judge_issue.h"

#include <algorithm>

namespace liandu::evaluator {

using model::Light;
using model::Severity;

bool IsSettled(const IssueRecord* record) { return record && record->state == model::IssueState::kSettled; }

IssueVerdict JudgeIssue(const model::Issue& issue, const IssueRecord* record, const SeverityCaps& caps,
                        const DeadlineContext& context) {
  IssueVerdict verdict;
  if (IsSettled(record)) {
    const bool late = issue.due_date && record->date > *issue.due_date;
    verdict.deadline.light = late ? Light::kYellow : Light::kGreen;
    verdict.deadline.reason = late ? Reason::kDoneLate : Reason::kDone;
    if (late) verdict.deadline.days_late = record->date - *issue.due_date;
    return verdict;
  }
  if (issue.raised_date && context.today < *issue.raised_date) {
    verdict.deadline.reason = Reason::kNotStarted;
    verdict.next_change = issue.raised_date;
    return verdict;
  }
  verdict.open = true;
  if (issue.top_level) verdict.top_level = Severity::kRed;
  verdict.deadline.reason = Reason::kNoDueDate;
  if (issue.due_date) verdict.deadline = JudgeDeadline(*issue.due_date, issue.raised_date, caps, context);
  if (verdict.deadline.reason == Reason::kNoReport) verdict.deadline.reason = Reason::kStarted;
  verdict.next_change = verdict.deadline.next_change;
  return verdict;
}

}  // namespace liandu::evaluator
