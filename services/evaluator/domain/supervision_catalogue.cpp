#include <algorithm>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/implied_shares.h"
#include "evaluator/domain/item_stages.h"
#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {
namespace {

using model::ResourceKind;

/// Kinds by which everything may be judged otherwise: settings, calendars, units, who issued what.
bool TouchesEverything(ResourceKind kind) {
  return kind == ResourceKind::kJurisdiction || kind == ResourceKind::kWorkCalendar ||
         kind == ResourceKind::kUnitOfMeasure || kind == ResourceKind::kUnit || kind == ResourceKind::kProgramme;
}

std::string Withdrawn(const model::Alert&) { return "已从目录中撤销"; }

}  // namespace

void Supervision::Put(const model::Resource& resource, Turn& turn) {
  const ResourceKind kind = model::KindOf(resource);
  Record record(resource);
  RecordKey key = KeyOf(id_, record);
  turn.effects.push_back(RecordChange{std::move(key), std::move(record)});
  if (const auto* target = std::get_if<model::Target>(&resource)) return PutTarget(*target);
  if (const auto* item = std::get_if<model::Item>(&resource)) return PutItem(*item, turn);
  if (const auto* issue = std::get_if<model::Issue>(&resource)) return PutIssue(*issue);
  if (const auto* indicator = std::get_if<model::Indicator>(&resource)) {
    IndicatorRow& row = Registry::RowOf(registry_.indicators, indicator->id);
    Scatter(row);
    derivations_.Leave(row);
    Pack(*indicator, registry_.symbols, row);
    derivations_.Enter(row);
    for (WatchRow* watch : row.watches) Mark(*watch);
    return Mark(row);
  }
  if (const auto* decision = std::get_if<model::Decision>(&resource)) {
    if (const model::Decision* before = registry_.decisions.Find(decision->id)) TouchDecided(*before);
    registry_.decisions.Put(*decision);
    TouchDecided(*decision);
  }
  const bool regrouped = kind == ResourceKind::kChain && MovesToAnotherGroup(std::get<model::Chain>(resource));
  registry_.catalogue.Put(resource);
  if (kind == ResourceKind::kStageMachine) TouchStages(model::IdOf(resource));
  TouchDerived(kind, model::IdOf(resource));
  if (TouchesEverything(kind) || regrouped) return RejudgeAll();
  if (const auto* watch = std::get_if<model::Watch>(&resource)) PutWatch(*watch);
  if (kind == ResourceKind::kAssessment) Mark(Registry::RowOf(registry_.assessments, model::IdOf(resource)));
  if (kind == ResourceKind::kScorePolicy) MarkAssessments();
  if (const auto* obligation = std::get_if<model::Obligation>(&resource)) {
    ObligationRow& row = Registry::RowOf(registry_.obligations, obligation->id);
    row.defined = true;
    Mark(row);
  }
  if (const auto* requirement = std::get_if<model::Requirement>(&resource)) {
    Mark(Registry::RowOf(registry_.requirements, requirement->id));
  }
  if (kind == ResourceKind::kChain || kind == ResourceKind::kPost) {
    for (const auto& [id, row] : registry_.requirements) Mark(*row);
  }
  if (kind == ResourceKind::kRegister) MarkRequirementsOf(model::IdOf(resource));
  if (const auto* circular = std::get_if<model::Circular>(&resource)) alerts_.Circulate(*circular, turn);
}

void Supervision::Remove(const model::ResourceKey& key, Turn& turn) {
  turn.effects.push_back(
      RecordChange{{id_, RecordKind::kResource, absl::StrCat(model::KindName(key.kind), "/", key.id)}, std::nullopt});
  switch (key.kind) {
    case ResourceKind::kTarget:
      return RemoveTarget(key.id, turn);
    case ResourceKind::kItem:
      return RemoveItem(key.id, turn);
    case ResourceKind::kIndicator:
      return RemoveIndicator(key.id, turn);
    case ResourceKind::kObligation:
      return RemoveObligation(key.id, turn);
    case ResourceKind::kRequirement:
      return RemoveRequirement(key.id, turn);
    case ResourceKind::kWatch:
      return RemoveWatch(key.id, turn);
    case ResourceKind::kIssue:
      return RemoveIssue(key.id, turn);
    case ResourceKind::kDecision:
      if (const model::Decision* before = registry_.decisions.Find(key.id)) TouchDecided(*before);
      registry_.decisions.Remove(key.id);
      break;
    case ResourceKind::kAssessment:
      return RemoveAssessment(key.id);
    default:
      break;
  }
  const model::Chain* chain =
      key.kind == ResourceKind::kChain ? model::Find(registry_.catalogue.chains, key.id) : nullptr;
  const bool regrouped = chain && !chain->group.empty();
  registry_.catalogue.Remove(key);
  if (key.kind == ResourceKind::kStageMachine) TouchStages(key.id);
  TouchDerived(key.kind, key.id);
  if (TouchesEverything(key.kind) || regrouped) RejudgeAll();
  if (key.kind == ResourceKind::kScorePolicy) MarkAssessments();
  if (key.kind == ResourceKind::kChain || key.kind == ResourceKind::kPost) {
    for (const auto& [id, row] : registry_.requirements) Mark(*row);
  }
  if (key.kind == ResourceKind::kRegister) MarkRequirementsOf(key.id);
}

void Supervision::Scatter(IndicatorRow& indicator) {
  for (TargetRow* target : indicator.targets) {
    CountTarget(*target, -1);
    Mark(*target);
  }
  Tie(indicator, {}, {});
  indicator.regroup = true;
  indicator.judge_duties = true;
  Mark(indicator);
  if (const auto* readers = derivations_.ReadersOf(indicator.id)) {
    for (IndicatorRow* reader : *readers) {
      // What its targets ask says a share too.
      if (!IsRatio(*reader)) continue;
      reader->speak_again = true;
      Mark(*reader);
    }
  }
}

void Supervision::MeetAmendment(const TargetRow& target) {
  if (!registry_.IsAmended(target)) return;
  Scatter(Registry::RowOf(registry_.indicators, registry_.symbols.Text(target.indicator)));
}

void Supervision::PutTarget(const model::Target& target) {
  TargetRow& row = Registry::RowOf(registry_.targets, target.id);
  const bool moved = row.indicator != registry_.symbols.Of(target.indicator);
  if (row.indicator != 0) {
    IndicatorRow& before = Registry::RowOf(registry_.indicators, registry_.symbols.Text(row.indicator));
    Scatter(before);
    if (moved) std::erase(before.targets, &row);
    if (row.redacted) redacted_[registry_.symbols.Text(row.programme)].erase(row.id);
    marked_programmes_.insert(registry_.symbols.Text(row.programme));
  }
  Pack(target, registry_.symbols, row);
  NoteMembers(row, true);
  IndicatorRow& indicator = Registry::RowOf(registry_.indicators, target.indicator);
  // In order of id, whatever the order of events: what is said of an indicator names its first target.
  const auto by_id = [](const TargetRow* left, const TargetRow* right) { return left->id < right->id; };
  auto& targets = indicator.targets;
  if (moved) targets.insert(std::lower_bound(targets.begin(), targets.end(), &row, by_id), &row);
  Scatter(indicator);
  if (row.redacted) redacted_[target.programme].insert(row.id);
  if (row.redacted) marked_programmes_.insert(target.programme);
}

void Supervision::RemoveTarget(const std::string& id, Turn& turn) {
  TargetRow* row = Registry::FindRow(registry_.targets, id);
  if (!row) return;
  IndicatorRow& indicator = Registry::RowOf(registry_.indicators, registry_.symbols.Text(row->indicator));
  Scatter(indicator);
  std::erase(indicator.targets, row);
  const std::string& programme = registry_.symbols.Text(row->programme);
  if (row->redacted) redacted_[programme].erase(row->id);
  marked_programmes_.insert(programme);
  alerts_.Reconcile({model::SubjectKind::kTarget, id, ""}, {}, Withdrawn, turn);
  if (row->judged) --reason_counts_[static_cast<size_t>(row->reason)];
  turn.effects.push_back(RecordChange{{id_, RecordKind::kTarget, id}, std::nullopt});
  timers_.Cancel(*row);
  Unmark(*row);
  NoteMembers(*row, false);
  registry_.targets.erase(id);
}

void Supervision::PutItem(const model::Item& item, Turn& turn) {
  ItemRow& row = Registry::RowOf(registry_.items, item.id);
  CountItem(row, -1);
  if (const model::Item* before = model::Find(registry_.catalogue.items, item.id)) {
    milestone_count_ -= static_cast<int64_t>(before->milestones.size());
    TouchItem(item.id);
    registry_.links.Remove(*before);
    for (const model::Milestone& milestone : before->milestones) {
      if (model::FindMilestone(item, milestone.id)) continue;
      alerts_.Reconcile({model::SubjectKind::kMilestone, absl::StrCat(item.id, "/", milestone.id), ""}, {}, Withdrawn,
                        turn);
    }
  }
  milestone_count_ += static_cast<int64_t>(item.milestones.size());
  registry_.catalogue.Put(item);
  registry_.links.Put(item);
  row.defined = true;
  row.record.item = item.id;
  FollowItemStages(registry_, row);
  TouchItem(item.id);
  MarkItemRequirements();
}

void Supervision::RemoveItem(const std::string& id, Turn& turn) {
  ItemRow* row = Registry::FindRow(registry_.items, id);
  if (!row || !row->defined) return;
  model::Item without_milestones;
  without_milestones.id = id;
  PutItem(without_milestones, turn);
  alerts_.Reconcile({model::SubjectKind::kItem, id, ""}, {}, Withdrawn, turn);
  registry_.catalogue.Remove({ResourceKind::kItem, id});
  turn.effects.push_back(RecordChange{{id_, RecordKind::kItem, id}, std::nullopt});
  timers_.Cancel(*row);
  Unmark(*row);
  derivations_.ForgetItem(id);
  registry_.items.erase(id);
}

void Supervision::RemoveIndicator(const std::string& id, Turn& turn) {
  IndicatorRow* row = Registry::FindRow(registry_.indicators, id);
  if (!row || !row->defined) return;
  Scatter(*row);
  KeepOwed(*row, {});
  derivations_.Leave(*row);
  row->defined = false;
  row->reports.clear();
  for (WatchRow* watch : row->watches) Mark(*watch);
  turn.effects.push_back(RecordChange{{id_, RecordKind::kSeries, id}, std::nullopt});
  timers_.Cancel(*row);
}

void Supervision::RemoveObligation(const std::string& id, Turn& turn) {
  ObligationRow* row = Registry::FindRow(registry_.obligations, id);
  if (!row) return;
  alerts_.Reconcile({model::SubjectKind::kObligation, id, ""}, {}, Withdrawn, turn);
  turn.effects.push_back(RecordChange{{id_, RecordKind::kObligation, id}, std::nullopt});
  registry_.catalogue.Remove({ResourceKind::kObligation, id});
  timers_.Cancel(*row);
  Unmark(*row);
  registry_.obligations.erase(id);
}

void Supervision::RemoveRequirement(const std::string& id, Turn& turn) {
  RequirementRow* row = Registry::FindRow(registry_.requirements, id);
  if (!row) return;
  alerts_.Reconcile({model::SubjectKind::kRequirement, id, ""}, {}, Withdrawn, turn);
  registry_.catalogue.Remove({ResourceKind::kRequirement, id});
  timers_.Cancel(*row);
  Unmark(*row);
  registry_.requirements.erase(id);
}

void Supervision::TouchDecided(const model::Decision& decision) {
  for (const DecidedSubject& subject : SubjectsOf(decision)) {
    if (subject.kind == DecidedKind::kTarget) {
      // Its number or window may be another, and so its group.
      const TargetRow* target = Registry::FindRow(registry_.targets, subject.id);
      if (target) Scatter(Registry::RowOf(registry_.indicators, registry_.symbols.Text(target->indicator)));
    } else if (subject.kind == DecidedKind::kMilestone) {
      TouchItem(ItemOfMilestone(subject.id));
    } else {
      ObligationRow* obligation = Registry::FindRow(registry_.obligations, subject.id);
      if (obligation && obligation->defined) Mark(*obligation);
    }
  }
}

void Supervision::TouchStages(const std::string& machine) {
  for (const auto& [id, item] : registry_.catalogue.items) {
    if (item.stage_machine != machine) continue;
    ItemRow& row = Registry::RowOf(registry_.items, id);
    FollowItemStages(registry_, row);
    Mark(row);
  }
}

bool Supervision::MovesToAnotherGroup(const model::Chain& chain) const {
  const model::Chain* before = model::Find(registry_.catalogue.chains, chain.id);
  return before ? before->group != chain.group : !chain.group.empty();
}

void Supervision::MarkAssessments() {
  for (const auto& [id, row] : registry_.assessments) Mark(*row);
}

void Supervision::RejudgeAll() {
  registry_.Refresh();
  lights_ = LightBook();
  for (const auto& [id, row] : registry_.targets) {
    row->counted = false;
    Mark(*row);
  }
  for (const auto& [id, row] : registry_.items) {
    row->is_counted = false;
    Mark(*row);
  }
  for (const auto& [id, row] : registry_.indicators) {
    row->regroup = true;
    row->judge_duties = true;
    Mark(*row);
  }
  for (const auto& [id, row] : registry_.obligations) Mark(*row);
  for (const auto& [id, row] : registry_.requirements) Mark(*row);
  for (const auto& [id, row] : registry_.watches) Mark(*row);
  for (const auto& [id, row] : registry_.issue_rows) Mark(*row);
  for (const auto& [id, row] : owing_) Mark(*row);
  MarkAssessments();
  for (const auto& [reporter, owed] : owed_) marked_reporters_.insert(reporter);
  for (const auto& [programme, targets] : redacted_) marked_programmes_.insert(programme);
  AwaitSupervision();
}

void Supervision::BeginSupervision(model::Instant due) {
  for (const auto& [id, row] : registry_.indicators) {
    row->speak_again = true;
    timers_.Set(*row, due);
  }
  for (const auto& [id, row] : registry_.targets) timers_.Set(*row, due);
  for (const auto& [id, row] : registry_.items) timers_.Set(*row, due);
  for (const auto& [id, row] : registry_.obligations) timers_.Set(*row, due);
  for (const auto& [id, row] : registry_.requirements) timers_.Set(*row, due);
  for (const auto& [id, row] : registry_.watches) timers_.Set(*row, due);
  for (const auto& [id, row] : registry_.issue_rows) timers_.Set(*row, due);
  for (const auto& [reporter, owed] : owed_) marked_reporters_.insert(reporter);
  for (const auto& [programme, targets] : redacted_) marked_programmes_.insert(programme);
}

void Supervision::AwaitSupervision() {
  const auto& since = registry_.supervised_since;
  const bool ahead = since && record_.clock < registry_.civil_time.StartOf(*since);
  SetTimer(beginning_, ahead ? since : std::nullopt);
}

}  // namespace liandu::evaluator
