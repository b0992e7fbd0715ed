#pragma once

#include <string>

#include "evaluator/scenario/words.h"
#include "model/catalogue.h"

namespace liandu::scenarios {

/// Reads "target T013 indicator=I1 programme=P flow ge 100 from=2024-01-01 due=2024-12-31" and its like
/// (docs/scenarios.md). Throws BadLine when it cannot be read.
model::Resource ResourceOfLine(const std::string& line);

}  // namespace liandu::scenarios
