#include "ingest/domain/plan_change.h"

#include <algorithm>
#include <map>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "ingest/domain/merged_catalogue.h"

namespace liandu::ingest {
namespace {

template <typename T>
constexpr bool kIsSingle = std::is_same_v<T, model::Jurisdiction> || std::is_same_v<T, model::NotificationPolicy>;

/// The resource of the same kind and id in the catalogue, as it is now.
template <typename T>
const T* FindSame(const model::Catalogue& catalogue, const T& resource) {
  if constexpr (std::is_same_v<T, model::Jurisdiction>) {
    return catalogue.jurisdiction ? &*catalogue.jurisdiction : nullptr;
  } else if constexpr (std::is_same_v<T, model::NotificationPolicy>) {
    return catalogue.notification_policy ? &*catalogue.notification_policy : nullptr;
  } else if constexpr (std::is_same_v<T, model::ScorePolicy>) {
    return catalogue.score_policy ? &*catalogue.score_policy : nullptr;
  } else {
    return model::Find(ById<T>(catalogue), resource.id);
  }
}

const char* ListName(model::ResourceKind kind) {
  switch (kind) {
    case model::ResourceKind::kJurisdiction:
      return "jurisdiction";
    case model::ResourceKind::kWorkCalendar:
      return "work_calendars";
    case model::ResourceKind::kUnitOfMeasure:
      return "units_of_measure";
    case model::ResourceKind::kUnit:
      return "units";
    case model::ResourceKind::kPost:
      return "posts";
    case model::ResourceKind::kProgramme:
      return "programmes";
    case model::ResourceKind::kChain:
      return "chains";
    case model::ResourceKind::kIndicator:
      return "indicators";
    case model::ResourceKind::kTarget:
      return "targets";
    case model::ResourceKind::kItem:
      return "items";
    case model::ResourceKind::kObligation:
      return "obligations";
    case model::ResourceKind::kRequirement:
      return "requirements";
    case model::ResourceKind::kNotificationPolicy:
      return "notification_policy";
    case model::ResourceKind::kConflict:
      return "conflicts";
    case model::ResourceKind::kRegister:
      return "registers";
    case model::ResourceKind::kStageMachine:
      return "stage_machines";
    case model::ResourceKind::kWatch:
      return "watches";
    case model::ResourceKind::kDecision:
      return "decisions";
    case model::ResourceKind::kIssue:
      return "issues";
    case model::ResourceKind::kScorePolicy:
      return "score_policy";
    case model::ResourceKind::kAssessment:
      return "assessments";
    case model::ResourceKind::kSilence:
      return "silences";
    case model::ResourceKind::kCircular:
      return "circulars";
  }
  return "resources";
}

void AddWanted(const model::Catalogue& current, const model::Resource& wanted, PlannedChange& plan) {
  std::visit(
      [&](const auto& resource) {
        const auto* before = FindSame(current, resource);
        if (before != nullptr && *before == resource) {
          ++plan.unchanged_count;
          return;
        }
        Change change{before == nullptr ? ChangeAction::kCreate : ChangeAction::kUpdate,
                      {model::KindOf(wanted), model::IdOf(wanted)},
                      std::nullopt,
                      wanted};
        if (before != nullptr) change.before = *before;
        plan.changes.push_back(std::move(change));
      },
      wanted);
}

template <typename T>
void PruneKind(const model::Catalogue& current, const std::set<model::ResourceKey>& given, PlannedChange& plan) {
  const model::ResourceKind kind = KindOfType<T>();
  for (const auto& [id, resource] : ById<T>(current)) {
    if (given.contains({kind, id})) continue;
    plan.removed.insert({kind, id});
    plan.changes.push_back({ChangeAction::kDelete, {kind, id}, resource, std::nullopt});
  }
}

template <typename T>
void PruneSingle(const std::optional<T>& resource, const std::set<model::ResourceKey>& given, PlannedChange& plan) {
  if (!resource) return;
  model::ResourceKey key{KindOfType<T>(), model::IdOf(model::Resource(T{}))};
  if (given.contains(key)) return;
  plan.removed.insert(key);
  plan.changes.push_back({ChangeAction::kDelete, key, *resource, std::nullopt});
}

void Prune(const model::Catalogue& current, const std::set<model::ResourceKey>& given, PlannedChange& plan) {
  PruneSingle(current.jurisdiction, given, plan);
  PruneKind<model::WorkCalendar>(current, given, plan);
  PruneKind<model::UnitOfMeasure>(current, given, plan);
  PruneKind<model::Unit>(current, given, plan);
  PruneKind<model::Post>(current, given, plan);
  PruneKind<model::Programme>(current, given, plan);
  PruneKind<model::Chain>(current, given, plan);
  PruneKind<model::Indicator>(current, given, plan);
  PruneKind<model::Target>(current, given, plan);
  PruneKind<model::Item>(current, given, plan);
  PruneKind<model::Obligation>(current, given, plan);
  PruneKind<model::Requirement>(current, given, plan);
  PruneSingle(current.notification_policy, given, plan);
  PruneKind<model::Conflict>(current, given, plan);
  PruneKind<model::Register>(current, given, plan);
  PruneKind<model::StageMachine>(current, given, plan);
  PruneKind<model::Watch>(current, given, plan);
  PruneKind<model::Decision>(current, given, plan);
  PruneKind<model::Issue>(current, given, plan);
  PruneSingle(current.score_policy, given, plan);
  PruneKind<model::Assessment>(current, given, plan);
  PruneKind<model::Silence>(current, given, plan);
  PruneKind<model::Circular>(current, given, plan);
}

bool Before(const Change& left, const Change& right) {
  const bool left_deletes = left.action == ChangeAction::kDelete;
  const bool right_deletes = right.action == ChangeAction::kDelete;
  if (left_deletes != right_deletes) return right_deletes;
  return left_deletes ? right.key < left.key : left.key < right.key;
}

}  // namespace

std::string ResourcePath(model::ResourceKind kind, int index) {
  if (kind == model::ResourceKind::kJurisdiction || kind == model::ResourceKind::kNotificationPolicy ||
      kind == model::ResourceKind::kScorePolicy) {
    return ListName(kind);
  }
  return absl::StrCat(ListName(kind), "[", index, "]");
}

PlannedChange PlanChange(const model::Catalogue& current, const std::vector<model::Resource>& wanted, bool prune) {
  PlannedChange plan;
  std::set<model::ResourceKey> given;
  std::map<model::ResourceKind, int> counts;
  for (const model::Resource& resource : wanted) {
    model::ResourceKey key{model::KindOf(resource), model::IdOf(resource)};
    const int index = counts[key.kind]++;
    if (!given.insert(key).second) {
      plan.clashes.push_back({absl::StrCat(ResourcePath(key.kind, index), ".id"),
                              absl::StrCat(model::KindText(key.kind), "编号“", key.id, "”重复；请各用各的编号")});
      continue;
    }
    AddWanted(current, resource, plan);
    plan.given.Put(resource);
  }
  if (prune) Prune(current, given, plan);
  std::sort(plan.changes.begin(), plan.changes.end(), Before);
  return plan;
}

void ApplyChange(const PlannedChange& plan, model::Catalogue& catalogue) {
  for (const Change& change : plan.changes) {
    if (change.after) {
      catalogue.Put(*change.after);
    } else {
      catalogue.Remove(change.key);
    }
  }
}

}  // namespace liandu::ingest
