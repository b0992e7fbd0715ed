#include "evaluator/domain/duties.h"

#include <algorithm>
#include <tuple>

#include "evaluator/domain/derivation.h"
#include "evaluator/domain/periods.h"

namespace liandu::evaluator {
namespace {

using model::Date;
using model::Severity;

auto OrderOf(const OwedReport& owed) { return std::tie(owed.due, owed.reporter, owed.period_end); }

/// Looks at the duties that one target brings.
class TargetDuties {
 public:
  TargetDuties(const Registry& registry, const IndicatorRow& indicator, const TargetRow& target, Date today,
               DutyVerdict& verdict)
      : registry_(registry), indicator_(indicator), spec_(registry.SpecOf(target)), today_(today), verdict_(verdict) {
    reporter_ = registry.ReporterOf(indicator, target);
    cap_ = Capped(Severity::kRed, {false, spec_.due_inferred, false});
  }

  void Look(Symbols& symbols) {
    if (reporter_.empty() || spec_.continuous || !IsReportable()) return;
    symbol_ = symbols.Of(reporter_);
    for (const Window& window : WindowsOf(spec_)) {
      if (registry_.supervised_since && window.last < *registry_.supervised_since) continue;
      if (indicator_.cadence != model::Cadence::kUnspecified) LookAtPeriods(window);
      Owe(window.last, [&] { return IsCovered(spec_, window, indicator_.reports); });
    }
  }

 private:
  /// A draft binds nobody. A growth or doubling whose base is missing still has a figure that can be reported.
  bool IsReportable() const {
    if (!spec_.due || spec_.draft || spec_.for_each != model::ForEach::kNone) return false;
    if (spec_.measure == model::Measure::kGrowth) return !spec_.redacted && !spec_.ambiguous;
    const auto reason = StandingGreyReason(spec_);
    return !reason || *reason == Reason::kNoBase;
  }

  void LookAtPeriods(const Window& window) {
    const Date since = std::max(window.first, registry_.supervised_since.value_or(window.first));
    model::Period period = PeriodAround(indicator_.cadence, since);
    for (; period.last < window.last; period = NextPeriod(indicator_.cadence, period)) {
      const Date end = period.last;
      Owe(end, [&] { return HasFigureOf(end); });
      if (end >= today_) return;
    }
  }

  bool HasFigureOf(Date period_end) const {
    return std::any_of(indicator_.reports.begin(), indicator_.reports.end(),
                       [&](const HeldReport& report) { return report.period.last == period_end && !report.set_aside; });
  }

  template <typename IsThere>
  void Owe(Date period_end, IsThere is_there) {
    if (period_end >= today_) return NoteChange(registry_.DueOf(period_end) + 1);
    const Date due = registry_.DueOf(period_end);
    if (due >= today_) return NoteChange(due + 1);
    if (is_there()) return;
    NoteChange(due + registry_.settings.overdue_red_days);
    OwedReport owed{symbol_, due, period_end, cap_};
    const auto same = std::find_if(verdict_.owed.begin(), verdict_.owed.end(),
                                   [&](const OwedReport& other) { return OrderOf(other) == OrderOf(owed); });
    if (same == verdict_.owed.end()) {
      verdict_.owed.push_back(owed);
    } else {
      same->cap = std::max(same->cap, cap_);
    }
  }

  void NoteChange(Date day) {
    if (day > today_ && (!verdict_.next_change || day < *verdict_.next_change)) verdict_.next_change = day;
  }

  const Registry& registry_;
  const IndicatorRow& indicator_;
  TargetSpec spec_;
  Date today_;
  DutyVerdict& verdict_;
  std::string reporter_;
  Symbol symbol_ = 0;
  Severity cap_ = Severity::kRed;
};

}  // namespace

DutyVerdict JudgeDuties(Registry& registry, const IndicatorRow& indicator, Date today) {
  DutyVerdict verdict;
  // What follows from others owes nothing: they do.
  if (!indicator.defined || indicator.derivation) return verdict;
  for (const TargetRow* target : indicator.targets) {
    TargetDuties(registry, indicator, *target, today, verdict).Look(registry.symbols);
  }
  std::sort(verdict.owed.begin(), verdict.owed.end(),
            [](const OwedReport& left, const OwedReport& right) { return OrderOf(left) < OrderOf(right); });
  return verdict;
}

}  // namespace liandu::evaluator
