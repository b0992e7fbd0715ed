#include "evaluator/domain/milestone_texts.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "evaluator/domain/alert_texts.h"

namespace liandu::evaluator {
namespace {

using absl::StrCat;
using model::Condition;
using model::Date;
using model::Severity;

std::string WhoText(const Registry& registry, const std::string& unit) {
  return unit.empty() ? "责任单位未明确" : StrCat("责任单位 ", registry.UnitName(unit));
}

/// Since when, not for how long: the sentence is kept with the alert while the days go by.
std::string LateSince(Date due, Severity severity) {
  return StrCat("自 ", (due + 1).ToString(), " 起逾期（", model::SeverityText(severity), "）");
}

std::string DoneOn(Date day, std::optional<Date> due, const char* done) {
  const bool late = due && day > *due;
  return StrCat("已于 ", day.ToString(), " ", done, late ? StrCat("（逾期 ", day - *due, " 天）") : "");
}

std::string OverdueSince(Date due) { return StrCat("到期未完成，自 ", (due + 1).ToString(), " 起逾期"); }

/// What others say of it: "；受阻于 用地协调（应于 2024-07-01 办结）".
std::string BlockedText(const Registry& registry, const PlannedMilestone& milestone) {
  if (milestone.blocked_by.empty()) return "";
  std::vector<std::string> issues;
  for (const std::string& id : milestone.blocked_by) {
    const auto& due = registry.catalogue.issues.at(id).due_date;
    issues.push_back(StrCat(PlanName(registry, id), due ? StrCat("（应于 ", due->ToString(), " 办结）") : ""));
  }
  return StrCat("；受阻于 ", absl::StrJoin(issues, "、"));
}

std::string MilestoneSummary(const Registry& registry, const ItemVerdict& verdict, size_t index, Condition condition,
                             const std::string& name, const std::string& unit) {
  const PlannedMilestone& milestone = *verdict.plan.milestones()[index];
  const MilestoneVerdict& now = verdict.milestones[index];
  const std::string planned = PlannedText(milestone);
  const bool plain = milestone.source == PlanSource::kStated && !milestone.milestone->due_date_inferred;
  const std::string due = StrCat(name, "：应于 ", planned, plain ? " " : "", "完成，");
  const std::string blocked = BlockedText(registry, milestone);
  if (condition == Condition::kDueSoon) {
    return StrCat(due, DueSoonNote(now.due_soon_step), blocked, "；", WhoText(registry, unit));
  }
  const std::string end = EndText(registry, verdict.plan, milestone);
  const std::string effect = StrCat(blocked, end.empty() ? "" : "；", end, "；", WhoText(registry, unit));
  if (condition == Condition::kSlip) {
    return StrCat(name, "：计划 ", planned, plain ? " " : "", "完成，", SlipText(registry, milestone), effect);
  }
  return StrCat(due, LateSince(*milestone.planned, now.overdue), effect);
}

void AddPlanInputs(const Registry& registry, const MilestonePlan& plan, const PlannedMilestone& milestone,
                   model::Evidence& evidence) {
  for (const std::string& key : plan.PathTo(milestone)) {
    if (key == milestone.key) continue;
    const PlannedMilestone* other = plan.Find(key);
    const model::Issue* issue = other ? nullptr : model::Find(registry.catalogue.issues, key);
    const auto date = other ? other->expected : issue ? issue->due_date : std::nullopt;
    evidence.inputs.push_back({other ? "milestone" : "issue", key, PlanName(registry, key),
                               date ? date->ToString() : "", other ? other->item->clause : ""});
  }
  for (const std::string& id : milestone.blocked_by) {
    const auto named = [&](const model::EvidenceInput& input) { return input.kind == "issue" && input.id == id; };
    if (std::any_of(evidence.inputs.begin(), evidence.inputs.end(), named)) continue;
    const auto& due = registry.catalogue.issues.at(id).due_date;
    evidence.inputs.push_back({"issue", id, PlanName(registry, id), due ? due->ToString() : "", ""});
  }
  for (const model::Decision* decision : {milestone.decided.due_date, milestone.decided.excuse}) {
    if (!decision) continue;
    evidence.inputs.push_back({"decision", decision->id, decision->reason,
                               decision->date ? decision->date->ToString() : "", decision->decided_by});
  }
}

}  // namespace

std::string MilestoneName(const model::Item& item, const model::Milestone& milestone) {
  const bool own = !milestone.display_name.empty() && milestone.display_name != item.display_name;
  return own ? StrCat(item.display_name, "·", milestone.display_name) : item.display_name;
}

std::string PostName(const Registry& registry, const std::string& id) {
  const model::Post* post = model::Find(registry.catalogue.posts, id);
  return post && !post->display_name.empty() ? post->display_name : id;
}

std::string PlanName(const Registry& registry, const std::string& key) {
  const size_t slash = key.find('/');
  if (slash == std::string::npos) {
    const model::Issue* issue = model::Find(registry.catalogue.issues, key);
    return issue && !issue->display_name.empty() ? issue->display_name : key;
  }
  const model::Item* item = model::Find(registry.catalogue.items, key.substr(0, slash));
  if (!item) return key;
  for (const model::Milestone& milestone : item->milestones) {
    if (milestone.id == key.substr(slash + 1)) return MilestoneName(*item, milestone);
  }
  return key;
}

std::string PlannedText(const PlannedMilestone& milestone) {
  if (!milestone.planned) return "未定";
  const std::string date = milestone.planned->ToString();
  if (milestone.source == PlanSource::kBackwards) return StrCat(date, "（倒排）");
  if (milestone.source == PlanSource::kDecided) {
    const auto& stated = milestone.milestone->due_date;
    const char* verb = stated && *milestone.planned < *stated ? "提前到 " : "延至 ";
    return StrCat(date, "（", stated ? StrCat("原定 ", stated->ToString(), "，", verb, date) : "原未定", "，",
                  DecisionText(*milestone.decided.due_date), "）");
  }
  return StrCat(date, milestone.milestone->due_date_inferred ? "（推定）" : "");
}

std::string EndText(const Registry& registry, const MilestonePlan& plan, const PlannedMilestone& milestone) {
  const PlannedMilestone* planned = plan.PlannedEnd();
  const PlannedMilestone* expected = plan.ExpectedEnd();
  if (!planned || !expected || *expected->expected <= *planned->planned) return "";
  const std::vector<std::string> path = plan.PathTo(*expected);
  if (path.size() < 2 || std::find(path.begin(), path.end(), milestone.key) == path.end()) return "";
  std::vector<std::string> names;
  for (const std::string& key : path) {
    const PlannedMilestone* at = plan.Find(key);
    const bool same_item = at && at->item == milestone.item && !at->milestone->display_name.empty();
    names.push_back(same_item ? at->milestone->display_name : PlanName(registry, key));
  }
  return StrCat("影响完工：由 ", planned->planned->ToString(), " 推迟到 ", expected->expected->ToString(),
                "，关键路径 ", absl::StrJoin(names, "→"));
}

std::string SlipText(const Registry& registry, const PlannedMilestone& milestone) {
  return StrCat("受“", PlanName(registry, milestone.through), "”影响，预计 ", milestone.through_others->ToString(),
                " 完成，晚于计划 ", *milestone.through_others - *milestone.planned, " 天");
}

void DescribeMilestone(const Registry& registry, const ItemVerdict& verdict, size_t index, model::Alert& alert) {
  const PlannedMilestone& milestone = *verdict.plan.milestones()[index];
  const model::Item& item = *milestone.item;
  const std::string unit = registry.ResponsibleUnit(item.lead_unit, item.programme);
  const std::string name = MilestoneName(item, *milestone.milestone);
  alert.subject.display_name = name;
  alert.chains = item.chains;
  alert.responsible_unit = unit;
  alert.programme = item.programme;
  alert.labels = item.labels;
  alert.due_date = milestone.planned;
  alert.evidence = {};
  alert.evidence.rule = "R17";
  alert.evidence.inputs.push_back({"milestone", milestone.key, name, milestone.planned->ToString(), item.clause});
  AddPlanInputs(registry, verdict.plan, milestone, alert.evidence);
  if (alert.condition == Condition::kSlip) {
    alert.evidence.expected = milestone.planned->ToString();
    alert.evidence.actual = milestone.through_others->ToString();
  }
  alert.evidence.summary = MilestoneSummary(registry, verdict, index, alert.condition, name, unit);
}

void DescribeStage(const Registry& registry, const model::Item& item, const StageVerdict& verdict,
                   model::Alert& alert) {
  const std::string unit = registry.ResponsibleUnit(item.lead_unit, item.programme);
  alert.subject.display_name = item.display_name;
  alert.chains = item.chains;
  alert.responsible_unit = unit;
  alert.programme = item.programme;
  alert.labels = item.labels;
  alert.evidence = {};
  alert.evidence.rule = "R17";
  if (alert.condition == Condition::kDataGap) {
    const auto& refused = *verdict.refused;
    alert.due_date = std::nullopt;
    alert.evidence.inputs.push_back({"stage", item.id, refused.stage, refused.date.ToString(), ""});
    alert.evidence.summary =
        StrCat(item.display_name, "：", refused.date.ToString(), " 报“", refused.stage, "”，与现阶段“", verdict.stage,
               "”不相接，未采纳：越级/退回须说明原因；", WhoText(registry, unit));
    return;
  }
  alert.due_date = verdict.limit;
  alert.evidence.inputs.push_back({"stage", item.id, verdict.stage, verdict.since->ToString(), ""});
  alert.evidence.expected = verdict.limit->ToString();
  alert.evidence.summary = StrCat(item.display_name, "：自 ", verdict.since->ToString(), " 起停在“", verdict.stage,
                                  "”，限 ", *verdict.limit - *verdict.since, " 天，应不迟于 ",
                                  verdict.limit->ToString(), " 转段；", WhoText(registry, unit));
}

void DescribeIssue(const Registry& registry, const model::Issue& issue, const IssueVerdict& verdict,
                   model::Alert& alert) {
  const std::string unit = registry.ResponsibleUnit(issue.lead_unit, issue.programme);
  const std::string name = issue.display_name.empty() ? issue.id : issue.display_name;
  alert.subject.display_name = name;
  alert.chains = issue.chains;
  alert.responsible_unit = unit;
  alert.programme = issue.programme;
  alert.due_date = issue.due_date;
  alert.posts.clear();
  alert.evidence = {};
  alert.evidence.rule = "R17";
  alert.evidence.inputs.push_back({"issue", issue.id, name, issue.due_date ? issue.due_date->ToString() : "",
                                   issue.raised_by.empty() ? "" : registry.UnitName(issue.raised_by)});
  std::vector<std::string> blocked;
  for (const std::string& key : issue.blocks) {
    blocked.push_back(PlanName(registry, key));
    alert.evidence.inputs.push_back({"milestone", key, blocked.back(), "", ""});
  }
  const std::string effect =
      StrCat(blocked.empty() ? "" : "；阻碍 ", absl::StrJoin(blocked, "、"), "；", WhoText(registry, unit));
  const std::string due = issue.due_date ? StrCat("应于 ", issue.due_date->ToString(), " 办结") : "未定办结时限";
  if (alert.condition == Condition::kTopLevel) {
    alert.posts = {issue.leader_post};
    alert.evidence.summary =
        StrCat(name, "：顶格协调，直送 ", PostName(registry, issue.leader_post), "，", due, effect);
    return;
  }
  const DeadlineVerdict& deadline = verdict.deadline;
  const std::string state = alert.condition == Condition::kOverdue ? LateSince(*issue.due_date, deadline.overdue)
                                                                   : DueSoonNote(deadline.due_soon_step);
  alert.evidence.summary = StrCat(name, "：", due, "，", state, effect);
}

std::string MilestoneCleared(const MilestonePlan& plan, const PlannedMilestone& milestone,
                             const MilestoneVerdict& verdict, const model::Alert& alert) {
  if (milestone.IsDone()) return DoneOn(milestone.progress->date, milestone.planned, "完成");
  if (milestone.decided.excuse) return StrCat("已容错免责，", DecisionText(*milestone.decided.excuse));
  if (!milestone.planned) return "已不设完成时限";
  if (milestone.planned->ToString() != alert.window) return StrCat("完成时限已改为 ", PlannedText(milestone));
  const bool late = alert.condition != Condition::kOverdue && verdict.overdue != Severity::kNone;
  if (late) return OverdueSince(*milestone.planned);
  if (alert.condition == Condition::kSlip && !plan.Slips(milestone)) {
    return milestone.through_others
               ? StrCat("前序已理顺，预计 ", milestone.through_others->ToString(), " 可以完成，不晚于计划")
               : "已不受前序影响";
  }
  return "已不在预警范围内";
}

std::string StageCleared(const StageVerdict& verdict, const model::Alert& alert) {
  if (alert.condition == Condition::kDataGap) {
    return verdict.refused ? StrCat("改以 ", verdict.refused->date.ToString(), " 的填报为准提示")
                           : StrCat("已理顺，现阶段为“", verdict.stage, "”");
  }
  if (verdict.since && verdict.since->ToString() != alert.window) {
    return StrCat("已于 ", verdict.since->ToString(), " 转入“", verdict.stage, "”");
  }
  return "停留时限已调整";
}

std::string IssueCleared(const model::Issue& issue, const IssueRecord* record, const IssueVerdict& verdict,
                         const model::Alert& alert) {
  if (IsSettled(record)) return DoneOn(record->date, issue.due_date, "办结");
  if (alert.condition == Condition::kTopLevel) return "已不再顶格";
  if (!issue.due_date) return "已不设办结时限";
  if (issue.due_date->ToString() != alert.window) return StrCat("办结时限已改为 ", issue.due_date->ToString());
  const bool late = alert.condition == Condition::kDueSoon && verdict.deadline.overdue != Severity::kNone;
  return late ? OverdueSince(*issue.due_date) : "已不在预警范围内";
}

}  // namespace liandu::evaluator
