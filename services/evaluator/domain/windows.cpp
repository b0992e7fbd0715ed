#include <algorithm>

#include "evaluator/domain/judge_target.h"

namespace liandu::evaluator {
namespace {

using model::Date;

/// Far enough behind and ahead of every date that a catalogue may hold.
const Date kSinceEver(1, 1, 1);
const Date kForEver(9999, 12, 31);

Window WholeWindow(const TargetSpec& spec) {
  if (!spec.due) return {spec.start.value_or(kSinceEver), kForEver};
  const Date first = spec.start ? *spec.start : spec.base ? spec.base->date + 1 : Date(spec.due->year(), 1, 1);
  return {std::min(first, *spec.due), *spec.due};
}

}  // namespace

absl::InlinedVector<Window, 1> WindowsOf(const TargetSpec& spec) {
  const Window whole = WholeWindow(spec);
  if (!spec.each_year || !spec.due) return {whole};
  absl::InlinedVector<Window, 1> windows;
  for (int year = whole.first.year(); year <= whole.last.year(); ++year) {
    windows.push_back({std::max(whole.first, Date(year, 1, 1)), std::min(whole.last, Date(year, 12, 31))});
  }
  return windows;
}

Window RunningWindow(const TargetSpec& spec, Date today) {
  // The last one, when all have passed; a specification has at least one.
  Window running = WholeWindow(spec);
  for (const Window& window : WindowsOf(spec)) {
    running = window;
    if (today <= window.last) break;
  }
  return running;
}

}  // namespace liandu::evaluator
