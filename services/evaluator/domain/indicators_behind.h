#pragma once

#include <string>
#include <vector>

#include "evaluator/domain/registry.h"

namespace liandu::evaluator {

/// Indicators that one alert names, at most.
inline constexpr size_t kMaxIndicatorsBehind = 50;

/// The indicators whose reports decide about one: itself, then what its formula reads, and what that reads in turn;
/// each once, at most kMaxIndicatorsBehind.
std::vector<std::string> IndicatorsBehind(const Registry& registry, const std::string& indicator);

}  // namespace liandu::evaluator
