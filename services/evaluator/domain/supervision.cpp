#include "evaluator/domain/supervision.h"

#include <algorithm>
#include <utility>

#include "evaluator/domain/alert_texts.h"
#include "evaluator/domain/count_series.h"
#include "evaluator/domain/derivation.h"

namespace liandu::evaluator {

using model::ClockMode;
using model::Instant;

Supervision::Supervision(std::string id) : id_(std::move(id)), alerts_(id_) {}

std::optional<Instant> Supervision::NextDue() const {
  return timers_.empty() ? std::nullopt : std::optional(timers_.next_due());
}

Turn Supervision::TurnAt(Instant now, const std::string& cause, const std::string& actor,
                         DomainEffects& effects) const {
  const bool importing = record_.clock_mode == ClockMode::kImporting;
  const model::Date day = registry_.civil_time.DateAt(now);
  const ResponseDeadlines deadlines(registry_.catalogue.notification_policy, registry_.work_days);
  return Turn{now, day, cause, actor, importing, registry_.Supervises(day), deadlines, effects};
}

void Supervision::Open(const model::JurisdictionOpened& opened, Instant at, DomainEffects& effects) {
  record_.clock_mode = opened.clock_mode;
  record_.clock = opened.clock_mode == ClockMode::kLive ? at : opened.clock_time;
  WriteClock(effects);
}

int Supervision::FireSome(Instant until, int max_timers, const std::string& cause, DomainEffects& effects) {
  const auto is_due = [&] { return !timers_.empty() && timers_.next_due() <= until; };
  int fired = 0;
  while (fired < max_timers && is_due()) fired += FireMoment(max_timers - fired, cause, effects);
  if (!is_live() && !is_due()) record_.clock = std::max(record_.clock, until);
  WriteClock(effects);
  return fired;
}

int Supervision::FireMoment(int max_timers, const std::string& cause, DomainEffects& effects) {
  const Instant due = timers_.next_due();
  const Instant now = std::max(due, record_.clock);
  const auto goes_on = [&] { return !timers_.empty() && timers_.next_due() == due; };
  int fired = 0;
  bool others = false;
  for (; fired < max_timers && goes_on(); ++fired) {
    // What is owed about alerts is judged when all else of the moment is.
    const bool owed = timers_.next().kind == EntityKind::kAlert;
    if (owed && others) break;
    others = others || !owed;
    Timed& row = timers_.Pop();
    if (row.kind == EntityKind::kJurisdiction) {
      BeginSupervision(due);
      continue;
    }
    if (row.kind == EntityKind::kIndicator) static_cast<IndicatorRow&>(row).judge_duties = true;
    if (row.kind == EntityKind::kTarget) MeetAmendment(static_cast<TargetRow&>(row));
    if (row.kind == EntityKind::kAssessment) static_cast<AssessmentRow&>(row).due = true;
    Mark(row);
  }
  Turn turn = TurnAt(now, cause, "", effects);
  FlushRows(turn);
  if (others) AwaitOwed(due, turn);
  if (goes_on()) return fired;
  FlushJoint(turn);
  record_.clock = now;
  return fired;
}

void Supervision::Take(const model::Event& event, Instant at, const std::string& cause, DomainEffects& effects) {
  record_.clock = std::max(record_.clock, at);
  record_.catalogue_version = std::max(record_.catalogue_version, event.catalogue_version);
  Turn turn = TurnAt(record_.clock, cause, event.actor, effects);
  if (const auto* live = std::get_if<model::JurisdictionWentLive>(&event.body)) {
    record_.clock_mode = live->clock_mode;
    turn.suppressed = false;
    alerts_.BeginOwing(turn);
  } else if (const auto* applied = std::get_if<model::CatalogueApplied>(&event.body)) {
    for (const auto& key : applied->removed) Remove(key, turn);
    for (const auto& resource : applied->put) Put(resource, turn);
    // Its offsets may say another day.
    turn.today = registry_.civil_time.DateAt(turn.now);
    turn.supervising = registry_.Supervises(turn.today);
  } else if (const auto* received = std::get_if<model::ReportsReceived>(&event.body)) {
    TakeReports(*received, turn);
  } else if (const auto* acted = std::get_if<model::AlertActed>(&event.body)) {
    alerts_.Act(*acted, turn);
  }
  Flush(turn);
  WriteClock(effects);
}

void Supervision::SetAside(const std::string& entry, Instant at, DomainEffects& effects) {
  record_.clock = std::max(record_.clock, at);
  Turn turn = TurnAt(record_.clock, entry, "", effects);
  // It is no judgement: it is said before supervision begins, too.
  turn.supervising = true;
  WantedAlert alert{model::Condition::kSetAside, "", model::Severity::kRed, "无法处理，已搁置", false, {}, {}};
  alert.describe = [&](model::Alert& described) { DescribePassedOver(registry_, entry, described); };
  const auto never = [](const model::Alert&) { return std::string(); };
  alerts_.Reconcile({model::SubjectKind::kLogEntry, entry, ""}, {alert}, never, turn);
  FlushOwed(turn);
  WriteClock(effects);
}

void Supervision::WriteClock(DomainEffects& effects) {
  if (record_ == written_) return;
  written_ = record_;
  effects.push_back(RecordChange{{id_, RecordKind::kJurisdiction, "clock"}, Record(record_)});
}

DeadlineContext Supervision::DeadlinesOn(model::Date today) const {
  return {today, registry_.supervised_since, registry_.settings, registry_.work_days};
}

Verdict Supervision::VerdictOf(const TargetRow& row, const TargetSpec& spec, model::Date today,
                               bool with_numbers) const {
  const JudgementContext context{today, registry_.supervised_since, registry_.settings, registry_.thresholds,
                                 with_numbers};
  const IndicatorRow& indicator = *registry_.IndicatorOf(row);
  const bool counts = indicator.derivation && indicator.derivation->counts;
  std::optional<model::Date> counted_change;
  Verdict verdict;
  if (spec.for_each != model::ForEach::kNone) {
    verdict = JudgeMembers(spec, MembersOf(row, spec, today, counted_change), context);
  } else if (counts) {
    CountedSeries series = CountSeriesOf(derivations_, registry_, indicator, spec, {}, today);
    counted_change = series.next_change;
    auto figures = std::make_shared<const std::vector<HeldReport>>(std::move(series.figures));
    verdict = JudgeTarget(spec, *figures, context);
    verdict.figures = std::move(figures);
  } else {
    return JudgeTarget(spec, indicator.figures(), context);
  }
  const auto& next = verdict.next_change;
  if (counted_change && (!next || *counted_change < *next)) verdict.next_change = counted_change;
  return verdict;
}

}  // namespace liandu::evaluator
