#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/decimal.h"
#include "model/time.h"

/// Indicators and targets; the fields mean what protos/liandu/v1/catalogue.proto says of them.
namespace liandu::model {

enum class Cadence { kUnspecified, kMonthly, kQuarterly, kHalfYearly, kYearly, kMidTerm, kFinal };
enum class Direction { kUp, kDown, kBoth };

struct Indicator {
  std::string id;
  std::string display_name;
  std::string unit_of_measure;
  Cadence cadence = Cadence::kUnspecified;
  std::string reporter;
  Direction direction = Direction::kUp;
  bool continuous = false;
  bool once_only = false;
  std::string statistical_scope;
  std::string note;
  std::string formula;
  std::string part_of;
  std::string member;
  bool operator==(const Indicator&) const = default;
};

enum class Measure { kUnspecified, kLevel, kFlow, kRate, kDerived, kGrowth };
enum class Comparator { kUnspecified, kGe, kGt, kLe, kLt, kAbout, kBetween, kDouble };
enum class Wording { kFirm, kStretch };
enum class Bound { kExact, kAbout, kMoreThan, kAtLeast, kLessThan, kAtMost };
enum class ForEach { kNone, kChain, kPark, kDistrict };

struct Base {
  Decimal value;
  Date date;
  Bound bound = Bound::kExact;
  bool inferred = false;
  std::string source;
  bool operator==(const Base&) const = default;
};

struct Waypoint {
  Date date;
  Decimal value;
  bool operator==(const Waypoint&) const = default;
};

struct Target {
  std::string id;
  std::string display_name;
  std::string programme;
  std::string clause;
  std::string indicator;
  std::vector<std::string> chains;
  Measure measure = Measure::kUnspecified;
  Comparator comparator = Comparator::kUnspecified;
  std::optional<Decimal> value;
  std::optional<Decimal> upper_value;
  std::string unit_of_measure;
  bool redacted = false;
  std::string ambiguity;
  std::optional<Date> start_date;
  std::optional<Date> due_date;
  bool due_date_inferred = false;
  bool each_year = false;
  bool standing = false;
  std::optional<Base> base;
  std::vector<Waypoint> waypoints;
  Wording wording = Wording::kFirm;
  bool core = false;
  std::string lead_unit;
  std::vector<std::string> cooperating_units;
  std::string subject;
  std::string note;
  ForEach for_each = ForEach::kNone;
  int value_divisor = 1;
  std::map<std::string, std::string> labels;
  bool operator==(const Target&) const = default;
};

}  // namespace liandu::model
