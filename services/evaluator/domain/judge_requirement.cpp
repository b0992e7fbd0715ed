#include "evaluator/domain/judge_requirement.h"

#include <algorithm>

namespace liandu::evaluator {
namespace {

using model::Chain;
using model::Date;
using model::Requirement;
using model::RequirementRule;

/// The attribute that says what a member of a register is ("行动计划").
constexpr char kKindAttribute[] = "kind";

bool Covers(const Requirement& requirement, const Chain& chain) {
  const auto& groups = requirement.chain_groups;
  if (!groups.empty()) return std::find(groups.begin(), groups.end(), chain.group) != groups.end();
  const bool any = requirement.chain_kind == model::ChainKind::kUnspecified;
  return chain.kind == (any ? model::ChainKind::kIndustryChain : requirement.chain_kind);
}

bool HasKind(const MemberRecord::Membership& membership, const std::string& kind) {
  return std::any_of(membership.attributes.begin(), membership.attributes.end(), [&](const auto& attribute) {
    return attribute.name == kKindAttribute && attribute.value == kind;
  });
}

/// Looks at one requirement on one day.
class RequirementJudge {
 public:
  RequirementJudge(const Requirement& requirement, const Registry& registry, Date today)
      : requirement_(requirement), registry_(registry), today_(today) {}

  RequirementVerdict Judge() && {
    if (IsOfItems(requirement_)) {
      JudgeItems();
    } else {
      JudgeChains(requirement_.rule != RequirementRule::kRegisterComplete || HoldsRegister());
    }
    return std::move(verdict_);
  }

 private:
  void JudgeItems() {
    for (const auto& [id, item] : registry_.catalogue.items) {
      if (!requirement_.programme.empty() && item.programme != requirement_.programme) continue;
      ++verdict_.covered;
      if (item.lead_unit.empty()) verdict_.missing.push_back({id, {}});
    }
  }

  /// The members of the day, where the register is complete.
  bool HoldsRegister() {
    const model::Register* kept = model::Find(registry_.catalogue.registers, requirement_.register_id);
    verdict_.not_recorded = !kept || !kept->kept_since || *kept->kept_since > today_;
    if (kept && kept->kept_since) NoteChange(*kept->kept_since);
    verdict_.unkept = !kept || !kept->kept_since;
    if (verdict_.not_recorded) return false;
    const auto row = registry_.registers.find(requirement_.register_id);
    if (row == registry_.registers.end()) return true;
    for (const auto& [id, member] : row->second.members) {
      const MemberRecord::Membership* now = nullptr;
      for (const auto& membership : member.memberships) {
        NoteChange(membership.date);
        if (membership.date <= today_) now = &membership;
      }
      if (now && now->change != model::MembershipChange::kLeft) members_.push_back(now);
    }
    return true;
  }

  void JudgeChains(bool can_be_short) {
    for (const auto& [id, chain] : registry_.catalogue.chains) {
      if (!Covers(requirement_, chain)) continue;
      ++verdict_.covered;
      Shortage shortage{id, {}};
      if (can_be_short && IsShort(chain, shortage.kinds)) verdict_.missing.push_back(std::move(shortage));
    }
  }

  bool IsShort(const Chain& chain, std::vector<std::string>& kinds) {
    switch (requirement_.rule) {
      case RequirementRule::kUnspecified:
      case RequirementRule::kItemLeadUnitNamed:
        return false;
      case RequirementRule::kChainLeaderPostFilled:
        return !HasLeader(chain);
      case RequirementRule::kChainLeadUnitNamed:
        return chain.lead_unit.empty();
      case RequirementRule::kChainMainParkNamed:
        return chain.main_parks.empty();
      case RequirementRule::kChainAnchorNamed:
        return chain.anchor_enterprises.empty();
      case RequirementRule::kChainTaskGroupNamed:
        return chain.task_group.empty();
      case RequirementRule::kRegisterComplete:
        return LacksMembers(chain, kinds);
    }
    return false;
  }

  bool HasLeader(const Chain& chain) {
    const model::Post* post = model::Find(registry_.catalogue.posts, chain.leader_post);
    if (!post) return false;
    for (const model::PostHolder& holder : post->holders) {
      if (holder.from) NoteChange(*holder.from);
      if (holder.to) NoteChange(*holder.to + 1);
    }
    return model::HolderOn(*post, today_) != nullptr;
  }

  bool LacksMembers(const Chain& chain, std::vector<std::string>& kinds) const {
    const auto has = [&](const auto& is_it) {
      return std::any_of(members_.begin(), members_.end(),
                         [&](const auto* member) { return member->chain == chain.id && is_it(*member); });
    };
    if (requirement_.kinds.empty()) return !has([](const auto&) { return true; });
    for (const std::string& kind : requirement_.kinds) {
      if (!has([&](const auto& member) { return HasKind(member, kind); })) kinds.push_back(kind);
    }
    return !kinds.empty();
  }

  void NoteChange(Date day) {
    if (day > today_ && (!verdict_.next_change || day < *verdict_.next_change)) verdict_.next_change = day;
  }

  const Requirement& requirement_;
  const Registry& registry_;
  Date today_;
  /// Of the register, as they stand on the day.
  std::vector<const MemberRecord::Membership*> members_;
  RequirementVerdict verdict_;
};

}  // namespace

std::vector<std::string> RequirementVerdict::Members() const {
  std::vector<std::string> members;
  for (const Shortage& shortage : missing) {
    if (shortage.kinds.empty()) members.push_back(shortage.id);
    for (const std::string& kind : shortage.kinds) members.push_back(shortage.id + "/" + kind);
  }
  std::sort(members.begin(), members.end());
  return members;
}

RequirementVerdict JudgeRequirement(const Requirement& requirement, const Registry& registry, Date today) {
  return RequirementJudge(requirement, registry, today).Judge();
}

}  // namespace liandu::evaluator
