#include "evaluator/domain/judge_requirement.h"
#include "evaluator/domain/requirement_texts.h"
#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {

using model::Condition;
using model::Severity;
using model::SubjectKind;

void Supervision::FlushRequirement(RequirementRow& row, Turn& turn) {
  const model::Requirement& requirement = registry_.catalogue.requirements.at(row.id);
  const RequirementVerdict verdict = JudgeRequirement(requirement, registry_, turn.today);
  std::vector<WantedAlert> wanted;
  if (!verdict.missing.empty() || (verdict.unkept && verdict.covered > 0)) {
    wanted.push_back({Condition::kDataGap, "", Severity::kBlue, "", false, verdict.Members(),
                      [&](model::Alert& alert) { DescribeRequirement(registry_, requirement, verdict, alert); }});
  }
  const auto cleared = [&](const model::Alert&) { return RequirementCleared(requirement, verdict); };
  alerts_.Reconcile({SubjectKind::kRequirement, row.id, ""}, wanted, cleared, turn);
  SetTimer(row, verdict.next_change);
}

void Supervision::MarkRequirementsOf(const std::string& register_id) {
  for (const auto& [id, row] : registry_.requirements) {
    if (registry_.catalogue.requirements.at(row->id).register_id == register_id) Mark(*row);
  }
}

void Supervision::MarkItemRequirements() {
  for (const auto& [id, row] : registry_.requirements) {
    if (IsOfItems(registry_.catalogue.requirements.at(row->id))) Mark(*row);
  }
}

}  // namespace liandu::evaluator
