#include "evaluator/inbound/view_messages.h"

#include <algorithm>
#include <chrono>

#include "evaluator/domain/response_times.h"
#include "wire/wire.h"

namespace liandu::evaluator {
namespace {

void Write(const LightSummary& summary, v1::LightSummary& proto) {
  proto.set_id(summary.id);
  proto.set_display_name(summary.display_name);
  proto.set_chain_kind(static_cast<v1::ChainKind>(summary.chain_kind));
  proto.set_group(summary.group);
  proto.set_light(static_cast<v1::Light>(summary.light));
  proto.set_reason(summary.reason);
  proto.set_red(summary.red);
  proto.set_yellow(summary.yellow);
  proto.set_green(summary.green);
  proto.set_grey(summary.grey);
  proto.set_open_alerts(summary.open_alerts);
}

void Write(const ConsideredReport& report, v1::ConsideredReport& proto) {
  proto.set_period(report.period);
  proto.set_value(report.value);
  proto.set_source(report.source);
  proto.set_revision(report.revision);
  proto.set_role(report.role);
  *proto.mutable_received_time() = wire::ToTimestamp(report.received);
}

void Write(const StepTimes& times, v1::StepTimes& proto) {
  proto.set_count(times.count);
  proto.set_total_seconds(std::chrono::duration_cast<std::chrono::seconds>(times.total).count());
  proto.set_mean_days(MeanDaysText(times));
}

void Write(const UnitResponse& response, v1::UnitResponse& proto) {
  proto.set_unit(response.unit);
  proto.set_display_name(response.display_name);
  proto.set_open(response.open);
  proto.set_unacknowledged(response.unacknowledged);
  proto.set_overdue(response.overdue);
  Write(response.acknowledge, *proto.mutable_acknowledge());
  Write(response.answer, *proto.mutable_answer());
  Write(response.close, *proto.mutable_close());
}

}  // namespace

void Write(const Board& board, v1::GetBoardResponse& proto) {
  *proto.mutable_clock_time() = wire::ToTimestamp(board.clock);
  proto.set_clock_mode(static_cast<v1::ClockMode>(board.clock_mode));
  Write(board.jurisdiction, *proto.mutable_jurisdiction());
  for (const LightSummary& chain : board.chains) Write(chain, *proto.add_chains());
  for (const LightSummary& unit : board.units) Write(unit, *proto.add_units());
  for (const ReasonCount& count : board.grey_reasons) {
    v1::ReasonCount* out = proto.add_grey_reasons();
    out->set_reason(ReasonName(count.reason));
    out->set_count(count.count);
  }
  proto.set_open_blue(board.open_blue);
  proto.set_open_yellow(board.open_yellow);
  proto.set_open_red(board.open_red);
  proto.set_report_count(board.report_count);
  proto.set_target_count(board.target_count);
  proto.set_milestone_count(board.milestone_count);
  for (const UnitResponse& response : board.responses) Write(response, *proto.add_responses());
}

void Write(const TargetView& view, v1::TargetVerdict& proto) {
  proto.set_id(view.id);
  proto.set_display_name(view.display_name);
  proto.set_programme(view.programme);
  for (const std::string& chain : view.chains) proto.add_chains(chain);
  proto.set_lead_unit(view.lead_unit);
  proto.set_light(static_cast<v1::Light>(view.light));
  proto.set_reason(ReasonName(view.reason));
  proto.set_final(view.final);
  proto.set_threshold(view.threshold);
  proto.set_latest_value(view.latest_value);
  proto.set_latest_period(view.latest_period);
  proto.set_progress(view.progress);
  proto.set_elapsed(view.elapsed);
  proto.set_lag_points(view.lag_points);
  proto.set_window(view.window);
  if (view.due_date) proto.set_due_date(view.due_date->ToString());
  if (view.next_change) *proto.mutable_next_change_time() = wire::ToTimestamp(*view.next_change);
}

void Write(const Explanation& explanation, const std::string& jurisdiction, v1::ExplainTargetResponse& proto) {
  Write(explanation.verdict, *proto.mutable_verdict());
  *proto.mutable_evidence() = wire::ToProto(explanation.evidence);
  for (const std::string& step : explanation.steps) proto.add_steps(step);
  for (const std::string& line : explanation.outlook) proto.add_outlook(line);
  for (const ConsideredReport& report : explanation.reports) Write(report, *proto.add_reports());
  for (const model::Conflict& conflict : explanation.conflicts) {
    *proto.add_conflicts() = wire::ToProto(model::Resource(conflict)).conflict();
  }
  for (const model::Alert& alert : explanation.open_alerts) {
    *proto.add_open_alerts() = wire::ToProto(alert, jurisdiction);
  }
}

void Write(const PromiseExplanation& explanation, const std::string& jurisdiction, v1::ExplainSubjectResponse& proto) {
  proto.mutable_subject()->set_kind(static_cast<v1::SubjectKind>(explanation.subject.kind));
  proto.mutable_subject()->set_id(explanation.subject.id);
  proto.mutable_subject()->set_display_name(explanation.subject.display_name);
  proto.set_light(static_cast<v1::Light>(explanation.light));
  proto.set_reason(ReasonText(explanation.reason));
  proto.set_programme(explanation.programme);
  for (const std::string& chain : explanation.chains) proto.add_chains(chain);
  proto.set_lead_unit(explanation.responsible_unit);
  if (explanation.planned_date) proto.set_planned_date(explanation.planned_date->ToString());
  proto.set_planned(explanation.planned);
  if (explanation.expected_date) proto.set_expected_date(explanation.expected_date->ToString());
  proto.set_stage(explanation.stage);
  *proto.mutable_evidence() = wire::ToProto(explanation.evidence);
  for (const std::string& step : explanation.steps) proto.add_steps(step);
  for (const std::string& line : explanation.outlook) proto.add_outlook(line);
  if (explanation.next_change) proto.set_next_change_date(explanation.next_change->ToString());
  for (const model::Alert& alert : explanation.open_alerts) {
    *proto.add_open_alerts() = wire::ToProto(alert, jurisdiction);
  }
}

void Write(const LightExplanation& explanation, v1::ExplainLightResponse& proto) {
  Write(explanation.summary, *proto.mutable_summary());
  proto.set_rule(explanation.rule);
  for (const std::string& line : explanation.outlook) proto.add_outlook(line);
  proto.set_member_count(static_cast<int>(explanation.members.size()));
  for (size_t i = 0; i < std::min(explanation.members.size(), kMaxLightMembers); ++i) {
    const LightMember& member = explanation.members[i];
    v1::LightMember* out = proto.add_members();
    out->set_kind(member.kind == "target" ? v1::SUBJECT_KIND_TARGET : v1::SUBJECT_KIND_MILESTONE);
    out->set_id(member.id);
    out->set_display_name(member.display_name);
    out->set_light(static_cast<v1::Light>(member.light));
    out->set_reason(member.reason);
    out->set_core(member.core);
    for (const std::string& other : member.grouped) out->add_grouped(other);
    if (member.next_change) *out->mutable_next_change_time() = wire::ToTimestamp(*member.next_change);
  }
}

void Write(const WhatIf& what_if, const std::string& jurisdiction, v1::WhatIfResponse& proto) {
  *proto.mutable_clock_time_before() = wire::ToTimestamp(what_if.clock_before);
  *proto.mutable_clock_time_after() = wire::ToTimestamp(what_if.clock_after);
  for (const TargetDifference& difference : what_if.targets) {
    v1::TargetDifference* out = proto.add_targets();
    if (difference.before) Write(*difference.before, *out->mutable_before());
    if (difference.after) Write(*difference.after, *out->mutable_after());
  }
  for (const AlertDifference& difference : what_if.alerts) {
    v1::AlertDifference* out = proto.add_alerts();
    if (difference.before) *out->mutable_before() = wire::ToProto(*difference.before, jurisdiction);
    if (difference.after) *out->mutable_after() = wire::ToProto(*difference.after, jurisdiction);
  }
  for (const LightDifference& difference : what_if.lights) {
    v1::LightDifference* out = proto.add_lights();
    out->set_kind(difference.kind);
    Write(difference.before, *out->mutable_before());
    Write(difference.after, *out->mutable_after());
  }
  proto.set_targets_copied(what_if.targets_copied);
}

}  // namespace liandu::evaluator
