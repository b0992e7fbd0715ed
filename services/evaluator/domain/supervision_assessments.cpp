#include <algorithm>

#include "evaluator/domain/score_outcomes.h"
#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {

void Supervision::FlushAssessment(AssessmentRow& row, Turn& turn) {
  const model::Assessment* assessment = model::Find(registry_.catalogue.assessments, row.id);
  const bool due = std::exchange(row.due, false);
  const bool waits = assessment && assessment->freeze_date && !row.record && !registry_.ScorePolicy().disabled;
  if (!waits) return timers_.Cancel(row);
  if (!due) return AwaitFreeze(row, turn.today);
  AssessmentRecord record{*assessment, turn.now, registry_.ScorePolicy(), {}, {}, 0};
  record.outcomes = AssessedOutcomes(*this, *assessment, turn.today);
  record.parents = ParentsOf(registry_, record.outcomes);
  if (record.outcomes.size() > kMaxFrozenOutcomes) {
    record.outcomes_left_out = static_cast<int64_t>(record.outcomes.size() - kMaxFrozenOutcomes);
    record.outcomes.resize(kMaxFrozenOutcomes);
  }
  turn.effects.push_back(RecordChange{{id_, RecordKind::kAssessment, row.id}, Record(record)});
  row.record = std::move(record);
}

void Supervision::AwaitFreeze(AssessmentRow& row, model::Date today) {
  // What comes into the catalogue too late is frozen with what its first day brings.
  const model::Assessment& assessment = registry_.catalogue.assessments.at(row.id);
  SetTimer(row, std::max(*assessment.freeze_date, today + 1));
}

void Supervision::RemoveAssessment(const std::string& id) {
  registry_.catalogue.Remove({model::ResourceKind::kAssessment, id});
  AssessmentRow* row = Registry::FindRow(registry_.assessments, id);
  if (!row) return;
  timers_.Cancel(*row);
  Unmark(*row);
  // What is frozen stays.
  if (!row->record) registry_.assessments.erase(id);
}

}  // namespace liandu::evaluator
