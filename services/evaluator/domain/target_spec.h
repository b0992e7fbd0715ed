#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evaluator/domain/interval.h"
#include "model/catalogue.h"
#include "model/rational.h"

namespace liandu::evaluator {

/// Days within which a target is judged, both included.
struct Window {
  model::Date first;
  model::Date last;
  bool operator==(const Window&) const = default;
};

struct BaseSpec {
  model::Rational value;
  model::Date date;
  model::Bound bound = model::Bound::kExact;
  bool inferred = false;
};

/// What was decided of one window of a target.
struct WindowDecision {
  /// The window as alerts have it ("2024").
  std::string_view period;
  std::optional<model::Rational> value;
  std::optional<model::Rational> upper;
  /// Its troubles raise no alert.
  bool excused = false;
};

struct WaypointSpec {
  model::Date date;
  model::Rational value;
};

/// A target with all that its catalogue says about how to judge it, numbers in the target's unit. Made for one
/// judgement; views point into the catalogue.
struct TargetSpec {
  std::string_view id;
  model::Measure measure = model::Measure::kUnspecified;
  model::Comparator comparator = model::Comparator::kUnspecified;
  model::Direction direction = model::Direction::kUp;
  model::ForEach for_each = model::ForEach::kNone;
  bool redacted = false;
  bool ambiguous = false;
  bool standing = false;
  /// Another programme or a decision took its place.
  bool superseded = false;
  /// Its troubles raise no alert, in whatever window.
  bool excused = false;
  bool each_year = false;
  bool due_inferred = false;
  bool stretch = false;
  bool draft = false;
  bool once_only = false;
  bool continuous = false;
  bool is_count = false;
  bool is_percentage = false;
  /// The indicator itself is reported in percent.
  bool reports_percentage = false;
  /// It is a compound rate written as a level (rule R11).
  bool compounds = false;
  std::optional<model::Date> start;
  std::optional<model::Date> due;
  std::optional<model::Rational> value;
  /// What the value was divided by, to say it as it was printed.
  int value_divisor = 1;
  /// Its indicator follows from others by a formula ...
  bool derived = false;
  /// ... that accumulates inside a window.
  bool accumulates = false;
  std::optional<model::Rational> upper;
  std::optional<BaseSpec> base;
  std::vector<WaypointSpec> waypoints;
  std::vector<WindowDecision> window_decisions;
  /// First later day from which it is judged otherwise by what is known now.
  std::optional<model::Date> changes_on;
  /// Statistical scope of the indicator.
  std::string_view scope;
  /// Unit of the target and of reports that name none.
  std::string_view unit;
  std::string_view report_unit;
  const std::map<std::string, model::UnitOfMeasure>* units = nullptr;
};

/// A flow accumulates from 0 inside its window; everything else has a value at a date.
inline bool IsFlow(const TargetSpec& spec) {
  return spec.measure == model::Measure::kFlow || (spec.measure == model::Measure::kDerived && spec.accumulates);
}

/// How one window is judged: the target, with what was decided of that window alone.
TargetSpec InWindow(const TargetSpec& spec, const Window& window);
/// Whether a decision keeps a window's troubles from raising an alert.
bool IsExcused(const TargetSpec& spec, const Window& window);

/// What satisfies the target (rule R8), `value` being there.
Interval Region(const TargetSpec& spec);

/// A value given in `unit` (empty: the indicator's), in the target's unit (rule: values compare within one dimension).
model::Rational InTargetUnit(const TargetSpec& spec, model::Decimal value, std::string_view unit);
/// The same of what a formula gave, in the indicator's unit.
Interval InTargetUnit(const TargetSpec& spec, const Interval& value);

/// How many base units one of `unit` is; 1 where the catalogue does not know it.
model::Rational ScaleOf(const std::map<std::string, model::UnitOfMeasure>& units, std::string_view unit);

/// The target's unit as people read it: a ratio has none.
std::string UnitText(const TargetSpec& spec);

/// How many of its dimension's base units one of `unit` is; 1 for a unit that the catalogue does not know.
model::Rational UnitScale(const TargetSpec& spec, std::string_view unit);

}  // namespace liandu::evaluator
