// Scores as messages of the contract.
#include "evaluator/inbound/view_messages.h"
#include "wire/wire.h"

namespace liandu::evaluator {
namespace {

/// Counted up when a field of the results changes its meaning: others read them by it.
constexpr int kScoreFormatVersion = 1;

template <typename View>
void WriteBasis(const View& view, v1::ScoreBasis& proto) {
  const AssessmentStanding& standing = view.standing;
  proto.set_format_version(kScoreFormatVersion);
  proto.set_kind(static_cast<v1::ScoreKind>(view.kind));
  proto.set_state(static_cast<v1::AssessmentState>(standing.state));
  if (standing.state != AssessmentState::kLive) {
    *proto.mutable_assessment() = wire::ToProto(model::Resource(standing.assessment)).assessment();
  }
  if (standing.frozen_time) *proto.mutable_frozen_time() = wire::ToTimestamp(*standing.frozen_time);
  proto.set_note(standing.note);
  *proto.mutable_policy() = wire::ToProto(model::Resource(view.policy)).score_policy();
  *proto.mutable_clock_time() = wire::ToTimestamp(view.clock);
}

void WriteRow(const ScoreRow& row, v1::ScoreRow& proto) {
  proto.set_rank(row.rank);
  proto.set_id(row.id);
  proto.set_display_name(row.display_name);
  proto.set_score(row.score);
  proto.set_red(row.tally.red);
  proto.set_yellow(row.tally.yellow);
  proto.set_green(row.tally.green);
  proto.set_grey(row.tally.grey);
  proto.set_reason(row.reason);
  proto.set_current_score(row.current_score);
}

void WriteLine(const ScoreLine& line, v1::ScoreLine& proto) {
  proto.set_id(line.outcome.id);
  proto.set_display_name(line.outcome.display_name);
  proto.set_milestone(line.outcome.is_milestone);
  proto.set_core(line.outcome.core);
  proto.set_window(line.outcome.window);
  proto.set_light(static_cast<v1::Light>(line.outcome.light));
  proto.set_reason(ReasonName(line.outcome.reason));
  proto.set_weight(line.weight);
  proto.set_points(line.points);
  proto.set_contribution(line.contribution);
}

}  // namespace

void Write(const LeagueTable& table, v1::GetLeagueTableResponse& proto) {
  WriteBasis(table, *proto.mutable_basis());
  for (const ScoreRow& row : table.rows) WriteRow(row, *proto.add_rows());
}

void Write(const ScoreSheet& sheet, v1::GetScoreResponse& proto) {
  WriteBasis(sheet, *proto.mutable_basis());
  WriteRow(sheet.row, *proto.mutable_row());
  for (const ScoreLine& line : sheet.lines) WriteLine(line, *proto.add_lines());
  proto.set_outcomes_left_out(sheet.outcomes_left_out);
}

}  // namespace liandu::evaluator
