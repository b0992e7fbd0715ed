#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/catalogue.h"

namespace liandu::evaluator {

struct RequirementVerdict {
  /// Ids of the chains that lack what is required, ascending.
  std::vector<std::string> missing;
  /// First day on which a post may be filled or fall vacant by its dates.
  std::optional<model::Date> next_change;
};

/// Whether every chain that a requirement covers has what it asks for, on a day. Pure.
RequirementVerdict JudgeRequirement(const model::Requirement& requirement, const model::Catalogue& catalogue,
                                    model::Date today);

}  // namespace liandu::evaluator
