#include <set>
#include <utility>

#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {

void Supervision::CountTarget(TargetRow& row, int by) {
  // Only who speaks for a group is counted, below the parents of all its members.
  if (row.group && row.group->leader != &row) return;
  if (row.counted == (by > 0)) return;
  if (by > 0 && (row.reason == Reason::kSuperseded || row.echoing)) return;
  row.counted = by > 0;
  if (by > 0) row.counted_light = row.light;
  std::set<std::string> chains;
  std::set<std::string> units;
  const auto add = [&](const TargetRow& member) {
    for (const Symbol chain : member.chains) chains.insert(registry_.symbols.Text(chain));
    for (std::string& unit : registry_.WithParents(registry_.ResponsibleUnit(member))) units.insert(std::move(unit));
  };
  if (row.group) {
    for (const TargetRow* member : row.group->members) add(*member);
  } else {
    add(row);
  }
  if (row.echoes) {
    for (const TargetEcho& echo : registry_.IndicatorOf(row)->echoes) {
      if (echo.speaker == &row) add(*echo.silent);
    }
  }
  lights_.Count(row.counted_light, row.core, chains, units, by);
}

void Supervision::CountItem(ItemRow& row, int by) {
  if (row.is_counted == (by > 0)) return;
  row.is_counted = by > 0;
  const model::Item& item = registry_.catalogue.items.at(row.id);
  const auto units = registry_.WithParents(registry_.ResponsibleUnit(item.lead_unit, item.programme));
  for (size_t i = 0; i < row.counted.size(); ++i) {
    lights_.Count(row.counted[i], item.milestones[i].core, item.chains, units, by);
  }
}

}  // namespace liandu::evaluator
