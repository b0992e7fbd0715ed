#include "evaluator/domain/groups.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "evaluator/domain/implied_shares.h"

namespace liandu::evaluator {
namespace {

using model::Comparator;
using model::Date;

/// A target that can be compared with others of its indicator.
struct Comparable {
  TargetRow* row;
  TargetSpec spec;
};

/// Which way good lies: targets that look opposite ways are no groups.
bool LooksDown(const TargetSpec& spec) {
  if (spec.comparator == Comparator::kLe || spec.comparator == Comparator::kLt) return true;
  return spec.comparator == Comparator::kAbout && spec.direction == model::Direction::kDown;
}

int StrictnessOf(Comparator comparator) {
  switch (comparator) {
    case Comparator::kGt:
    case Comparator::kLt:
      return 0;
    case Comparator::kAbout:
      return 2;
    default:
      return 1;
  }
}

/// Targets can be the same only where their windows, measures and members are.
auto WindowKey(const Comparable& target) {
  const TargetSpec& spec = target.spec;
  const Date start = IsFlow(spec) || spec.each_year ? spec.start.value_or(Date(spec.due->year(), 1, 1)) : Date();
  return std::make_tuple(*spec.due, start, spec.each_year, spec.measure, spec.for_each, LooksDown(spec));
}

/// Values in base units, so that 1.1 万亿元 and 11000 亿元 are one number.
model::Rational InBaseUnits(const TargetSpec& spec, const model::Rational& value) {
  const auto it = spec.units->find(std::string(spec.unit));
  return it == spec.units->end() ? value : model::Rational(value * model::ToRational(it->second.scale));
}

std::pair<model::Rational, model::Rational> NumberOf(const Comparable& target) {
  const TargetSpec& spec = target.spec;
  return {InBaseUnits(spec, *spec.value), InBaseUnits(spec, spec.upper.value_or(*spec.value))};
}

std::vector<Comparable> ComparablesOf(const Registry& registry, const IndicatorRow& indicator, Date day) {
  std::vector<Comparable> result;
  for (TargetRow* row : indicator.targets) {
    TargetSpec spec = registry.SpecOf(*row, day);
    const bool said = spec.value && spec.due && !spec.redacted && !spec.ambiguous && !spec.superseded;
    const bool doubled = spec.comparator == Comparator::kDouble && !spec.base;
    if (said && !doubled) result.push_back({row, std::move(spec)});
  }
  std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.row->id < b.row->id; });
  return result;
}

/// Who speaks for targets that are one: what is in force before a draft, firm before stretch, the strictest comparator.
bool SpeaksBefore(const Comparable& left, const Comparable& right) {
  const auto rank = [](const Comparable& target) {
    return std::make_tuple(target.spec.draft, target.spec.stretch, StrictnessOf(target.spec.comparator),
                           std::string_view(target.row->id));
  };
  return rank(left) < rank(right);
}

std::unique_ptr<TargetGroup> GroupOf(const std::vector<const Comparable*>& members) {
  auto group = std::make_unique<TargetGroup>();
  group->leader = (*std::min_element(members.begin(), members.end(), [](const auto* a, const auto* b) {
                    return SpeaksBefore(*a, *b);
                  }))->row;
  for (const Comparable* member : members) group->members.push_back(member->row);
  return group;
}

Window WindowOf(const Comparable& target) { return WindowsOf(target.spec).back(); }

void AddSameWindow(const std::vector<const Comparable*>& targets, TargetRelations& relations) {
  std::map<std::pair<model::Rational, model::Rational>, std::vector<const Comparable*>> by_number;
  for (const Comparable* target : targets) by_number[NumberOf(*target)].push_back(target);
  for (const auto& [number, members] : by_number) {
    if (members.size() > 1) relations.groups.push_back(GroupOf(members));
  }
  if (by_number.size() < 2) return;
  TargetDispute dispute{
      model::Condition::kConflict, WindowOf(*targets.front()), IsFlow(targets.front()->spec), {}, {}, {}};
  for (const Comparable* target : targets) dispute.members.push_back(target->row);
  relations.disputes.push_back(std::move(dispute));
}

/// Whether thresholds of two targets follow each other in time: one is due before the other, and flows are of windows
/// equally long.
bool Follow(const Comparable& earlier, const Comparable& later) {
  if (!(*earlier.spec.due < *later.spec.due) || earlier.spec.measure != later.spec.measure) return false;
  if (earlier.spec.for_each != later.spec.for_each || LooksDown(earlier.spec) != LooksDown(later.spec)) return false;
  if (earlier.spec.direction == model::Direction::kBoth) return false;
  const Window first = WindowOf(earlier);
  const Window second = WindowOf(later);
  return !IsFlow(earlier.spec) || first.last.year() - first.first.year() == second.last.year() - second.first.year();
}

void AddOrders(const std::vector<Comparable>& targets, TargetRelations& relations) {
  std::map<std::pair<Date, Date>, TargetDispute> by_later_window;
  for (const Comparable& later : targets) {
    for (const Comparable& earlier : targets) {
      if (!Follow(earlier, later)) continue;
      const auto asked_first = NumberOf(earlier).first;
      const auto asked_later = NumberOf(later).first;
      if (LooksDown(later.spec) ? asked_first >= asked_later : asked_first <= asked_later) continue;
      const Window window = WindowOf(later);
      const Date start = IsFlow(later.spec) ? window.first : Date();
      const auto it = by_later_window
                          .try_emplace({window.last, start},
                                       TargetDispute{model::Condition::kOrder, window, IsFlow(later.spec), {}, {}, {}})
                          .first;
      for (const TargetRow* row : {earlier.row, later.row}) {
        auto& members = it->second.members;
        if (std::find(members.begin(), members.end(), row) == members.end()) members.push_back(row);
      }
    }
  }
  for (auto& [window, dispute] : by_later_window) {
    std::sort(dispute.members.begin(), dispute.members.end(),
              [](const auto* a, const auto* b) { return a->id < b->id; });
    relations.disputes.push_back(std::move(dispute));
  }
}

/// Doublings whose base is not confirmed, beside numbers with which they may not agree.
void AddDoublings(const Registry& registry, const IndicatorRow& indicator, const std::vector<Comparable>& printed,
                  Date day, TargetRelations& relations) {
  if (printed.empty()) return;
  TargetDispute dispute{model::Condition::kDataGap, {}, false, {}, {}, {}};
  for (const TargetRow* row : indicator.targets) {
    if (row->comparator != Comparator::kDouble) continue;
    const TargetSpec spec = registry.SpecOf(*row, day);
    if (spec.base || spec.superseded || !spec.due) continue;
    dispute.members.push_back(row);
    dispute.window.last = std::max(dispute.window.last, *spec.due);
  }
  if (dispute.members.empty()) return;
  for (const Comparable& target : printed) dispute.members.push_back(target.row);
  std::sort(dispute.members.begin(), dispute.members.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
  relations.disputes.push_back(std::move(dispute));
}

/// Targets of one year that repeat a year of a yearly quota.
void AddEchoes(const std::vector<Comparable>& targets, TargetRelations& relations) {
  const auto same = [](const Comparable& quota, const Comparable& single) {
    return quota.spec.measure == single.spec.measure && quota.spec.for_each == single.spec.for_each &&
           LooksDown(quota.spec) == LooksDown(single.spec) && NumberOf(quota) == NumberOf(single);
  };
  for (const Comparable& quota : targets) {
    if (!quota.spec.each_year) continue;
    for (const Comparable& single : targets) {
      if (single.spec.each_year || !same(quota, single)) continue;
      const Window window = WindowOf(single);
      const auto windows = WindowsOf(quota.spec);
      if (std::find(windows.begin(), windows.end(), window) == windows.end()) continue;
      const bool quota_speaks = SpeaksBefore(quota, single);
      relations.echoes.push_back(
          {quota_speaks ? quota.row : single.row, quota_speaks ? single.row : quota.row, window.first, window.last});
    }
  }
}

}  // namespace

const char* DisputeKind(const TargetDispute& dispute) {
  if (dispute.condition == model::Condition::kOrder) return "order";
  if (dispute.condition == model::Condition::kDataGap) return "doubling";
  return dispute.says.empty() ? "value" : "share";
}

bool IsEchoed(const IndicatorRow& indicator, const TargetRow& target, const Window& window) {
  return std::any_of(indicator.echoes.begin(), indicator.echoes.end(), [&](const TargetEcho& echo) {
    return echo.silent == &target && echo.first == window.first && echo.last == window.last;
  });
}

std::string TargetDispute::WindowText() const {
  if (condition == model::Condition::kDataGap) return "";
  return is_flow ? model::Period{window.first, window.last, false}.ToString() : window.last.ToString();
}

TargetRelations RelateTargets(const Registry& registry, const IndicatorRow& indicator, Date day) {
  TargetRelations relations;
  relations.disputes = ImpliedShares(registry, indicator, day);
  for (TargetDispute& dispute : relations.disputes) dispute.day = day;
  if (indicator.targets.size() < 2) return relations;
  const std::vector<Comparable> targets = ComparablesOf(registry, indicator, day);
  std::map<decltype(WindowKey(targets.front())), std::vector<const Comparable*>> by_window;
  for (const Comparable& target : targets) by_window[WindowKey(target)].push_back(&target);
  for (const auto& [window, members] : by_window) AddSameWindow(members, relations);
  AddOrders(targets, relations);
  AddDoublings(registry, indicator, targets, day, relations);
  AddEchoes(targets, relations);
  for (TargetDispute& dispute : relations.disputes) dispute.day = day;
  return relations;
}

}  // namespace liandu::evaluator
