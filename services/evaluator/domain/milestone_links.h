#pragma once

#include <map>
#include <set>
#include <string>

#include "model/catalogue.h"

namespace liandu::evaluator {

/// "item/milestone" of a reference that a milestone of `item` makes.
std::string MilestoneKey(const std::string& item, const std::string& reference);
/// The item of "item/milestone".
std::string ItemOfMilestone(const std::string& key);

/// Who waits for whom: the dependents of each milestone, and the issues that block it. Keeps ids only.
class MilestoneLinks {
 public:
  void Put(const model::Item& item) { Link(item, true); }
  /// With the same contents as it was put.
  void Remove(const model::Item& item) { Link(item, false); }
  void Put(const model::Issue& issue);
  void Remove(const model::Issue& issue);

  /// "item/milestone" of those that depend on it, ascending.
  const std::set<std::string>& DependentsOf(const std::string& key) const;
  /// Ids of the issues that block it, ascending.
  const std::set<std::string>& BlockersOf(const std::string& key) const;

 private:
  using Lists = std::map<std::string, std::set<std::string>>;
  void Link(const model::Item& item, bool put);
  static void Set(Lists& lists, const std::string& key, const std::string& member, bool put);
  static const std::set<std::string>& Get(const Lists& lists, const std::string& key);

  Lists dependents_;
  Lists blockers_;
};

}  // namespace liandu::evaluator
