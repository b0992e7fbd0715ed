#include "evaluator/domain/supersession.h"

#include <algorithm>

namespace liandu::evaluator {
namespace {

/// Whether two targets of one indicator speak of the same window: flows and yearly quotas of the same days, anything
/// else of the same due date.
bool SameWindow(const TargetRow& left, const TargetRow& right) {
  if (!left.has_due_date || !right.has_due_date) return left.standing && right.standing;
  if (left.measure != right.measure || left.for_each != right.for_each || left.each_year != right.each_year) {
    return false;
  }
  const bool by_start = left.measure == model::Measure::kFlow || left.each_year;
  const bool same_start = left.has_start_date == right.has_start_date && left.start_date == right.start_date;
  return left.due_date == right.due_date && (!by_start || same_start);
}

}  // namespace

Succession SuccessionOf(const Registry& registry, const TargetRow& target, model::Date day) {
  Succession result;
  const auto later = registry.successors.find(registry.symbols.Text(target.programme));
  if (later == registry.successors.end()) return result;
  for (const TargetRow* other : registry.IndicatorOf(target)->targets) {
    if (other == &target || !SameWindow(target, *other)) continue;
    const std::string& programme = registry.symbols.Text(other->programme);
    if (std::find(later->second.begin(), later->second.end(), programme) == later->second.end()) continue;
    const model::Programme* found = model::Find(registry.catalogue.programmes, programme);
    if (!found || found->standing == model::ProgrammeStanding::kDraft) continue;
    if (found->start_date && *found->start_date > day) {
      if (!result.next_change || *found->start_date < *result.next_change) result.next_change = found->start_date;
    } else if (!result.successor || other->id < result.successor->id) {
      result.successor = other;
    }
  }
  return result;
}

}  // namespace liandu::evaluator
