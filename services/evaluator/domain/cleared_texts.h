#pragma once

#include <string>

#include "evaluator/domain/judge_deadline.h"
#include "evaluator/domain/judge_target.h"
#include "evaluator/domain/registry.h"
#include "model/alert.h"

/// What an alert says when it clears, in Chinese: one sentence of what holds now. Its evidence stays what it was raised
/// with.
namespace liandu::evaluator {

/// "截至 6月30日 完成 45 场次，进度正常"; `verdict` with its numbers.
std::string TargetCleared(const TargetRow& row, const TargetSpec& spec, const Verdict& verdict,
                          const model::Alert& alert);
/// "已于 2024-12-20 完成".
std::string ObligationCleared(const Registry& registry, const ObligationRecord& record, model::Date today,
                              const model::Alert& alert);
/// "目标已一致"; for two values of one report: which one holds.
std::string DisputeCleared(const Registry& registry, const IndicatorRow& indicator, const model::Alert& alert);
/// "已补报".
std::string OwedCleared(const Registry& registry, const model::Alert& alert);
std::string RedactedCleared(const Registry& registry, const model::Alert& alert);

}  // namespace liandu::evaluator
