#pragma once

#include <optional>

#include "evaluator/scenario/words.h"
#include "model/catalogue.h"

namespace liandu::scenarios {

/// Decisions, watches and requirements of a scenario's "put" line; nullopt: it is of another kind.
std::optional<model::Resource> OversightOfWords(const Words& words);

}  // namespace liandu::scenarios
