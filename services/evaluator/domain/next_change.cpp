#include "evaluator/domain/next_change.h"

#include <algorithm>

namespace liandu::evaluator {
namespace {

bool Speaks(const WindowVerdict& window) {
  const auto none = model::Severity::kNone;
  return window.behind != none || window.missed != none || window.at_risk != none;
}

bool SameSeverities(const Verdict& left, const Verdict& right) {
  auto l = left.windows.begin();
  auto r = right.windows.begin();
  while (true) {
    l = std::find_if(l, left.windows.end(), Speaks);
    r = std::find_if(r, right.windows.end(), Speaks);
    if (l == left.windows.end() || r == right.windows.end()) {
      return l == left.windows.end() && r == right.windows.end();
    }
    if (l->window != r->window || l->behind != r->behind || l->missed != r->missed || l->at_risk != r->at_risk) {
      return false;
    }
    ++l;
    ++r;
  }
}

}  // namespace

bool LooksSame(const Verdict& left, const Verdict& right) {
  const WindowVerdict& l = left.current();
  const WindowVerdict& r = right.current();
  return l.window == r.window && l.light == r.light && l.reason == r.reason && l.final == r.final &&
         SameSeverities(left, right);
}

std::optional<model::Date> NextVisibleChange(const Verdict& now, absl::FunctionRef<Verdict(model::Date)> judge) {
  std::optional<model::Date> day = now.next_change;
  bool sure = now.change_is_sure;
  while (day && !sure) {
    const Verdict then = judge(*day);
    if (!LooksSame(now, then)) break;
    day = then.next_change;
    sure = then.change_is_sure;
  }
  return day;
}

}  // namespace liandu::evaluator
