#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "evaluator/domain/supervision.h"
#include "evaluator/domain/views.h"

/// What one jurisdiction answers. Pure readers; what World promises holds here.
namespace liandu::evaluator {

Board BoardOf(const Supervision& supervision);
TargetPage TargetsOf(const Supervision& supervision, const TargetFilter& filter, const std::string& after, int limit);
absl::StatusOr<Explanation> ExplanationOf(const Supervision& supervision, const std::string& target);
std::vector<model::Alert> AlertsOf(const Supervision& supervision, const AlertFilter& filter);
absl::StatusOr<model::Alert> AlertOf(const Supervision& supervision, const std::string& alert);
std::vector<LateEntry> LateEntriesOf(const Supervision& supervision);

}  // namespace liandu::evaluator
