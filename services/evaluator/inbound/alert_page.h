#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "model/alert.h"

namespace liandu::evaluator {

/// An alert's place in the order of ListAlerts: most severe first, then oldest first, then by id. As a page token it
/// stays good while alerts come and go.
struct AlertPlace {
  /// Higher is less severe.
  int leniency = 0;
  int64_t raised_ms = 0;
  std::string id;

  static AlertPlace Of(const model::Alert& alert);
  /// nullopt for what ToToken did not make, the empty text included.
  static std::optional<AlertPlace> Parse(const std::string& token);
  std::string ToToken() const;
  auto operator<=>(const AlertPlace&) const = default;
};

}  // namespace liandu::evaluator
