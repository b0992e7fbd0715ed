#include "evaluator/domain/response_times.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/alert_loop.h"
#include "evaluator/domain/judge_owed.h"

namespace liandu::evaluator {
namespace {

using model::TransitionKind;

/// Since when people are asked, and what they have done since then.
struct Round {
  /// False before they are asked, and while nobody is told.
  bool asked = false;
  model::Instant since{};
  bool acknowledged = false;
  bool answered = false;
};

void Note(const Round& round, model::Instant taken, StepTimes& times) {
  if (!round.asked) return;
  ++times.count;
  times.total += taken - round.since;
}

void Follow(const model::Transition& step, model::Severity before, Round& round, UnitResponse& response) {
  const bool worse = step.kind == TransitionKind::kSeverityChanged && step.severity > before;
  if (step.kind == TransitionKind::kRaised || worse) round = {true, step.time, false, false};
  if (step.suppressed) round.asked = false;
  const bool acknowledges = step.kind == TransitionKind::kAcknowledged || step.kind == TransitionKind::kAnswered;
  if (acknowledges && !round.acknowledged) {
    Note(round, step.time, response.acknowledge);
    round.acknowledged = true;
  }
  if (step.kind == TransitionKind::kAnswered && !round.answered) {
    Note(round, step.time, response.answer);
    round.answered = true;
  }
  if (step.kind == TransitionKind::kVerified) Note(round, step.time, response.close);
}

}  // namespace

void AddResponse(const model::Alert& alert, model::Date today, UnitResponse& response) {
  if (alert.open) {
    ++response.open;
    if (!alert.acknowledged) ++response.unacknowledged;
    if (!JudgeOwed(alert, today).overdue.empty()) ++response.overdue;
  }
  Round round;
  model::Severity before = model::Severity::kNone;
  for (const model::Transition& step : alert.trail) {
    Follow(step, before, round, response);
    before = step.severity;
  }
}

std::vector<UnitResponse> ResponsesOf(const AlertBook& alerts, const Registry& registry, model::Date today) {
  std::map<std::string, UnitResponse> by_unit;
  for (const auto& [id, alert] : alerts.alerts()) {
    if (IsAnswerable(alert)) AddResponse(alert, today, by_unit[alert.responsible_unit]);
  }
  std::vector<UnitResponse> responses;
  for (auto& [unit, response] : by_unit) {
    response.unit = unit;
    response.display_name = registry.UnitName(unit);
    responses.push_back(std::move(response));
  }
  return responses;
}

std::string MeanDaysText(const StepTimes& times) {
  if (times.count == 0) return "";
  constexpr int64_t kTenthOfDayMs = 8'640'000;
  const int64_t whole = times.count * kTenthOfDayMs;
  const int64_t tenths = (times.total.count() + whole / 2) / whole;
  return absl::StrCat(tenths / 10, ".", tenths % 10);
}

}  // namespace liandu::evaluator
