#pragma once

#include <string>
#include <vector>

#include "evaluator/domain/explain_target.h"
#include "evaluator/domain/rows.h"

namespace liandu::evaluator {

class Supervision;

/// What would change a target's verdict, and when, one line each, in Chinese: the figures that the next report and the
/// due date ask for, what only a decision can mend, and what time alone will do. Pure.
std::vector<std::string> OutlookOf(const Supervision& supervision, const TargetRow& row, const TargetSpec& spec,
                                   const TargetWords& words, const Verdict& verdict);

}  // namespace liandu::evaluator
