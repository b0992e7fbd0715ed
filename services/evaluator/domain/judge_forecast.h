#pragma once

#include <optional>
#include <vector>

#include "evaluator/domain/compound_growth.h"
#include "evaluator/domain/judge_target.h"
#include "evaluator/domain/path.h"

namespace liandu::evaluator {

/// What a window's forecast is judged by. Everything outlives the judgement.
struct ForecastCase {
  const TargetSpec& spec;
  const Window& window;
  const Interval& region;
  const WindowFigures& figures;
  /// Null: there is none.
  const Path* path;
  const std::vector<HeldReport>& reports;
  const JudgementContext& context;
  /// Of a growth target, whose `spec` is the course's level; else null.
  const GrowthCourse* course;
};

/// Judges by the forecast what nothing has settled (rule R12): green or AT_RISK where the window has no figure or no
/// base, AT_RISK beside what is on track or reached. BEHIND holds it back. Before the window's reason becomes
/// "pending". Pure.
void JudgeForecast(const ForecastCase& subject, WindowVerdict& verdict);

}  // namespace liandu::evaluator
