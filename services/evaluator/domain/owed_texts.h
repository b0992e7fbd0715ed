#pragma once

#include <string>

#include "evaluator/domain/alert_loop.h"
#include "evaluator/domain/judge_owed.h"
#include "evaluator/domain/registry.h"
#include "model/alert.h"

/// What reminders of other alerts say, in Chinese. Pure.
namespace liandu::evaluator {

/// "无人签收", "没有反馈", "承诺的日期已过".
const char* OverdueNote(model::Condition condition);
/// Fills in a reminder: it concerns whom its alert concerns, and names it.
void DescribeOverdue(const Registry& registry, const model::Alert& alert, const OverdueStep& step,
                     model::Alert& reminder);
/// Why a reminder ends, by how its alert stands now: "已签收", "原预警已解除".
std::string OverdueCleared(const model::Alert& alert, const model::Alert& reminder);

}  // namespace liandu::evaluator
