#include "evaluator/scenario/world_driver.h"

#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace liandu::scenarios {
namespace {

using absl::StrAppend;
using evaluator::EventTaken;
using evaluator::RecordChange;

[[noreturn]] void Broken(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

std::string SummaryText(const evaluator::LightSummary& light) {
  return absl::StrCat(light.id, " ", model::LightName(light.light), " ", light.reason, " ", light.red, "/",
                      light.yellow, "/", light.green, "/", light.grey, " open=", light.open_alerts, "\n");
}

std::string AlertText(const model::Alert& alert) {
  std::string text = absl::StrCat(alert.id, " ", model::SeverityName(alert.severity), alert.open ? " open" : " cleared",
                                  alert.acknowledged ? " acknowledged " : " ", alert.evidence.summary, " [",
                                  absl::StrJoin(alert.members, ","), "]");
  const auto day = [](const std::optional<model::Date>& date) { return date ? date->ToString() : "-"; };
  StrAppend(&text, " ", model::AlertStateName(alert.state), " ", day(alert.acknowledge_due_date), " ",
            day(alert.feedback_due_date), " ", alert.feedback ? day(alert.feedback->promised_date) : "-", " ",
            alert.extension_request ? day(alert.extension_request->until) : "-", " ", day(alert.excused_until), " ",
            absl::StrJoin(alert.circulars, ","), " ", absl::StrJoin(alert.labels, ",", absl::PairFormatter(":")), "\n");
  for (const auto& step : alert.trail) {
    StrAppend(&text, "  ", step.sequence, " ", model::TransitionKindName(step.kind), " ",
              model::SeverityName(step.severity), " ", step.time.time_since_epoch().count(), " ", step.cause, " ",
              step.actor, " ", step.note, step.suppressed ? " suppressed" : "",
              step.action ? model::AlertActionName(step.action->kind) : "", "\n");
  }
  return text;
}

}  // namespace

void WorldDriver::Apply(model::Event event, model::Instant at) {
  const std::string cause = absl::StrCat(at.time_since_epoch().count(), "-", log_.size());
  evaluator::DomainEffects effects;
  world_.Apply(event, at, cause, effects);
  log_.push_back({std::move(event), at, cause});
  int taken = 0;
  said_.clear();
  for (auto& effect : effects) {
    if (std::holds_alternative<EventTaken>(effect)) {
      ++taken;
      said_.push_back(std::nullopt);
    }
    if (auto* movement = std::get_if<evaluator::AlertMovement>(&effect)) {
      said_.push_back(*movement);
      movements_.push_back(std::move(*movement));
    }
    auto* change = std::get_if<RecordChange>(&effect);
    if (!change) continue;
    if (change->value) {
      records_.insert_or_assign(change->key, std::move(*change->value));
    } else {
      records_.erase(change->key);
    }
  }
  if (taken != 1) Broken("an event must be taken exactly once");
}

evaluator::World WorldDriver::Restored() const {
  evaluator::World world;
  for (const auto& [key, record] : records_) {
    if (const auto status = world.Restore(key, record); !status.ok()) Broken(std::string(status.message()));
  }
  world.FinishRestore();
  return world;
}

std::string WorldDriver::PortraitOf(const evaluator::World& world) {
  std::string text;
  const auto due = world.NextDue();
  StrAppend(&text, "next due ", due ? std::to_string(due->time_since_epoch().count()) : "never", "\n");
  for (const std::string& jurisdiction : world.Jurisdictions()) {
    const evaluator::Board board = world.GetBoard(jurisdiction).value();
    StrAppend(&text, jurisdiction, " ", board.clock.time_since_epoch().count(), " mode ",
              static_cast<int>(board.clock_mode), " reports ", board.report_count, " targets ", board.target_count,
              " milestones ", board.milestone_count, " open ", board.open_blue, "/", board.open_yellow, "/",
              board.open_red, "\n", SummaryText(board.jurisdiction));
    for (const auto& chain : board.chains) text += SummaryText(chain);
    for (const auto& unit : board.units) text += SummaryText(unit);
    for (const auto& unit : board.responses) {
      StrAppend(&text, "response ", unit.unit, " ", unit.open, " ", unit.unacknowledged, " ", unit.overdue, " ",
                unit.acknowledge.total.count(), " ", unit.answer.total.count(), " ", unit.close.total.count(), "\n");
    }
    for (const auto& reason : board.grey_reasons)
      StrAppend(&text, evaluator::ReasonName(reason.reason), " ", reason.count, "\n");
    const evaluator::TargetPage page = world.ListTargets(jurisdiction, {}, "", 1000000).value();
    for (const auto& view : page.targets) {
      StrAppend(&text, view.id, " ", model::LightName(view.light), " ", evaluator::ReasonName(view.reason), " ",
                view.final, " ", view.latest_value, " ", view.latest_period, " ", view.lag_points, " ", view.window,
                " ", view.next_change ? view.next_change->time_since_epoch().count() : 0, "\n");
      const evaluator::Explanation explanation = world.ExplainTarget(jurisdiction, view.id).value();
      for (const auto& report : explanation.reports) {
        StrAppend(&text, "  ", report.period, " ", report.value, " r", report.revision, " ", report.role, "\n");
      }
    }
    evaluator::AlertFilter all;
    all.include_cleared = true;
    const auto alerts = world.ListAlerts(jurisdiction, all).value();
    for (const auto& alert : alerts) text += AlertText(alert);
    const auto counts = world.OpenAlertCounts(jurisdiction).value();
    for (const auto& count : counts) {
      StrAppend(&text, model::ConditionName(count.condition), " ", model::SeverityName(count.severity), " ",
                count.chain, " ", count.count, "\n");
    }
  }
  return text;
}

}  // namespace liandu::scenarios
