#pragma once

#include <vector>

#include "evaluator/domain/groups.h"

/// Shares that follow from amounts. Pure.
namespace liandu::evaluator {

/// Whether an indicator's formula divides one indicator by another.
bool IsRatio(const IndicatorRow& indicator);

/// Of an indicator that divides one by another: what programmes ask of both in one window says a share too. Where these
/// differ it is one dispute for each window, whose members are the targets of both.
std::vector<TargetDispute> ImpliedShares(const Registry& registry, const IndicatorRow& indicator, model::Date day);

}  // namespace liandu::evaluator
