#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/organisation.h"
#include "model/register.h"
#include "model/target.h"
#include "model/time.h"

/// Items with milestones, obligations, requirements and conflicts; the fields mean what
/// protos/liandu/v1/catalogue.proto says of them.
namespace liandu::model {

enum class ItemKind { kUnspecified, kDeliver, kPublish, kBid, kPilot, kEvent, kTrend };
enum class ItemList { kUnspecified, kKeyTasks, kSupportPolicies, kKeyProjects, kMajorEvents };

enum class DayKind { kWorking, kCalendar };

struct Milestone {
  std::string id;
  std::string display_name;
  std::optional<Date> due_date;
  bool due_date_inferred = false;
  std::vector<std::string> depends_on;
  bool core = false;
  int duration_days = 0;
  DayKind duration_kind = DayKind::kWorking;
  bool operator==(const Milestone&) const = default;
};

struct Item {
  std::string id;
  std::string display_name;
  ItemKind kind = ItemKind::kUnspecified;
  ItemList list = ItemList::kUnspecified;
  std::string programme;
  std::string clause;
  std::vector<std::string> chains;
  std::string lead_unit;
  std::vector<std::string> cooperating_units;
  std::vector<std::string> stages;
  std::vector<Milestone> milestones;
  std::string note;
  std::string stage_machine;
  std::vector<Attribute> attributes;
  std::string district;
  std::string park;
  std::map<std::string, std::string> labels;
  bool operator==(const Item&) const = default;
};

/// The milestone with an id; nullptr if the item has none such.
const Milestone* FindMilestone(const Item& item, const std::string& id);

struct Obligation {
  std::string id;
  std::string display_name;
  std::string programme;
  std::string clause;
  Cadence cadence = Cadence::kUnspecified;
  std::optional<Date> start_date;
  std::optional<Date> end_date;
  int due_working_days = 0;
  std::string lead_unit;
  std::vector<std::string> chains;
  std::string note;
  std::map<std::string, std::string> labels;
  bool operator==(const Obligation&) const = default;
};

enum class RequirementRule {
  kUnspecified,
  kChainLeaderPostFilled,
  kChainLeadUnitNamed,
  kChainMainParkNamed,
  kChainAnchorNamed,
  kChainTaskGroupNamed,
  kItemLeadUnitNamed,
  kRegisterComplete
};

struct Requirement {
  std::string id;
  std::string display_name;
  std::string programme;
  std::string clause;
  RequirementRule rule = RequirementRule::kUnspecified;
  std::vector<std::string> chain_groups;
  std::string note;
  ChainKind chain_kind = ChainKind::kUnspecified;
  /// `register` in the contract, a word that C++ keeps for itself.
  std::string register_id;
  std::vector<std::string> kinds;
  bool operator==(const Requirement&) const = default;
};

struct Conflict {
  std::string id;
  std::string kind;
  std::vector<std::string> targets;
  std::string subject;
  std::string description;
  bool operator==(const Conflict&) const = default;
};

}  // namespace liandu::model
