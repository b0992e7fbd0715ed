#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "evaluator/domain/compound_growth.h"
#include "evaluator/domain/figures.h"
#include "evaluator/domain/hysteresis.h"
#include "evaluator/domain/records.h"
#include "evaluator/domain/target_spec.h"

/// Judging a target (rules R1–R9, R11–R17, R20, R21). Pure: today is an argument, and days are civil days of the
/// jurisdiction.
namespace liandu::evaluator {

/// What a verdict is judged by beside the target and its figures.
struct JudgementContext {
  model::Date today;
  std::optional<model::Date> supervised_since;
  const model::JudgementSettings& settings;
  const LagThresholds& thresholds;
  /// Also work out progress, path and lag for people to read; the verdict itself is the same without.
  bool with_numbers = true;
};

/// The numbers behind a verdict; nullopt where the rules know none.
struct VerdictNumbers {
  /// The day at which progress and path are compared.
  model::Date as_of;
  std::optional<Interval> actual;
  std::optional<model::Rational> expected;
  std::optional<model::Rational> progress;
  std::optional<model::Rational> elapsed;
  std::optional<model::Rational> lag_points;
  std::optional<model::Date> path_start;
  /// The report that speaks; lives as long as the series that was judged.
  const HeldReport* report = nullptr;
  /// Of a growth target: its years; `actual` and `expected` are then average growth so far, in percent. Else null.
  std::shared_ptr<const std::vector<YearGrowth>> growth;
  /// Null where nothing is forecast.
  std::shared_ptr<const Forecast> forecast;
};

/// How one window stands.
struct WindowVerdict {
  Window window;
  model::Light light = model::Light::kGrey;
  Reason reason = Reason::kNoReport;
  bool final = false;
  /// Capped; none: the condition does not hold.
  model::Severity behind = model::Severity::kNone;
  model::Severity missed = model::Severity::kNone;
  /// The forecast misses (rule R12).
  model::Severity at_risk = model::Severity::kNone;
  /// A decision keeps its troubles from raising an alert.
  bool excused = false;
  /// The rule that decided: "R17".
  const char* rule = "R1";
  /// First later day on which the window's verdict may be another without any event; nullopt: none.
  std::optional<model::Date> next_change;
  /// The change of that day will be seen, if the window is the one shown.
  bool change_is_sure = false;
  VerdictNumbers numbers;
};

struct MemberVerdict;

/// How a target stands: every window that has begun and is supervised, oldest first, and the one that gives the light.
struct Verdict {
  absl::InlinedVector<WindowVerdict, 1> windows;
  size_t shown = 0;
  /// First later day on which the verdict is visibly another if nothing is reported; nullopt: never.
  std::optional<model::Date> next_change;
  /// The change of that day is known without judging it.
  bool change_is_sure = false;
  /// Figures that were counted for this verdict, into which `numbers.report` points; null: the indicator's own.
  std::shared_ptr<const std::vector<HeldReport>> figures;
  /// Of a target that holds for each chain, park or district; null: it holds as a whole.
  std::shared_ptr<const std::vector<MemberVerdict>> members;

  const WindowVerdict& current() const { return windows[shown]; }
};

/// The window of a target that is running on a day: else the next, else the last one. A target without due date has one
/// without end.
Window RunningWindow(const TargetSpec& spec, model::Date today);

/// Every window of a target, oldest first (rule R15).
absl::InlinedVector<Window, 1> WindowsOf(const TargetSpec& spec);

/// What no report can mend: the first of the reasons of rule R1 that lie in the target itself.
std::optional<Reason> StandingGreyReason(const TargetSpec& spec);

Verdict JudgeTarget(const TargetSpec& spec, const std::vector<HeldReport>& reports, const JudgementContext& context);

/// The same with a next change that is only possible: the verdict may look as before on that day.
Verdict JudgeTargetOn(const TargetSpec& spec, const std::vector<HeldReport>& reports, const JudgementContext& context);

/// A verdict lives at most until the day from which its target is judged otherwise.
void AwaitAmendment(const TargetSpec& spec, Verdict& verdict);

}  // namespace liandu::evaluator
