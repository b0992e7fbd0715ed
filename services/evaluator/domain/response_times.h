#pragma once

#include <string>
#include <vector>

#include "evaluator/domain/alert_book.h"
#include "evaluator/domain/registry.h"
#include "evaluator/domain/views.h"
#include "model/alert.h"

namespace liandu::evaluator {

/// Adds how people have dealt with an alert, as far as its trail reaches back, and how it stands on a day. What
/// happened while importing is no work of theirs. Pure.
void AddResponse(const model::Alert& alert, model::Date today, UnitResponse& response);

/// All units that have had an alert, by id; alerts of nobody stand under "". Costs as much as there are alerts.
std::vector<UnitResponse> ResponsesOf(const AlertBook& alerts, const Registry& registry, model::Date today);

/// "1.5": the mean in days with one decimal, half away from zero; empty where the step was never taken.
std::string MeanDaysText(const StepTimes& times);

}  // namespace liandu::evaluator
