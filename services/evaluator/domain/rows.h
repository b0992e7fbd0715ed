#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/inlined_vector.h"
#include "evaluator/domain/records.h"
#include "evaluator/domain/symbols.h"
#include "evaluator/domain/timer_heap.h"

/// Entities as they lie in memory: a jurisdiction may hold a million targets, so texts are kept once and the rest
/// packed.
namespace liandu::evaluator {

struct TargetRow;
struct Derivation;
struct WatchRow;

/// Targets with the same indicator, window and number: one trouble, one alert (rule R18).
struct TargetGroup {
  /// The one whose verdict speaks: firm before stretch, the strictest comparator, then the smallest id.
  TargetRow* leader = nullptr;
  /// In order of id.
  std::vector<TargetRow*> members;
};

/// A target of one year that says what a yearly quota says of that year: counted once, and one of them speaks.
struct TargetEcho {
  TargetRow* speaker = nullptr;
  TargetRow* silent = nullptr;
  model::Date first;
  model::Date last;
};

struct TargetRow : Timed {
  static constexpr model::Instant kNever = model::Instant::max();

  explicit TargetRow(std::string target) : Timed(EntityKind::kTarget, std::move(target)) {}

  Symbol programme = 0;
  Symbol indicator = 0;
  Symbol lead_unit = 0;
  Symbol unit_of_measure = 0;
  absl::InlinedVector<Symbol, 4> chains;
  model::Decimal value;
  model::Decimal upper_value;
  model::Date start_date;
  model::Date due_date;
  int32_t value_divisor = 1;
  model::Measure measure = model::Measure::kUnspecified;
  model::Comparator comparator = model::Comparator::kUnspecified;
  model::Wording wording = model::Wording::kFirm;
  model::ForEach for_each = model::ForEach::kNone;
  bool has_value : 1 = false;
  bool has_upper_value : 1 = false;
  bool has_start_date : 1 = false;
  bool has_due_date : 1 = false;
  bool redacted : 1 = false;
  bool ambiguous : 1 = false;
  bool due_date_inferred : 1 = false;
  bool each_year : 1 = false;
  bool standing : 1 = false;
  bool core : 1 = false;
  /// Some of its alerts are open.
  bool alerting : 1 = false;
  bool final : 1 = false;
  /// Some window of it is also another target's; its indicator knows which.
  bool echoes : 1 = false;
  /// The window shown is one of which another target speaks.
  bool echoing : 1 = false;
  /// As it was judged last; kGrey with no reason before that.
  model::Light light = model::Light::kGrey;
  Reason reason = Reason::kNoReport;
  bool judged = false;
  /// When it may change by itself; kNever: it does not.
  model::Instant next_change = kNever;
  /// Its group is counted in the lights of its parents.
  bool counted = false;
  model::Light counted_light = model::Light::kGrey;
  std::unique_ptr<model::Base> base;
  std::unique_ptr<std::vector<model::Waypoint>> waypoints;
  /// display_name, clause, ambiguity, subject, note, cooperating units and, where there are any, labels.
  std::string texts;
  /// Null: it stands alone.
  TargetGroup* group = nullptr;
};

/// What an indicator's reporter owes: a period's report past its due date, or due soon.
struct OwedReport {
  Symbol reporter = 0;
  model::Date due;
  model::Date period_end;
  /// The most severe that the targets concerned allow.
  model::Severity cap = model::Severity::kRed;
  bool operator==(const OwedReport&) const = default;
};

struct WatchRow : Timed {
  explicit WatchRow(std::string watch) : Timed(EntityKind::kWatch, std::move(watch)) {}

  Symbol indicator = 0;
};

struct IndicatorRow : Timed {
  explicit IndicatorRow(std::string indicator);
  ~IndicatorRow();

  /// The figures by which its targets are judged: as they were reported, or as its formula gives them for the periods
  /// of what it reads. A count that the system keeps itself has none here (count_series.h).
  const std::vector<HeldReport>& figures() const;

  Symbol unit_of_measure = 0;
  Symbol reporter = 0;
  Symbol statistical_scope = 0;
  /// The indicator of which it is a part, and whose part it is; 0: none.
  Symbol part_of = 0;
  Symbol member = 0;
  model::Cadence cadence = model::Cadence::kUnspecified;
  model::Direction direction = model::Direction::kUp;
  bool continuous = false;
  bool once_only = false;
  /// The catalogue holds it (a target may name it earlier).
  bool defined = false;
  bool regroup = false;
  /// Its disputes are to be said again, though nothing of its targets or figures changed.
  bool speak_again = false;
  bool series_changed = false;
  bool alerting = false;
  /// What its reporter owes may have changed by more than a report.
  bool judge_duties = true;
  /// Formulas read it: what they say is worked out again with it.
  bool is_read = false;
  /// display_name, note and formula.
  std::string texts;
  std::vector<TargetRow*> targets;
  std::vector<WatchRow*> watches;
  /// As they were reported.
  std::vector<HeldReport> reports;
  /// Null: it is reported.
  std::unique_ptr<Derivation> derivation;
  /// By (due, reporter, period end).
  std::vector<OwedReport> owed;
  std::vector<std::unique_ptr<TargetGroup>> groups;
  std::vector<TargetEcho> echoes;
};

struct ItemRow : Timed {
  explicit ItemRow(std::string item) : Timed(EntityKind::kItem, std::move(item)) {}

  bool defined = false;
  bool record_changed = false;
  ItemRecord record;
  /// Milestones that are counted in the lights of the item's parents, in the item's order.
  std::vector<model::Light> counted;
  bool is_counted = false;
};

struct ObligationRow : Timed {
  explicit ObligationRow(std::string obligation) : Timed(EntityKind::kObligation, std::move(obligation)) {}

  bool defined = false;
  bool record_changed = false;
  ObligationRecord record;
};

struct RequirementRow : Timed {
  explicit RequirementRow(std::string requirement) : Timed(EntityKind::kRequirement, std::move(requirement)) {}
};

struct IssueRow : Timed {
  explicit IssueRow(std::string issue) : Timed(EntityKind::kIssue, std::move(issue)) {}
};

struct AssessmentRow : Timed {
  explicit AssessmentRow(std::string assessment) : Timed(EntityKind::kAssessment, std::move(assessment)) {}

  /// Its moment has come.
  bool due = false;
  /// Set once its results are frozen; never changed or taken away afterwards.
  std::optional<AssessmentRecord> record;
};

/// An alert about which people owe something, or that they are reminded of.
struct AlertRow : Timed {
  explicit AlertRow(std::string alert) : Timed(EntityKind::kAlert, std::move(alert)) {}
};

/// A register with its members, by id. The catalogue may define it later than its first member came back.
struct RegisterRow {
  absl::btree_map<std::string, MemberRecord> members;
};

/// Packs and unpacks; a target or indicator comes back as it went in.
void Pack(const model::Target& target, Symbols& symbols, TargetRow& row);
model::Target Unpack(const TargetRow& row, const Symbols& symbols);
void Pack(const model::Indicator& indicator, Symbols& symbols, IndicatorRow& row);
model::Indicator Unpack(const IndicatorRow& row, const Symbols& symbols);

}  // namespace liandu::evaluator
