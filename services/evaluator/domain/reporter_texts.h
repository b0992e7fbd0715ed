#pragma once

#include <string>

#include "evaluator/domain/registry.h"
#include "model/alert.h"

/// What a reporter hears of reports that are due soon, in Chinese.
namespace liandu::evaluator {

/// `alert.members` are the indicators.
void DescribeDueSoon(const Registry& registry, const std::string& reporter, model::Date due, model::Alert& alert);
/// "已按时填报", or that the date has passed.
std::string DueSoonCleared(const model::Alert& alert, model::Date today);

}  // namespace liandu::evaluator
