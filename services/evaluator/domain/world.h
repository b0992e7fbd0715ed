#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "evaluator/domain/effects.h"
#include "evaluator/domain/explain_light.h"
#include "evaluator/domain/explain_milestone.h"
#include "evaluator/domain/records.h"
#include "evaluator/domain/views.h"
#include "evaluator/domain/what_if.h"
#include "model/event.h"

namespace liandu::evaluator {

class Supervision;

/// All jurisdictions of one partition, judged. A deterministic function of the events applied: no clock, no IO. Cost
/// follows change: what an event does not touch is not looked at. Used by one thread at a time; queries are const and
/// may run between events.
class World {
 public:
  World();
  ~World();
  World(World&&) noexcept;
  World& operator=(World&&) noexcept;

  /// Fires the timers due at or before `at` on the clock concerned (live jurisdictions share the partition's; a tick,
  /// which has no jurisdiction, moves only that one; importing and sandbox jurisdictions go by their own entries), in
  /// order of (due, jurisdiction, entity), each with now = its due moment; then takes the event. `cause` is the id of
  /// the log entry, kept in transitions. Appends to `effects`, exactly one EventTaken included. An event for a
  /// jurisdiction that was never opened changes nothing.
  void Apply(const model::Event& event, model::Instant at, const std::string& cause, DomainEffects& effects);

  /// Fires at most `max_timers` of the timers that Apply would fire before an event of a jurisdiction at that moment,
  /// in the same order, and says whether that was all. Whoever writes down the effects may stop here and restore them
  /// later: the rest follows as if nothing had happened.
  bool FireSome(const std::string& jurisdiction, model::Instant at, int max_timers, const std::string& cause,
                DomainEffects& effects);

  /// Takes note of an entry that was set aside, whose timers have fired: an alert of its jurisdiction says so. Nothing
  /// is said of one that has none.
  void SetAside(const std::string& jurisdiction, model::Instant at, const std::string& entry, DomainEffects& effects);

  /// When the earliest timer on the partition's clock is due; nullopt: none.
  std::optional<model::Instant> NextDue() const;

  /// Takes back one record of an earlier world, in any order; before anything else. INVALID_ARGUMENT when the key does
  /// not fit the record.
  absl::Status Restore(const RecordKey& key, Record record);
  /// All records are back: rebuilds timers, groups and lights. The world then equals the one that wrote them.
  void FinishRestore();

  /// Ids of all jurisdictions, ascending.
  std::vector<std::string> Jurisdictions() const;
  bool Contains(const std::string& jurisdiction) const;

  /// Queries. NOT_FOUND for what does not exist; numbers that move with time hold at the jurisdiction's clock.
  absl::StatusOr<Board> GetBoard(const std::string& jurisdiction) const;
  /// Targets in order of id, after the id `after`, at most `limit` (> 0).
  absl::StatusOr<TargetPage> ListTargets(const std::string& jurisdiction, const TargetFilter& filter,
                                         const std::string& after, int limit) const;
  absl::StatusOr<Explanation> ExplainTarget(const std::string& jurisdiction, const std::string& target) const;
  /// `milestone` is "item/milestone".
  absl::StatusOr<PromiseExplanation> ExplainMilestone(const std::string& jurisdiction,
                                                      const std::string& milestone) const;
  absl::StatusOr<PromiseExplanation> ExplainItem(const std::string& jurisdiction, const std::string& item) const;
  absl::StatusOr<PromiseExplanation> ExplainIssue(const std::string& jurisdiction, const std::string& issue) const;
  absl::StatusOr<PromiseExplanation> ExplainObligation(const std::string& jurisdiction,
                                                       const std::string& obligation) const;
  absl::StatusOr<LightExplanation> ExplainLight(const std::string& jurisdiction, LightParent parent,
                                                const std::string& id) const;
  /// What would be otherwise under a supposition (what_if.h); nothing is changed.
  absl::StatusOr<WhatIf> SupposeIn(const std::string& jurisdiction, const Supposition& supposition) const;
  /// Most severe first, then oldest first, then id; with evidence as of now.
  absl::StatusOr<std::vector<model::Alert>> ListAlerts(const std::string& jurisdiction,
                                                       const AlertFilter& filter) const;
  absl::StatusOr<model::Alert> GetAlert(const std::string& jurisdiction, const std::string& alert) const;
  /// Counts kept while judging: cheap at any size.
  absl::StatusOr<std::vector<OpenAlertCount>> OpenAlertCounts(const std::string& jurisdiction) const;
  absl::StatusOr<std::vector<LateEntry>> LateEntries(const std::string& jurisdiction) const;
  /// Scores; FAILED_PRECONDITION where they are switched off.
  absl::StatusOr<LeagueTable> GetLeagueTable(const std::string& jurisdiction, ScoreKind kind,
                                             const std::string& assessment) const;
  absl::StatusOr<ScoreSheet> GetScore(const std::string& jurisdiction, ScoreKind kind, const std::string& id,
                                      const std::string& assessment) const;
  absl::StatusOr<std::vector<FrozenAssessment>> FrozenAssessments(const std::string& jurisdiction) const;
  /// Last day that the work calendar covers; nullopt: it states none, or there is none.
  absl::StatusOr<std::optional<model::Date>> CalendarHorizon(const std::string& jurisdiction) const;

 private:
  Supervision& Open(const std::string& jurisdiction);
  const Supervision* Find(const std::string& jurisdiction) const;
  absl::StatusOr<const Supervision*> Get(const std::string& jurisdiction) const;
  /// Where an event moves an own clock.
  static model::Instant OwnTimeOf(const model::EventBody& body, model::Instant at);
  /// Fires at most `max_timers` of what is due on the partition's clock; whether that was all.
  bool FireLive(model::Instant at, int max_timers, const std::string& cause, DomainEffects& effects);
  /// Notes anew when a live jurisdiction is due.
  void Reschedule(const std::string& jurisdiction, const Supervision& supervision);

  std::map<std::string, std::unique_ptr<Supervision>> supervisions_;
  /// Next due moments of live jurisdictions that have one.
  std::set<std::pair<model::Instant, std::string>> live_due_;
  std::map<std::string, model::Instant> live_due_of_;
};

}  // namespace liandu::evaluator
