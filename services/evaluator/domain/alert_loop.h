#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "evaluator/domain/response_deadlines.h"
#include "model/alert.h"

/// The loop between an alert and the people concerned (domain rules, section 5): raised, acknowledged, answered, then
/// verified and closed or returned. Pure.
namespace liandu::evaluator {

/// Until when somebody is excused whose excusal names no day: for good.
inline constexpr model::Date kForGood{2200, 12, 31};

/// The day and the deadlines by which a step is taken.
struct LoopContext {
  model::Date today;
  const ResponseDeadlines& deadlines;
  /// False while importing: nothing is owed then.
  bool owing = true;
};

/// Whether people owe anything about it: reminders of other alerts want no answers of their own.
bool IsAnswerable(const model::Alert& alert);
/// Whether its condition holds, as far as was judged: it is open, or closed and would clear.
bool Holds(const model::Alert& alert);

/// The loop begins: the alert was raised anew or has worsened. What was answered no longer stands.
void BeginLoop(const LoopContext& context, model::Alert& alert);
/// Sets what is owed where the alert stands and nothing is owed yet: importing has ended.
void BeginOwing(const LoopContext& context, model::Alert& alert);
/// The condition no longer holds: nothing is owed any more.
void EndLoop(model::Alert& alert);

/// Why a step does not fit where the alert stands, and what to do, in Chinese; nullopt: it fits. `sequence` is what its
/// author saw.
std::optional<std::string> WhyRefused(const model::Alert& alert, int64_t sequence, const model::AlertAction& action,
                                      model::Date today);
/// Takes a step that fits; the kind of the transition that says so.
model::TransitionKind TakeStep(const model::AlertAction& action, const LoopContext& context, model::Alert& alert);

/// Lists an open alert in a circular: it is to be answered until the reply date. False: it was listed there before.
bool ListInCircular(const model::Circular& circular, const LoopContext& context, model::Alert& alert);

}  // namespace liandu::evaluator
