#pragma once

#include "evaluator/domain/explain_light.h"
#include "evaluator/domain/explain_milestone.h"
#include "evaluator/domain/views.h"
#include "evaluator/domain/what_if.h"
#include "liandu/v1/evaluator_service.pb.h"

/// The domain's views as messages of the contract. Pure functions.
namespace liandu::evaluator {

void Write(const Board& board, v1::GetBoardResponse& proto);
void Write(const TargetView& view, v1::TargetVerdict& proto);
void Write(const Explanation& explanation, const std::string& jurisdiction, v1::ExplainTargetResponse& proto);
void Write(const PromiseExplanation& explanation, const std::string& jurisdiction, v1::ExplainSubjectResponse& proto);
/// At most kMaxLightMembers members.
void Write(const LightExplanation& explanation, v1::ExplainLightResponse& proto);
void Write(const WhatIf& what_if, const std::string& jurisdiction, v1::WhatIfResponse& proto);

inline constexpr size_t kMaxLightMembers = 1000;
void Write(const LeagueTable& table, v1::GetLeagueTableResponse& proto);
void Write(const ScoreSheet& sheet, v1::GetScoreResponse& proto);

}  // namespace liandu::evaluator
