#pragma once

#include <string>

#include "cli/commands/output.h"
#include "liandu/v1/notifier_service.pb.h"
#include "model/civil_time.h"

namespace liandu::cli {

/// Who is told, when, at which step and why, as a table; nothing for none.
void ShowDecisions(const google::protobuf::RepeatedPtrField<v1::RouteDecision>& decisions,
                   const model::CivilTime& civil_time, Output& output);

/// "首次", "第 2 步", "再次".
std::string StepText(int step, bool repeated);

}  // namespace liandu::cli
