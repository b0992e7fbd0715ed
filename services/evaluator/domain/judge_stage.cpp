#include "evaluator/domain/judge_stage.h"

#include <algorithm>

namespace liandu::evaluator {

using model::Date;
using model::Severity;
using model::Stage;

namespace {

using Reached = ItemRecord::StageReached;

/// Place of a stage; nullopt: the item has no such stage.
std::optional<size_t> PlaceOf(const std::vector<Stage>& stages, const std::string& id) {
  const auto it = std::find_if(stages.begin(), stages.end(), [&](const Stage& stage) { return stage.id == id; });
  if (it == stages.end()) return std::nullopt;
  return static_cast<size_t>(it - stages.begin());
}

/// Whether the report is taken where the item is in the stage `now`.
bool IsTaken(const std::vector<Stage>& stages, const Reached* now, const Reached& report) {
  // Without stages nothing is skipped.
  if (stages.empty()) return true;
  const auto place = PlaceOf(stages, report.stage);
  if (!place) return false;
  const auto from = now ? PlaceOf(stages, now->stage) : std::nullopt;
  return !from || *place == *from || *place == *from + 1 || !report.reason.empty();
}

}  // namespace

std::vector<Stage> StagesOf(const model::Item& item, const model::StageMachine* machine) {
  if (machine) return machine->stages;
  std::vector<Stage> stages;
  for (const std::string& id : item.stages) stages.push_back({id, 0});
  return stages;
}

bool FileStage(const model::StageReport& report, ItemRecord& record) {
  auto& known = record.past_stages;
  const auto same = std::find_if(known.begin(), known.end(), [&](const Reached& reached) {
    return reached.stage == report.stage && reached.date == report.date;
  });
  if (same != known.end()) {
    if (report.reason.empty() || same->reason == report.reason) return false;
    same->reason = report.reason;
    return true;
  }
  const auto after = std::upper_bound(known.begin(), known.end(), report.date,
                                      [](Date date, const Reached& reached) { return date < reached.date; });
  known.insert(after, {report.stage, report.date, report.reason, false});
  return true;
}

bool FollowStages(const std::vector<Stage>& stages, ItemRecord& record) {
  const ItemRecord before = record;
  const Reached* now = nullptr;
  for (Reached& reached : record.past_stages) {
    reached.refused = !IsTaken(stages, now, reached);
    // Said again, a stage holds since it was reached first.
    if (!reached.refused && (!now || now->stage != reached.stage)) now = &reached;
  }
  record.stage = now ? now->stage : "";
  record.stage_date = now ? std::optional(now->date) : std::nullopt;
  record.stage_reason = now ? now->reason : "";
  return !(record == before);
}

const Reached* StageOn(const ItemRecord& record, Date day) {
  const Reached* found = nullptr;
  for (const Reached& reached : record.past_stages) {
    if (reached.date > day) break;
    if (!reached.refused) found = &reached;
  }
  return found;
}

StageVerdict JudgeStage(const std::vector<Stage>& stages, const ItemRecord& record, const SeverityCaps& caps,
                        const DeadlineContext& context) {
  StageVerdict verdict;
  verdict.stage = record.stage;
  verdict.since = record.stage_date;
  for (const Reached& reached : record.past_stages) {
    verdict.refused = reached.refused ? std::optional(reached) : std::nullopt;
  }
  const auto place = PlaceOf(stages, record.stage);
  if (!place || *place + 1 == stages.size() || stages[*place].max_days == 0 || !verdict.since) return verdict;
  const Date limit = *verdict.since + stages[*place].max_days;
  verdict.limit = limit;
  if (context.supervised_since && limit < *context.supervised_since) return verdict;
  const Date red_from = limit + context.settings.overdue_red_days;
  if (context.today <= limit) {
    verdict.next_change = limit + 1;
    return verdict;
  }
  const bool red = context.today >= red_from;
  verdict.days_over = context.today - limit;
  verdict.stalled = Capped(red ? Severity::kRed : Severity::kYellow, caps);
  if (!red) verdict.next_change = red_from;
  return verdict;
}

}  // namespace liandu::evaluator
