#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/decimal.h"
#include "model/time.h"

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
};

/// The order in which a catalogue's kinds are applied: what is referred to comes before what refers to it.
/// Equal to the enumerators' order.

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

enum class UnitKind {
  kUnspecified,
  kGovernment,
  kDepartment,
  kDistrict,
  kFunctionalZone,
  kLeadingGroup,
  kOffice,
  kEnterprise,
  kPark
};

struct Unit {
  std::string id;
  std::string display_name;
  UnitKind kind = UnitKind::kUnspecified;
  std::string parent;
  std::vector<std::string> aliases;
  std::string district;
  std::string note;
  bool operator==(const Unit&) const = default;
};

enum class PostRole { kUnspecified, kChainLeader, kSupervisingLeader, kUnitHead, kLiaison };

struct PostHolder {
  std::string display_name;
  std::optional<Date> from;
  std::optional<Date> to;
  bool operator==(const PostHolder&) const = default;
};

struct Post {
  std::string id;
  std::string display_name;
  PostRole role = PostRole::kUnspecified;
  std::string unit;
  std::vector<PostHolder> holders;
  bool operator==(const Post&) const = default;
};

/// Who holds the post on a day; nullptr while it is vacant.
const PostHolder* HolderOn(const Post& post, Date date);

enum class ProgrammeStanding { kUnspecified, kDraft, kInForce };

struct Programme {
  std::string id;
  std::string display_name;
  std::optional<Date> start_date;
  std::optional<Date> end_date;
  std::string issuer;
  ProgrammeStanding standing = ProgrammeStanding::kInForce;
  std::string parent;
  std::string document;
  std::string note;
  bool operator==(const Programme&) const = default;
};

enum class ChainKind { kUnspecified, kIndustryChain, kServiceIndustry };

struct Chain {
  std::string id;
  std::string display_name;
  ChainKind kind = ChainKind::kUnspecified;
  std::string group;
  std::string leader_post;
  std::string lead_unit;
  std::vector<std::string> cooperating_units;
  std::vector<std::string> zones;
  std::vector<std::string> anchor_enterprises;
  int order = 0;
  std::string note;
  bool operator==(const Chain&) const = default;
};

enum class Cadence { kUnspecified, kMonthly, kQuarterly, kHalfYearly, kYearly };
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
  bool operator==(const Target&) const = default;
};

enum class ItemKind { kUnspecified, kDeliver, kPublish, kBid, kPilot, kEvent, kTrend };
enum class ItemList { kUnspecified, kKeyTasks, kSupportPolicies, kKeyProjects, kMajorEvents };

struct Milestone {
  std::string id;
  std::string display_name;
  std::optional<Date> due_date;
  bool due_date_inferred = false;
  std::vector<std::string> depends_on;
  bool core = false;
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
  bool operator==(const Item&) const = default;
};

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
  bool operator==(const Obligation&) const = default;
};

enum class RequirementRule { kUnspecified, kChainLeaderPostFilled, kChainLeadUnitNamed };

struct Requirement {
  std::string id;
  std::string display_name;
  std::string programme;
  std::string clause;
  RequirementRule rule = RequirementRule::kUnspecified;
  std::vector<std::string> chain_groups;
  std::string note;
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

/// What holds for a subject.
enum class Condition { kBehind = 1, kMissed = 3, kConflict, kOrder, kDataGap, kReportOverdue, kDueSoon, kOverdue };
enum class Severity { kNone, kBlue, kYellow, kRed };
enum class RecipientRole { kResponsibleUnit = 1, kChainLeadUnit, kChainLeader, kProgrammeIssuer };

struct Route {
  std::string id;
  std::vector<Condition> conditions;
  Severity min_severity = Severity::kNone;
  std::vector<std::string> chains;
  std::vector<std::string> units;
  std::vector<RecipientRole> recipients;
  std::vector<std::string> posts;
  bool operator==(const Route&) const = default;
};

struct Receiver {
  std::string id;
  std::string channel;
  std::vector<std::string> posts;
  std::vector<std::string> units;
  bool operator==(const Receiver&) const = default;
};

struct NotificationPolicy {
  /// Minutes after midnight.
  int working_hours_start = 9 * 60;
  int working_hours_end = 17 * 60 + 30;
  /// Minutes after midnight, ascending.
  std::vector<int> digest_times{9 * 60 + 30, 15 * 60};
  std::vector<Route> routes;
  std::vector<Receiver> receivers;
  bool operator==(const NotificationPolicy&) const = default;
};

/// Alternatives stand in the order of ResourceKind.
using Resource = std::variant<Jurisdiction, WorkCalendar, UnitOfMeasure, Unit, Post, Programme, Chain, Indicator,
                              Target, Item, Obligation, Requirement, NotificationPolicy, Conflict>;

ResourceKind KindOf(const Resource& resource);
/// Id of a resource; a jurisdiction has at most one Jurisdiction and one NotificationPolicy, whose ids are
/// "jurisdiction" and "policy".
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
