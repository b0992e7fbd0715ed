#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/decimal.h"
#include "model/time.h"

/// Registers, stage machines and the attributes by which members and items are counted; the fields mean what
/// protos/liandu/v1/register.proto says of them.
namespace liandu::model {

struct Register {
  std::string id;
  std::string display_name;
  std::optional<Date> kept_since;
  std::string lead_unit;
  /// Lowest first.
  std::vector<std::string> tiers;
  std::string note;
  bool operator==(const Register&) const = default;
};

struct Attribute {
  std::string name;
  std::string value;
  bool operator==(const Attribute&) const = default;
};

struct Stage {
  std::string id;
  /// 0: no limit.
  int max_days = 0;
  bool operator==(const Stage&) const = default;
};

struct StageMachine {
  std::string id;
  std::string display_name;
  std::vector<Stage> stages;
  std::string note;
  bool operator==(const StageMachine&) const = default;
};

}  // namespace liandu::model
