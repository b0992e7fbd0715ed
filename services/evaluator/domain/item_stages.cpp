#include "evaluator/domain/item_stages.h"

#include "evaluator/domain/judge_stage.h"

namespace liandu::evaluator {

void FollowItemStages(const Registry& registry, ItemRow& row) {
  const model::Item& item = registry.catalogue.items.at(row.id);
  const model::StageMachine* machine = model::Find(registry.catalogue.stage_machines, item.stage_machine);
  if (FollowStages(StagesOf(item, machine), row.record)) row.record_changed = true;
}

}  // namespace liandu::evaluator
