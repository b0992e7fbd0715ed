#include "evaluator/domain/judge_target.h"

#include <algorithm>

#include "evaluator/domain/judge_window.h"
#include "evaluator/domain/next_change.h"
#include "evaluator/domain/sooner.h"

namespace liandu::evaluator {
namespace {

using model::Comparator;
using model::Date;
using model::Measure;

Verdict GreyVerdict(const Window& window, Reason reason, std::optional<Date> next_change) {
  Verdict verdict;
  WindowVerdict grey;
  grey.window = window;
  grey.reason = reason;
  verdict.next_change = next_change;
  verdict.change_is_sure = true;
  verdict.windows.push_back(std::move(grey));
  return verdict;
}

/// When another window is shown; nullopt: this is the last one.
std::optional<Date> NextWindowAfter(const TargetSpec& spec, const Window& window) {
  if (!spec.each_year || !spec.due || window.last >= *spec.due) return std::nullopt;
  return window.last + 1;
}

/// Reasons of rule R1 that come before "not started".
std::optional<Reason> EarlyGreyReason(const TargetSpec& spec) {
  if (spec.superseded) return Reason::kSuperseded;
  if (spec.redacted || !spec.value) return Reason::kRedacted;
  if (spec.ambiguous) return Reason::kAmbiguous;
  if (spec.comparator == Comparator::kDouble && (!spec.base || spec.base->inferred)) return Reason::kNoBase;
  if (!spec.due && !spec.standing) return Reason::kNoDueDate;
  return std::nullopt;
}

/// Reasons of rule R1 that come after it: the value is made of what nobody has recorded.
std::optional<Reason> LateGreyReason(const TargetSpec& spec) {
  if (spec.derived) return std::nullopt;
  if (spec.for_each != model::ForEach::kNone) return Reason::kMissingPart;
  if (spec.measure != Measure::kDerived) return std::nullopt;
  if (spec.is_count) return Reason::kNotRecorded;
  return spec.is_percentage ? Reason::kNoDenominator : Reason::kMissingPart;
}

/// The verdict, with the first day on which another is possible.
Verdict JudgeDay(const TargetSpec& spec, const std::vector<HeldReport>& reports, const JudgementContext& context) {
  const Window running = RunningWindow(spec, context.today);
  const std::optional<Date> next_window = NextWindowAfter(spec, running);
  if (const auto reason = EarlyGreyReason(spec)) return GreyVerdict(running, *reason, next_window);
  const auto windows = WindowsOf(spec);
  if (context.today < windows.front().first) {
    return GreyVerdict(windows.front(), Reason::kNotStarted, windows.front().first);
  }
  if (const auto reason = LateGreyReason(spec)) return GreyVerdict(running, *reason, next_window);
  Verdict verdict;
  for (const Window& window : windows) {
    if (context.today < window.first) break;
    const bool unsupervised = context.supervised_since && window.last < *context.supervised_since;
    if (unsupervised && window != running) continue;
    if (spec.window_decisions.empty()) {
      verdict.windows.push_back(JudgeWindow(spec, window, reports, context));
    } else {
      verdict.windows.push_back(JudgeWindow(InWindow(spec, window), window, reports, context));
    }
    verdict.windows.back().excused = IsExcused(spec, window);
    verdict.next_change = Sooner(verdict.next_change, verdict.windows.back().next_change);
  }
  verdict.shown = verdict.windows.size() - 1;
  verdict.next_change = Sooner(verdict.next_change, next_window);
  verdict.change_is_sure = verdict.next_change == next_window ||
                           (verdict.current().change_is_sure && verdict.next_change == verdict.current().next_change);
  return verdict;
}

}  // namespace

std::optional<Reason> StandingGreyReason(const TargetSpec& spec) {
  const auto early = EarlyGreyReason(spec);
  return early ? early : LateGreyReason(spec);
}

Verdict JudgeTargetOn(const TargetSpec& spec, const std::vector<HeldReport>& reports, const JudgementContext& context) {
  return JudgeDay(spec, reports, context);
}

Verdict JudgeTarget(const TargetSpec& spec, const std::vector<HeldReport>& reports, const JudgementContext& context) {
  Verdict verdict = JudgeDay(spec, reports, context);
  verdict.next_change = NextVisibleChange(verdict, [&](Date day) {
    return JudgeDay(spec, reports, {day, context.supervised_since, context.settings, context.thresholds, false});
  });
  AwaitAmendment(spec, verdict);
  return verdict;
}

void AwaitAmendment(const TargetSpec& spec, Verdict& verdict) {
  if (!spec.changes_on || (verdict.next_change && *verdict.next_change <= *spec.changes_on)) return;
  verdict.next_change = spec.changes_on;
  verdict.change_is_sure = true;
}

}  // namespace liandu::evaluator
