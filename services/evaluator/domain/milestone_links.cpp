#include "evaluator/domain/milestone_links.h"

#include "absl/strings/str_cat.h"

namespace liandu::evaluator {

std::string MilestoneKey(const std::string& item, const std::string& reference) {
  return reference.find('/') == std::string::npos ? absl::StrCat(item, "/", reference) : reference;
}

std::string ItemOfMilestone(const std::string& key) { return key.substr(0, key.find('/')); }

void MilestoneLinks::Set(Lists& lists, const std::string& key, const std::string& member, bool put) {
  if (put) {
    lists[key].insert(member);
    return;
  }
  const auto it = lists.find(key);
  if (it == lists.end()) return;
  it->second.erase(member);
  if (it->second.empty()) lists.erase(it);
}

const std::set<std::string>& MilestoneLinks::Get(const Lists& lists, const std::string& key) {
  static const std::set<std::string> kNone;
  const auto it = lists.find(key);
  return it == lists.end() ? kNone : it->second;
}

void MilestoneLinks::Link(const model::Item& item, bool put) {
  for (const model::Milestone& milestone : item.milestones) {
    const std::string key = MilestoneKey(item.id, milestone.id);
    for (const std::string& reference : milestone.depends_on) {
      Set(dependents_, MilestoneKey(item.id, reference), key, put);
    }
  }
}

void MilestoneLinks::Put(const model::Issue& issue) {
  for (const std::string& key : issue.blocks) Set(blockers_, key, issue.id, true);
}

void MilestoneLinks::Remove(const model::Issue& issue) {
  for (const std::string& key : issue.blocks) Set(blockers_, key, issue.id, false);
}

const std::set<std::string>& MilestoneLinks::DependentsOf(const std::string& key) const {
  return Get(dependents_, key);
}

const std::set<std::string>& MilestoneLinks::BlockersOf(const std::string& key) const { return Get(blockers_, key); }

}  // namespace liandu::evaluator
