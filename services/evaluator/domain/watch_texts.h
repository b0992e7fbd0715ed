#pragma once

#include <string>

#include "evaluator/domain/judge_watch.h"
#include "model/alert.h"

/// What a watch's alert says, in Chinese: the figure, the threshold, the figure before.
namespace liandu::evaluator {

void DescribeWatch(const Registry& registry, const model::Watch& watch, const WatchVerdict& verdict,
                   model::Alert& alert);
/// What holds now: the newer figure, or that it is too old.
std::string WatchCleared(const Registry& registry, const model::Watch& watch, const WatchVerdict& verdict);

}  // namespace liandu::evaluator
