#pragma once

#include <set>
#include <string>
#include <type_traits>

#include "model/catalogue.h"

namespace liandu::ingest {

/// A catalogue's resources of one kind, by id.
template <typename T>
const std::map<std::string, T>& ById(const model::Catalogue& catalogue) {
  if constexpr (std::is_same_v<T, model::WorkCalendar>) return catalogue.work_calendars;
  if constexpr (std::is_same_v<T, model::UnitOfMeasure>) return catalogue.units_of_measure;
  if constexpr (std::is_same_v<T, model::Unit>) return catalogue.units;
  if constexpr (std::is_same_v<T, model::Post>) return catalogue.posts;
  if constexpr (std::is_same_v<T, model::Programme>) return catalogue.programmes;
  if constexpr (std::is_same_v<T, model::Chain>) return catalogue.chains;
  if constexpr (std::is_same_v<T, model::Indicator>) return catalogue.indicators;
  if constexpr (std::is_same_v<T, model::Target>) return catalogue.targets;
  if constexpr (std::is_same_v<T, model::Item>) return catalogue.items;
  if constexpr (std::is_same_v<T, model::Obligation>) return catalogue.obligations;
  if constexpr (std::is_same_v<T, model::Requirement>) return catalogue.requirements;
  if constexpr (std::is_same_v<T, model::Conflict>) return catalogue.conflicts;
  if constexpr (std::is_same_v<T, model::Register>) return catalogue.registers;
  if constexpr (std::is_same_v<T, model::StageMachine>) return catalogue.stage_machines;
  if constexpr (std::is_same_v<T, model::Watch>) return catalogue.watches;
  if constexpr (std::is_same_v<T, model::Decision>) return catalogue.decisions;
  if constexpr (std::is_same_v<T, model::Issue>) return catalogue.issues;
  if constexpr (std::is_same_v<T, model::Assessment>) return catalogue.assessments;
  if constexpr (std::is_same_v<T, model::Silence>) return catalogue.silences;
  if constexpr (std::is_same_v<T, model::Circular>) return catalogue.circulars;
}

/// The number of a type in the resource variant, as ResourceKind counts.
template <typename T>
model::ResourceKind KindOfType() {
  return model::KindOf(model::Resource(T{}));
}

/// A catalogue as it will be once a change is applied, without copying it: what the change puts hides what was there,
/// what it takes away is gone. Refers to its parts, which must outlive it.
class MergedCatalogue {
 public:
  MergedCatalogue(const model::Catalogue& current, const model::Catalogue& put,
                  const std::set<model::ResourceKey>& removed)
      : current_(current), put_(put), removed_(removed) {}

  /// nullptr if there is none.
  template <typename T>
  const T* Find(const std::string& id) const {
    if (const T* found = model::Find(ById<T>(put_), id)) return found;
    if (!removed_.empty() && removed_.contains({KindOfType<T>(), id})) return nullptr;
    return model::Find(ById<T>(current_), id);
  }

  const model::Jurisdiction* jurisdiction() const {
    if (put_.jurisdiction) return &*put_.jurisdiction;
    if (removed_.contains({model::ResourceKind::kJurisdiction, "jurisdiction"})) return nullptr;
    return current_.jurisdiction ? &*current_.jurisdiction : nullptr;
  }

  const model::NotificationPolicy* notification_policy() const {
    if (put_.notification_policy) return &*put_.notification_policy;
    if (removed_.contains({model::ResourceKind::kNotificationPolicy, "policy"})) return nullptr;
    return current_.notification_policy ? &*current_.notification_policy : nullptr;
  }

  /// Calls `visit` for what stays as it was: neither put nor taken away.
  template <typename T, typename Visitor>
  void ForEachUntouched(Visitor visit) const {
    const model::ResourceKind kind = KindOfType<T>();
    for (const auto& [id, resource] : ById<T>(current_)) {
      if (ById<T>(put_).contains(id) || removed_.contains({kind, id})) continue;
      visit(resource);
    }
  }

  /// What was there before the change; nullptr if nothing.
  template <typename T>
  const T* FindBefore(const std::string& id) const {
    return model::Find(ById<T>(current_), id);
  }

  const model::Catalogue& put() const { return put_; }

 private:
  const model::Catalogue& current_;
  const model::Catalogue& put_;
  const std::set<model::ResourceKey>& removed_;
};

}  // namespace liandu::ingest
