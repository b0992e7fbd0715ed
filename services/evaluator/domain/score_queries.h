#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "evaluator/domain/supervision.h"
#include "evaluator/domain/views.h"

/// League tables and scores of one jurisdiction. Pure readers; what World promises holds here. FAILED_PRECONDITION
/// where scores are switched off; NOT_FOUND for an assessment or a parent that does not exist.
namespace liandu::evaluator {

/// `assessment` empty: as everything stands now, from the running sums.
absl::StatusOr<LeagueTable> LeagueTableOf(const Supervision& supervision, ScoreKind kind,
                                          const std::string& assessment);
absl::StatusOr<ScoreSheet> ScoreSheetOf(const Supervision& supervision, ScoreKind kind, const std::string& id,
                                        const std::string& assessment);
/// What has been frozen, by id; empty where scores are switched off.
std::vector<FrozenAssessment> FrozenAssessmentsOf(const Supervision& supervision);

}  // namespace liandu::evaluator
