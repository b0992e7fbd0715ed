#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/alert_loop.h"
#include "evaluator/domain/duties.h"
#include "evaluator/domain/groups.h"
#include "evaluator/domain/judge_obligation.h"
#include "evaluator/domain/judge_requirement.h"
#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {

absl::Status Supervision::Restore(const RecordKey& key, Record record) {
  if (KeyOf(id_, record) != key) {
    return absl::InvalidArgumentError(
        absl::StrCat("state record ", key.id, " of jurisdiction ", id_, " holds something else than its key says"));
  }
  if (auto* clock = std::get_if<JurisdictionRecord>(&record)) {
    record_ = written_ = *clock;
  } else if (auto* resource = std::get_if<model::Resource>(&record)) {
    RestoreResource(*resource);
  } else if (auto* series = std::get_if<SeriesRecord>(&record)) {
    for (HeldReport& report : series->reports) report.detail = details_.Share(*report.detail);
    Registry::RowOf(registry_.indicators, series->indicator).reports = std::move(series->reports);
  } else if (auto* target = std::get_if<TargetRecord>(&record)) {
    TargetRow& row = Registry::RowOf(registry_.targets, target->target);
    row.judged = true;
    row.light = target->light;
    row.reason = target->reason;
    row.final = target->final;
    row.next_change = target->next_change.value_or(TargetRow::kNever);
  } else if (auto* item = std::get_if<ItemRecord>(&record)) {
    Registry::RowOf(registry_.items, item->item).record = std::move(*item);
  } else if (auto* obligation = std::get_if<ObligationRecord>(&record)) {
    Registry::RowOf(registry_.obligations, obligation->obligation).record = std::move(*obligation);
  } else if (auto* member = std::get_if<MemberRecord>(&record)) {
    registry_.registers[member->register_id].members[member->member] = std::move(*member);
  } else if (auto* issue = std::get_if<IssueRecord>(&record)) {
    registry_.issues[issue->issue] = std::move(*issue);
  } else if (auto* assessment = std::get_if<AssessmentRecord>(&record)) {
    std::string id = assessment->assessment.id;
    Registry::RowOf(registry_.assessments, id).record = std::move(*assessment);
  } else if (auto* alert = std::get_if<model::Alert>(&record)) {
    alerts_.Restore(std::move(*alert));
  }
  return absl::OkStatus();
}

void Supervision::RestoreResource(const model::Resource& resource) {
  if (const auto* target = std::get_if<model::Target>(&resource)) {
    return Pack(*target, registry_.symbols, Registry::RowOf(registry_.targets, target->id));
  }
  if (const auto* indicator = std::get_if<model::Indicator>(&resource)) {
    return Pack(*indicator, registry_.symbols, Registry::RowOf(registry_.indicators, indicator->id));
  }
  if (const auto* item = std::get_if<model::Item>(&resource)) {
    ItemRow& row = Registry::RowOf(registry_.items, item->id);
    row.defined = true;
    row.record.item = item->id;
    registry_.links.Put(*item);
    milestone_count_ += static_cast<int64_t>(item->milestones.size());
  }
  if (const auto* obligation = std::get_if<model::Obligation>(&resource)) {
    Registry::RowOf(registry_.obligations, obligation->id).defined = true;
  }
  if (const auto* watch = std::get_if<model::Watch>(&resource)) PutWatch(*watch);
  if (const auto* assessment = std::get_if<model::Assessment>(&resource)) {
    Registry::RowOf(registry_.assessments, assessment->id);
  }
  if (const auto* requirement = std::get_if<model::Requirement>(&resource)) {
    Registry::RowOf(registry_.requirements, requirement->id);
  }
  if (const auto* issue = std::get_if<model::Issue>(&resource)) {
    Registry::RowOf(registry_.issue_rows, issue->id);
    registry_.links.Put(*issue);
  }
  if (const auto* decision = std::get_if<model::Decision>(&resource)) registry_.decisions.Put(*decision);
  registry_.catalogue.Put(resource);
}

void Supervision::FinishRestore() {
  registry_.Refresh();
  const model::Date day = today();
  RebuildDerived();
  for (const auto& [id, row] : registry_.targets) {
    IndicatorRow& indicator = Registry::RowOf(registry_.indicators, registry_.symbols.Text(row->indicator));
    indicator.targets.push_back(row.get());
    if (row->redacted) redacted_[registry_.symbols.Text(row->programme)].insert(row->id);
    if (row->judged) ++reason_counts_[static_cast<size_t>(row->reason)];
    if (row->next_change != TargetRow::kNever) timers_.Set(*row, row->next_change);
  }
  for (const auto& [id, row] : registry_.indicators) {
    Tie(*row, RelateTargets(registry_, *row, day), day);
    DutyVerdict verdict = JudgeDuties(registry_, *row, day);
    row->judge_duties = false;
    KeepOwed(*row, std::move(verdict.owed));
    SetTimer(*row, verdict.next_change);
  }
  for (const auto& [id, row] : registry_.targets) CountTarget(*row, 1);
  RestoreDeadlines(day);
  for (const auto& [id, alert] : alerts_.alerts()) {
    if (!Holds(alert)) continue;
    TargetRow* target = Registry::FindRow(registry_.targets, alert.subject.id);
    IndicatorRow* indicator = Registry::FindRow(registry_.indicators, alert.subject.id);
    if (alert.subject.kind == model::SubjectKind::kTarget && target) target->alerting = true;
    if (alert.subject.kind == model::SubjectKind::kIndicator && indicator) indicator->alerting = true;
  }
  marked_reporters_.clear();
  RestoreOwed(day);
  AwaitSupervision();
}

void Supervision::RestoreDeadlines(model::Date day) {
  for (const auto& [id, row] : registry_.items) {
    const ItemVerdict verdict = ItemVerdictOf(*row, day);
    for (const MilestoneVerdict& milestone : verdict.milestones) row->counted.push_back(milestone.light);
    CountItem(*row, 1);
    SetTimer(*row, verdict.next_change);
  }
  for (const auto& [id, row] : registry_.obligations) SetTimer(*row, ObligationVerdictOf(*row, day).next_change);
  for (const auto& [id, row] : registry_.watches) {
    Unmark(*row);
    SetTimer(*row, WatchVerdictOf(*row, day).next_change);
  }
  for (const auto& [id, row] : registry_.issue_rows) {
    SetTimer(*row, IssueVerdictOf(registry_.catalogue.issues.at(row->id), day).next_change);
  }
  for (const auto& [id, row] : registry_.assessments) {
    const model::Assessment* assessment = model::Find(registry_.catalogue.assessments, row->id);
    const bool waits = assessment && assessment->freeze_date && !row->record && !registry_.ScorePolicy().disabled;
    if (waits) AwaitFreeze(*row, day);
  }
  for (const auto& [id, row] : registry_.requirements) {
    const model::Requirement& requirement = registry_.catalogue.requirements.at(row->id);
    SetTimer(*row, JudgeRequirement(requirement, registry_, day).next_change);
  }
}

}  // namespace liandu::evaluator
