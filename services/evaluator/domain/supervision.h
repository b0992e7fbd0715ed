#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "evaluator/domain/alert_book.h"
#include "evaluator/domain/derivations.h"
#include "evaluator/domain/groups.h"
#include "evaluator/domain/judge_issue.h"
#include "evaluator/domain/judge_item.h"
#include "evaluator/domain/judge_members.h"
#include "evaluator/domain/judge_obligation.h"
#include "evaluator/domain/judge_owed.h"
#include "evaluator/domain/judge_watch.h"
#include "evaluator/domain/light_book.h"
#include "evaluator/domain/registry.h"
#include "evaluator/domain/series.h"
#include "evaluator/domain/timer_heap.h"
#include "evaluator/domain/turn.h"
#include "model/event.h"

namespace liandu::evaluator {

/// One jurisdiction under supervision: its catalogue, facts, verdicts, alerts and timers. Events mark what they touch;
/// what is marked is judged once, in order of id, before the next moment.
class Supervision {
 public:
  /// Targets by reason, in the order of Reason; index 0 is unused.
  using ReasonCounts = std::array<int, 32>;
  /// Indicators of which a reporter owes a report, with the most severe that may be said, by due date.
  using OwedByDue = std::map<model::Date, std::map<std::string, model::Severity>>;

  explicit Supervision(std::string id);
  Supervision(const Supervision&) = delete;
  Supervision& operator=(const Supervision&) = delete;

  bool is_live() const { return record_.clock_mode == model::ClockMode::kLive; }
  model::Instant clock() const { return record_.clock; }
  std::optional<model::Instant> NextDue() const;

  /// Begins, with its clock.
  void Open(const model::JurisdictionOpened& opened, model::Instant at, DomainEffects& effects);
  /// Fires at most `max_timers` of the timers due at or before a moment, in order of (due, kind, id), and how many; an
  /// own clock moves there when none is left. In the middle of a moment what many entities say together is held back,
  /// and the clock in the records stays before it: whoever restores them fires again what left no record of its own,
  /// and says nothing twice.
  int FireSome(model::Instant until, int max_timers, const std::string& cause, DomainEffects& effects);
  /// Takes an event at a moment up to which timers have been fired.
  void Take(const model::Event& event, model::Instant at, const std::string& cause, DomainEffects& effects);

  /// Says that an entry of the log was passed over; its timers have fired.
  void SetAside(const std::string& entry, model::Instant at, DomainEffects& effects);

  absl::Status Restore(const RecordKey& key, Record record);
  void FinishRestore();

  const std::string& id() const { return id_; }
  const JurisdictionRecord& record() const { return record_; }
  const Registry& registry() const { return registry_; }
  const AlertBook& alerts() const { return alerts_; }
  const Derivations& derivations() const { return derivations_; }
  const LightBook& lights() const { return lights_; }
  const TimerHeap& timers() const { return timers_; }
  const ReasonCounts& reason_counts() const { return reason_counts_; }
  int64_t milestone_count() const { return milestone_count_; }
  model::Date today() const { return registry_.civil_time.DateAt(record_.clock); }
  /// Judged anew for somebody who reads it; the ids must exist.
  ItemVerdict ItemVerdictOf(const ItemRow& row, model::Date today) const;
  IssueVerdict IssueVerdictOf(const model::Issue& issue, model::Date today) const;
  ObligationVerdict ObligationVerdictOf(const ObligationRow& row, model::Date today) const;
  DeadlineContext DeadlinesOn(model::Date today) const;
  Verdict VerdictOf(const TargetRow& row, const TargetSpec& spec, model::Date today, bool with_numbers = true) const;

 private:
  // Catalogue (supervision_catalogue.cpp).
  void Put(const model::Resource& resource, Turn& turn);
  void Remove(const model::ResourceKey& key, Turn& turn);
  void PutTarget(const model::Target& target);
  void RemoveTarget(const std::string& id, Turn& turn);
  void PutItem(const model::Item& item, Turn& turn);
  void RemoveItem(const std::string& id, Turn& turn);
  void RemoveIndicator(const std::string& id, Turn& turn);
  void RemoveObligation(const std::string& id, Turn& turn);
  void RemoveRequirement(const std::string& id, Turn& turn);
  /// A target that may be judged otherwise from a day on is related to its indicator's others again.
  void MeetAmendment(const TargetRow& target);
  /// Takes an indicator's targets out of the lights and out of their groups; they are related again in the next flush.
  void Scatter(IndicatorRow& indicator);
  /// Has judged again what a decision is about.
  void TouchDecided(const model::Decision& decision);
  void PutWatch(const model::Watch& watch);
  void RemoveWatch(const std::string& id, Turn& turn);
  /// Takes a watch from its indicator.
  void LetWatchGo(WatchRow& row);
  /// Marks the requirements that read a register, and those that are about items.
  void MarkRequirementsOf(const std::string& register_id);
  void MarkItemRequirements();
  /// Has judged again the items that pass a machine's stages.
  void TouchStages(const std::string& machine);
  /// Outcomes below it count in another group then.
  bool MovesToAnotherGroup(const model::Chain& chain) const;
  void MarkAssessments();
  void RejudgeAll();
  /// Has everything judged again at the moment when supervision begins.
  void BeginSupervision(model::Instant due);
  /// Where supervision begins later, everything is judged again on that day.
  void AwaitSupervision();
  void RestoreResource(const model::Resource& resource);
  void RestoreDeadlines(model::Date day);

  // Facts (supervision_facts.cpp).
  void TakeReports(const model::ReportsReceived& received, Turn& turn);
  void TakeFact(const model::IndicatorReport& report, std::optional<model::Date> published, Turn& turn);
  void TakeFact(const model::MilestoneReport& report);
  void TakeFact(const model::StageReport& report);
  void TakeFact(const model::ObligationReport& report);
  void TakeFact(const model::MembershipReport& report, Turn& turn);
  void TakeFact(const model::IssueReport& report, Turn& turn);

  // Derived indicators and members of for_each (supervision_derived.cpp).
  void SettleDerived();
  /// What the catalogue says beside indicators and items may change a formula's value.
  void TouchDerived(model::ResourceKind kind, const std::string& id);
  void RebuildDerived();
  /// A target that is judged member by member, noted or forgotten.
  void NoteMembers(TargetRow& row, bool there);
  void MarkMemberTargets(model::ForEach by);
  std::vector<JudgedMember> MembersOf(const TargetRow& row, const TargetSpec& spec, model::Date today,
                                      std::optional<model::Date>& next_change) const;

  // Judging what was marked (supervision_flush.cpp).
  void Mark(Timed& row);
  void Unmark(Timed& row);
  void Flush(Turn& turn);
  void FlushRows(Turn& turn);
  /// What several rows say together.
  void FlushJoint(Turn& turn);
  template <typename Row>
  std::vector<Row*> TakeMarked(EntityKind kind);
  void Relate(IndicatorRow& indicator, Turn& turn);
  void Regroup(IndicatorRow& indicator, TargetRelations relations, model::Date day);
  /// Ties the targets of an indicator together as they are related; none of them is counted.
  void Tie(IndicatorRow& indicator, TargetRelations relations, model::Date day);
  void FlushTarget(TargetRow& row, Turn& turn);
  void KeepVerdict(TargetRow& row, const Verdict& verdict, Turn& turn);
  void AlertTarget(TargetRow& row, const TargetSpec& spec, const Verdict& verdict, Turn& turn);
  void FlushItem(ItemRow& row, Turn& turn);
  void FlushObligation(ObligationRow& row, Turn& turn);
  void FlushRequirement(RequirementRow& row, Turn& turn);
  void FlushWatch(WatchRow& row, Turn& turn);
  void FlushIndicator(IndicatorRow& row, Turn& turn);
  void FlushReporter(const std::string& reporter, Turn& turn);
  void FlushProgramme(const std::string& programme, Turn& turn);
  void WriteClock(DomainEffects& effects);

  // Assessments (supervision_assessments.cpp).
  void FlushAssessment(AssessmentRow& row, Turn& turn);
  /// Sets the timer of results that are not yet frozen.
  void AwaitFreeze(AssessmentRow& row, model::Date today);
  void RemoveAssessment(const std::string& id);

  // Items and issues (supervision_items.cpp).
  /// Has an item judged again, and those whose dates hang on its milestones.
  void TouchItem(const std::string& id);
  void TouchBlocked(const model::Issue& issue);
  void PutIssue(const model::Issue& issue);
  void RemoveIssue(const std::string& id, Turn& turn);
  void AlertMilestone(const ItemVerdict& verdict, size_t index, Turn& turn);
  void AlertStage(const model::Item& item, const StageVerdict& verdict, Turn& turn);
  void FlushIssue(IssueRow& row, Turn& turn);

  // What people owe about alerts (supervision_owed.cpp).
  /// Judges the reminders of alerts that have moved.
  void FlushOwed(Turn& turn);
  void FlushOwed(AlertRow& row, Turn& turn);
  /// In the middle of a moment: the reminders of alerts that have moved are judged at its end, as many at a time as
  /// timers are fired.
  void AwaitOwed(model::Instant moment, Turn& turn);
  OwedVerdict OwedOn(const model::Alert& alert, model::Date day) const;
  /// Sets timers as they were, those of AwaitOwed too.
  void RestoreOwed(model::Date day);

  // Lights.
  WatchVerdict WatchVerdictOf(const WatchRow& row, model::Date today) const;
  void CountTarget(TargetRow& row, int by);
  void CountItem(ItemRow& row, int by);
  void SetTimer(Timed& row, std::optional<model::Date> day);
  /// Notes which reports an indicator owes; marks the reporters concerned.
  void KeepOwed(IndicatorRow& row, std::vector<OwedReport> owed);

  /// Fires at most `max_timers` of the first due moment.
  int FireMoment(int max_timers, const std::string& cause, DomainEffects& effects);
  Turn TurnAt(model::Instant now, const std::string& cause, const std::string& actor, DomainEffects& effects) const;

  std::string id_;
  JurisdictionRecord record_;
  JurisdictionRecord written_;
  Registry registry_;
  Derivations derivations_{registry_};
  /// Targets that are judged member by member.
  std::set<TargetRow*> member_targets_;
  ReportDetails details_;
  AlertBook alerts_;
  LightBook lights_;
  TimerHeap timers_;
  /// Due when supervision begins.
  Timed beginning_{EntityKind::kJurisdiction, ""};
  std::vector<Timed*> marked_;
  std::set<std::string> marked_reporters_;
  std::set<std::string> marked_programmes_;
  /// Alerts about which something is owed, or that are reminded of.
  RowsById<AlertRow> owing_;
  std::map<std::string, OwedByDue> owed_;
  /// Redacted targets by programme.
  std::map<std::string, std::set<std::string>> redacted_;
  ReasonCounts reason_counts_{};
  int64_t milestone_count_ = 0;
};

}  // namespace liandu::evaluator
