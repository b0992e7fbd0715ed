#include "evaluator/domain/decided_target.h"

#include <algorithm>
#include <tuple>

namespace liandu::evaluator {
namespace {

using model::Date;
using model::Decision;
using model::DecisionKind;
using model::ToRational;

std::optional<model::Rational> RationalOf(const std::optional<model::Decimal>& value) {
  return value ? std::optional(ToRational(*value)) : std::nullopt;
}

/// Of two decisions the one that counts: the later, then the greater id.
bool Counts(const Decision* decision, const Decision* other) {
  if (!decision || !other) return decision != nullptr;
  return std::tie(decision->date, decision->id) > std::tie(other->date, other->id);
}

void LayValue(const Decision& decision, TargetSpec& spec) {
  spec.value = RationalOf(decision.value);
  spec.upper = RationalOf(decision.upper_value);
  spec.value_divisor = 1;
}

void LayBase(const Decision& decision, const TargetRow& target, TargetSpec& spec) {
  const auto& printed = target.base;
  const Date date = decision.new_date.value_or(printed ? printed->date : spec.start.value_or(Date()) - 1);
  if (decision.value) spec.base = BaseSpec{ToRational(*decision.value), date, model::Bound::kExact, false};
}

/// Decisions that name a window say nothing of the others.
void LayWindows(const std::vector<const Decision*>& decisions, Date day, TargetSpec& spec) {
  for (const Decision* decision : decisions) {
    if (decision->period.empty() || decision->date > day) continue;
    WindowDecision window{decision->period, std::nullopt, std::nullopt, false};
    if (decision->kind == DecisionKind::kChangeValue || decision->kind == DecisionKind::kFillRedaction) {
      window.value = RationalOf(decision->value);
      window.upper = RationalOf(decision->upper_value);
    }
    window.excused = decision->kind == DecisionKind::kExcuse;
    spec.window_decisions.push_back(std::move(window));
  }
}

}  // namespace

void LayDecisions(const Registry& registry, const TargetRow& target, Date day, TargetSpec& spec) {
  if (registry.decisions.empty()) return;
  const auto decisions = registry.decisions.About({DecidedKind::kTarget, target.id});
  if (decisions.empty()) return;
  const DecidedTarget decided = DecisionsOnTarget(registry.decisions, target.id, "", day);
  if (Counts(decided.redaction, nullptr)) {
    spec.redacted = false;
    LayValue(*decided.redaction, spec);
  }
  if (Counts(decided.value, decided.redaction)) {
    spec.redacted = false;
    LayValue(*decided.value, spec);
  }
  if (decided.due_date) {
    spec.due = decided.due_date->new_date;
    spec.due_inferred = false;
  }
  if (decided.base) LayBase(*decided.base, target, spec);
  if (decided.reading) spec.ambiguous = false;
  spec.superseded = spec.superseded || Counts(decided.gives_way, decided.stands);
  spec.excused = decided.excuse != nullptr;
  LayWindows(decisions, day, spec);
  for (const Decision* decision : decisions) {
    if (decision->date && *decision->date > day && (!spec.changes_on || *decision->date < *spec.changes_on)) {
      spec.changes_on = decision->date;
    }
  }
}

}  // namespace liandu::evaluator
