#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "evaluator/domain/records.h"
#include "evaluator/domain/target_spec.h"

/// From an indicator's reports to the figures by which a target is judged. Pure.
namespace liandu::evaluator {

/// What the target's value was at a date, by the figures published.
struct Point {
  /// The figure's period end, never after its publication (rule R4).
  model::Date as_of;
  /// The period's own end.
  model::Date last;
  Interval value;
  /// The latest report that went in.
  const HeldReport* report = nullptr;
  /// It is the figure by which the window is settled (rule R16).
  bool covers = false;
};

/// The figures of one window, oldest first.
struct WindowFigures {
  absl::InlinedVector<Point, 4> points;
  /// A level's first figure after the window's end that satisfies it.
  const HeldReport* made_up = nullptr;
  /// There are figures, but of periods by which the target is not judged (rule R15).
  bool mismatched = false;
  /// A year of a longer window has no figure.
  bool missing_part = false;
  /// What follows from other figures does not follow for a period of this window: why (rule R1).
  std::optional<Reason> absent;
  /// There is a figure from before, which is background.
  bool baseline = false;
  /// All there is is a bound from before, which says nothing about the target (rule R2).
  bool baseline_bound = false;
};

enum class FigureRole {
  kUsed,
  kBaseline,
  kBeforeBase,
  kSuperseded,
  kSetAside,
  kOtherScope,
  kMismatchedPeriod,
  kOutsideWindow
};
/// "used", "baseline", "before_base" ...
const char* FigureRoleName(FigureRole role);

/// Whether a report of a period stands before another of it: the later revision, then final before preliminary, then
/// exact before rounded before bound.
bool StandsBefore(const HeldReport& report, const HeldReport& other);

/// The report that stands for its period among those of the same period and scope, `from` up to but without the index
/// returned in `next`; of those that stand alike the first that came.
const HeldReport* StandingReport(const std::vector<HeldReport>& reports, size_t from, size_t& next);

/// The standing report of a period in the indicator's own scope; nullptr: none.
const HeldReport* StandingOf(const std::vector<HeldReport>& reports, const model::Period& period);

/// What a report says, in the target's unit.
Interval ValueOf(const TargetSpec& spec, const HeldReport& report);

/// What a report that stands for its period is to a target and window.
FigureRole RoleOf(const TargetSpec& spec, const Window& window, const HeldReport& report);

/// The figures by which a window is judged.
WindowFigures FiguresOf(const TargetSpec& spec, const Window& window, const std::vector<HeldReport>& reports);

/// Whether the indicator has the figure that settles the window.
bool IsCovered(const TargetSpec& spec, const Window& window, const std::vector<HeldReport>& reports);

}  // namespace liandu::evaluator
