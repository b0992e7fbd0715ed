#include <set>

#include "absl/strings/str_cat.h"
#include "ingest/domain/resource_check.h"
#include "model/rational.h"

namespace liandu::ingest {
namespace {

using model::DecisionKind;

/// "item/milestone" must exist.
void RequireMilestone(std::string_view field, const std::string& path, const ResourceCheck& check) {
  const size_t slash = path.find('/');
  const model::Item* item =
      slash == std::string::npos ? nullptr : check.catalogue().Find<model::Item>(path.substr(0, slash));
  if (item != nullptr && model::FindMilestone(*item, path.substr(slash + 1)) != nullptr) return;
  check.Refuse(field, absl::StrCat("没有节点“", path, "”；请写成“事项/节点”，并先把它加入目录"));
}

/// A post or a unit.
void RequireAuthor(std::string_view field, const std::string& id, const ResourceCheck& check) {
  if (check.catalogue().Find<model::Post>(id) || check.catalogue().Find<model::Unit>(id)) return;
  check.Refuse(field, absl::StrCat("没有岗位或单位“", id, "”；请先把它加入目录，或改正编号"));
}

void CheckSubject(const model::Decision& decision, const ResourceCheck& check) {
  const int subjects =
      (decision.target.empty() ? 0 : 1) + (decision.milestone.empty() ? 0 : 1) + (decision.obligation.empty() ? 0 : 1);
  if (subjects != 1) check.Refuse("target", "target、milestone、obligation 须恰好填写一个；请改正");
  check.Require<model::Target>("target", decision.target);
  check.Require<model::Obligation>("obligation", decision.obligation);
  if (!decision.milestone.empty()) RequireMilestone("milestone", decision.milestone, check);
  const bool of_target = decision.kind != DecisionKind::kChangeDueDate && decision.kind != DecisionKind::kExcuse;
  if (of_target && decision.target.empty()) check.Refuse("target", "没有填写；这种决定是对目标作出的，请写明目标");
}

/// A field that the kind of decision needs, or must not have.
void CheckField(std::string_view field, bool given, bool needed, const ResourceCheck& check) {
  if (needed && !given) check.Refuse(field, "没有填写；请补上，这种决定要有这一项");
  if (!needed && given) check.Refuse(field, "这种决定用不到；请删去，或改选决定的种类");
}

}  // namespace

void CheckAttributes(const std::vector<model::Attribute>& attributes, const ResourceCheck& check) {
  std::set<std::string> seen;
  for (size_t i = 0; i < attributes.size(); ++i) {
    if (seen.insert(attributes[i].name).second) continue;
    check.Refuse(ResourceCheck::At("attributes", i), absl::StrCat("“", attributes[i].name, "”重复；请删去一个"));
  }
}

void CheckResource(const model::Register& value, const ResourceCheck& check) {
  check.Require<model::Unit>("lead_unit", value.lead_unit);
  std::set<std::string> seen;
  for (size_t i = 0; i < value.tiers.size(); ++i) {
    if (!seen.insert(value.tiers[i]).second) {
      check.Refuse(ResourceCheck::At("tiers", i), absl::StrCat("“", value.tiers[i], "”重复；请删去一个"));
    }
  }
  if (!value.kept_since) check.Warn("名录 " + value.id, "未写明从何日起完整（kept_since），据此的计数都是未记录");
}

void CheckResource(const model::StageMachine& machine, const ResourceCheck& check) {
  if (machine.stages.empty()) check.Refuse("stages", "没有填写；请按先后列出阶段");
  std::set<std::string> seen;
  for (size_t i = 0; i < machine.stages.size(); ++i) {
    if (seen.insert(machine.stages[i].id).second) continue;
    check.Refuse(ResourceCheck::At("stages", i), absl::StrCat("阶段“", machine.stages[i].id, "”重复；请删去一个"));
  }
}

void CheckResource(const model::Watch& watch, const ResourceCheck& check) {
  check.Require<model::Indicator>("indicator", watch.indicator);
  check.Require<model::Unit>("lead_unit", watch.lead_unit);
  check.RequireAll<model::Chain>("chains", watch.chains);
  check.Require<model::Programme>("programme", watch.programme);
  if (!watch.floor && !watch.ceiling && !watch.drop_percent) {
    check.Refuse("floor", "floor、ceiling、drop_percent 都没有填写；请至少填一个");
  }
  if (watch.floor && watch.ceiling && model::ToRational(*watch.ceiling) < model::ToRational(*watch.floor)) {
    check.Refuse("ceiling", "小于 floor；请对调或改正");
  }
  if (watch.drop_percent && watch.drop_percent->mantissa <= 0)
    check.Refuse("drop_percent", "不大于 0；请填下降的百分数");
}

void CheckResource(const model::Decision& decision, const ResourceCheck& check) {
  CheckSubject(decision, check);
  RequireAuthor("decided_by", decision.decided_by, check);
  check.RequireAll<model::Target>("gives_way", decision.gives_way);
  const DecisionKind kind = decision.kind;
  const bool value =
      kind == DecisionKind::kChangeValue || kind == DecisionKind::kFillRedaction || kind == DecisionKind::kConfirmBase;
  CheckField("value", decision.value.has_value(), value, check);
  CheckField("new_date", decision.new_date.has_value(),
             kind == DecisionKind::kChangeDueDate || kind == DecisionKind::kConfirmBase, check);
  CheckField("gives_way", !decision.gives_way.empty(), kind == DecisionKind::kSettleConflict, check);
  const model::Target* target = check.catalogue().Find<model::Target>(decision.target);
  if (target == nullptr) return;
  if (kind == DecisionKind::kFillRedaction && !target->redacted) {
    check.Refuse("kind", "目标的数值没有被遮盖；调整数值请用 DECISION_KIND_CHANGE_VALUE");
  }
  if (kind == DecisionKind::kConfirmReading && target->ambiguity.empty()) {
    check.Warn("决定 " + decision.id, "目标 " + target->id + " 没有口径歧义，确认口径不改变评价");
  }
}

void CheckResource(const model::Issue& issue, const ResourceCheck& check) {
  check.Require<model::Unit>("raised_by", issue.raised_by);
  check.Require<model::Unit>("lead_unit", issue.lead_unit);
  check.Require<model::Post>("leader_post", issue.leader_post);
  check.RequireAll<model::Chain>("chains", issue.chains);
  check.Require<model::Programme>("programme", issue.programme);
  check.RequireOrder("due_date", issue.raised_date, issue.due_date);
  for (size_t i = 0; i < issue.blocks.size(); ++i) {
    RequireMilestone(ResourceCheck::At("blocks", i), issue.blocks[i], check);
  }
  if (issue.top_level && issue.leader_post.empty()) {
    check.Refuse("leader_post", "没有填写；请写明顶格事项直接送达的领导岗位");
  }
}

void CheckResource(const model::ScorePolicy& policy, const ResourceCheck& check) {
  const auto in_range = [](model::Decimal points) {
    const model::Rational value = model::ToRational(points);
    return value >= 0 && value <= 100;
  };
  if (!in_range(policy.green_points)) check.Refuse("green_points", "不在 0 至 100 之间；请改正");
  if (!in_range(policy.yellow_points)) check.Refuse("yellow_points", "不在 0 至 100 之间；请改正");
  if (!in_range(policy.red_points)) check.Refuse("red_points", "不在 0 至 100 之间；请改正");
}

void CheckResource(const model::Assessment& assessment, const ResourceCheck& check) {
  check.RequireOrder("end_date", assessment.start_date, assessment.end_date);
  if (assessment.end_date && assessment.freeze_date && *assessment.freeze_date <= *assessment.end_date) {
    check.Refuse("freeze_date", "不晚于 end_date；请填考核期结束之后的日期");
  }
}

}  // namespace liandu::ingest
