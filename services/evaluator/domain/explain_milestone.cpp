#include "evaluator/domain/explain_milestone.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/milestone_texts.h"
#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {
namespace {

using absl::StrCat;
using model::Date;
using model::Severity;
using model::SubjectKind;

absl::Status Missing(const Supervision& supervision, const char* kind, const std::string& id) {
  return absl::NotFoundError(StrCat("辖区 ", supervision.id(), " 没有", kind, "“", id, "”；请改正编号"));
}

std::string Days(const PlanDuration& duration) {
  return StrCat(duration.days, duration.kind == model::DayKind::kWorking ? " 个工作日" : " 天");
}

void AddAlerts(const Supervision& supervision, PromiseExplanation& explanation) {
  for (const auto& [id, alert] : supervision.alerts().alerts()) {
    if (!alert.open || alert.subject.kind != explanation.subject.kind || alert.subject.id != explanation.subject.id) {
      continue;
    }
    explanation.open_alerts.push_back(alert);
    RefreshEvidence(supervision, explanation.open_alerts.back());
  }
}

void AddPlan(const Registry& registry, const MilestonePlan& plan, const PlannedMilestone& milestone,
             std::vector<std::string>& steps) {
  if (milestone.source == PlanSource::kBackwards) {
    const PlannedMilestone& from = *plan.Find(milestone.planned_from);
    steps.push_back(StrCat("倒排：", PlanName(registry, from.key), " 计划 ", from.planned->ToString(), "，本身需 ",
                           Days(from.duration()), "，前序应于 ", milestone.planned->ToString(), " 完成"));
  } else {
    steps.push_back(StrCat("计划完成：", PlannedText(milestone)));
  }
  const auto* progress = milestone.progress;
  if (!progress) {
    steps.push_back("暂无填报");
    return;
  }
  const char* state = progress->state == model::MilestoneState::kDone      ? "完成"
                      : progress->state == model::MilestoneState::kStarted ? "进行中"
                                                                           : "未开始";
  steps.push_back(StrCat(
      "已报：", state, "（", progress->date.ToString(), "）",
      progress->expected_date ? StrCat("，自报预计 ", progress->expected_date->ToString(), " 完成") : std::string()));
}

void AddOthers(const Registry& registry, const MilestonePlan& plan, const PlannedMilestone& milestone, Date today,
               std::vector<std::string>& steps) {
  if (milestone.IsDone()) return;
  for (const std::string& reference : milestone.milestone->depends_on) {
    const PlannedMilestone* before = plan.Find(MilestoneKey(milestone.item->id, reference));
    if (!before || !before->expected) continue;
    steps.push_back(StrCat("前序 ", PlanName(registry, before->key), before->IsDone() ? " 已于 " : " 预计 ",
                           before->expected->ToString(), " 完成，加本节点 ", Days(milestone.duration()), " = ",
                           EndAfter(*before->expected, milestone.duration(), registry.work_days).ToString()));
  }
  for (const std::string& id : milestone.blocked_by) {
    const auto& due = registry.catalogue.issues.at(id).due_date;
    steps.push_back(StrCat("受阻于 ", PlanName(registry, id), "（未办结",
                           due ? StrCat("，应于 ", due->ToString(), *due < today ? "，已逾期" : "") : "", "）"));
  }
  if (milestone.expected) steps.push_back(StrCat("预计完成取最晚者：", milestone.expected->ToString()));
}

void AddVerdict(const Supervision& supervision, const MilestonePlan& plan, const PlannedMilestone& milestone,
                const MilestoneVerdict& verdict, std::vector<std::string>& steps) {
  const Date today = supervision.today();
  if (milestone.decided.excuse) steps.push_back(StrCat("容错免责：", DecisionText(*milestone.decided.excuse)));
  if (verdict.overdue != Severity::kNone) {
    steps.push_back(StrCat("今日 ", today.ToString(), "，逾期 ", verdict.days_late, " 天（",
                           model::SeverityText(verdict.overdue), "）"));
  } else if (milestone.planned && !milestone.IsDone() && today <= *milestone.planned) {
    steps.push_back(StrCat("今日 ", today.ToString(), "，距计划 ", *milestone.planned - today, " 天"));
  }
  if (verdict.slip != Severity::kNone) steps.push_back(SlipText(supervision.registry(), milestone));
  const std::string end = EndText(supervision.registry(), plan, milestone);
  if (!end.empty()) steps.push_back(end);
  steps.push_back(StrCat(model::LightText(verdict.light), "：", ReasonText(verdict.reason)));
}

void AddDeadlineOutlook(const Supervision& supervision, Date due, const DeadlineVerdict& verdict, const char* done,
                        std::vector<std::string>& outlook) {
  const Date today = supervision.today();
  const Date red_from = due + supervision.registry().settings.overdue_red_days;
  outlook.push_back(StrCat("不迟于 ", due.ToString(), " ", done, "：绿灯；之后", done, "：逾期完成"));
  if (today <= due) outlook.push_back(StrCat((due + 1).ToString(), " 起仍未", done, "：逾期（黄）"));
  if (today < red_from && verdict.overdue != Severity::kRed) {
    outlook.push_back(StrCat(red_from.ToString(), " 起仍未", done, "：逾期（红）"));
  }
}

void AddNextChange(PromiseExplanation& explanation) {
  if (explanation.next_change) {
    explanation.outlook.push_back(StrCat("如无填报，最早 ", explanation.next_change->ToString(), " 起变化"));
  }
}

void AddMilestoneInputs(const Registry& registry, const MilestonePlan& plan, const PlannedMilestone& milestone,
                        std::vector<model::EvidenceInput>& inputs) {
  const model::Item& item = *milestone.item;
  const std::string planned = milestone.planned ? milestone.planned->ToString() : "";
  inputs.push_back({"milestone", milestone.key, PlannedText(milestone), planned, item.clause});
  if (milestone.progress) {
    inputs.push_back({"report", milestone.key, milestone.IsDone() ? "完成" : "未完成",
                      milestone.progress->date.ToString(), milestone.progress->note});
  }
  for (const std::string& reference : milestone.milestone->depends_on) {
    const PlannedMilestone* before = plan.Find(MilestoneKey(item.id, reference));
    if (!before) continue;
    inputs.push_back({"milestone", before->key, PlanName(registry, before->key),
                      before->expected ? before->expected->ToString() : "", before->item->clause});
  }
  for (const std::string& id : milestone.blocked_by) {
    const model::Issue& issue = registry.catalogue.issues.at(id);
    inputs.push_back({"issue", id, PlanName(registry, id), issue.due_date ? issue.due_date->ToString() : "",
                      registry.UnitName(issue.raised_by)});
  }
  for (const model::Decision* decision : {milestone.decided.due_date, milestone.decided.excuse}) {
    if (!decision) continue;
    inputs.push_back({"decision", decision->id, decision->reason, decision->date ? decision->date->ToString() : "",
                      decision->decided_by});
  }
}

std::optional<Date> Soonest(std::optional<Date> left, std::optional<Date> right) {
  if (!left || !right) return left ? left : right;
  return std::min(*left, *right);
}

PromiseExplanation About(const Registry& registry, model::Subject subject, const std::string& lead_unit,
                         const std::string& programme, const std::vector<std::string>& chains) {
  PromiseExplanation explanation;
  explanation.subject = std::move(subject);
  explanation.programme = programme;
  explanation.chains = chains;
  explanation.responsible_unit = registry.ResponsibleUnit(lead_unit, programme);
  explanation.evidence.rule = "R17";
  return explanation;
}

/// What was reported of an item's stages, and how long it may stay.
void AddStages(const ItemRecord& record, const StageVerdict& stage, PromiseExplanation& explanation) {
  explanation.stage = stage.stage;
  for (const ItemRecord::StageReached& reached : record.past_stages) {
    explanation.evidence.inputs.push_back(
        {"stage", explanation.subject.id, reached.stage, reached.date.ToString(), reached.reason});
    explanation.steps.push_back(StrCat(reached.date.ToString(), " 报“", reached.stage, "”",
                                       reached.reason.empty() ? "" : StrCat("（", reached.reason, "）"),
                                       reached.refused ? "：越级/退回须说明原因，未采纳" : ""));
  }
  if (!stage.limit) return;
  explanation.steps.push_back(StrCat("自 ", stage.since->ToString(), " 起在“", stage.stage, "”，限 ",
                                     *stage.limit - *stage.since, " 天，到 ", stage.limit->ToString()));
  if (stage.stalled == Severity::kNone && stage.next_change) {
    explanation.outlook.push_back(StrCat((*stage.limit + 1).ToString(), " 起仍未转段：阶段停滞（黄）"));
  }
}

/// An item's milestones, the worst of them, and when it ends.
void AddItemMilestones(const Registry& registry, const ItemVerdict& verdict, PromiseExplanation& explanation) {
  for (size_t i = 0; i < verdict.milestones.size(); ++i) {
    const PlannedMilestone& milestone = *verdict.plan.milestones()[i];
    const MilestoneVerdict& now = verdict.milestones[i];
    explanation.evidence.inputs.push_back({"milestone", milestone.key, PlannedText(milestone),
                                           milestone.planned ? milestone.planned->ToString() : "",
                                           milestone.item->clause});
    explanation.steps.push_back(
        StrCat("节点 ", PlanName(registry, milestone.key), "：计划 ", PlannedText(milestone),
               milestone.expected ? StrCat(milestone.IsDone() ? "，完成于 " : "，预计 ", milestone.expected->ToString())
                                  : std::string(),
               "，", model::LightText(now.light), "（", ReasonText(now.reason), "）"));
    if (i > 0 && now.light <= explanation.light) continue;
    explanation.light = now.light;
    explanation.reason = now.reason;
  }
  if (const PlannedMilestone* end = verdict.plan.PlannedEnd()) {
    explanation.planned_date = end->planned;
    explanation.planned = PlannedText(*end);
  }
  const PlannedMilestone* end = verdict.plan.ExpectedEnd();
  if (!end) return;
  explanation.expected_date = end->expected;
  const std::string effect = EndText(registry, verdict.plan, *end);
  if (!effect.empty()) explanation.steps.push_back(effect);
}

}  // namespace

absl::StatusOr<PromiseExplanation> ExplanationOfMilestone(const Supervision& supervision, const std::string& key) {
  const Registry& registry = supervision.registry();
  const ItemRow* row = Registry::FindRow(registry.items, ItemOfMilestone(key));
  if (!row || !row->defined) return Missing(supervision, "事项", ItemOfMilestone(key));
  const ItemVerdict verdict = supervision.ItemVerdictOf(*row, supervision.today());
  const auto& milestones = verdict.plan.milestones();
  const auto it =
      std::find_if(milestones.begin(), milestones.end(), [&](const auto* node) { return node->key == key; });
  if (it == milestones.end()) return Missing(supervision, "节点", key);
  const PlannedMilestone& milestone = **it;
  const MilestoneVerdict& now = verdict.milestones[static_cast<size_t>(it - milestones.begin())];
  const model::Item& item = *milestone.item;
  PromiseExplanation explanation =
      About(registry, {SubjectKind::kMilestone, key, MilestoneName(item, *milestone.milestone)}, item.lead_unit,
            item.programme, item.chains);
  explanation.light = now.light;
  explanation.reason = now.reason;
  explanation.planned_date = milestone.planned;
  explanation.planned = PlannedText(milestone);
  explanation.expected_date = milestone.expected;
  AddMilestoneInputs(registry, verdict.plan, milestone, explanation.evidence.inputs);
  AddPlan(registry, verdict.plan, milestone, explanation.steps);
  AddOthers(registry, verdict.plan, milestone, supervision.today(), explanation.steps);
  AddVerdict(supervision, verdict.plan, milestone, now, explanation.steps);
  explanation.evidence.summary =
      StrCat(explanation.subject.display_name, "：计划 ", explanation.planned, "，", explanation.steps.back());
  if (!milestone.IsDone() && !milestone.decided.excuse) {
    if (milestone.planned) {
      AddDeadlineOutlook(supervision, *milestone.planned, now, "完成", explanation.outlook);
    }
    explanation.next_change = Soonest(now.next_change, verdict.plan.NextChange());
    AddNextChange(explanation);
  }
  AddAlerts(supervision, explanation);
  return explanation;
}

absl::StatusOr<PromiseExplanation> ExplanationOfItem(const Supervision& supervision, const std::string& id) {
  const Registry& registry = supervision.registry();
  const ItemRow* row = Registry::FindRow(registry.items, id);
  if (!row || !row->defined) return Missing(supervision, "事项", id);
  const model::Item& item = registry.catalogue.items.at(id);
  const ItemVerdict verdict = supervision.ItemVerdictOf(*row, supervision.today());
  PromiseExplanation explanation =
      About(registry, {SubjectKind::kItem, id, item.display_name}, item.lead_unit, item.programme, item.chains);
  AddStages(row->record, verdict.stage, explanation);
  AddItemMilestones(registry, verdict, explanation);
  const model::Light stalled = LightOf(verdict.stage.stalled, model::Light::kGrey);
  if (stalled > explanation.light) {
    explanation.light = stalled;
    explanation.reason = Reason::kStalled;
  }
  explanation.steps.push_back(StrCat(model::LightText(explanation.light), "：", ReasonText(explanation.reason)));
  explanation.evidence.summary = StrCat(item.display_name, "：", explanation.steps.back());
  explanation.next_change = verdict.next_change;
  AddNextChange(explanation);
  AddAlerts(supervision, explanation);
  return explanation;
}

absl::StatusOr<PromiseExplanation> ExplanationOfIssue(const Supervision& supervision, const std::string& id) {
  const Registry& registry = supervision.registry();
  const model::Issue* issue = model::Find(registry.catalogue.issues, id);
  if (!issue) return Missing(supervision, "协调事项", id);
  const IssueVerdict verdict = supervision.IssueVerdictOf(*issue, supervision.today());
  PromiseExplanation explanation = About(registry, {SubjectKind::kIssue, id, PlanName(registry, id)}, issue->lead_unit,
                                         issue->programme, issue->chains);
  explanation.light = verdict.deadline.light;
  explanation.reason = verdict.deadline.reason;
  explanation.planned_date = issue->due_date;
  explanation.planned = issue->due_date ? issue->due_date->ToString() : "未定";
  const std::string raised = issue->raised_date ? issue->raised_date->ToString() : "";
  explanation.evidence.inputs.push_back({"issue", id, issue->description, raised, registry.UnitName(issue->raised_by)});
  explanation.steps.push_back(
      StrCat(registry.UnitName(issue->raised_by), " 于 ", raised, " 提出，应于 ", explanation.planned, " 办结"));
  for (const std::string& key : issue->blocks) {
    explanation.evidence.inputs.push_back({"milestone", key, PlanName(registry, key), "", ""});
    explanation.steps.push_back(StrCat("阻碍 ", PlanName(registry, key)));
  }
  if (issue->top_level) explanation.steps.push_back(StrCat("顶格：直送 ", PostName(registry, issue->leader_post)));
  const auto record = registry.issues.find(id);
  if (record != registry.issues.end()) {
    const bool settled = IsSettled(&record->second);
    explanation.steps.push_back(
        StrCat("已报：", settled ? "办结" : "重新打开", "（", record->second.date.ToString(), "）"));
    explanation.evidence.inputs.push_back(
        {"report", id, settled ? "办结" : "重新打开", record->second.date.ToString(), record->second.note});
    if (settled) explanation.expected_date = record->second.date;
  }
  explanation.steps.push_back(StrCat(model::LightText(explanation.light), "：", ReasonText(explanation.reason)));
  explanation.evidence.summary = StrCat(explanation.subject.display_name, "：", explanation.steps.back());
  if (verdict.open && issue->due_date) {
    AddDeadlineOutlook(supervision, *issue->due_date, verdict.deadline, "办结", explanation.outlook);
  }
  explanation.next_change = verdict.next_change;
  AddNextChange(explanation);
  AddAlerts(supervision, explanation);
  return explanation;
}

absl::StatusOr<PromiseExplanation> ExplanationOfObligation(const Supervision& supervision, const std::string& id) {
  const Registry& registry = supervision.registry();
  const ObligationRow* row = Registry::FindRow(registry.obligations, id);
  const model::Obligation* obligation = model::Find(registry.catalogue.obligations, id);
  if (!row || !obligation) return Missing(supervision, "定期义务", id);
  const ObligationVerdict verdict = supervision.ObligationVerdictOf(*row, supervision.today());
  PromiseExplanation explanation = About(registry, {SubjectKind::kObligation, id, obligation->display_name},
                                         obligation->lead_unit, obligation->programme, obligation->chains);
  for (const ObligationRecord::Fulfilment& fulfilment : row->record.fulfilments) {
    explanation.evidence.inputs.push_back(
        {"report", id, fulfilment.period.ToString(), fulfilment.date.ToString(), fulfilment.note});
    explanation.steps.push_back(StrCat(fulfilment.period.ToString(), "：已于 ", fulfilment.date.ToString(), " 完成"));
    explanation.light = model::Light::kGreen;
    explanation.reason = Reason::kDone;
  }
  for (const model::Decision* decision : registry.decisions.About({DecidedKind::kObligation, id})) {
    explanation.evidence.inputs.push_back({"decision", decision->id, decision->period,
                                           decision->date ? decision->date->ToString() : "", decision->decided_by});
    explanation.steps.push_back(StrCat(decision->period.empty() ? "各期" : decision->period, "：",
                                       decision->kind == model::DecisionKind::kExcuse ? "容错免责" : "时限调整", "，",
                                       DecisionText(*decision)));
  }
  if (const auto& running = verdict.running) {
    explanation.planned_date = running->due;
    explanation.planned = StrCat(running->period.ToString(), " 期应于 ", running->due.ToString(), " 前完成");
    explanation.light = running->verdict.light;
    explanation.reason = running->verdict.reason;
    explanation.steps.push_back(explanation.planned);
    AddDeadlineOutlook(supervision, running->due, running->verdict, "完成", explanation.outlook);
  }
  explanation.steps.push_back(StrCat(model::LightText(explanation.light), "：", ReasonText(explanation.reason)));
  explanation.evidence.summary = StrCat(obligation->display_name, "：", explanation.steps.back());
  explanation.next_change = verdict.next_change;
  AddNextChange(explanation);
  AddAlerts(supervision, explanation);
  return explanation;
}

void RefreshEvidence(const Supervision& supervision, model::Alert& alert) {
  if (!alert.open || alert.subject.kind != SubjectKind::kMilestone) return;
  const ItemRow* row = Registry::FindRow(supervision.registry().items, ItemOfMilestone(alert.subject.id));
  if (!row || !row->defined) return;
  const ItemVerdict verdict = supervision.ItemVerdictOf(*row, supervision.today());
  const auto& milestones = verdict.plan.milestones();
  for (size_t i = 0; i < milestones.size(); ++i) {
    if (milestones[i]->key != alert.subject.id || !milestones[i]->planned) continue;
    const bool slips = alert.condition != model::Condition::kSlip || verdict.plan.Slips(*milestones[i]);
    if (slips) DescribeMilestone(supervision.registry(), verdict, i, alert);
  }
}

}  // namespace liandu::evaluator
