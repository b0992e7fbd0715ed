#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "evaluator/domain/light_tally.h"
#include "model/alert.h"
#include "model/catalogue.h"
#include "model/event.h"
#include "model/report.h"

/// The evaluator's state as records: everything that a restored world needs, one record per thing that changes by
/// itself. Values are absolute: writing a record twice is writing it once.
namespace liandu::evaluator {

/// A jurisdiction exists, and how its time runs. Id: "clock".
struct JurisdictionRecord {
  model::ClockMode clock_mode = model::ClockMode::kLive;
  /// Own clocks: where the clock stands. Live: when the jurisdiction's last entry came or its last timer fired.
  model::Instant clock{};
  /// Indicator reports that were accepted or set aside.
  int64_t report_count = 0;
  /// The newest version that one of its entries named.
  int64_t catalogue_version = 0;
  bool operator==(const JurisdictionRecord&) const = default;
};

struct DerivedValue;

/// What a report says beside its figure; shared between reports that say the same.
struct ReportDetail {
  std::string source;
  std::string unit_of_measure;
  std::optional<model::Decimal> growth_rate;
  std::string growth_base_period;
  std::string statistical_scope;
  std::string note;
  std::vector<std::string> baseline_of;
  /// Of a figure that follows from others: its exact value and what went in. Never written down: it is worked out again
  /// when the world is restored. Null: the figure was reported.
  std::shared_ptr<const DerivedValue> derived = nullptr;
  bool operator==(const ReportDetail&) const = default;
};

/// A report of an indicator as it is kept.
struct HeldReport {
  model::Period period;
  model::Decimal value;
  model::Bound bound = model::Bound::kExact;
  bool preliminary = false;
  /// Same period, revision and precision as an earlier report, another value: never judged.
  bool set_aside = false;
  int32_t revision = 0;
  /// Day of publication: a figure's as-of date never lies behind it (rule R4).
  model::Date published;
  /// On the jurisdiction's clock.
  model::Instant received{};
  /// Never null.
  std::shared_ptr<const ReportDetail> detail;

  bool operator==(const HeldReport& other) const;
};

/// All reports of one indicator, ordered by (period end, period start, as-of, scope), then as they came. Id: the
/// indicator's.
struct SeriesRecord {
  std::string indicator;
  std::vector<HeldReport> reports;
  bool operator==(const SeriesRecord&) const = default;
};

/// Why a light is what it is: for grey the first reason of rule R1 that applies.
enum class Reason : uint8_t {
  // Grey.
  kRedacted = 1,
  kAmbiguous,
  kNoBase,
  kNoDueDate,
  kNotStarted,
  kNotRecorded,
  kNoDenominator,
  kMissingPart,
  kMismatchedPeriod,
  kUndecidedByBound,
  kStale,
  kNoReport,
  // Coloured.
  kReached,
  kMet,
  kMissed,
  kMadeUpLate,
  kBehind,
  kOnTrack,
  kHeld,
  kNotHeld,
  kPending,
  // Milestones and issues.
  kDone,
  kDoneLate,
  kStarted,
  kOverdue,
  // Coloured by the forecast.
  kForecast,
  kAtRisk,
  // Grey, and counted nowhere.
  kSuperseded,
  kExcused,
  kSlip,
  kStalled,
};

/// "no_report", "reached", "made_up_late" ...; stable.
const char* ReasonName(Reason reason);
/// What people read: "暂无填报", "已达标（未到期）".
const char* ReasonText(Reason reason);

/// How a target was judged last: a cache of the judgement, so that a restart judges nothing. Id: the target's.
struct TargetRecord {
  std::string target;
  model::Light light = model::Light::kGrey;
  Reason reason = Reason::kNoReport;
  /// No later report can change it inside its window.
  bool final = false;
  /// When it may change by itself; nullopt: never.
  std::optional<model::Instant> next_change;
  bool operator==(const TargetRecord&) const = default;
};

/// What is known of an item's stage and milestones. Id: the item's.
struct ItemRecord {
  struct MilestoneProgress {
    std::string milestone;
    model::MilestoneState state = model::MilestoneState::kPlanned;
    model::Date date;
    std::string note;
    std::optional<model::Date> expected_date;
    bool operator==(const MilestoneProgress&) const = default;
  };
  struct StageReached {
    std::string stage;
    model::Date date;
    std::string reason;
    /// It skips or steps back without a reason and was not taken.
    bool refused = false;
    bool operator==(const StageReached&) const = default;
  };
  std::string item;
  std::string stage;
  std::optional<model::Date> stage_date;
  std::string stage_reason;
  /// By id.
  std::vector<MilestoneProgress> milestones;
  /// Every stage that was reported, the present one included: by date, of one day as they came.
  std::vector<StageReached> past_stages;
  bool operator==(const ItemRecord&) const = default;
};

/// Which periods of an obligation were fulfilled. Id: the obligation's.
struct ObligationRecord {
  struct Fulfilment {
    model::Period period;
    model::Date date;
    std::string note;
    bool operator==(const Fulfilment&) const = default;
  };
  std::string obligation;
  /// By period.
  std::vector<Fulfilment> fulfilments;
  bool operator==(const ObligationRecord&) const = default;
};

/// A member of a register with its history. Id: "<register>/<member>".
struct MemberRecord {
  struct Membership {
    model::MembershipChange change = model::MembershipChange::kEntered;
    model::Date date;
    std::string tier;
    std::string chain;
    std::string unit;
    std::string park;
    std::string district;
    std::vector<model::Attribute> attributes;
    std::string reason;
    bool operator==(const Membership&) const = default;
  };
  std::string register_id;
  std::string member;
  std::string display_name;
  int32_t batch = 0;
  /// By date; at most one a day.
  std::vector<Membership> memberships;
  bool operator==(const MemberRecord&) const = default;
};

/// What was reported of an issue last. Id: the issue's.
struct IssueRecord {
  std::string issue;
  model::IssueState state = model::IssueState::kOpen;
  model::Date date;
  std::string note;
  bool operator==(const IssueRecord&) const = default;
};

/// Whom scores are worked out for: chains; units that are no districts; districts; groups of chains and kinds of units.
enum class ScoreKind { kChain = 1, kUnit, kDistrict, kGroup };

/// A target, speaking for its group, or a milestone, as it was when results were frozen.
struct FrozenOutcome {
  bool is_milestone = false;
  /// "T013" or "item/milestone".
  std::string id;
  std::string display_name;
  /// The window or due date that was judged: "2024"; empty: none.
  std::string window;
  model::Light light = model::Light::kGrey;
  Reason reason = Reason::kNoReport;
  bool core = false;
  /// The parents below which it counts, ascending.
  std::vector<std::string> chains;
  std::vector<std::string> units;
  std::vector<std::string> groups;
  bool operator==(const FrozenOutcome&) const = default;
};

/// The results of an assessment, frozen for good. Id: the assessment's.
struct AssessmentRecord {
  struct Parent {
    ScoreKind kind = ScoreKind::kChain;
    std::string id;
    std::string display_name;
    LightTally tally;
    bool operator==(const Parent&) const = default;
  };
  /// As it was in the catalogue.
  model::Assessment assessment;
  model::Instant frozen_time{};
  model::ScorePolicy policy;
  /// By kind, then id.
  std::vector<Parent> parents;
  /// Targets, then milestones, each by id; only kMaxFrozenOutcomes are kept.
  std::vector<FrozenOutcome> outcomes;
  /// How many are not kept; they count in the parents all the same.
  int64_t outcomes_left_out = 0;
  bool operator==(const AssessmentRecord&) const = default;
};

enum class RecordKind {
  kJurisdiction = 1,
  kResource,
  kSeries,
  kTarget,
  kItem,
  kObligation,
  kAlert,
  kMember,
  kIssue,
  kAssessment
};

/// Alternatives stand in the order of RecordKind.
using Record = std::variant<JurisdictionRecord, model::Resource, SeriesRecord, TargetRecord, ItemRecord,
                            ObligationRecord, model::Alert, MemberRecord, IssueRecord, AssessmentRecord>;

/// Identity of a record. For resources `id` is "<kind name>/<resource id>"; for a jurisdiction "clock"; else the id of
/// what it is about.
struct RecordKey {
  std::string jurisdiction;
  RecordKind kind = RecordKind::kJurisdiction;
  std::string id;
  auto operator<=>(const RecordKey&) const = default;
};

/// The key under which a record is kept.
RecordKey KeyOf(const std::string& jurisdiction, const Record& record);

/// A record's new value; nullopt: it is gone.
struct RecordChange {
  RecordKey key;
  std::optional<Record> value;
  bool operator==(const RecordChange&) const = default;
};

}  // namespace liandu::evaluator
