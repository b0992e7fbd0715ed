#include "evaluator/domain/world.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/score_queries.h"
#include "evaluator/domain/supervision.h"
#include "evaluator/domain/supervision_queries.h"

namespace liandu::evaluator {

using model::Instant;

namespace {

constexpr int kAllTimers = std::numeric_limits<int>::max();

}  // namespace

World::World() = default;
World::~World() = default;
World::World(World&&) noexcept = default;
World& World::operator=(World&&) noexcept = default;

void World::Apply(const model::Event& event, Instant at, const std::string& cause, DomainEffects& effects) {
  const auto it = supervisions_.find(event.jurisdiction);
  const auto* opened = std::get_if<model::JurisdictionOpened>(&event.body);
  const bool opens = it == supervisions_.end() && opened && !event.jurisdiction.empty();
  if (it != supervisions_.end() && !it->second->is_live()) at = std::max(at, OwnTimeOf(event.body, at));
  // Who begins to live on the partition's clock lives from its present on.
  const bool on_partition = opens && opened->clock_mode == model::ClockMode::kLive;
  FireSome(on_partition ? "" : event.jurisdiction, at, kAllTimers, cause, effects);
  effects.push_back(EventTaken{});
  if (opens) return Open(event.jurisdiction).Open(*opened, at, effects);
  if (it == supervisions_.end()) return;
  it->second->Take(event, at, cause, effects);
  Reschedule(event.jurisdiction, *it->second);
}

bool World::FireSome(const std::string& jurisdiction, Instant at, int max_timers, const std::string& cause,
                     DomainEffects& effects) {
  const auto it = supervisions_.find(jurisdiction);
  if (it == supervisions_.end()) return !jurisdiction.empty() || FireLive(at, max_timers, cause, effects);
  Supervision& own = *it->second;
  if (own.is_live()) return FireLive(at, max_timers, cause, effects);
  const auto is_due = [&] { return own.NextDue() && *own.NextDue() <= at; };
  if (is_due()) own.FireSome(at, max_timers, cause, effects);
  return !is_due();
}

void World::SetAside(const std::string& jurisdiction, Instant at, const std::string& entry, DomainEffects& effects) {
  const auto it = supervisions_.find(jurisdiction);
  if (it != supervisions_.end()) it->second->SetAside(entry, at, effects);
}

Instant World::OwnTimeOf(const model::EventBody& body, Instant at) {
  if (const auto* advanced = std::get_if<model::ClockAdvanced>(&body)) return advanced->clock_time;
  const auto* live = std::get_if<model::JurisdictionWentLive>(&body);
  return live && live->clock_mode != model::ClockMode::kLive ? live->clock_time : at;
}

bool World::FireLive(Instant at, int max_timers, const std::string& cause, DomainEffects& effects) {
  const auto is_due = [&] { return !live_due_.empty() && live_due_.begin()->first <= at; };
  for (int fired = 0; fired < max_timers && is_due();) {
    const auto [due, jurisdiction] = *live_due_.begin();
    Supervision& supervision = *supervisions_.at(jurisdiction);
    fired += supervision.FireSome(due, max_timers - fired, cause, effects);
    Reschedule(jurisdiction, supervision);
  }
  return !is_due();
}

void World::Reschedule(const std::string& jurisdiction, const Supervision& supervision) {
  if (const auto it = live_due_of_.find(jurisdiction); it != live_due_of_.end()) {
    live_due_.erase({it->second, jurisdiction});
    live_due_of_.erase(it);
  }
  const auto due = supervision.NextDue();
  if (!supervision.is_live() || !due) return;
  live_due_.emplace(*due, jurisdiction);
  live_due_of_.emplace(jurisdiction, *due);
}

std::optional<Instant> World::NextDue() const {
  return live_due_.empty() ? std::nullopt : std::optional(live_due_.begin()->first);
}

Supervision& World::Open(const std::string& jurisdiction) {
  auto& supervision = supervisions_[jurisdiction];
  if (!supervision) supervision = std::make_unique<Supervision>(jurisdiction);
  return *supervision;
}

const Supervision* World::Find(const std::string& jurisdiction) const {
  const auto it = supervisions_.find(jurisdiction);
  return it == supervisions_.end() ? nullptr : it->second.get();
}

absl::Status World::Restore(const RecordKey& key, Record record) {
  if (key.jurisdiction.empty()) return absl::InvalidArgumentError("a state record names no jurisdiction");
  return Open(key.jurisdiction).Restore(key, std::move(record));
}

void World::FinishRestore() {
  for (const auto& [id, supervision] : supervisions_) {
    supervision->FinishRestore();
    Reschedule(id, *supervision);
  }
}

std::vector<std::string> World::Jurisdictions() const {
  std::vector<std::string> ids;
  for (const auto& [id, supervision] : supervisions_) ids.push_back(id);
  return ids;
}

bool World::Contains(const std::string& jurisdiction) const { return supervisions_.contains(jurisdiction); }

absl::StatusOr<const Supervision*> World::Get(const std::string& jurisdiction) const {
  const Supervision* found = Find(jurisdiction);
  if (!found) {
    return absl::NotFoundError(absl::StrCat("没有辖区“", jurisdiction, "”；请先用 liandu open 开设，或改正编号"));
  }
  return found;
}

absl::StatusOr<Board> World::GetBoard(const std::string& jurisdiction) const {
  const auto found = Get(jurisdiction);
  if (!found.ok()) return found.status();
  return BoardOf(**found);
}

absl::StatusOr<TargetPage> World::ListTargets(const std::string& jurisdiction, const TargetFilter& filter,
                                              const std::string& after, int limit) const {
  const auto found = Get(jurisdiction);
  if (!found.ok()) return found.status();
  return TargetsOf(**found, filter, after, limit);
}

absl::StatusOr<Explanation> World::ExplainTarget(const std::string& jurisdiction, const std::string& target) const {
  const auto found = Get(jurisdiction);
  if (!found.ok()) return found.status();
  return ExplanationOf(**found, target);
}

absl::StatusOr<PromiseExplanation> World::ExplainMilestone(const std::string& jurisdiction,
                                                           const std::string& milestone) const {
  const auto found = Get(jurisdiction);
  if (!found.ok()) return found.status();
  return ExplanationOfMilestone(**found, milestone);
}

absl::StatusOr<PromiseExplanation> World::ExplainItem(const std::string& jurisdiction, const std::string& item) const {
  const auto found = Get(jurisdiction);
  if (!found.ok()) return found.status();
  return ExplanationOfItem(**found, item);
}

absl::StatusOr<PromiseExplanation> World::ExplainIssue(const std::string& jurisdiction,
                                                       const std::string& issue) const {
  const auto found = Get(jurisdiction);
  if (!found.ok()) return found.status();
  return ExplanationOfIssue(**found, issue);
}

absl::StatusOr<PromiseExplanation> World::ExplainObligation(const std::string& jurisdiction,
                                                            const std::string& obligation) const {
  const auto found = Get(jurisdiction);
  if (!found.ok()) return found.status();
  return ExplanationOfObligation(**found, obligation);
}

absl::StatusOr<LightExplanation> World::ExplainLight(const std::string& jurisdiction, LightParent parent,
                                                     const std::string& id) const {
  const auto supervision = Get(jurisdiction);
  if (!supervision.ok()) return supervision.status();
  return ExplanationOfLight(**supervision, parent, id);
}

absl::StatusOr<WhatIf> World::SupposeIn(const std::string& jurisdiction, const Supposition& supposition) const {
  const auto supervision = Get(jurisdiction);
  if (!supervision.ok()) return supervision.status();
  return WhatIfOf(**supervision, supposition);
}

absl::StatusOr<std::vector<model::Alert>> World::ListAlerts(const std::string& jurisdiction,
                                                            const AlertFilter& filter) const {
  const auto found = Get(jurisdiction);
  if (!found.ok()) return found.status();
  return AlertsOf(**found, filter);
}

absl::StatusOr<model::Alert> World::GetAlert(const std::string& jurisdiction, const std::string& alert) const {
  const auto found = Get(jurisdiction);
  if (!found.ok()) return found.status();
  return AlertOf(**found, alert);
}

absl::StatusOr<std::vector<OpenAlertCount>> World::OpenAlertCounts(const std::string& jurisdiction) const {
  const auto found = Get(jurisdiction);
  if (!found.ok()) return found.status();
  std::vector<OpenAlertCount> counts;
  for (const auto& [key, count] : (*found)->alerts().open_counts()) {
    counts.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), count});
  }
  return counts;
}

absl::StatusOr<std::vector<LateEntry>> World::LateEntries(const std::string& jurisdiction) const {
  const auto found = Get(jurisdiction);
  if (!found.ok()) return found.status();
  return LateEntriesOf(**found);
}

absl::StatusOr<LeagueTable> World::GetLeagueTable(const std::string& jurisdiction, ScoreKind kind,
                                                  const std::string& assessment) const {
  const auto found = Get(jurisdiction);
  if (!found.ok()) return found.status();
  return LeagueTableOf(**found, kind, assessment);
}

absl::StatusOr<ScoreSheet> World::GetScore(const std::string& jurisdiction, ScoreKind kind, const std::string& id,
                                           const std::string& assessment) const {
  const auto found = Get(jurisdiction);
  if (!found.ok()) return found.status();
  return ScoreSheetOf(**found, kind, id, assessment);
}

absl::StatusOr<std::vector<FrozenAssessment>> World::FrozenAssessments(const std::string& jurisdiction) const {
  const auto found = Get(jurisdiction);
  if (!found.ok()) return found.status();
  return FrozenAssessmentsOf(**found);
}

absl::StatusOr<std::optional<model::Date>> World::CalendarHorizon(const std::string& jurisdiction) const {
  const auto found = Get(jurisdiction);
  if (!found.ok()) return found.status();
  return (*found)->registry().work_days.horizon();
}

}  // namespace liandu::evaluator
