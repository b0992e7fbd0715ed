#pragma once

#include <google/protobuf/repeated_field.h>

#include <string>

#include "cli/commands/output.h"
#include "cli/text/table.h"
#include "liandu/v1/alert.pb.h"
#include "model/civil_time.h"

namespace liandu::cli {

/// One row an alert; `with_state` also tells which have cleared.
Table AlertTable(const google::protobuf::RepeatedPtrField<v1::Alert>& alerts, const model::CivilTime& civil_time,
                 bool with_state);

/// An alert with its evidence, and its trail oldest first.
void ShowAlert(const v1::Alert& alert, const model::CivilTime& civil_time, Output& output);

/// What stands behind a verdict: the rule, expected and actual, and a table of the inputs.
void ShowEvidence(const v1::Evidence& evidence, Output& output);

/// "进度滞后  T013 举办银企对接活动".
std::string TitleOf(const v1::Alert& alert);

}  // namespace liandu::cli
