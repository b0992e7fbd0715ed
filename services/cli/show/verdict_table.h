#pragma once

#include <string>
#include <vector>

#include "liandu/v1/evaluator_service.pb.h"

namespace liandu::cli {

/// How targets stand, each with how it was judged: a line with id, light, reason, rule, name, threshold and latest
/// figure, beneath it every step with its numbers, then what would change it. The same text for every screen. Pure.
std::string VerdictTable(const std::vector<v1::ExplainTargetResponse>& targets);

}  // namespace liandu::cli
