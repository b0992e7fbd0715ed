#pragma once

#include <string>
#include <vector>

#include "evaluator/domain/explain_target.h"
#include "evaluator/domain/judge_members.h"
#include "evaluator/domain/registry.h"

/// What follows from other figures, and what holds for each chain, park or district, in Chinese. Pure; called only
/// where somebody reads it.
namespace liandu::evaluator {

/// "24 条链中 3 条进度滞后：A、B、C".
std::string MembersText(const TargetSpec& spec, const Verdict& verdict,
                        const std::vector<const MemberVerdict*>& concerned, Reason reason);

/// The evidence of a target's window: of one that holds member by member it names those concerned by `condition`.
model::Evidence EvidenceIn(const TargetSpec& spec, const TargetWords& words, const Verdict& verdict, size_t window,
                           model::Severity severity, model::Severity WindowVerdict::*condition);

/// One line for each input of a derived figure and one for the arithmetic; nothing for a reported one.
std::vector<std::string> DerivedSteps(const Registry& registry, const HeldReport& report);
/// One line a member.
std::vector<std::string> MemberSteps(const TargetWords& words, const Verdict& verdict);

}  // namespace liandu::evaluator
