#include "evaluator/domain/score_outcomes.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/alert_texts.h"
#include "evaluator/domain/explain_target.h"

namespace liandu::evaluator {
namespace {

using model::Date;

bool Contains(const std::vector<std::string>& sorted, const std::string& id) {
  return std::binary_search(sorted.begin(), sorted.end(), id);
}

bool IsInside(const model::Assessment& assessment, Date day) {
  return assessment.start_date && assessment.end_date && day >= *assessment.start_date && day <= *assessment.end_date;
}

void TakeParents(const OutcomeParents& parents, FrozenOutcome& outcome) {
  outcome.chains.assign(parents.chains.begin(), parents.chains.end());
  outcome.units.assign(parents.units.begin(), parents.units.end());
  outcome.groups.assign(parents.groups.begin(), parents.groups.end());
}

FrozenOutcome OutcomeOf(const Registry& registry, const TargetRow& row) {
  FrozenOutcome outcome;
  outcome.id = row.id;
  outcome.display_name = TargetName(registry, row);
  outcome.core = row.core;
  TakeParents(registry.ParentsOf(row), outcome);
  return outcome;
}

/// The windows of a target that end inside the period, each an outcome.
void AddWindows(const Supervision& supervision, const TargetRow& row, const model::Assessment& assessment, Date today,
                std::vector<FrozenOutcome>& outcomes) {
  const TargetSpec spec = supervision.registry().SpecOf(row, today);
  if (!spec.due || spec.standing || (!spec.each_year && !IsInside(assessment, *spec.due))) return;
  const Verdict verdict = supervision.VerdictOf(row, spec, today, false);
  for (const Window& window : WindowsOf(spec)) {
    if (!IsInside(assessment, window.last)) continue;
    FrozenOutcome outcome = OutcomeOf(supervision.registry(), row);
    const auto same = [&](const WindowVerdict& judged) { return judged.window == window; };
    const auto judged = std::find_if(verdict.windows.begin(), verdict.windows.end(), same);
    if (judged != verdict.windows.end()) {
      outcome.light = judged->light;
      outcome.reason = judged->reason;
    } else if (const auto standing = StandingGreyReason(spec)) {
      outcome.reason = *standing;
    } else {
      outcome.reason = today < window.first ? Reason::kNotStarted : Reason::kNotRecorded;
    }
    WindowVerdict shown;
    shown.window = window;
    outcome.window = WindowText(spec, shown);
    outcomes.push_back(std::move(outcome));
  }
}

/// Whether the lights count it, or the one that speaks for its group.
bool SpeaksForItself(const TargetRow& row) {
  return (!row.group || row.group->leader == &row) && row.reason != Reason::kSuperseded && !row.echoing;
}

/// Appends the milestones that `wanted` lets pass, as they are counted.
template <typename Wanted>
void AddMilestones(const Supervision& supervision, const Wanted& wanted, std::vector<FrozenOutcome>& outcomes) {
  const Registry& registry = supervision.registry();
  for (const auto& [id, row] : registry.items) {
    const model::Item* item = model::Find(registry.catalogue.items, row->id);
    if (!item || !row->is_counted) continue;
    FrozenOutcome shared;
    shared.is_milestone = true;
    TakeParents(registry.ParentsOf(*item), shared);
    const ItemVerdict verdict = supervision.ItemVerdictOf(*row, supervision.today());
    for (size_t i = 0; i < verdict.milestones.size(); ++i) {
      const model::Milestone& milestone = item->milestones[i];
      const std::optional<Date> due = verdict.plan.milestones()[i]->planned;
      if (!wanted(due, shared)) continue;
      FrozenOutcome outcome = shared;
      outcome.id = absl::StrCat(item->id, "/", milestone.id);
      outcome.display_name = absl::StrCat(item->display_name, "：", milestone.display_name);
      outcome.window = due ? due->ToString() : "";
      outcome.light = verdict.milestones[i].light;
      outcome.reason = verdict.milestones[i].reason;
      outcome.core = milestone.core;
      outcomes.push_back(std::move(outcome));
    }
  }
}

std::string NameOf(const Registry& registry, ScoreKind kind, const std::string& id) {
  if (kind == ScoreKind::kGroup) return GroupText(id);
  if (kind != ScoreKind::kChain) return registry.UnitName(id);
  const model::Chain* chain = model::Find(registry.catalogue.chains, id);
  return chain && !chain->display_name.empty() ? chain->display_name : id;
}

using Sums = std::map<std::pair<ScoreKind, std::string>, LightTally>;

ScoreKind KindOfUnit(const Registry& registry, const std::string& id) {
  const model::Unit* unit = model::Find(registry.catalogue.units, id);
  return unit && unit->kind == model::UnitKind::kDistrict ? ScoreKind::kDistrict : ScoreKind::kUnit;
}

/// Chains and districts stand in a table even without outcomes.
Sums EmptySums(const Registry& registry) {
  Sums sums;
  for (const auto& [id, chain] : registry.catalogue.chains) sums[{ScoreKind::kChain, id}];
  for (const auto& [id, unit] : registry.catalogue.units) {
    if (unit.kind == model::UnitKind::kDistrict) sums[{ScoreKind::kDistrict, id}];
  }
  return sums;
}

std::vector<AssessmentRecord::Parent> Named(const Registry& registry, const Sums& sums) {
  std::vector<AssessmentRecord::Parent> parents;
  for (const auto& [key, tally] : sums) {
    parents.push_back({key.first, key.second, NameOf(registry, key.first, key.second), tally});
  }
  return parents;
}

}  // namespace

bool CountsBelow(const FrozenOutcome& outcome, ScoreKind kind, const std::string& id) {
  if (kind == ScoreKind::kChain) return Contains(outcome.chains, id);
  return Contains(kind == ScoreKind::kGroup ? outcome.groups : outcome.units, id);
}

std::vector<FrozenOutcome> LiveOutcomes(const Supervision& supervision, ScoreKind kind, const std::string& id) {
  const Registry& registry = supervision.registry();
  std::vector<FrozenOutcome> outcomes;
  for (const auto& [target, row] : registry.targets) {
    if (!row->counted || !SpeaksForItself(*row)) continue;
    FrozenOutcome outcome = OutcomeOf(registry, *row);
    if (!CountsBelow(outcome, kind, id)) continue;
    outcome.light = row->counted_light;
    outcome.reason = row->reason;
    const TargetSpec spec = registry.SpecOf(*row, supervision.today());
    WindowVerdict shown;
    shown.window = RunningWindow(spec, supervision.today());
    if (spec.due) outcome.window = WindowText(spec, shown);
    outcomes.push_back(std::move(outcome));
  }
  const auto below = [&](const std::optional<Date>&, const FrozenOutcome& outcome) {
    return CountsBelow(outcome, kind, id);
  };
  AddMilestones(supervision, below, outcomes);
  return outcomes;
}

std::vector<FrozenOutcome> AssessedOutcomes(const Supervision& supervision, const model::Assessment& assessment,
                                            Date today) {
  std::vector<FrozenOutcome> outcomes;
  for (const auto& [id, row] : supervision.registry().targets) {
    if (SpeaksForItself(*row)) AddWindows(supervision, *row, assessment, today, outcomes);
  }
  const auto inside = [&](const std::optional<Date>& due, const FrozenOutcome&) {
    return due && IsInside(assessment, *due);
  };
  AddMilestones(supervision, inside, outcomes);
  return outcomes;
}

std::vector<AssessmentRecord::Parent> ParentsOf(const Registry& registry, const std::vector<FrozenOutcome>& outcomes) {
  Sums sums = EmptySums(registry);
  for (const FrozenOutcome& outcome : outcomes) {
    const auto add = [&](ScoreKind kind, const std::string& id) {
      AddOutcome(sums[{kind, id}], outcome.light, outcome.core, 1);
    };
    for (const std::string& chain : outcome.chains) add(ScoreKind::kChain, chain);
    for (const std::string& unit : outcome.units) add(KindOfUnit(registry, unit), unit);
    for (const std::string& group : outcome.groups) add(ScoreKind::kGroup, group);
  }
  return Named(registry, sums);
}

std::vector<AssessmentRecord::Parent> LiveParents(const Supervision& supervision) {
  const Registry& registry = supervision.registry();
  const LightBook& lights = supervision.lights();
  Sums sums = EmptySums(registry);
  for (const auto& [id, tally] : lights.chains()) sums[{ScoreKind::kChain, id}] = tally;
  for (const auto& [id, tally] : lights.units()) sums[{KindOfUnit(registry, id), id}] = tally;
  for (const auto& [id, tally] : lights.groups()) sums[{ScoreKind::kGroup, id}] = tally;
  return Named(registry, sums);
}

}  // namespace liandu::evaluator
