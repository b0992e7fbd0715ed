#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evaluator/domain/judge_target.h"

/// Quotas that hold for each chain, park or district: one verdict a member, and what they say together. Pure.
namespace liandu::evaluator {

/// A member with the figures by which it is judged.
struct JudgedMember {
  std::string id;
  std::string display_name;
  /// The target as it holds for this member; views as in the target's own.
  TargetSpec spec;
  std::shared_ptr<const std::vector<HeldReport>> figures;
};

struct MemberVerdict {
  std::string id;
  std::string display_name;
  /// With the same windows as the verdict of all.
  Verdict verdict;
};

/// Red if any member is red, else yellow if any is yellow, else green if at least half are evaluable, else grey; the
/// reason is the one that most members with that light have. Severities are the worst of any member.
Verdict JudgeMembers(const TargetSpec& spec, const std::vector<JudgedMember>& members, const JudgementContext& context);

/// The members of which a window says a condition, ascending by id.
std::vector<const MemberVerdict*> Concerned(const Verdict& verdict, size_t window,
                                            model::Severity WindowVerdict::*condition);

}  // namespace liandu::evaluator
