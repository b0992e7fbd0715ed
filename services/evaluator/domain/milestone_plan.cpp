#include "evaluator/domain/milestone_plan.h"

#include <algorithm>

#include "evaluator/domain/judge_issue.h"
#include "evaluator/domain/sooner.h"

namespace liandu::evaluator {

using model::Date;

namespace {

const ItemRecord::MilestoneProgress* ProgressOf(const ItemRow* row, const std::string& id) {
  if (!row) return nullptr;
  const auto& known = row->record.milestones;
  const auto it = std::find_if(known.begin(), known.end(), [&](const auto& entry) { return entry.milestone == id; });
  return it == known.end() ? nullptr : &*it;
}

}  // namespace

MilestonePlan::MilestonePlan(const Registry& registry, const model::Item& item, Date today)
    : registry_(registry), today_(today) {
  for (const model::Milestone& milestone : item.milestones) {
    const size_t place = PlaceOf(MilestoneKey(item.id, milestone.id));
    Finish(place);
    own_.push_back(&nodes_[place]);
  }
}

const PlannedMilestone* MilestonePlan::Find(const std::string& key) const {
  const auto it = places_.find(key);
  return it == places_.end() || it->second == kNowhere ? nullptr : &nodes_[it->second];
}

size_t MilestonePlan::PlaceOf(const std::string& key) {
  const auto [it, fresh] = places_.try_emplace(key, kNowhere);
  if (!fresh) return it->second;
  const std::string item_id = ItemOfMilestone(key);
  const model::Item* item = model::Find(registry_.catalogue.items, item_id);
  const model::Milestone* milestone =
      item && item_id.size() < key.size() ? model::FindMilestone(*item, key.substr(item_id.size() + 1)) : nullptr;
  if (!milestone) return kNowhere;
  it->second = nodes_.size();
  Node& node = nodes_.emplace_back();
  node.key = key;
  node.item = item;
  node.milestone = milestone;
  node.progress = ProgressOf(Registry::FindRow(registry_.items, item_id), milestone->id);
  node.decided = DecisionsOnMilestone(registry_.decisions, key, today_);
  return it->second;
}

void MilestonePlan::Plan(size_t root) {
  std::vector<size_t> stack = {root};
  while (!stack.empty()) {
    Node& node = nodes_[stack.back()];
    const bool first_visit = node.planning == Progress::kNew;
    if (first_visit && node.decided.due_date && node.decided.due_date->new_date) {
      node.planned = node.decided.due_date->new_date;
      node.source = PlanSource::kDecided;
      node.planning = Progress::kDone;
    } else if (first_visit && node.milestone->due_date) {
      node.planned = node.milestone->due_date;
      node.source = PlanSource::kStated;
      node.planning = Progress::kDone;
    } else if (first_visit) {
      node.planning = Progress::kOpen;
      for (const std::string& key : registry_.links.DependentsOf(node.key)) {
        const size_t dependent = PlaceOf(key);
        if (dependent != kNowhere && nodes_[dependent].planning == Progress::kNew) stack.push_back(dependent);
      }
      continue;
    }
    if (node.planning == Progress::kOpen) PlanBackwards(node);
    node.planning = Progress::kDone;
    stack.pop_back();
  }
}

void MilestonePlan::PlanBackwards(Node& node) {
  for (const std::string& key : registry_.links.DependentsOf(node.key)) {
    const size_t place = PlaceOf(key);
    if (place == kNowhere || !nodes_[place].planned) continue;
    const Node& dependent = nodes_[place];
    const Date by = PlannedBefore(*dependent.planned, dependent.duration(), registry_.work_days);
    if (node.planned && *node.planned <= by) continue;
    node.planned = by;
    node.source = PlanSource::kBackwards;
    node.planned_from = key;
  }
}

void MilestonePlan::Finish(size_t root) {
  std::vector<size_t> stack = {root};
  while (!stack.empty()) {
    const size_t at = stack.back();
    if (nodes_[at].finishing == Progress::kNew) {
      nodes_[at].finishing = Progress::kOpen;
      Plan(at);
      for (const std::string& reference : nodes_[at].milestone->depends_on) {
        const size_t before = PlaceOf(MilestoneKey(nodes_[at].item->id, reference));
        if (before == kNowhere) continue;
        nodes_[at].before.push_back(before);
        if (nodes_[before].finishing == Progress::kNew) stack.push_back(before);
      }
      continue;
    }
    if (nodes_[at].finishing == Progress::kOpen) {
      ExpectFinish(nodes_[at]);
      nodes_[at].finishing = Progress::kDone;
      order_.push_back(at);
    }
    stack.pop_back();
  }
}

std::optional<Date> MilestonePlan::OwnDate(const Node& node) {
  return node.progress && node.progress->expected_date ? node.progress->expected_date : node.planned;
}

void MilestonePlan::ExpectFinish(Node& node) {
  if (node.IsDone()) {
    node.expected = node.progress->date;
    node.expected_from = FinishSource::kDone;
    return;
  }
  const bool reported = node.progress && node.progress->expected_date;
  node.expected = OwnDate(node);
  if (node.expected) node.expected_from = reported ? FinishSource::kReported : FinishSource::kPlanned;
  if (node.expected && *node.expected < today_) {
    node.expected = today_;
    node.expected_from = FinishSource::kToday;
  }
  for (const size_t place : node.before) {
    const Node& before = nodes_[place];
    if (!before.expected) continue;
    const Date end = EndAfter(*before.expected, node.duration(), registry_.work_days);
    if (node.through_others && end <= *node.through_others) continue;
    node.through_others = end;
    node.through = before.key;
  }
  AddIssues(node);
  if (!node.through_others || (node.expected && *node.through_others <= *node.expected)) return;
  node.expected = node.through_others;
  node.expected_from = node.through_issue ? FinishSource::kIssue : FinishSource::kPredecessor;
}

void MilestonePlan::AddIssues(Node& node) {
  for (const std::string& id : registry_.links.BlockersOf(node.key)) {
    const model::Issue* issue = model::Find(registry_.catalogue.issues, id);
    const auto record = registry_.issues.find(id);
    if (!issue || IsSettled(record == registry_.issues.end() ? nullptr : &record->second)) continue;
    node.blocked_by.push_back(id);
    if (!issue->due_date) continue;
    const Date end = std::max(*issue->due_date, today_);
    if (node.through_others && end <= *node.through_others) continue;
    node.through_others = end;
    node.through = id;
    node.through_issue = true;
  }
}

bool MilestonePlan::Slips(const PlannedMilestone& milestone) const {
  if (milestone.IsDone() || milestone.decided.excuse || !milestone.planned || !milestone.through_others) return false;
  return *milestone.planned >= today_ && *milestone.through_others > *milestone.planned;
}

std::optional<Date> MilestonePlan::NextSlip() const {
  // The last day on which each milestone may be done for none of the item's own to slip, from the end backwards.
  std::vector<std::optional<Date>> limits(nodes_.size());
  std::optional<Date> next;
  const auto leave = [&](const Node& node, Date end) {
    for (const size_t place : node.before) {
      limits[place] = Sooner(limits[place], LatestBefore(end, node.duration(), registry_.work_days));
    }
    for (const std::string& id : node.blocked_by) {
      const auto& due = registry_.catalogue.issues.at(id).due_date;
      if (due) next = Sooner(next, std::max(*due, end) + 1);
    }
  };
  for (auto it = order_.rbegin(); it != order_.rend(); ++it) {
    const Node& node = nodes_[*it];
    if (node.IsDone()) continue;
    const bool own = std::find(own_.begin(), own_.end(), &node) != own_.end();
    const bool may_slip = own && !node.decided.excuse && node.planned && *node.planned >= today_ && !Slips(node);
    if (may_slip) leave(node, *node.planned);
    if (!limits[*it]) continue;
    const auto date = OwnDate(node);
    if (date) next = Sooner(next, std::max(*date, *limits[*it]) + 1);
    leave(node, *limits[*it]);
  }
  return next;
}

std::optional<Date> MilestonePlan::NextChange() const {
  std::optional<Date> next = NextSlip();
  for (const Node& node : nodes_) next = Sooner(next, node.decided.next_change);
  return next;
}

const PlannedMilestone* MilestonePlan::PlannedEnd() const {
  const PlannedMilestone* end = nullptr;
  for (const PlannedMilestone* milestone : own_) {
    if (milestone->planned && (!end || *milestone->planned > *end->planned)) end = milestone;
  }
  return end;
}

const PlannedMilestone* MilestonePlan::ExpectedEnd() const {
  const PlannedMilestone* end = nullptr;
  for (const PlannedMilestone* milestone : own_) {
    if (milestone->expected && (!end || *milestone->expected > *end->expected)) end = milestone;
  }
  return end;
}

std::vector<std::string> MilestonePlan::PathTo(const PlannedMilestone& milestone) const {
  std::vector<std::string> path = {milestone.key};
  for (const PlannedMilestone* at = &milestone; at && path.size() <= nodes_.size();) {
    const bool waits = at->expected_from == FinishSource::kPredecessor || at->expected_from == FinishSource::kIssue;
    // The first step follows the others even where its own date is later still.
    if (at->through.empty() || at->IsDone() || (at != &milestone && !waits)) break;
    path.push_back(at->through);
    at = at->through_issue ? nullptr : Find(at->through);
  }
  std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace liandu::evaluator
