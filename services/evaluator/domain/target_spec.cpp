#include "evaluator/domain/target_spec.h"

#include <algorithm>

#include "model/period.h"

namespace liandu::evaluator {
namespace {

using model::Rational;

constexpr std::string_view kRatioDimension = "ratio";

const IntervalEnd kNoEnd{Rational(0), false, true};

/// How far "about" reaches: 5 % of the way from the base, at least one whole unit for counts (rule R8).
Rational AboutMargin(const TargetSpec& spec) {
  const Rational base = spec.base && !IsFlow(spec) ? spec.base->value : Rational(0);
  Rational margin = abs(Rational(*spec.value - base)) / 20;
  if (spec.is_count && margin < 1) margin = 1;
  return margin;
}

Interval AboutRegion(const TargetSpec& spec) {
  const Rational margin = AboutMargin(spec);
  Interval region{{Rational(*spec.value - margin), false, false}, {Rational(*spec.value + margin), false, false}};
  if (spec.direction == model::Direction::kUp) region.high = kNoEnd;
  if (spec.direction == model::Direction::kDown) region.low = kNoEnd;
  return region;
}

bool IsOf(const WindowDecision& decision, const Window& window) {
  return decision.period == model::Period{window.first, window.last, false}.ToString();
}

}  // namespace

TargetSpec InWindow(const TargetSpec& spec, const Window& window) {
  TargetSpec inside = spec;
  for (const WindowDecision& decision : spec.window_decisions) {
    if (!decision.value || !IsOf(decision, window)) continue;
    inside.value = decision.value;
    inside.upper = decision.upper;
  }
  return inside;
}

bool IsExcused(const TargetSpec& spec, const Window& window) {
  return spec.excused || std::any_of(spec.window_decisions.begin(), spec.window_decisions.end(),
                                     [&](const auto& decision) { return decision.excused && IsOf(decision, window); });
}

Interval Region(const TargetSpec& spec) {
  const IntervalEnd at{*spec.value, false, false};
  const IntervalEnd beyond{*spec.value, true, false};
  switch (spec.comparator) {
    case model::Comparator::kGt:
      return {beyond, kNoEnd};
    case model::Comparator::kLe:
      return {kNoEnd, at};
    case model::Comparator::kLt:
      return {kNoEnd, beyond};
    case model::Comparator::kAbout:
      return AboutRegion(spec);
    case model::Comparator::kBetween:
      // More than the upper end of a range is no failure for a count.
      if (!spec.upper || (spec.is_count && spec.direction == model::Direction::kUp)) return {at, kNoEnd};
      return {at, {*spec.upper, false, false}};
    default:
      return {at, kNoEnd};
  }
}

Rational ScaleOf(const std::map<std::string, model::UnitOfMeasure>& units, std::string_view unit) {
  const model::UnitOfMeasure* found = model::Find(units, std::string(unit));
  return found ? model::ToRational(found->scale) : Rational(1);
}

std::string UnitText(const TargetSpec& spec) {
  const std::string unit(spec.unit);
  const model::UnitOfMeasure* found = spec.units ? model::Find(*spec.units, unit) : nullptr;
  return found && found->dimension == kRatioDimension ? "" : unit;
}

Rational UnitScale(const TargetSpec& spec, std::string_view unit) {
  return spec.units ? ScaleOf(*spec.units, unit) : Rational(1);
}

Interval InTargetUnit(const TargetSpec& spec, const Interval& value) {
  if (spec.report_unit == spec.unit) return value;
  const Rational factor = UnitScale(spec, spec.report_unit) / UnitScale(spec, spec.unit);
  return value * Interval::Exactly(factor);
}

Rational InTargetUnit(const TargetSpec& spec, model::Decimal value, std::string_view unit) {
  const std::string_view from = unit.empty() ? spec.report_unit : unit;
  Rational number = model::ToRational(value);
  if (from == spec.unit) return number;
  number *= UnitScale(spec, from);
  number /= UnitScale(spec, spec.unit);
  return number;
}

}  // namespace liandu::evaluator
