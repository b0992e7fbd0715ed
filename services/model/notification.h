#pragma once

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
  kSetAside
};
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

}  // namespace liandu::model
