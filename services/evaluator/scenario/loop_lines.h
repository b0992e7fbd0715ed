#pragma once

#include <optional>

#include "evaluator/scenario/words.h"
#include "model/catalogue.h"

namespace liandu::scenarios {

/// Reads "policy red=1/3 yellow=2/5 [calendar_days]" (days to acknowledge and to answer, by severity) and
/// "circular 2024-3 date= reply= alerts=A,B unit= author="; nullopt for other kinds. Throws BadLine when it cannot be
/// read.
std::optional<model::Resource> LoopOfWords(const Words& words);

/// "labels=core:true,field:marine".
model::Labels LabelsOf(const Words& words);

}  // namespace liandu::scenarios
