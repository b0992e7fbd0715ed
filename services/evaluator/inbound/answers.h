#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "evaluator/domain/world.h"
#include "liandu/v1/evaluator_service.pb.h"
#include "platform/eventlog/entry.h"
#include "wire/violation.h"

/// What the SupervisionService answers, without its transport. Pure functions. Check appends every violation of a
/// request; Answer takes a request without any and fills the response, its position apart. NOT_FOUND: no such
/// jurisdiction, target or alert.
namespace liandu::evaluator {

void Check(const v1::GetBoardRequest& request, std::vector<wire::Violation>& violations);
void Check(const v1::ListTargetsRequest& request, std::vector<wire::Violation>& violations);
void Check(const v1::ListAlertsRequest& request, std::vector<wire::Violation>& violations);
void Check(const v1::GetAlertRequest& request, std::vector<wire::Violation>& violations);
void Check(const v1::ExplainTargetRequest& request, std::vector<wire::Violation>& violations);
void Check(const v1::ExplainSubjectRequest& request, std::vector<wire::Violation>& violations);
void Check(const v1::ExplainLightRequest& request, std::vector<wire::Violation>& violations);
void Check(const v1::WhatIfRequest& request, std::vector<wire::Violation>& violations);
void Check(const v1::GetLeagueTableRequest& request, std::vector<wire::Violation>& violations);
void Check(const v1::GetScoreRequest& request, std::vector<wire::Violation>& violations);
void Check(const v1::WatchTransitionsRequest& request, std::vector<wire::Violation>& violations);
void Check(const v1::ReplayRequest& request, std::vector<wire::Violation>& violations);

/// The position that a checked request wants to read at least; nullopt: any.
std::optional<eventlog::EntryId> PositionOf(const v1::LogPosition& position);

absl::Status Answer(const World& world, const v1::GetBoardRequest& request, v1::GetBoardResponse& response);
absl::Status Answer(const World& world, const v1::ListTargetsRequest& request, v1::ListTargetsResponse& response);
absl::Status Answer(const World& world, const v1::ListAlertsRequest& request, v1::ListAlertsResponse& response);
absl::Status Answer(const World& world, const v1::GetAlertRequest& request, v1::GetAlertResponse& response);
absl::Status Answer(const World& world, const v1::ExplainTargetRequest& request, v1::ExplainTargetResponse& response);
absl::Status Answer(const World& world, const v1::ExplainSubjectRequest& request, v1::ExplainSubjectResponse& response);
absl::Status Answer(const World& world, const v1::ExplainLightRequest& request, v1::ExplainLightResponse& response);
absl::Status Answer(const World& world, const v1::WhatIfRequest& request, v1::WhatIfResponse& response);

/// What a checked request supposes.
Supposition SuppositionOf(const v1::WhatIfRequest& request);
absl::Status Answer(const World& world, const v1::GetLeagueTableRequest& request, v1::GetLeagueTableResponse& response);
absl::Status Answer(const World& world, const v1::GetScoreRequest& request, v1::GetScoreResponse& response);

}  // namespace liandu::evaluator
