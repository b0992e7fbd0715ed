#pragma once

#include <optional>
#include <string>

#include "model/catalogue.h"
#include "model/civil_time.h"
#include "model/work_days.h"

namespace liandu::notifier {

/// What the notifier knows of a jurisdiction's catalogue: units, posts, chains, programmes, policy, calendars. Keeps
/// civil time and working days worked out. Not thread-safe.
class Directory {
 public:
  /// Whether a kind of resource is of use here; others are not kept.
  static bool Wants(model::ResourceKind kind);

  void Put(model::Resource resource);
  void Remove(const model::ResourceKey& key);

  const model::Catalogue& catalogue() const { return catalogue_; }
  /// nullopt: it is not kept.
  std::optional<model::Resource> FindResource(const model::ResourceKey& key) const;
  const model::CivilTime& civil_time() const { return civil_time_; }
  const model::WorkDays& work_days() const { return work_days_; }
  /// The built-in one until one was applied.
  const model::NotificationPolicy& policy() const;

  /// The name people read; the id itself when nothing is known of it.
  std::string UnitName(const std::string& id) const;
  std::string ChainName(const std::string& id) const;
  std::string PostName(const model::Post& post) const;

 private:
  void WorkOutTimes();

  model::Catalogue catalogue_;
  model::CivilTime civil_time_;
  model::WorkDays work_days_;
};

}  // namespace liandu::notifier
