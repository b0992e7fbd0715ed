#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {

void Supervision::CountTarget(TargetRow& row, int by) {
  // Only who speaks for a group is counted, below the parents of all its members.
  if (row.group && row.group->leader != &row) return;
  if (row.counted == (by > 0)) return;
  if (by > 0 && (row.reason == Reason::kSuperseded || row.echoing)) return;
  row.counted = by > 0;
  if (by > 0) row.counted_light = row.light;
  lights_.Count(row.counted_light, row.core, registry_.ParentsOf(row), by);
}

void Supervision::CountItem(ItemRow& row, int by) {
  if (row.is_counted == (by > 0)) return;
  row.is_counted = by > 0;
  const model::Item& item = registry_.catalogue.items.at(row.id);
  const OutcomeParents parents = registry_.ParentsOf(item);
  for (size_t i = 0; i < row.counted.size(); ++i) {
    lights_.Count(row.counted[i], item.milestones[i].core, parents, by);
  }
}

}  // namespace liandu::evaluator
