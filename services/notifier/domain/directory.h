#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "model/catalogue.h"
#include "model/civil_time.h"
#include "model/work_days.h"

namespace liandu::notifier {

/// What the notifier knows of a jurisdiction's catalogue: units, posts, chains, programmes, policy, calendars,
/// silences, circulars. Keeps civil time, working days, the posts of units and who shares a contact address worked out.
/// Not thread-safe.
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

  /// Ids of the unit's posts, in order.
  const std::set<std::string>& PostsOf(const std::string& unit) const;
  /// Who holds the post on the day: "mail:<address>" and the like, alike for all posts whose holders share an address,
  /// directly or through others; "post:<post>" of a holder without any, and of a vacant post.
  std::string PersonOf(const model::Post& post, model::Date date) const;

 private:
  using Contact = std::pair<model::ContactKind, std::string>;

  static Contact ContactOf(const model::ContactPoint& point);
  void Index(const std::string& post);
  void Unindex(const std::string& post);
  void WorkOutTimes();

  model::Catalogue catalogue_;
  model::CivilTime civil_time_;
  model::WorkDays work_days_;
  std::map<std::string, std::set<std::string>> posts_of_unit_;
  /// Posts of which a holder, whenever, has the contact.
  std::map<Contact, std::set<std::string>> posts_with_contact_;
};

}  // namespace liandu::notifier
