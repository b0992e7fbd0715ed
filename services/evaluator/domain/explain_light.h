#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "evaluator/domain/views.h"

namespace liandu::evaluator {

class Supervision;

/// Whose light: the jurisdiction's, a chain's or a unit's.
enum class LightParent { kJurisdiction, kChain, kUnit };

/// A target, a group of targets (which counts once) or a milestone below a parent.
struct LightMember {
  /// "target" or "milestone".
  std::string kind;
  /// A milestone reads "item/milestone".
  std::string id;
  std::string display_name;
  model::Light light = model::Light::kGrey;
  /// Why, in Chinese.
  std::string reason;
  bool core = false;
  /// Other targets that count with it.
  std::vector<std::string> grouped;
  std::optional<model::Instant> next_change;
};

struct LightExplanation {
  LightSummary summary;
  /// The line of rule R19 that decided, with the numbers, in Chinese.
  std::string rule;
  /// What would change it, and when, one line each.
  std::vector<std::string> outlook;
  /// Red, yellow, green, grey; core first, then by id.
  std::vector<LightMember> members;
};

/// Why a parent's light is what it is (rule R19). `id` is empty for the jurisdiction. NOT_FOUND for a chain that the
/// catalogue does not hold or a unit with nothing below it. Pure.
absl::StatusOr<LightExplanation> ExplanationOfLight(const Supervision& supervision, LightParent parent,
                                                    const std::string& id);

}  // namespace liandu::evaluator
