#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/decimal.h"
#include "model/time.h"

/// How reminders are routed; the fields mean what protos/liandu/v1/notification.proto says of them.
namespace liandu::model {

/// What holds for a subject.
enum class Condition {
  kBehind = 1,
  kAtRisk,
  kMissed,
  kConflict,
  kOrder,
  kDataGap,
  kReportOverdue,
  kDueSoon,
  kOverdue,
  kStalled,
  kSlip,
  kWatch,
  kTopLevel,
  kSetAside,
  kAcknowledgementOverdue,
  kFeedbackOverdue,
  kPromiseBroken
};
enum class Severity { kNone, kBlue, kYellow, kRed };
enum class RecipientRole {
  kResponsibleUnit = 1,
  kChainLeadUnit,
  kChainLeader,
  kProgrammeIssuer,
  kUnitHead,
  kSupervisingLeader,
  kLeadingGroup
};
enum class GroupingKey { kChain = 1, kUnit, kCondition, kProgramme, kSubject, kAlert };

using Labels = std::map<std::string, std::string>;

struct AlertMatcher {
  std::vector<Condition> conditions;
  /// kNone: any.
  Severity min_severity = Severity::kNone;
  Severity max_severity = Severity::kNone;
  std::vector<std::string> chains;
  std::vector<std::string> units;
  std::vector<std::string> programmes;
  std::vector<std::string> subjects;
  Labels labels;
  bool operator==(const AlertMatcher&) const = default;
};

struct Route {
  std::string id;
  AlertMatcher match;
  std::vector<RecipientRole> recipients;
  std::vector<std::string> posts;
  std::vector<std::string> groups;
  std::vector<std::string> receivers;
  std::vector<GroupingKey> group_by;
  int group_wait_seconds = 0;
  int group_interval_seconds = 300;
  int repeat_days = 0;
  std::vector<Route> routes;
  bool ends = false;
  bool operator==(const Route&) const = default;
};

struct Receiver {
  std::string id;
  std::string channel;
  std::vector<std::string> posts;
  std::vector<std::string> units;
  std::vector<std::string> groups;
  std::vector<std::string> addresses;
  bool shared = false;
  bool operator==(const Receiver&) const = default;
};

struct RecipientGroup {
  std::string id;
  std::string display_name;
  std::vector<std::string> posts;
  std::vector<std::string> units;
  bool operator==(const RecipientGroup&) const = default;
};

enum class EscalationStart { kDelivery = 1, kAcknowledgement, kPromisedDate };

struct EscalationStep {
  std::vector<RecipientRole> recipients;
  std::vector<std::string> posts;
  std::vector<std::string> groups;
  int delay_days = 0;
  bool calendar_days = false;
  EscalationStart counted_from = EscalationStart::kDelivery;
  bool operator==(const EscalationStep&) const = default;
};

struct EscalationLadder {
  std::string id;
  AlertMatcher match;
  std::vector<EscalationStep> steps;
  bool operator==(const EscalationLadder&) const = default;
};

struct Inhibition {
  std::string id;
  AlertMatcher source;
  AlertMatcher target;
  std::vector<GroupingKey> equal;
  bool listed = false;
  bool operator==(const Inhibition&) const = default;
};

struct ResponseDeadline {
  Severity severity = Severity::kNone;
  /// 0: none.
  int acknowledge_days = 0;
  int feedback_days = 0;
  bool calendar_days = false;
  bool operator==(const ResponseDeadline&) const = default;
};

struct WeeklyDigest {
  /// 1 (Monday) to 7.
  int weekday = 1;
  /// Minutes after midnight; nullopt: the first digest time.
  std::optional<int> time;
  bool operator==(const WeeklyDigest&) const = default;
};

struct NotificationPolicy {
  /// Minutes after midnight.
  int working_hours_start = 9 * 60;
  int working_hours_end = 17 * 60 + 30;
  /// Minutes after midnight, ascending.
  std::vector<int> digest_times{9 * 60 + 30, 15 * 60};
  std::vector<Route> routes;
  std::vector<Receiver> receivers;
  std::vector<RecipientGroup> groups;
  std::vector<EscalationLadder> ladders;
  std::vector<Inhibition> inhibitions;
  std::vector<ResponseDeadline> response_deadlines;
  int daily_message_limit = 10;
  std::optional<WeeklyDigest> weekly_digest;
  std::string leading_group;
  int link_valid_days = 30;
  bool operator==(const NotificationPolicy&) const = default;
};

/// A minute of a jurisdiction's civil time.
struct CivilMinute {
  Date date;
  /// After midnight.
  int minute = 0;
  auto operator<=>(const CivilMinute&) const = default;
};

struct Silence {
  std::string id;
  AlertMatcher match;
  std::string reason;
  std::string author;
  /// First and last minute.
  CivilMinute from;
  CivilMinute to;
  /// Ascending, 1 (Monday) to 7; empty: all.
  std::vector<int> weekdays;
  /// Minutes after midnight; both or none. Past midnight if the end comes first.
  std::optional<int> daily_from;
  std::optional<int> daily_to;
  bool operator==(const Silence&) const = default;
};

struct CircularEntry {
  std::string alert;
  std::string unit;
  Condition condition = Condition::kBehind;
  Severity severity = Severity::kNone;
  std::string summary;
  int days_late = 0;
  std::vector<std::string> previous_circulars;
  bool operator==(const CircularEntry&) const = default;
};

struct Circular {
  std::string id;
  std::string display_name;
  std::optional<Date> date;
  std::optional<Date> period_start;
  std::optional<Date> period_end;
  std::optional<Date> reply_due_date;
  std::string author;
  std::vector<CircularEntry> entries;
  bool operator==(const Circular&) const = default;
};

}  // namespace liandu::model
