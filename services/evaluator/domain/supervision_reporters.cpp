#include <algorithm>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/alert_texts.h"
#include "evaluator/domain/cleared_texts.h"
#include "evaluator/domain/reporter_texts.h"
#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {

using model::Condition;
using model::Severity;

void Supervision::KeepOwed(IndicatorRow& row, std::vector<OwedReport> owed) {
  const auto reporter_of = [&](const OwedReport& entry) { return registry_.symbols.Text(entry.reporter); };
  for (const OwedReport& entry : row.owed) {
    OwedByDue& by_due = owed_[reporter_of(entry)];
    by_due[entry.due].erase(row.id);
    if (by_due[entry.due].empty()) by_due.erase(entry.due);
    marked_reporters_.insert(reporter_of(entry));
  }
  for (const OwedReport& entry : owed) {
    Severity& cap = owed_[reporter_of(entry)][entry.due].try_emplace(row.id, Severity::kNone).first->second;
    cap = std::max(cap, entry.cap);
    marked_reporters_.insert(reporter_of(entry));
  }
  row.owed = std::move(owed);
}

void Supervision::FlushReporter(const std::string& reporter, Turn& turn) {
  std::vector<WantedAlert> wanted;
  OwedByDue& by_due = owed_[reporter];
  for (const auto& [due, indicators] : by_due) {
    const bool soon = turn.today <= due;
    const bool long_ago = turn.today >= due + registry_.settings.overdue_red_days;
    WantedAlert alert{
        soon ? Condition::kDueSoon : Condition::kReportOverdue, due.ToString(), Severity::kNone, "", false, {}, {}};
    for (const auto& [indicator, cap] : indicators) {
      alert.members.push_back(indicator);
      alert.severity = std::max(alert.severity, std::min(cap, long_ago ? Severity::kRed : Severity::kYellow));
    }
    alert.state = [days = turn.today - due, count = indicators.size()] {
      return absl::StrCat("逾期 ", days, " 天，仍有 ", count, " 项指标未填报");
    };
    alert.describe = [&, due = due, soon](model::Alert& described) {
      if (soon) return DescribeDueSoon(registry_, reporter, due, described);
      DescribeOwed(registry_, reporter, due, described);
    };
    wanted.push_back(std::move(alert));
  }
  const auto cleared = [&](const model::Alert& alert) {
    return alert.condition == Condition::kDueSoon ? DueSoonCleared(alert, turn.today) : OwedCleared(registry_, alert);
  };
  alerts_.Reconcile({model::SubjectKind::kReporter, reporter, ""}, wanted, cleared, turn);
  if (by_due.empty()) owed_.erase(reporter);
}

}  // namespace liandu::evaluator
