#pragma once

#include <string>
#include <vector>

#include "evaluator/domain/supervision.h"

/// The outcomes that scores are made of: targets, each group once, and milestones. Pure readers.
namespace liandu::evaluator {

/// Of more outcomes an assessment keeps the sums alone.
inline constexpr size_t kMaxFrozenOutcomes = 10'000;

/// Outcomes as they are counted in lights now, targets by id, then milestones by item; only those below a parent.
std::vector<FrozenOutcome> LiveOutcomes(const Supervision& supervision, ScoreKind kind, const std::string& id);

/// Outcomes whose windows or due dates end inside an assessment's period, judged on a day. A window that has not begun
/// or cannot be judged is grey with its reason.
std::vector<FrozenOutcome> AssessedOutcomes(const Supervision& supervision, const model::Assessment& assessment,
                                            model::Date today);

/// The sums of outcomes by parent: every chain and district of the catalogue, and other units and groups with outcomes;
/// by kind, then id.
std::vector<AssessmentRecord::Parent> ParentsOf(const Registry& registry, const std::vector<FrozenOutcome>& outcomes);
/// The same of everything that is counted now, from the running sums.
std::vector<AssessmentRecord::Parent> LiveParents(const Supervision& supervision);

/// Whether an outcome counts below a parent.
bool CountsBelow(const FrozenOutcome& outcome, ScoreKind kind, const std::string& id);

}  // namespace liandu::evaluator
