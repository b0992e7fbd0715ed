#include "wire/readers.h"

namespace liandu::wire {
namespace {

constexpr size_t kMaxDescriptionLength = 1000;
/// "item/milestone".
constexpr size_t kMaxMilestoneLength = 2 * kMaxIdLength + 1;
constexpr int kMaxBlocked = 100;
constexpr int kMaxCoreWeight = 100;
constexpr int kMaxMinEvaluable = 1000;

model::Decimal PointsOf(std::string_view field, const std::string& value, model::Decimal fallback, const Form& form) {
  return form.OptionalDecimal(field, value).value_or(fallback);
}

}  // namespace

model::Decision Read(const v1::Decision& proto, const Form& form) {
  model::Decision decision;
  decision.id = form.Id("id", proto.id());
  decision.kind = form.RequiredEnum("kind", proto.kind(), v1::DecisionKind_IsValid(proto.kind()),
                                    model::DecisionKind::kUnspecified);
  decision.date = form.RequiredDate("date", proto.date());
  decision.decided_by = form.Id("decided_by", proto.decided_by());
  decision.reason = form.RequiredText("reason", proto.reason());
  decision.target = form.OptionalId("target", proto.target());
  decision.milestone = form.Text("milestone", proto.milestone(), kMaxMilestoneLength);
  decision.obligation = form.OptionalId("obligation", proto.obligation());
  decision.period = proto.period();
  if (!decision.period.empty()) form.RequiredPeriod("period", decision.period);
  decision.value = form.OptionalDecimal("value", proto.value());
  decision.upper_value = form.OptionalDecimal("upper_value", proto.upper_value());
  decision.new_date = form.OptionalDate("new_date", proto.new_date());
  decision.gives_way = form.Ids("gives_way", proto.gives_way());
  return decision;
}

void Write(const model::Decision& decision, v1::Decision& proto) {
  proto.set_id(decision.id);
  proto.set_kind(ToEnum<v1::DecisionKind>(decision.kind));
  if (decision.date) proto.set_date(decision.date->ToString());
  proto.set_decided_by(decision.decided_by);
  proto.set_reason(decision.reason);
  proto.set_target(decision.target);
  proto.set_milestone(decision.milestone);
  proto.set_obligation(decision.obligation);
  proto.set_period(decision.period);
  if (decision.value) proto.set_value(decision.value->ToString());
  if (decision.upper_value) proto.set_upper_value(decision.upper_value->ToString());
  if (decision.new_date) proto.set_new_date(decision.new_date->ToString());
  WriteStrings(decision.gives_way, proto.mutable_gives_way());
}

model::Issue Read(const v1::Issue& proto, const Form& form) {
  model::Issue issue;
  issue.id = form.Id("id", proto.id());
  issue.display_name = form.RequiredText("display_name", proto.display_name());
  issue.description = form.Text("description", proto.description(), kMaxDescriptionLength);
  issue.raised_by = form.Id("raised_by", proto.raised_by());
  issue.raised_date = form.RequiredDate("raised_date", proto.raised_date());
  issue.lead_unit = form.Id("lead_unit", proto.lead_unit());
  issue.due_date = form.RequiredDate("due_date", proto.due_date());
  issue.top_level = proto.top_level();
  issue.leader_post = form.OptionalId("leader_post", proto.leader_post());
  issue.blocks = form.Texts("blocks", proto.blocks(), kMaxBlocked, kMaxMilestoneLength);
  issue.chains = form.Ids("chains", proto.chains());
  issue.programme = form.OptionalId("programme", proto.programme());
  return issue;
}

void Write(const model::Issue& issue, v1::Issue& proto) {
  proto.set_id(issue.id);
  proto.set_display_name(issue.display_name);
  proto.set_description(issue.description);
  proto.set_raised_by(issue.raised_by);
  if (issue.raised_date) proto.set_raised_date(issue.raised_date->ToString());
  proto.set_lead_unit(issue.lead_unit);
  if (issue.due_date) proto.set_due_date(issue.due_date->ToString());
  proto.set_top_level(issue.top_level);
  proto.set_leader_post(issue.leader_post);
  WriteStrings(issue.blocks, proto.mutable_blocks());
  WriteStrings(issue.chains, proto.mutable_chains());
  proto.set_programme(issue.programme);
}

model::Watch Read(const v1::Watch& proto, const Form& form) {
  model::Watch watch;
  watch.id = form.Id("id", proto.id());
  watch.display_name = form.RequiredText("display_name", proto.display_name());
  watch.indicator = form.Id("indicator", proto.indicator());
  watch.floor = form.OptionalDecimal("floor", proto.floor());
  watch.ceiling = form.OptionalDecimal("ceiling", proto.ceiling());
  watch.drop_percent = form.OptionalDecimal("drop_percent", proto.drop_percent());
  watch.drop_against = form.Enum("drop_against", proto.drop_against(), v1::WatchBasis_IsValid(proto.drop_against()),
                                 model::WatchBasis::kPreviousPeriod, 1);
  watch.severity =
      form.Enum("severity", proto.severity(), v1::WatchSeverity_IsValid(proto.severity()), model::Severity::kYellow);
  watch.lead_unit = form.OptionalId("lead_unit", proto.lead_unit());
  watch.chains = form.Ids("chains", proto.chains());
  watch.programme = form.OptionalId("programme", proto.programme());
  watch.note = form.Text("note", proto.note());
  return watch;
}

void Write(const model::Watch& watch, v1::Watch& proto) {
  proto.set_id(watch.id);
  proto.set_display_name(watch.display_name);
  proto.set_indicator(watch.indicator);
  if (watch.floor) proto.set_floor(watch.floor->ToString());
  if (watch.ceiling) proto.set_ceiling(watch.ceiling->ToString());
  if (watch.drop_percent) proto.set_drop_percent(watch.drop_percent->ToString());
  proto.set_drop_against(ToEnum<v1::WatchBasis>(watch.drop_against, 1));
  proto.set_severity(ToEnum<v1::WatchSeverity>(watch.severity));
  proto.set_lead_unit(watch.lead_unit);
  WriteStrings(watch.chains, proto.mutable_chains());
  proto.set_programme(watch.programme);
  proto.set_note(watch.note);
}

model::ScorePolicy Read(const v1::ScorePolicy& proto, const Form& form) {
  model::ScorePolicy policy;
  policy.disabled = proto.disabled();
  policy.green_points = PointsOf("green_points", proto.green_points(), policy.green_points, form);
  policy.yellow_points = PointsOf("yellow_points", proto.yellow_points(), policy.yellow_points, form);
  policy.red_points = PointsOf("red_points", proto.red_points(), policy.red_points, form);
  if (proto.core_weight() != 0) policy.core_weight = form.Number("core_weight", proto.core_weight(), 1, kMaxCoreWeight);
  if (proto.min_evaluable() != 0) {
    policy.min_evaluable = form.Number("min_evaluable", proto.min_evaluable(), 1, kMaxMinEvaluable);
  }
  policy.note = form.Text("note", proto.note());
  return policy;
}

void Write(const model::ScorePolicy& policy, v1::ScorePolicy& proto) {
  proto.set_disabled(policy.disabled);
  proto.set_green_points(policy.green_points.ToString());
  proto.set_yellow_points(policy.yellow_points.ToString());
  proto.set_red_points(policy.red_points.ToString());
  proto.set_core_weight(policy.core_weight);
  proto.set_min_evaluable(policy.min_evaluable);
  proto.set_note(policy.note);
}

model::Assessment Read(const v1::Assessment& proto, const Form& form) {
  model::Assessment assessment;
  assessment.id = form.Id("id", proto.id());
  assessment.display_name = form.RequiredText("display_name", proto.display_name());
  assessment.start_date = form.RequiredDate("start_date", proto.start_date());
  assessment.end_date = form.RequiredDate("end_date", proto.end_date());
  assessment.freeze_date = form.RequiredDate("freeze_date", proto.freeze_date());
  assessment.note = form.Text("note", proto.note());
  return assessment;
}

void Write(const model::Assessment& assessment, v1::Assessment& proto) {
  proto.set_id(assessment.id);
  proto.set_display_name(assessment.display_name);
  if (assessment.start_date) proto.set_start_date(assessment.start_date->ToString());
  if (assessment.end_date) proto.set_end_date(assessment.end_date->ToString());
  if (assessment.freeze_date) proto.set_freeze_date(assessment.freeze_date->ToString());
  proto.set_note(assessment.note);
}

}  // namespace liandu::wire
