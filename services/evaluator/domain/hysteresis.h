#pragma once

#include <optional>

#include "model/catalogue.h"
#include "model/rational.h"

/// When a lag is yellow or red, and when it is so no longer (rules R17, R20). Pure.
namespace liandu::evaluator {

/// The lags in percentage points that a figure leaves possible.
struct LagRange {
  model::Rational least;
  model::Rational most;
  /// A bound that may lie any way ahead, or any way behind.
  bool least_infinite = false;
  bool most_infinite = false;
};

/// The thresholds of a jurisdiction's settings.
struct LagThresholds {
  explicit LagThresholds(const model::JudgementSettings& settings);
  model::Rational yellow;
  model::Rational red;
  model::Rational yellow_clears;
  model::Rational red_clears;
};

/// One step of the fold: the severity at a lag when it was `before` until then.
model::Severity StepSeverity(model::Severity before, const model::Rational& lag, const LagThresholds& thresholds);

/// The severity at a lag whatever was before; nullopt inside the hysteresis.
std::optional<model::Severity> DecidedSeverity(const model::Rational& lag, const LagThresholds& thresholds);

}  // namespace liandu::evaluator
