#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "evaluator/domain/views.h"
#include "model/catalogue.h"
#include "model/report.h"

namespace liandu::evaluator {

class Supervision;

/// What is supposed: the clock moves on first (nullopt: it stays), then the catalogue changes, then reports come in.
struct Supposition {
  std::optional<model::Instant> clock;
  std::vector<model::ResourceKey> removed;
  std::vector<model::Resource> put;
  std::vector<model::Report> reports;
};

/// nullopt: it is not there before, or not after.
struct TargetDifference {
  std::optional<TargetView> before;
  std::optional<TargetView> after;
};
/// Only open alerts are there.
struct AlertDifference {
  std::optional<model::Alert> before;
  std::optional<model::Alert> after;
};
/// `kind` is "jurisdiction", "chain" or "unit".
struct LightDifference {
  std::string kind;
  LightSummary before;
  LightSummary after;
};

/// What would be otherwise. Order: targets and alerts by id; the jurisdiction, chains, units.
struct WhatIf {
  model::Instant clock_before{};
  model::Instant clock_after{};
  std::vector<TargetDifference> targets;
  std::vector<AlertDifference> alerts;
  std::vector<LightDifference> lights;
  /// Targets that were judged beside the live state.
  int64_t targets_copied = 0;
};

/// A copy of more targets would hold up who asks and who is judged.
inline constexpr int64_t kMaxTargetsCopied = 200'000;

/// Judges a copy of what is concerned, by the same judge; the supervision stays as it is. When only figures are
/// supposed and the clock stays, only their indicators and what depends on them are copied. FAILED_PRECONDITION when
/// more than `max_targets` would be copied, or the clock would go back; NOT_FOUND for figures of indicators that do not
/// exist. Pure.
absl::StatusOr<WhatIf> WhatIfOf(const Supervision& supervision, const Supposition& supposition,
                                int64_t max_targets = kMaxTargetsCopied);

}  // namespace liandu::evaluator
