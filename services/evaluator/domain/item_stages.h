#pragma once

#include "evaluator/domain/registry.h"

namespace liandu::evaluator {

/// Says anew which of an item's stage reports are taken, by the stages that the catalogue gives it. Counts over items
/// read the record, so it is followed at once, whatever changed. Pure but for the row.
void FollowItemStages(const Registry& registry, ItemRow& row);

}  // namespace liandu::evaluator
