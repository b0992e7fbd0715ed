#pragma once

#include <algorithm>
#include <optional>

#include "model/time.h"

namespace liandu::evaluator {

/// The earlier of two days, either of which may be missing.
inline std::optional<model::Date> Sooner(std::optional<model::Date> left, std::optional<model::Date> right) {
  if (!left || !right) return left ? left : right;
  return std::min(*left, *right);
}

}  // namespace liandu::evaluator
