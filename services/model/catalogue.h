#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/item.h"
#include "model/notification.h"
#include "model/organisation.h"
#include "model/oversight.h"
#include "model/register.h"
#include "model/target.h"

/// The supervised world as plain structs; the fields mean what protos/liandu/v1/catalogue.proto says of them.
namespace liandu::model {

enum class ResourceKind {
  kJurisdiction = 1,
  kWorkCalendar,
  kUnitOfMeasure,
  kUnit,
  kPost,
  kProgramme,
  kChain,
  kIndicator,
  kTarget,
  kItem,
  kObligation,
  kRequirement,
  kNotificationPolicy,
  kConflict,
  kRegister,
  kStageMachine,
  kWatch,
  kDecision,
  kIssue,
  kScorePolicy,
  kAssessment,
  kSilence,
  kCircular,
};

/// A catalogue's kinds are applied in the enumerators' order; a change of more than one log entry may put what refers
/// before what is referred to.

struct UtcOffset {
  std::optional<Date> from;
  int offset_minutes = 0;
  bool operator==(const UtcOffset&) const = default;
};

struct JudgementSettings {
  Decimal behind_yellow_lag_points{10, 0};
  Decimal behind_red_lag_points{30, 0};
  Decimal hysteresis_points{2, 0};
  int stale_months = 24;
  int report_due_working_days = 20;
  int overdue_red_days = 30;
  /// Descending.
  std::vector<int> due_soon_working_days{30, 7, 1};
  int light_red_one_in = 3;
  int light_red_min_evaluable = 3;
  int light_green_one_in = 2;
  bool operator==(const JudgementSettings&) const = default;
};

struct Jurisdiction {
  std::string id;
  std::string display_name;
  std::string time_zone;
  std::vector<UtcOffset> utc_offsets;
  std::optional<Date> supervised_since;
  std::string work_calendar;
  JudgementSettings settings;
  bool operator==(const Jurisdiction&) const = default;
};

struct CalendarDays {
  Date from;
  Date to;
  bool operator==(const CalendarDays&) const = default;
};

struct WorkCalendar {
  std::string id;
  std::string display_name;
  std::vector<CalendarDays> days_off;
  std::vector<CalendarDays> working_days;
  std::optional<Date> horizon;
  bool operator==(const WorkCalendar&) const = default;
};

struct UnitOfMeasure {
  std::string id;
  std::string dimension;
  Decimal scale{1, 0};
  bool operator==(const UnitOfMeasure&) const = default;
};

/// Alternatives stand in the order of ResourceKind.
using Resource = std::variant<Jurisdiction, WorkCalendar, UnitOfMeasure, Unit, Post, Programme, Chain, Indicator,
                              Target, Item, Obligation, Requirement, NotificationPolicy, Conflict, Register,
                              StageMachine, Watch, Decision, Issue, ScorePolicy, Assessment, Silence, Circular>;

ResourceKind KindOf(const Resource& resource);
/// Id of a resource; a jurisdiction has at most one Jurisdiction, NotificationPolicy and ScorePolicy, whose ids are
/// "jurisdiction", "policy" and "score_policy".
std::string IdOf(const Resource& resource);
/// "target", "unit_of_measure" ...; stable: keys in Redis are made of it.
const char* KindName(ResourceKind kind);
/// What people read: "目标", "计量单位".
const char* KindText(ResourceKind kind);

struct ResourceKey {
  ResourceKind kind;
  std::string id;
  auto operator<=>(const ResourceKey&) const = default;
};

/// All resources of one jurisdiction, by id, in id order.
struct Catalogue {
  std::optional<Jurisdiction> jurisdiction;
  std::map<std::string, WorkCalendar> work_calendars;
  std::map<std::string, UnitOfMeasure> units_of_measure;
  std::map<std::string, Unit> units;
  std::map<std::string, Post> posts;
  std::map<std::string, Programme> programmes;
  std::map<std::string, Chain> chains;
  std::map<std::string, Indicator> indicators;
  std::map<std::string, Target> targets;
  std::map<std::string, Item> items;
  std::map<std::string, Obligation> obligations;
  std::map<std::string, Requirement> requirements;
  std::optional<NotificationPolicy> notification_policy;
  std::map<std::string, Conflict> conflicts;
  std::map<std::string, Register> registers;
  std::map<std::string, StageMachine> stage_machines;
  std::map<std::string, Watch> watches;
  std::map<std::string, Decision> decisions;
  std::map<std::string, Issue> issues;
  std::optional<ScorePolicy> score_policy;
  std::map<std::string, Assessment> assessments;
  std::map<std::string, Silence> silences;
  std::map<std::string, Circular> circulars;

  void Put(Resource resource);
  /// Without effect for what does not exist.
  void Remove(const ResourceKey& key);
  bool Contains(const ResourceKey& key) const;
  size_t size() const;
  /// Every resource, in the order of kinds, then of ids.
  std::vector<Resource> Resources() const;
};

/// The nil-safe look-up of a map by id.
template <typename T>
const T* Find(const std::map<std::string, T>& by_id, const std::string& id) {
  auto it = by_id.find(id);
  return it == by_id.end() ? nullptr : &it->second;
}

}  // namespace liandu::model
