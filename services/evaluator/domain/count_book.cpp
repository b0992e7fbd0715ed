#include "evaluator/domain/count_book.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/count_filter.h"

namespace liandu::evaluator {
namespace {

using Op = model::FormulaNode::Op;
using model::Date;
using Membership = MemberRecord::Membership;

bool IsOfItems(Op op) { return op == Op::kReached || op == Op::kPast || op == Op::kDone; }

bool SameCount(const model::FormulaNode& left, const model::FormulaNode& right) {
  return left.op == right.op && left.name == right.name && left.filter == right.filter;
}

std::string ItemKey(const std::string& id) { return absl::StrCat("i/", id); }

bool Passes(const model::FormulaFilter& filter, const model::Item& item) {
  return Satisfies(filter, [&](std::string_view field, absl::FunctionRef<void(std::string_view)> take) {
    if (field == "chain") {
      for (const std::string& chain : item.chains) take(chain);
    } else if (field == "unit") {
      take(item.lead_unit);
    } else if (field == "park") {
      take(item.park);
    } else if (field == "district") {
      take(item.district);
    } else if (field == "list") {
      take(ItemListName(item.list));
    } else if (field == "programme") {
      take(item.programme);
    } else if (field == "id") {
      take(item.id);
    } else if (field == "kind" && item.kind != model::ItemKind::kUnspecified) {
      take(ItemKindName(item.kind));
    } else {
      for (const auto& attribute : item.attributes) {
        if (attribute.name == field) take(attribute.value);
      }
    }
  });
}

bool Passes(const model::FormulaFilter& filter, const MemberRecord& member, const Membership& state) {
  return Satisfies(filter, [&](std::string_view field, absl::FunctionRef<void(std::string_view)> take) {
    if (field == "chain") {
      take(state.chain);
    } else if (field == "unit") {
      take(state.unit);
    } else if (field == "park") {
      take(state.park);
    } else if (field == "district") {
      take(state.district);
    } else if (field == "tier") {
      take(state.tier);
    } else if (field == "batch") {
      take(member.batch > 0 ? std::to_string(member.batch) : "");
    } else if (field == "id") {
      take(member.member);
    } else {
      for (const auto& attribute : state.attributes) {
        if (attribute.name == field) take(attribute.value);
      }
    }
  });
}

/// The day on which an item first stood in a stage, or, with `or_later`, in it or one behind it.
std::optional<Date> ReachedOn(const model::Item& item, const ItemRecord& record, const model::StageMachine* machine,
                              const std::string& stage, bool or_later) {
  std::vector<std::string> order = item.stages;
  if (machine) {
    order.clear();
    for (const auto& known : machine->stages) order.push_back(known.id);
  }
  const auto place = [&](const std::string& id) { return std::find(order.begin(), order.end(), id) - order.begin(); };
  const auto wanted = place(stage);
  const bool in_order = wanted < static_cast<std::ptrdiff_t>(order.size());
  std::optional<Date> first;
  const auto look = [&](const std::string& id, Date day) {
    const auto at = place(id);
    const bool behind = or_later && in_order && at > wanted && at < static_cast<std::ptrdiff_t>(order.size());
    if (id == stage || behind) first = std::min(first.value_or(day), day);
  };
  for (const auto& past : record.past_stages) {
    if (!past.refused) look(past.stage, past.date);
  }
  if (!record.stage.empty() && record.stage_date) look(record.stage, *record.stage_date);
  return first;
}

}  // namespace

void CountBook::Open(const model::FormulaNode& count) {
  if (CountOf(count)) return;
  counts_.push_back({count, true, {}});
  touched_ = true;
}

void CountBook::Clear() {
  counts_.clear();
  entered_.clear();
  touched_ = false;
}

bool CountBook::CountsItems() const {
  return std::any_of(counts_.begin(), counts_.end(), [](const Count& count) { return IsOfItems(count.node.op); });
}

bool CountBook::CountsRegister(const std::string& id) const {
  return std::any_of(counts_.begin(), counts_.end(),
                     [&](const Count& count) { return !IsOfItems(count.node.op) && count.node.name == id; });
}

const CountBook::Count* CountBook::CountOf(const model::FormulaNode& node) const {
  const auto at =
      std::find_if(counts_.begin(), counts_.end(), [&](const Count& count) { return SameCount(count.node, node); });
  return at == counts_.end() ? nullptr : &*at;
}

const Timeline* CountBook::Find(const model::FormulaNode& count, CountedFor whom) const {
  const Count* found = CountOf(count);
  if (!found) return nullptr;
  const auto at = found->timelines.find(whom);
  return at == found->timelines.end() ? nullptr : &at->second;
}

bool CountBook::IsTouched(const model::FormulaNode& count) const {
  const Count* found = CountOf(count);
  return found && found->touched;
}

void CountBook::Settled() {
  for (Count& count : counts_) count.touched = false;
  touched_ = false;
}

void CountBook::Recount(const std::string& id, const model::Item* item, const ItemRecord& record,
                        const model::StageMachine* machine) {
  Entries entries;
  for (size_t i = 0; item && i < counts_.size(); ++i) {
    if (IsOfItems(counts_[i].node.op)) AddItem(i, *item, record, machine, entries);
  }
  Bring(ItemKey(id), std::move(entries));
}

void CountBook::Recount(const MemberRecord& member) {
  Entries entries;
  for (size_t i = 0; i < counts_.size(); ++i) {
    const auto& node = counts_[i].node;
    if (!IsOfItems(node.op) && node.name == member.register_id) AddMember(i, member, entries);
  }
  Bring(absl::StrCat("m/", member.register_id, "/", member.member), std::move(entries));
}

void CountBook::ForgetItem(const std::string& id) { Bring(ItemKey(id), {}); }

void CountBook::Bring(const std::string& key, Entries entries) {
  const auto at = entered_.find(key);
  if (at == entered_.end() ? entries.empty() : at->second == entries) return;
  if (at != entered_.end()) Apply(at->second, -1);
  Apply(entries, 1);
  if (entries.empty()) {
    entered_.erase(at);
  } else {
    entries.shrink_to_fit();
    entered_[key] = std::move(entries);
  }
}

void CountBook::Apply(const Entries& entries, int sign) {
  for (const Entry& entry : entries) {
    Count& count = counts_[entry.count];
    count.touched = touched_ = true;
    Timeline& timeline = count.timelines[entry.whom];
    const auto at = timeline.try_emplace(entry.day, 0).first;
    if ((at->second += sign * entry.by) == 0) timeline.erase(at);
    if (timeline.empty()) count.timelines.erase(entry.whom);
  }
}

std::vector<CountedFor> CountBook::ReachOf(const model::Item& item) const {
  std::vector<CountedFor> reach = {{}};
  for (const std::string& chain : item.chains) reach.push_back({model::ForEach::kChain, symbols_.Of(chain)});
  if (!item.park.empty()) reach.push_back({model::ForEach::kPark, symbols_.Of(item.park)});
  if (!item.district.empty()) reach.push_back({model::ForEach::kDistrict, symbols_.Of(item.district)});
  return reach;
}

void CountBook::AddItem(size_t count, const model::Item& item, const ItemRecord& record,
                        const model::StageMachine* machine, Entries& entries) const {
  const model::FormulaNode& node = counts_[count].node;
  if (node.op == Op::kDone && node.name != item.id) return;
  if (!Passes(node.filter, item)) return;
  const auto enter = [&](Date day) {
    for (const CountedFor& whom : ReachOf(item)) entries.push_back({count, whom, day, 1});
  };
  if (node.op != Op::kDone) {
    if (const auto day = ReachedOn(item, record, machine, node.name, node.op == Op::kPast)) enter(*day);
    return;
  }
  for (const auto& progress : record.milestones) {
    if (model::FindMilestone(item, progress.milestone) && progress.state == model::MilestoneState::kDone)
      enter(progress.date);
  }
}

void CountBook::AddMember(size_t count, const MemberRecord& member, Entries& entries) const {
  const model::FormulaNode& node = counts_[count].node;
  std::vector<CountedFor> before;
  for (const Membership& state : member.memberships) {
    std::vector<CountedFor> now;
    if (state.change != model::MembershipChange::kLeft && Passes(node.filter, member, state)) {
      now.push_back({});
      if (!state.chain.empty()) now.push_back({model::ForEach::kChain, symbols_.Of(state.chain)});
      if (!state.park.empty()) now.push_back({model::ForEach::kPark, symbols_.Of(state.park)});
      if (!state.district.empty()) now.push_back({model::ForEach::kDistrict, symbols_.Of(state.district)});
    }
    if (node.op == Op::kEntered) {
      if (state.change != model::MembershipChange::kEntered) continue;
      for (const CountedFor& whom : now) entries.push_back({count, whom, state.date, 1});
      continue;
    }
    const auto enter = [&](const std::vector<CountedFor>& those, const std::vector<CountedFor>& others, int by) {
      for (const CountedFor& whom : those) {
        if (std::find(others.begin(), others.end(), whom) == others.end()) {
          entries.push_back({count, whom, state.date, by});
        }
      }
    };
    enter(before, now, -1);
    enter(now, before, 1);
    before = std::move(now);
  }
}

}  // namespace liandu::evaluator
