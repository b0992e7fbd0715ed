#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evaluator/domain/records.h"
#include "evaluator/domain/score.h"

/// What queries answer, as plain values; the fields mean what protos/liandu/v1/evaluator_service.proto says of them.
namespace liandu::evaluator {

/// A parent's light and the groups of targets and milestones below it, by light (rule R19).
struct LightSummary {
  std::string id;
  std::string display_name;
  model::ChainKind chain_kind = model::ChainKind::kUnspecified;
  std::string group;
  model::Light light = model::Light::kGrey;
  /// In Chinese: "3/9 可评".
  std::string reason;
  int red = 0;
  int yellow = 0;
  int green = 0;
  int grey = 0;
  int open_alerts = 0;
};

struct ReasonCount {
  Reason reason = Reason::kNoReport;
  int count = 0;
};

/// How long a step on alerts took, all in all.
struct StepTimes {
  int64_t count = 0;
  std::chrono::milliseconds total{};
};

/// How a unit deals with the alerts that it is responsible for.
struct UnitResponse {
  std::string unit;
  std::string display_name;
  /// Open alerts; of these, those not acknowledged, and those of which a step is overdue.
  int open = 0;
  int unacknowledged = 0;
  int overdue = 0;
  /// From when an alert was raised or had worsened.
  StepTimes acknowledge;
  StepTimes answer;
  StepTimes close;
};

struct Board {
  model::Instant clock{};
  model::ClockMode clock_mode = model::ClockMode::kLive;
  LightSummary jurisdiction;
  /// By the catalogue's order, then id.
  std::vector<LightSummary> chains;
  /// Units with at least one target or milestone below them, by id.
  std::vector<LightSummary> units;
  /// Grey targets by reason, in the order of rule R1.
  std::vector<ReasonCount> grey_reasons;
  int open_blue = 0;
  int open_yellow = 0;
  int open_red = 0;
  int64_t report_count = 0;
  int64_t target_count = 0;
  int64_t milestone_count = 0;
  /// Units that have had an alert, by id.
  std::vector<UnitResponse> responses;
};

/// Empty fields restrict nothing.
struct TargetFilter {
  std::string chain;
  std::string programme;
  std::string unit;
};

/// How a target stands, with its numbers as people read them.
struct TargetView {
  std::string id;
  std::string display_name;
  std::string programme;
  std::vector<std::string> chains;
  /// The responsible unit: the target's lead unit, else the programme's issuer.
  std::string lead_unit;
  std::string indicator;
  model::Light light = model::Light::kGrey;
  Reason reason = Reason::kNoReport;
  bool final = false;
  std::string threshold;
  std::string latest_value;
  std::string latest_period;
  /// Last day of the latest used figure; for ages.
  std::optional<model::Date> latest_date;
  std::string progress;
  std::string elapsed;
  std::string lag_points;
  std::string window;
  std::optional<model::Date> due_date;
  std::optional<model::Instant> next_change;
};

struct TargetPage {
  std::vector<TargetView> targets;
  /// Pass as `after` for the next page; empty: this was the last.
  std::string next;
};

/// A default-constructed filter lists every open alert.
struct AlertFilter {
  bool include_cleared = false;
  model::Severity min_severity = model::Severity::kNone;
  std::string chain;
  std::string unit;
  std::optional<model::Condition> condition;
};

/// A report of a target's indicator and what became of it: "used", "baseline", "before_base", "superseded",
/// "set_aside", "other_scope", "mismatched_period", "outside_window".
struct ConsideredReport {
  std::string period;
  std::string value;
  std::string source;
  int revision = 0;
  std::string role;
  model::Instant received{};
};

struct Explanation {
  TargetView verdict;
  model::Evidence evidence;
  /// The rules applied in order, one line each, in Chinese, with the numbers.
  std::vector<std::string> steps;
  /// What would change it, and when, one line each, in Chinese.
  std::vector<std::string> outlook;
  /// Newest period first.
  std::vector<ConsideredReport> reports;
  std::vector<model::Conflict> conflicts;
  /// Those that list the target, in order of id.
  std::vector<model::Alert> open_alerts;
};

/// Open alerts of one condition, severity and chain; an alert of several chains counts in each, one of none under "".
struct OpenAlertCount {
  model::Condition condition = model::Condition::kBehind;
  model::Severity severity = model::Severity::kNone;
  std::string chain;
  int count = 0;
};

enum class AssessmentState { kLive = 1, kProvisional, kFrozen };

/// Which results a table shows; `assessment` is empty for live ones.
struct AssessmentStanding {
  model::Assessment assessment;
  AssessmentState state = AssessmentState::kLive;
  std::optional<model::Instant> frozen_time;
  /// What is to be known of a frozen result, in Chinese.
  std::string note;
};

struct LeagueTable {
  model::Instant clock{};
  ScoreKind kind = ScoreKind::kChain;
  AssessmentStanding standing;
  model::ScorePolicy policy;
  std::vector<ScoreRow> rows;
};

/// One parent's score with its lines.
struct ScoreSheet {
  model::Instant clock{};
  ScoreKind kind = ScoreKind::kChain;
  AssessmentStanding standing;
  model::ScorePolicy policy;
  ScoreRow row;
  std::vector<ScoreLine> lines;
  /// Outcomes of the whole assessment that count, but of which no line was kept.
  int64_t outcomes_left_out = 0;
};

struct FrozenAssessment {
  std::string id;
  model::Date frozen_on;
};

/// What is late now, for metrics: an open OVERDUE, REPORT_OVERDUE or MISSED alert and its days behind its date.
struct LateEntry {
  std::string alert;
  model::Condition condition = model::Condition::kOverdue;
  int days_overdue = 0;
};

}  // namespace liandu::evaluator
