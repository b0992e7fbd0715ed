#include "evaluator/domain/judge_item.h"

#include <gtest/gtest.h>

#include <random>

#include "absl/strings/str_cat.h"

namespace liandu::evaluator {
namespace {

using model::Date;
using model::DayKind;
using model::Severity;

struct DaysCase {
  const char* name;
  Date end;
  PlanDuration duration;
  const char* planned;
  const char* latest;
};

class PlanDays : public testing::TestWithParam<DaysCase> {};

TEST_P(PlanDays, AgreeForwardsAndBackwards) {
  const auto& [name, end, duration, planned, latest] = GetParam();
  const model::WorkDays work_days;
  EXPECT_EQ(PlannedBefore(end, duration, work_days).ToString(), planned);
  const Date last = LatestBefore(end, duration, work_days);
  EXPECT_EQ(last.ToString(), latest);
  EXPECT_LE(EndAfter(last, duration, work_days), end);
  EXPECT_GT(EndAfter(last + 1, duration, work_days), end);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, PlanDays,
    testing::Values(DaysCase{"Calendar", Date(2024, 7, 31), {30, DayKind::kCalendar}, "2024-07-01", "2024-07-01"},
                    DaysCase{"Working", Date(2024, 7, 31), {2, DayKind::kWorking}, "2024-07-29", "2024-07-29"},
                    DaysCase{"OverAWeekend", Date(2024, 7, 29), {1, DayKind::kWorking}, "2024-07-26", "2024-07-28"},
                    DaysCase{"EndingOnADayOff", Date(2024, 7, 28), {1, DayKind::kWorking}, "2024-07-25", "2024-07-25"},
                    DaysCase{"NoTimeAtAll", Date(2024, 7, 28), {0, DayKind::kWorking}, "2024-07-28", "2024-07-28"}),
    [](const auto& tested) { return tested.param.name; });

/// Items whose milestones wait for one another at random, some without dates, some done, excused or blocked.
class RandomPlan {
 public:
  explicit RandomPlan(unsigned seed) : dice_(seed) {
    for (int i = 0; i < 3; ++i) {
      model::Item item;
      item.id = item.display_name = absl::StrCat("I", i);
      for (int m = Roll(1, 4); m > 0; --m) item.milestones.push_back(Draw(item.id));
      registry_.catalogue.Put(item);
      registry_.links.Put(item);
      ItemRow& row = Registry::RowOf(registry_.items, item.id);
      row.defined = true;
      for (const model::Milestone& milestone : item.milestones) Report(milestone, row.record);
    }
    if (Roll(0, 1) == 0) Block();
  }

  ItemVerdict On(const std::string& item, Date day) const {
    const DeadlineContext context{day, std::nullopt, registry_.settings, registry_.work_days};
    const ItemRow& row = *Registry::FindRow(registry_.items, item);
    return JudgeItem(registry_, registry_.catalogue.items.at(item), row.record, context);
  }
  const Registry& registry() const { return registry_; }

 private:
  int Roll(int low, int high) { return low + static_cast<int>(dice_() % static_cast<unsigned>(high - low + 1)); }

  model::Milestone Draw(const std::string& item) {
    model::Milestone milestone;
    milestone.id = absl::StrCat("m", known_.size());
    if (Roll(0, 3) > 0) milestone.due_date = Date(2024, 1, 1) + Roll(20, 120);
    milestone.duration_days = Roll(0, 15);
    milestone.duration_kind = Roll(0, 1) == 0 ? DayKind::kWorking : DayKind::kCalendar;
    for (int i = Roll(0, 2); i > 0 && !known_.empty(); --i) {
      milestone.depends_on.push_back(known_[static_cast<size_t>(Roll(0, static_cast<int>(known_.size()) - 1))]);
    }
    known_.push_back(absl::StrCat(item, "/", milestone.id));
    return milestone;
  }

  void Report(const model::Milestone& milestone, ItemRecord& record) {
    if (Roll(0, 2) > 0) return;
    ItemRecord::MilestoneProgress progress{milestone.id, model::MilestoneState::kStarted, Date(2024, 1, 10), "", {}};
    if (Roll(0, 2) == 0) progress.state = model::MilestoneState::kDone;
    if (Roll(0, 1) == 0) progress.expected_date = Date(2024, 1, 1) + Roll(10, 150);
    record.milestones.push_back(progress);
  }

  void Block() {
    model::Issue issue;
    issue.id = "X";
    issue.due_date = Date(2024, 1, 1) + Roll(10, 100);
    issue.blocks = {known_[static_cast<size_t>(Roll(0, static_cast<int>(known_.size()) - 1))]};
    registry_.catalogue.Put(issue);
    registry_.links.Put(issue);
  }

  std::mt19937 dice_;
  Registry registry_;
  std::vector<std::string> known_;
};

/// What people and alerts see of an item.
std::string Look(const ItemVerdict& verdict) {
  std::string text;
  for (size_t i = 0; i < verdict.milestones.size(); ++i) {
    const MilestoneVerdict& now = verdict.milestones[i];
    const auto& planned = verdict.plan.milestones()[i]->planned;
    absl::StrAppend(&text, static_cast<int>(now.light), " ", static_cast<int>(now.reason), " ", now.due_soon_step, " ",
                    static_cast<int>(now.overdue), static_cast<int>(now.slip), planned ? planned->ToString() : "",
                    "; ");
  }
  return text;
}

TEST(JudgeItem, ClosedFormEqualsSteppingDayByDay) {
  int slips = 0;
  for (unsigned seed = 0; seed < 80; ++seed) {
    const RandomPlan plan(seed);
    for (const auto& [id, item] : plan.registry().catalogue.items) {
      Date day(2024, 1, 11);
      std::string look = Look(plan.On(id, day));
      std::optional<Date> next = plan.On(id, day).next_change;
      for (; day < Date(2024, 6, 1); day = day + 1) {
        const ItemVerdict tomorrow = plan.On(id, day + 1);
        const std::string after = Look(tomorrow);
        for (const MilestoneVerdict& milestone : tomorrow.milestones) slips += milestone.slip == Severity::kYellow;
        ASSERT_EQ(next == day + 1, look != after) << "seed " << seed << " " << id << " " << day.ToString();
        ASSERT_TRUE(look != after || next == tomorrow.next_change) << "seed " << seed << " " << id;
        look = after;
        next = tomorrow.next_change;
      }
    }
  }
  EXPECT_GT(slips, 500);
}

TEST(JudgeItem, AnExpectedFinishIsNeverBeforeWhatItWaitsFor) {
  for (unsigned seed = 0; seed < 400; ++seed) {
    const RandomPlan plan(seed);
    for (const auto& [id, item] : plan.registry().catalogue.items) {
      const ItemVerdict verdict = plan.On(id, Date(2024, 3, 1));
      for (const PlannedMilestone* milestone : verdict.plan.milestones()) {
        if (milestone->IsDone() || !milestone->through_others) continue;
        ASSERT_TRUE(milestone->expected) << milestone->key;
        EXPECT_GE(*milestone->expected, *milestone->through_others);
        EXPECT_EQ(verdict.plan.PathTo(*milestone).back(), milestone->key);
      }
    }
  }
}

TEST(JudgeItem, PlansBackwardsWhatHasNoDate) {
  Registry registry;
  model::Item item;
  item.id = "I";
  item.milestones.resize(4);
  item.milestones[0].id = "a";
  item.milestones[1].id = "b";
  item.milestones[1].depends_on = {"a"};
  item.milestones[1].duration_days = 5;
  item.milestones[2].id = "c";
  item.milestones[2].depends_on = {"a", "b"};
  item.milestones[2].duration_days = 10;
  item.milestones[2].duration_kind = DayKind::kCalendar;
  item.milestones[2].due_date = Date(2024, 7, 31);
  item.milestones[3].id = "alone";
  registry.catalogue.Put(item);
  registry.links.Put(item);
  const MilestonePlan plan(registry, item, Date(2024, 7, 1));
  EXPECT_EQ(plan.Find("I/b")->planned, Date(2024, 7, 21));
  // 07-21 is a Sunday: what ends there ends on the Friday before, and begins five working days earlier.
  EXPECT_EQ(plan.Find("I/a")->planned, Date(2024, 7, 12));
  EXPECT_EQ(plan.Find("I/a")->planned_from, "I/b");
  EXPECT_EQ(plan.Find("I/alone")->planned, std::nullopt);
  for (const PlannedMilestone* milestone : plan.milestones()) EXPECT_FALSE(plan.Slips(*milestone)) << milestone->key;
}

TEST(JudgeItem, DependenciesThatGoRoundAreFollowedOnce) {
  Registry registry;
  model::Item item;
  item.id = "I";
  item.milestones.resize(2);
  item.milestones[0].id = "a";
  item.milestones[0].depends_on = {"b", "nowhere", "J/x"};
  item.milestones[1].id = "b";
  item.milestones[1].depends_on = {"a"};
  registry.catalogue.Put(item);
  registry.links.Put(item);
  const MilestonePlan plan(registry, item, Date(2024, 7, 1));
  EXPECT_EQ(plan.Find("I/a")->expected, std::nullopt);
  EXPECT_EQ(plan.NextChange(), std::nullopt);
}

}  // namespace
}  // namespace liandu::evaluator
