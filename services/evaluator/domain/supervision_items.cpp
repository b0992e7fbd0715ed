#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/alert_texts.h"
#include "evaluator/domain/judge_issue.h"
#include "evaluator/domain/judge_item.h"
#include "evaluator/domain/milestone_texts.h"
#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {

using model::Condition;
using model::Severity;
using model::SubjectKind;

ItemVerdict Supervision::ItemVerdictOf(const ItemRow& row, model::Date today) const {
  return JudgeItem(registry_, registry_.catalogue.items.at(row.id), row.record, DeadlinesOn(today));
}

void Supervision::TouchItem(const std::string& id) {
  std::vector<std::string> waiting = {id};
  std::set<std::string> seen = {id};
  const auto visit = [&](const std::string& key) {
    std::string item = ItemOfMilestone(key);
    if (seen.insert(item).second) waiting.push_back(std::move(item));
  };
  while (!waiting.empty()) {
    const std::string at = waiting.back();
    waiting.pop_back();
    ItemRow* row = Registry::FindRow(registry_.items, at);
    if (row && row->defined) Mark(*row);
    const model::Item* item = model::Find(registry_.catalogue.items, at);
    if (!item) continue;
    for (const model::Milestone& milestone : item->milestones) {
      for (const std::string& key : registry_.links.DependentsOf(MilestoneKey(at, milestone.id))) visit(key);
      // What is planned backwards moves with what depends on it.
      for (const std::string& reference : milestone.depends_on) {
        const std::string key = MilestoneKey(at, reference);
        if (!registry_.HasDueDate(key)) visit(key);
      }
    }
  }
}

void Supervision::FlushItem(ItemRow& row, Turn& turn) {
  const model::Item& item = registry_.catalogue.items.at(row.id);
  if (row.record_changed) turn.effects.push_back(RecordChange{{id_, RecordKind::kItem, row.id}, Record(row.record)});
  row.record_changed = false;
  CountItem(row, -1);
  row.counted.clear();
  const ItemVerdict verdict = ItemVerdictOf(row, turn.today);
  for (size_t i = 0; i < item.milestones.size(); ++i) {
    row.counted.push_back(verdict.milestones[i].light);
    AlertMilestone(verdict, i, turn);
  }
  AlertStage(item, verdict.stage, turn);
  CountItem(row, 1);
  SetTimer(row, verdict.next_change);
}

void Supervision::AlertMilestone(const ItemVerdict& verdict, size_t index, Turn& turn) {
  const PlannedMilestone& milestone = *verdict.plan.milestones()[index];
  const MilestoneVerdict& now = verdict.milestones[index];
  const auto describe = [&](model::Alert& alert) { DescribeMilestone(registry_, verdict, index, alert); };
  const std::string window = milestone.planned ? milestone.planned->ToString() : "";
  std::vector<WantedAlert> wanted;
  if (now.due_soon != Severity::kNone) {
    wanted.push_back({Condition::kDueSoon, window, now.due_soon, DueSoonNote(now.due_soon_step), true, {}, describe});
  }
  if (now.overdue != Severity::kNone) {
    const auto state = [&] { return LateNote(now.days_late); };
    wanted.push_back({Condition::kOverdue, window, now.overdue, ReasonText(now.reason), false, {}, describe, state});
  }
  if (now.slip != Severity::kNone) {
    wanted.push_back({Condition::kSlip, window, now.slip, SlipText(registry_, milestone), false, {}, describe});
  }
  const auto cleared = [&](const model::Alert& alert) { return MilestoneCleared(verdict.plan, milestone, now, alert); };
  alerts_.Reconcile({SubjectKind::kMilestone, milestone.key, ""}, wanted, cleared, turn);
}

void Supervision::AlertStage(const model::Item& item, const StageVerdict& verdict, Turn& turn) {
  const auto describe = [&](model::Alert& alert) { DescribeStage(registry_, item, verdict, alert); };
  std::vector<WantedAlert> wanted;
  if (verdict.stalled != Severity::kNone) {
    const auto state = [&] { return absl::StrCat("停在“", verdict.stage, "”超过限期 ", verdict.days_over, " 天"); };
    wanted.push_back({Condition::kStalled,
                      verdict.since->ToString(),
                      verdict.stalled,
                      absl::StrCat("停在“", verdict.stage, "”超过限期"),
                      false,
                      {},
                      describe,
                      state});
  }
  if (verdict.refused) {
    wanted.push_back({Condition::kDataGap,
                      verdict.refused->date.ToString(),
                      Severity::kBlue,
                      "越级/退回须说明原因",
                      false,
                      {},
                      describe});
  }
  const auto cleared = [&](const model::Alert& alert) { return StageCleared(verdict, alert); };
  alerts_.Reconcile({SubjectKind::kItem, item.id, ""}, wanted, cleared, turn);
}

void Supervision::PutIssue(const model::Issue& issue) {
  if (const model::Issue* before = model::Find(registry_.catalogue.issues, issue.id)) {
    registry_.links.Remove(*before);
    TouchBlocked(*before);
  }
  registry_.catalogue.Put(issue);
  registry_.links.Put(issue);
  TouchBlocked(issue);
  Mark(Registry::RowOf(registry_.issue_rows, issue.id));
}

void Supervision::RemoveIssue(const std::string& id, Turn& turn) {
  IssueRow* row = Registry::FindRow(registry_.issue_rows, id);
  const model::Issue* issue = model::Find(registry_.catalogue.issues, id);
  if (!row || !issue) return;
  alerts_.Reconcile(
      {SubjectKind::kIssue, id, ""}, {}, [](const model::Alert&) { return "已从目录中撤销"; }, turn);
  registry_.links.Remove(*issue);
  TouchBlocked(*issue);
  registry_.catalogue.Remove({model::ResourceKind::kIssue, id});
  if (registry_.issues.erase(id) > 0) {
    turn.effects.push_back(RecordChange{{id_, RecordKind::kIssue, id}, std::nullopt});
  }
  timers_.Cancel(*row);
  Unmark(*row);
  registry_.issue_rows.erase(id);
}

void Supervision::TouchBlocked(const model::Issue& issue) {
  for (const std::string& key : issue.blocks) TouchItem(ItemOfMilestone(key));
}

IssueVerdict Supervision::IssueVerdictOf(const model::Issue& issue, model::Date today) const {
  const SeverityCaps caps{false, false, registry_.IsDraft(issue.programme)};
  const auto record = registry_.issues.find(issue.id);
  return JudgeIssue(issue, record == registry_.issues.end() ? nullptr : &record->second, caps, DeadlinesOn(today));
}

void Supervision::FlushIssue(IssueRow& row, Turn& turn) {
  const model::Issue& issue = registry_.catalogue.issues.at(row.id);
  const IssueVerdict verdict = IssueVerdictOf(issue, turn.today);
  const DeadlineVerdict& deadline = verdict.deadline;
  const auto describe = [&](model::Alert& alert) { DescribeIssue(registry_, issue, verdict, alert); };
  const std::string window = issue.due_date ? issue.due_date->ToString() : "";
  std::vector<WantedAlert> wanted;
  if (verdict.top_level != Severity::kNone) {
    const std::string raised = issue.raised_date ? issue.raised_date->ToString() : "";
    // Another leader is told anew.
    const std::string note = absl::StrCat("顶格协调，直送 ", PostName(registry_, issue.leader_post));
    wanted.push_back({Condition::kTopLevel, raised, verdict.top_level, note, true, {}, describe});
  }
  if (deadline.due_soon != Severity::kNone) {
    wanted.push_back(
        {Condition::kDueSoon, window, deadline.due_soon, DueSoonNote(deadline.due_soon_step), true, {}, describe});
  }
  if (deadline.overdue != Severity::kNone) {
    const auto state = [&] { return LateNote(deadline.days_late); };
    wanted.push_back(
        {Condition::kOverdue, window, deadline.overdue, ReasonText(Reason::kOverdue), false, {}, describe, state});
  }
  const auto record = registry_.issues.find(row.id);
  const auto cleared = [&](const model::Alert& alert) {
    return IssueCleared(issue, record == registry_.issues.end() ? nullptr : &record->second, verdict, alert);
  };
  alerts_.Reconcile({SubjectKind::kIssue, row.id, ""}, wanted, cleared, turn);
  SetTimer(row, verdict.next_change);
}

}  // namespace liandu::evaluator
