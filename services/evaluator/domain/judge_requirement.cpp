#include "evaluator/domain/judge_requirement.h"

#include <algorithm>

namespace liandu::evaluator {
namespace {

using model::Date;

bool Covers(const model::Requirement& requirement, const model::Chain& chain) {
  const auto& groups = requirement.chain_groups;
  if (groups.empty()) return chain.kind == model::ChainKind::kIndustryChain;
  return std::find(groups.begin(), groups.end(), chain.group) != groups.end();
}

void NoteChanges(const model::Post& post, Date today, std::optional<Date>& next_change) {
  const auto note = [&](Date day) {
    if (day > today && (!next_change || day < *next_change)) next_change = day;
  };
  for (const model::PostHolder& holder : post.holders) {
    if (holder.from) note(*holder.from);
    if (holder.to) note(*holder.to + 1);
  }
}

}  // namespace

RequirementVerdict JudgeRequirement(const model::Requirement& requirement, const model::Catalogue& catalogue,
                                    Date today) {
  RequirementVerdict verdict;
  for (const auto& [id, chain] : catalogue.chains) {
    if (!Covers(requirement, chain)) continue;
    if (requirement.rule == model::RequirementRule::kChainLeadUnitNamed) {
      if (chain.lead_unit.empty()) verdict.missing.push_back(id);
      continue;
    }
    const model::Post* post = model::Find(catalogue.posts, chain.leader_post);
    if (post) NoteChanges(*post, today, verdict.next_change);
    if (!post || !model::HolderOn(*post, today)) verdict.missing.push_back(id);
  }
  return verdict;
}

}  // namespace liandu::evaluator
