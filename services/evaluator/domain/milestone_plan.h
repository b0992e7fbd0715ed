#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "evaluator/domain/decisions.h"
#include "evaluator/domain/plan_days.h"
#include "evaluator/domain/registry.h"

namespace liandu::evaluator {

/// Where a milestone's planned date comes from.
enum class PlanSource { kNone, kStated, kDecided, kBackwards };

/// What a milestone's expected finish comes from.
enum class FinishSource { kUnknown, kDone, kReported, kPlanned, kToday, kPredecessor, kIssue };

/// A milestone among those that it waits for and that wait for it.
struct PlannedMilestone {
  /// "item/milestone".
  std::string key;
  const model::Item* item = nullptr;
  const model::Milestone* milestone = nullptr;
  /// Null: nothing was reported.
  const ItemRecord::MilestoneProgress* progress = nullptr;
  DecidedDeadline decided;
  /// The day by which it is to be done: decided, stated, or computed backwards from its dependents (倒排).
  std::optional<model::Date> planned;
  PlanSource source = PlanSource::kNone;
  /// kBackwards: the dependent that leaves the least time.
  std::string planned_from;
  /// When it will be done as things stand: the day it was done; else the latest of its own date (as reported, else as
  /// planned, but not before today) and what others leave it.
  std::optional<model::Date> expected;
  FinishSource expected_from = FinishSource::kUnknown;
  /// What others leave it: the latest of its predecessors' expected finish and its own duration, and of the deadlines
  /// of open issues that block it.
  std::optional<model::Date> through_others;
  /// Who leaves it that: the key of a predecessor or the id of an issue.
  std::string through;
  bool through_issue = false;
  /// Ids of open issues that block it, ascending.
  std::vector<std::string> blocked_by;

  bool IsDone() const { return progress && progress->state == model::MilestoneState::kDone; }
  PlanDuration duration() const { return {milestone->duration_days, milestone->duration_kind}; }
};

/// The milestones of one item with everything that their dates hang on, on a day (rule: domain section 4). Costs by
/// what hangs together. Refers to the registry, which must not change while it is used.
class MilestonePlan {
 public:
  MilestonePlan(const Registry& registry, const model::Item& item, model::Date today);

  /// The item's milestones, in its order.
  const std::vector<const PlannedMilestone*>& milestones() const { return own_; }
  const PlannedMilestone* Find(const std::string& key) const;
  /// Whether others make an open milestone finish after its planned date, which has not passed yet.
  bool Slips(const PlannedMilestone& milestone) const;
  /// First later day on which another of the item's milestones slips because somebody else lets days pass; or on which
  /// a decision about any of them begins to count.
  std::optional<model::Date> NextChange() const;
  /// When the item is planned and expected to end: its milestone that ends last. Nullopt: none has a date.
  const PlannedMilestone* PlannedEnd() const;
  const PlannedMilestone* ExpectedEnd() const;
  /// What makes a milestone finish when it is expected to: from the first cause to itself. Milestones by key; an issue
  /// that begins the path by its id.
  std::vector<std::string> PathTo(const PlannedMilestone& milestone) const;

 private:
  enum class Progress { kNew, kOpen, kDone };
  struct Node : PlannedMilestone {
    std::vector<size_t> before;
    Progress planning = Progress::kNew;
    Progress finishing = Progress::kNew;
  };
  static constexpr size_t kNowhere = static_cast<size_t>(-1);

  /// The place of a milestone; kNowhere if the catalogue has none of this key.
  size_t PlaceOf(const std::string& key);
  /// Gives a milestone its planned date, and those it is computed from theirs.
  void Plan(size_t root);
  void PlanBackwards(Node& node);
  /// Gives a milestone its expected finish, and all that it waits for theirs.
  void Finish(size_t root);
  void ExpectFinish(Node& node);
  void AddIssues(Node& node);
  /// The day that an undone milestone has by itself: as reported, else as planned.
  static std::optional<model::Date> OwnDate(const Node& node);
  std::optional<model::Date> NextSlip() const;

  const Registry& registry_;
  model::Date today_;
  std::deque<Node> nodes_;
  std::map<std::string, size_t> places_;
  /// In the order in which they were finished: predecessors first.
  std::vector<size_t> order_;
  std::vector<const PlannedMilestone*> own_;
};

}  // namespace liandu::evaluator
