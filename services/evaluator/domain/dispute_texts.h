#pragma once

#include <string>
#include <vector>

#include "evaluator/domain/groups.h"
#include "model/alert.h"

/// What alerts say of numbers that disagree or that print withholds, in Chinese.
namespace liandu::evaluator {

class Supervision;

void DescribeDispute(const Registry& registry, const IndicatorRow& indicator, const TargetDispute& dispute,
                     model::Alert& alert);
/// The withheld values of a programme, with what other targets print of the same indicators; `alert.members` are the
/// targets.
void DescribeRedacted(const Registry& registry, const std::string& programme, model::Date day, model::Alert& alert);

/// Where another target prints a number for the indicator of one whose value is withheld: of the same due date if there
/// is one, else of the nearest; in order of id.
std::vector<const TargetRow*> PrintedElsewhere(const Registry& registry, const TargetRow& target, model::Date day);
/// One line each, for whoever looks at the target today: the disputes in which it stands, also those of a ratio that
/// reads its indicator, and where its withheld value is printed.
std::vector<std::string> DisputeSteps(const Supervision& supervision, const TargetRow& target);

}  // namespace liandu::evaluator
