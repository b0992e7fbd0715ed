#pragma once

#include <vector>

#include "cli/lint/lint_catalogue.h"

namespace liandu::cli {

/// Appends what is weak in targets themselves and between the targets of one indicator. Pure.
void LintTargets(const model::Catalogue& catalogue, std::vector<Weakness>& found);

}  // namespace liandu::cli
