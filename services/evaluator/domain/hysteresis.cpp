#include "evaluator/domain/hysteresis.h"

#include "evaluator/domain/fraction_order.h"

namespace liandu::evaluator {

using model::Rational;
using model::Severity;

LagThresholds::LagThresholds(const model::JudgementSettings& settings)
    : yellow(model::ToRational(settings.behind_yellow_lag_points)),
      red(model::ToRational(settings.behind_red_lag_points)),
      yellow_clears(yellow - model::ToRational(settings.hysteresis_points)),
      red_clears(red - model::ToRational(settings.hysteresis_points)) {}

Severity StepSeverity(Severity before, const Rational& lag, const LagThresholds& thresholds) {
  if (Less(thresholds.red, lag) || (before == Severity::kRed && !Less(lag, thresholds.red_clears)))
    return Severity::kRed;
  if (!Less(lag, thresholds.yellow) || (before >= Severity::kYellow && !Less(lag, thresholds.yellow_clears))) {
    return Severity::kYellow;
  }
  return Severity::kNone;
}

std::optional<Severity> DecidedSeverity(const Rational& lag, const LagThresholds& thresholds) {
  const Severity from_green = StepSeverity(Severity::kNone, lag, thresholds);
  const Severity from_red = StepSeverity(Severity::kRed, lag, thresholds);
  return from_green == from_red ? std::optional(from_green) : std::nullopt;
}

}  // namespace liandu::evaluator
