#pragma once

#include <vector>

#include "evaluator/domain/judge_target.h"

namespace liandu::evaluator {

/// Judges one window of a target by itself (rule R15). It has begun, and nothing makes the target grey whatever is
/// reported. Pure.
WindowVerdict JudgeWindow(const TargetSpec& spec, const Window& window, const std::vector<HeldReport>& reports,
                          const JudgementContext& context);

}  // namespace liandu::evaluator
