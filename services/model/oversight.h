#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/decimal.h"
#include "model/notification.h"
#include "model/time.h"

/// What the supervision office adds to the plans; the fields mean what protos/liandu/v1/oversight.proto says of them.
namespace liandu::model {

enum class DecisionKind {
  kUnspecified,
  kChangeValue,
  kChangeDueDate,
  kConfirmBase,
  kConfirmReading,
  kFillRedaction,
  kSettleConflict,
  kExcuse
};

struct Decision {
  std::string id;
  DecisionKind kind = DecisionKind::kUnspecified;
  std::optional<Date> date;
  std::string decided_by;
  std::string reason;
  std::string target;
  /// "item/milestone".
  std::string milestone;
  std::string obligation;
  std::string period;
  std::optional<Decimal> value;
  std::optional<Decimal> upper_value;
  std::optional<Date> new_date;
  std::vector<std::string> gives_way;
  bool operator==(const Decision&) const = default;
};

struct Issue {
  std::string id;
  std::string display_name;
  std::string description;
  std::string raised_by;
  std::optional<Date> raised_date;
  std::string lead_unit;
  std::optional<Date> due_date;
  bool top_level = false;
  std::string leader_post;
  /// "item/milestone".
  std::vector<std::string> blocks;
  std::vector<std::string> chains;
  std::string programme;
  bool operator==(const Issue&) const = default;
};

enum class WatchBasis { kPreviousPeriod, kYearBefore };

struct Watch {
  std::string id;
  std::string display_name;
  std::string indicator;
  std::optional<Decimal> floor;
  std::optional<Decimal> ceiling;
  std::optional<Decimal> drop_percent;
  WatchBasis drop_against = WatchBasis::kPreviousPeriod;
  Severity severity = Severity::kYellow;
  std::string lead_unit;
  std::vector<std::string> chains;
  std::string programme;
  std::string note;
  bool operator==(const Watch&) const = default;
};

struct ScorePolicy {
  bool disabled = false;
  Decimal green_points{100, 0};
  Decimal yellow_points{60, 0};
  Decimal red_points{0, 0};
  int core_weight = 2;
  int min_evaluable = 1;
  std::string note;
  bool operator==(const ScorePolicy&) const = default;
};

struct Assessment {
  std::string id;
  std::string display_name;
  std::optional<Date> start_date;
  std::optional<Date> end_date;
  std::optional<Date> freeze_date;
  std::string note;
  bool operator==(const Assessment&) const = default;
};

}  // namespace liandu::model
