#pragma once

#include <google/protobuf/repeated_field.h>

#include <string>

#include "cli/commands/context.h"
#include "cli/commands/output.h"
#include "cli/text/table.h"
#include "liandu/v1/alert.pb.h"

namespace liandu::cli {

/// One row an alert: level, condition, state, who, since when, until when; beneath it what it says, and its id.
Table AlertTable(const google::protobuf::RepeatedPtrField<v1::Alert>& alerts, const Locality& locality);

/// An alert with its evidence, and its trail oldest first.
void ShowAlert(const v1::Alert& alert, const Locality& locality, Output& output);

/// Level, title and what it says.
void ShowAlertHead(const v1::Alert& alert, Output& output);
/// What happened to it, oldest first: when, who, what, and why.
void ShowTrail(const v1::Alert& alert, const Locality& locality, Output& output);
/// What stands behind a verdict: the rule, expected and actual, and a table of the inputs.
void ShowEvidence(const v1::Evidence& evidence, Output& output);

/// What people owe about it, and until when: "应于 2024-07-02 前签收", "承诺 2024-08-30 前完成，待核验"; empty:
/// nothing.
std::string OwedText(const v1::Alert& alert);

/// "进度滞后  T013 举办银企对接活动".
std::string TitleOf(const v1::Alert& alert);

}  // namespace liandu::cli
