#pragma once

#include <optional>

#include "absl/functional/function_ref.h"
#include "evaluator/domain/judge_target.h"

/// When a target's verdict changes by the passing of time alone. Pure.
namespace liandu::evaluator {

/// Whether two verdicts of one target differ in nothing that people or alerts see: the window shown, its light, reason
/// and finality, and the severity of every window.
bool LooksSame(const Verdict& left, const Verdict& right);

/// The first day on which the verdict looks another: from one day on which it may be to the next, each judged only when
/// its change is not sure. `judge` gives the verdict of a later day, whose next_change is never after its next change.
std::optional<model::Date> NextVisibleChange(const Verdict& now, absl::FunctionRef<Verdict(model::Date)> judge);

}  // namespace liandu::evaluator
