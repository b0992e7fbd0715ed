#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/alert_action.h"
#include "model/catalogue.h"
#include "model/time.h"

/// Alerts; the fields mean what protos/liandu/v1/alert.proto says of them.
namespace liandu::model {

enum class Light { kGrey = 1, kGreen, kYellow, kRed };
enum class SubjectKind {
  kTarget = 1,
  kMilestone,
  kObligation,
  kRequirement,
  kProgramme,
  kReporter,
  kIndicator,
  kItem,
  kIssue,
  kWatch,
  kLogEntry,
  kAlert
};
enum class TransitionKind {
  kRaised = 1,
  kSeverityChanged,
  kAcknowledged,
  kRefused,
  kCleared,
  kAnswered,
  kReturned,
  kVerified,
  kCommented,
  kExtensionRequested,
  kExtensionGranted,
  kExtensionDenied,
  kCirculated
};
enum class AlertState { kRaised = 1, kAcknowledged, kAnswered, kReturned, kClosed, kCleared };

struct Subject {
  SubjectKind kind = SubjectKind::kTarget;
  std::string id;
  std::string display_name;
  bool operator==(const Subject&) const = default;
};

struct EvidenceInput {
  std::string kind;
  std::string id;
  std::string value;
  std::string date;
  std::string source;
  bool operator==(const EvidenceInput&) const = default;
};

struct Evidence {
  std::string rule;
  std::string summary;
  std::vector<EvidenceInput> inputs;
  std::string expected;
  std::string actual;
  std::string progress;
  std::string elapsed;
  std::string lag_points;
  std::string forecast;
  std::string forecast_method;
  std::string needed;
  bool operator==(const Evidence&) const = default;
};

struct Transition {
  int64_t sequence = 0;
  TransitionKind kind = TransitionKind::kRaised;
  Severity severity = Severity::kNone;
  Instant time{};
  /// Id of the log entry that caused it.
  std::string cause;
  std::string actor;
  std::string note;
  bool suppressed = false;
  std::optional<AlertAction> action = {};
  bool operator==(const Transition&) const = default;
};

struct Alert {
  std::string id;
  Subject subject;
  Condition condition = Condition::kBehind;
  std::string window;
  Severity severity = Severity::kNone;
  bool open = false;
  bool acknowledged = false;
  int64_t sequence = 0;
  Evidence evidence;
  std::vector<Transition> trail;
  Instant raised_time{};
  std::optional<Instant> cleared_time;
  std::vector<std::string> chains;
  std::string responsible_unit;
  std::string programme;
  std::optional<Date> due_date;
  std::vector<std::string> members;
  std::vector<std::string> posts;
  AlertState state = AlertState::kRaised;
  std::optional<Date> acknowledge_due_date;
  std::optional<Date> feedback_due_date;
  std::optional<Feedback> feedback;
  std::optional<ExtensionRequest> extension_request;
  std::optional<Date> excused_until;
  Labels labels;
  std::vector<std::string> circulars;
  std::vector<std::string> indicators;
  bool operator==(const Alert&) const = default;
};

/// "<subject kind>:<subject id>:<condition>:<window>".
std::string AlertId(const Subject& subject, Condition condition, const std::string& window);

/// Stable lower-case names, for ids, labels and JSON: "behind", "yellow", "target", "raised".
const char* ConditionName(Condition condition);
const char* SeverityName(Severity severity);
const char* LightName(Light light);
const char* SubjectKindName(SubjectKind kind);
const char* TransitionKindName(TransitionKind kind);
const char* AlertStateName(AlertState state);
/// What people read: "进度滞后", "黄", "绿灯".
const char* ConditionText(Condition condition);
const char* SeverityText(Severity severity);
const char* LightText(Light light);
/// "待签收", "已销号".
const char* AlertStateText(AlertState state);

}  // namespace liandu::model
