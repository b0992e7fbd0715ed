#include <algorithm>

#include "evaluator/domain/judge_watch.h"
#include "evaluator/domain/supervision.h"
#include "evaluator/domain/watch_texts.h"

namespace liandu::evaluator {

using model::Condition;
using model::Severity;
using model::SubjectKind;

void Supervision::PutWatch(const model::Watch& watch) {
  WatchRow& row = Registry::RowOf(registry_.watches, watch.id);
  LetWatchGo(row);
  row.indicator = registry_.symbols.Of(watch.indicator);
  Registry::RowOf(registry_.indicators, watch.indicator).watches.push_back(&row);
  Mark(row);
}

void Supervision::LetWatchGo(WatchRow& row) {
  IndicatorRow* before = Registry::FindRow(registry_.indicators, registry_.symbols.Text(row.indicator));
  if (before) std::erase(before->watches, &row);
}

void Supervision::RemoveWatch(const std::string& id, Turn& turn) {
  WatchRow* row = Registry::FindRow(registry_.watches, id);
  if (!row) return;
  alerts_.Reconcile(
      {SubjectKind::kWatch, id, ""}, {}, [](const model::Alert&) { return "已从目录中撤销"; }, turn);
  registry_.catalogue.Remove({model::ResourceKind::kWatch, id});
  LetWatchGo(*row);
  timers_.Cancel(*row);
  Unmark(*row);
  registry_.watches.erase(id);
}

WatchVerdict Supervision::WatchVerdictOf(const WatchRow& row, model::Date today) const {
  const model::Watch& watch = registry_.catalogue.watches.at(row.id);
  return JudgeWatch(watch, *Registry::FindRow(registry_.indicators, watch.indicator), registry_, today);
}

void Supervision::FlushWatch(WatchRow& row, Turn& turn) {
  const model::Watch& watch = registry_.catalogue.watches.at(row.id);
  const WatchVerdict verdict = WatchVerdictOf(row, turn.today);
  std::vector<WantedAlert> wanted;
  if (verdict.severity != Severity::kNone) {
    wanted.push_back({Condition::kWatch,
                      verdict.latest->period.ToString(),
                      verdict.severity,
                      "",
                      false,
                      {},
                      [&](model::Alert& alert) { DescribeWatch(registry_, watch, verdict, alert); }});
  }
  const auto cleared = [&](const model::Alert&) { return WatchCleared(registry_, watch, verdict); };
  alerts_.Reconcile({SubjectKind::kWatch, row.id, ""}, wanted, cleared, turn);
  SetTimer(row, verdict.next_change);
}

}  // namespace liandu::evaluator
