#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/catalogue.h"
#include "model/period.h"

/// Facts that come in; the fields mean what protos/liandu/v1/report.proto says of them.
namespace liandu::model {

struct IndicatorReport {
  std::string indicator;
  Period period;
  Decimal value;
  /// Empty: the indicator's.
  std::string unit_of_measure;
  Bound bound = Bound::kExact;
  std::string source;
  std::optional<Decimal> growth_rate;
  std::string growth_base_period;
  std::string statistical_scope;
  bool preliminary = false;
  int revision = 0;
  std::string note;
  std::vector<std::string> baseline_of;
  bool operator==(const IndicatorReport&) const = default;
};

enum class MilestoneState { kPlanned = 1, kStarted, kDone };

struct MilestoneReport {
  std::string item;
  std::string milestone;
  MilestoneState state = MilestoneState::kPlanned;
  Date date;
  std::string note;
  std::optional<Date> expected_date;
  bool operator==(const MilestoneReport&) const = default;
};

struct StageReport {
  std::string item;
  std::string stage;
  Date date;
  std::string reason;
  bool operator==(const StageReport&) const = default;
};

struct ObligationReport {
  std::string obligation;
  Period period;
  Date date;
  std::string note;
  bool operator==(const ObligationReport&) const = default;
};

enum class MembershipChange { kEntered = 1, kChanged, kLeft };

struct MembershipReport {
  /// `register` in the contract.
  std::string register_id;
  std::string member;
  MembershipChange change = MembershipChange::kEntered;
  Date date;
  std::string display_name;
  std::string tier;
  int batch = 0;
  std::string chain;
  std::string unit;
  std::string park;
  std::string district;
  std::vector<Attribute> attributes;
  std::string reason;
  bool operator==(const MembershipReport&) const = default;
};

enum class IssueState { kOpen = 1, kSettled };

struct IssueReport {
  std::string issue;
  IssueState state = IssueState::kSettled;
  Date date;
  std::string note;
  bool operator==(const IssueReport&) const = default;
};

using Fact =
    std::variant<IndicatorReport, MilestoneReport, StageReport, ObligationReport, MembershipReport, IssueReport>;

struct Report {
  Fact fact;
  int64_t source_sequence = 0;
  std::optional<Date> published_date;
};

}  // namespace liandu::model
