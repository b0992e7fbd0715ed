#pragma once

#include "cli/commands/context.h"
#include "liandu/v1/evaluator_service.pb.h"

namespace liandu::cli {

/// A milestone, item, issue or obligation: how it stands, how it was judged, and what would change it.
void ShowSubject(const v1::ExplainSubjectResponse& answer, const Locality& locality, Output& output);

/// A parent's light: the rule, what would change it, and everything below it.
void ShowLight(const v1::ExplainLightResponse& answer, const Locality& locality, Output& output);

/// Under a heading, a line each; nothing for no lines.
void ShowLines(const char* heading, const google::protobuf::RepeatedPtrField<std::string>& lines, Output& output);

}  // namespace liandu::cli
