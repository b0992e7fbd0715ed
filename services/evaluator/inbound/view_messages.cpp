#include "evaluator/inbound/view_messages.h"

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
  for (const ConsideredReport& report : explanation.reports) Write(report, *proto.add_reports());
  for (const model::Conflict& conflict : explanation.conflicts) {
    *proto.add_conflicts() = wire::ToProto(model::Resource(conflict)).conflict();
  }
  for (const model::Alert& alert : explanation.open_alerts) {
    *proto.add_open_alerts() = wire::ToProto(alert, jurisdiction);
  }
}

}  // namespace liandu::evaluator
