#pragma once

#include "evaluator/domain/views.h"
#include "liandu/v1/evaluator_service.pb.h"

/// The domain's views as messages of the contract. Pure functions.
namespace liandu::evaluator {

void Write(const Board& board, v1::GetBoardResponse& proto);
void Write(const TargetView& view, v1::TargetVerdict& proto);
void Write(const Explanation& explanation, const std::string& jurisdiction, v1::ExplainTargetResponse& proto);

}  // namespace liandu::evaluator
