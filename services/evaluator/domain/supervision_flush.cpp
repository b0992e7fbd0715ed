#include <algorithm>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/alert_texts.h"
#include "evaluator/domain/cleared_texts.h"
#include "evaluator/domain/dispute_texts.h"
#include "evaluator/domain/duties.h"
#include "evaluator/domain/explain_forecast.h"
#include "evaluator/domain/explain_members.h"
#include "evaluator/domain/explain_relations.h"
#include "evaluator/domain/explain_target.h"
#include "evaluator/domain/groups.h"
#include "evaluator/domain/indicators_behind.h"
#include "evaluator/domain/judge_obligation.h"
#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {

using model::Condition;
using model::Severity;
using model::SubjectKind;

namespace {

/// What is said when a target's condition is raised.
const char* NoteOf(Condition condition, const WindowVerdict& window) {
  return ReasonText(condition == Condition::kAtRisk ? Reason::kAtRisk : window.reason);
}

}  // namespace

void Supervision::Mark(Timed& row) {
  if (row.dirty) return;
  row.dirty = true;
  marked_.push_back(&row);
}

void Supervision::Unmark(Timed& row) {
  if (row.dirty) std::erase(marked_, &row);
  row.dirty = false;
}

template <typename Row>
std::vector<Row*> Supervision::TakeMarked(EntityKind kind) {
  std::vector<Row*> rows;
  for (Timed* row : marked_) {
    if (row->kind == kind) rows.push_back(static_cast<Row*>(row));
  }
  std::erase_if(marked_, [&](const Timed* row) { return row->kind == kind; });
  std::sort(rows.begin(), rows.end(), [](const Row* left, const Row* right) { return left->id < right->id; });
  for (Row* row : rows) row->dirty = false;
  return rows;
}

void Supervision::Flush(Turn& turn) {
  FlushRows(turn);
  FlushJoint(turn);
}

void Supervision::FlushRows(Turn& turn) {
  SettleDerived();
  const auto indicators = TakeMarked<IndicatorRow>(EntityKind::kIndicator);
  for (IndicatorRow* row : indicators) Relate(*row, turn);
  for (TargetRow* row : TakeMarked<TargetRow>(EntityKind::kTarget)) FlushTarget(*row, turn);
  for (ItemRow* row : TakeMarked<ItemRow>(EntityKind::kItem)) FlushItem(*row, turn);
  for (ObligationRow* row : TakeMarked<ObligationRow>(EntityKind::kObligation)) FlushObligation(*row, turn);
  for (RequirementRow* row : TakeMarked<RequirementRow>(EntityKind::kRequirement)) FlushRequirement(*row, turn);
  for (WatchRow* row : TakeMarked<WatchRow>(EntityKind::kWatch)) FlushWatch(*row, turn);
  for (IssueRow* row : TakeMarked<IssueRow>(EntityKind::kIssue)) FlushIssue(*row, turn);
  for (IndicatorRow* row : indicators) FlushIndicator(*row, turn);
  for (AssessmentRow* row : TakeMarked<AssessmentRow>(EntityKind::kAssessment)) FlushAssessment(*row, turn);
  for (AlertRow* row : TakeMarked<AlertRow>(EntityKind::kAlert)) FlushOwed(*row, turn);
}

void Supervision::FlushJoint(Turn& turn) {
  for (const std::string& reporter : marked_reporters_) FlushReporter(reporter, turn);
  for (const std::string& programme : marked_programmes_) FlushProgramme(programme, turn);
  marked_reporters_.clear();
  marked_programmes_.clear();
  FlushOwed(turn);
}

void Supervision::SetTimer(Timed& row, std::optional<model::Date> day) {
  if (!day) return timers_.Cancel(row);
  timers_.Set(row, registry_.civil_time.StartOf(*day));
}

void Supervision::Relate(IndicatorRow& indicator, Turn& turn) {
  const auto is_set_aside = [](const HeldReport& report) { return report.set_aside; };
  const bool differs =
      indicator.series_changed && std::any_of(indicator.reports.begin(), indicator.reports.end(), is_set_aside);
  if (!indicator.regroup && !differs && !indicator.speak_again) return;
  indicator.speak_again = false;
  TargetRelations relations = RelateTargets(registry_, indicator, turn.today);
  std::vector<WantedAlert> wanted;
  for (const TargetDispute& dispute : relations.disputes) {
    if (registry_.supervised_since && dispute.window.last < *registry_.supervised_since) continue;
    WantedAlert alert{dispute.condition, dispute.WindowText(), Severity::kBlue, "", false, {}, {}};
    for (const TargetRow* member : dispute.members) alert.members.push_back(member->id);
    alert.describe = [&](model::Alert& described) { DescribeDispute(registry_, indicator, dispute, described); };
    wanted.push_back(std::move(alert));
  }
  for (const HeldReport* report : UnsettledReports(indicator.reports)) {
    const std::string window = absl::StrCat(report->period.ToString(), "r", report->revision);
    wanted.push_back({Condition::kConflict, window, Severity::kBlue, "", false, {}, [&, report](model::Alert& alert) {
                        DescribeSetAside(registry_, indicator, *report, alert);
                      }});
  }
  if (!wanted.empty() || indicator.alerting) {
    const auto cleared = [&](const model::Alert& alert) { return DisputeCleared(registry_, indicator, alert); };
    indicator.alerting = alerts_.Reconcile({SubjectKind::kIndicator, indicator.id, ""}, wanted, cleared, turn);
  }
  if (indicator.regroup) Regroup(indicator, std::move(relations), turn.today);
}

void Supervision::Regroup(IndicatorRow& indicator, TargetRelations relations, model::Date day) {
  indicator.regroup = false;
  for (TargetRow* target : indicator.targets) {
    CountTarget(*target, -1);
    Mark(*target);
  }
  Tie(indicator, std::move(relations), day);
}

void Supervision::Tie(IndicatorRow& indicator, TargetRelations relations, model::Date day) {
  for (TargetRow* target : indicator.targets) {
    target->group = nullptr;
    target->echoes = target->echoing = false;
  }
  indicator.groups = std::move(relations.groups);
  indicator.echoes = std::move(relations.echoes);
  for (const auto& group : indicator.groups) {
    for (TargetRow* member : group->members) member->group = group.get();
  }
  for (const TargetEcho& echo : indicator.echoes) {
    echo.speaker->echoes = echo.silent->echoes = true;
    echo.silent->echoing = echo.silent->echoing ||
                           IsEchoed(indicator, *echo.silent, RunningWindow(registry_.SpecOf(*echo.silent, day), day));
  }
}

void Supervision::FlushTarget(TargetRow& row, Turn& turn) {
  const TargetSpec spec = registry_.SpecOf(row, turn.today);
  const Verdict verdict = VerdictOf(row, spec, turn.today, false);
  KeepVerdict(row, verdict, turn);
  AlertTarget(row, spec, verdict, turn);
}

void Supervision::KeepVerdict(TargetRow& row, const Verdict& verdict, Turn& turn) {
  const WindowVerdict& now = verdict.current();
  TargetRecord record{row.id, now.light, now.reason, now.final, std::nullopt};
  if (verdict.next_change) record.next_change = registry_.civil_time.StartOf(*verdict.next_change);
  const model::Instant next_change = record.next_change.value_or(TargetRow::kNever);
  const bool same_timer = row.next_change == next_change;
  const bool same = row.judged && row.light == now.light && row.reason == now.reason && row.final == now.final;
  const bool echoing = row.echoes && IsEchoed(*registry_.IndicatorOf(row), row, now.window);
  if (!same || echoing != row.echoing) CountTarget(row, -1);
  row.echoing = echoing;
  if (!same) {
    if (row.judged) --reason_counts_[static_cast<size_t>(row.reason)];
    if (row.redacted) marked_programmes_.insert(registry_.symbols.Text(row.programme));
    ++reason_counts_[static_cast<size_t>(now.reason)];
    row.light = now.light;
    row.reason = now.reason;
    row.final = now.final;
    row.judged = true;
  }
  CountTarget(row, 1);
  row.next_change = next_change;
  SetTimer(row, verdict.next_change);
  if (!same || !same_timer) turn.effects.push_back(RecordChange{{id_, RecordKind::kTarget, row.id}, Record(record)});
}

void Supervision::AlertTarget(TargetRow& row, const TargetSpec& spec, const Verdict& verdict, Turn& turn) {
  std::vector<WantedAlert> wanted;
  TargetWords words;
  const auto want = [&](Condition condition, Severity WindowVerdict::*holds, const WindowVerdict& window) {
    const Severity severity = window.*holds;
    if (severity == Severity::kNone || window.excused) return;
    WantedAlert alert{condition, WindowText(spec, window), severity, NoteOf(condition, window), false, {}, {}};
    if (row.group) {
      for (const TargetRow* member : row.group->members) alert.members.push_back(member->id);
    }
    const size_t index = static_cast<size_t>(&window - verdict.windows.data());
    for (const MemberVerdict* member : Concerned(verdict, index, holds)) alert.members.push_back(member->id);
    alert.describe = [&, severity, index, holds](model::Alert& described) {
      // Numbers are worked out only for an alert that moves.
      const Verdict in_full = VerdictOf(row, spec, turn.today);
      const WindowVerdict& window_in_full = in_full.windows[index];
      const model::Target target = Unpack(row, registry_.symbols);
      words = {TargetName(registry_, row), std::string(spec.unit), registry_.ResponsibleUnit(row), target.ambiguity,
               target.clause};
      described.subject.display_name = words.name;
      described.evidence = EvidenceIn(InWindow(spec, window_in_full.window), words, in_full, index, severity, holds);
      AddDecisionInputs(registry_, row, turn.today, described.evidence);
      described.chains = spec.for_each == model::ForEach::kChain ? described.members : target.chains;
      described.responsible_unit = words.responsible_unit;
      described.programme = target.programme;
      described.labels = target.labels;
      described.indicators = IndicatorsBehind(registry_, target.indicator);
      described.due_date = target.standing ? std::nullopt : std::optional(window_in_full.window.last);
    };
    alert.state = [&, condition, severity, index] {
      const Verdict in_full = VerdictOf(row, spec, turn.today);
      const WindowVerdict& window_in_full = in_full.windows[index];
      const std::string unit(spec.unit);
      std::string forecast = ForecastText(spec, unit, window_in_full);
      if (condition == Condition::kAtRisk && !forecast.empty()) return forecast;
      return StateText(spec, unit, window_in_full, severity);
    };
    wanted.push_back(std::move(alert));
  };
  const bool speaks = !row.group || row.group->leader == &row;
  for (const WindowVerdict& window : verdict.windows) {
    if (!speaks) break;
    if (row.echoes && IsEchoed(*registry_.IndicatorOf(row), row, window.window)) continue;
    want(Condition::kBehind, &WindowVerdict::behind, window);
    want(Condition::kAtRisk, &WindowVerdict::at_risk, window);
    want(Condition::kMissed, &WindowVerdict::missed, window);
  }
  if (wanted.empty() && !row.alerting) return;
  const auto cleared = [&](const model::Alert& alert) {
    return TargetCleared(row, spec, VerdictOf(row, spec, turn.today), alert);
  };
  row.alerting = alerts_.Reconcile({SubjectKind::kTarget, row.id, ""}, wanted, cleared, turn);
}

void Supervision::FlushIndicator(IndicatorRow& row, Turn& turn) {
  if (row.series_changed) {
    turn.effects.push_back(RecordChange{{id_, RecordKind::kSeries, row.id}, Record(SeriesRecord{row.id, row.reports})});
    row.series_changed = false;
  }
  // A report can only settle what is owed; what becomes owed next does not depend on it.
  if (!row.judge_duties && row.owed.empty()) return;
  row.judge_duties = false;
  DutyVerdict verdict = JudgeDuties(registry_, row, turn.today);
  KeepOwed(row, std::move(verdict.owed));
  SetTimer(row, verdict.next_change);
}

void Supervision::FlushProgramme(const std::string& programme, Turn& turn) {
  std::vector<WantedAlert> wanted;
  WantedAlert alert{Condition::kDataGap, "", Severity::kBlue, "", false, {}, {}};
  if (const auto it = redacted_.find(programme); it != redacted_.end()) {
    for (const std::string& target : it->second) {
      // What was filled in since, or given up, is short of nothing.
      if (registry_.targets.at(target)->reason == Reason::kRedacted) alert.members.push_back(target);
    }
  }
  if (!alert.members.empty()) {
    alert.describe = [&](model::Alert& described) { DescribeRedacted(registry_, programme, turn.today, described); };
    wanted.push_back(std::move(alert));
  }
  const auto cleared = [&](const model::Alert& gone) { return RedactedCleared(registry_, gone); };
  alerts_.Reconcile({SubjectKind::kProgramme, programme, ""}, wanted, cleared, turn);
}

}  // namespace liandu::evaluator
