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

/// Collects what is owed of one indicator.
class IndicatorDuties {
 public:
  IndicatorDuties(Registry& registry, const IndicatorRow& indicator, Date today)
      : registry_(registry), indicator_(indicator), today_(today) {}

  DutyVerdict Judge() && {
    for (const TargetRow* target : indicator_.targets) LookAtTarget(*target);
    LookAtIndicator();
    std::sort(verdict_.owed.begin(), verdict_.owed.end(),
              [](const OwedReport& left, const OwedReport& right) { return OrderOf(left) < OrderOf(right); });
    return std::move(verdict_);
  }

 private:
  void LookAtTarget(const TargetRow& target) {
    const TargetSpec spec = registry_.SpecOf(target, today_);
    const std::string reporter = registry_.ReporterOf(indicator_, target);
    if (reporter.empty() || spec.continuous || !IsReportable(spec)) return;
    reporter_ = registry_.symbols.Of(reporter);
    cap_ = Capped(Severity::kRed, {false, spec.due_inferred, false});
    for (const Window& window : WindowsOf(spec)) {
      if (registry_.supervised_since && window.last < *registry_.supervised_since) continue;
      if (HasCadence()) LookAtPeriods(window.first, window.last);
      Owe(window.last, [&] { return IsCovered(spec, window, indicator_.reports); });
    }
  }

  /// What an indicator's own cadence asks of the reporter that it names, from the beginning of supervision on; without
  /// one from its first report on.
  void LookAtIndicator() {
    if (!HasCadence() || indicator_.continuous || indicator_.reporter == 0) return;
    std::optional<Date> since = registry_.supervised_since;
    if (!since && !indicator_.reports.empty()) since = indicator_.reports.front().period.last;
    if (!since) return;
    reporter_ = indicator_.reporter;
    cap_ = Severity::kRed;
    LookAtPeriods(*since, Date(9999, 12, 31));
  }

  bool HasCadence() const { return indicator_.cadence != model::Cadence::kUnspecified; }

  /// A draft binds nobody. A growth or doubling whose base is missing still has a figure that can be reported.
  static bool IsReportable(const TargetSpec& spec) {
    if (!spec.due || spec.draft || spec.superseded || spec.for_each != model::ForEach::kNone) return false;
    if (spec.measure == model::Measure::kGrowth) return !spec.redacted && !spec.ambiguous;
    const auto reason = StandingGreyReason(spec);
    return !reason || *reason == Reason::kNoBase;
  }

  void LookAtPeriods(Date first, Date last) {
    const Date since = std::max(first, registry_.supervised_since.value_or(first));
    model::Period period = PeriodAround(indicator_.cadence, since);
    for (; period.last < last; period = NextPeriod(indicator_.cadence, period)) {
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
    const Date due = registry_.DueOf(period_end);
    const Date soon = SoonFrom(period_end, due);
    if (today_ < soon) return NoteChange(soon);
    if (today_ <= due) NoteChange(due + 1);
    if (is_there()) return;
    if (today_ <= due && !HasCadence()) return;
    if (today_ > due) NoteChange(due + registry_.settings.overdue_red_days);
    Keep({reporter_, due, period_end, today_ <= due ? Severity::kBlue : cap_});
  }

  /// From when on it is said that the report is due soon; without a cadence the day after it was due.
  Date SoonFrom(Date period_end, Date due) const {
    const auto& steps = registry_.settings.due_soon_working_days;
    if (!HasCadence() || steps.empty()) return due + 1;
    return std::max(registry_.work_days.Add(due, -steps.back()), period_end + 1);
  }

  void Keep(const OwedReport& owed) {
    const auto same = std::find_if(verdict_.owed.begin(), verdict_.owed.end(),
                                   [&](const OwedReport& other) { return OrderOf(other) == OrderOf(owed); });
    if (same == verdict_.owed.end()) {
      verdict_.owed.push_back(owed);
    } else {
      same->cap = std::max(same->cap, owed.cap);
    }
  }

  void NoteChange(Date day) {
    if (day > today_ && (!verdict_.next_change || day < *verdict_.next_change)) verdict_.next_change = day;
  }

  Registry& registry_;
  const IndicatorRow& indicator_;
  Date today_;
  DutyVerdict verdict_;
  /// Of what is being looked at.
  Symbol reporter_ = 0;
  Severity cap_ = Severity::kRed;
};

}  // namespace

DutyVerdict JudgeDuties(Registry& registry, const IndicatorRow& indicator, Date today) {
  // What follows from others owes nothing: they do.
  if (!indicator.defined || indicator.derivation) return {};
  return IndicatorDuties(registry, indicator, today).Judge();
}

}  // namespace liandu::evaluator
