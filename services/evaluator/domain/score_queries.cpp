#include "evaluator/domain/score_queries.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/score_outcomes.h"

namespace liandu::evaluator {
namespace {

/// Where a table's numbers come from.
struct Basis {
  AssessmentStanding standing;
  model::ScorePolicy policy;
  std::vector<AssessmentRecord::Parent> parents;
  /// All of them, for an assessment; live ones are collected only where they are shown.
  std::vector<FrozenOutcome> outcomes;
  /// What a frozen assessment would give now.
  std::vector<AssessmentRecord::Parent> now;
  int64_t outcomes_left_out = 0;
};

Basis FrozenBasis(const Supervision& supervision, const AssessmentRecord& record) {
  const Registry& registry = supervision.registry();
  Basis basis{{record.assessment, AssessmentState::kFrozen, record.frozen_time, ""},
              record.policy,
              record.parents,
              record.outcomes,
              {},
              record.outcomes_left_out};
  basis.now = ParentsOf(registry, AssessedOutcomes(supervision, record.assessment, supervision.today()));
  const model::Assessment* present = model::Find(registry.catalogue.assessments, record.assessment.id);
  if (!present) basis.standing.note = "考核期已从目录中撤销，冻结结果仍然保留";
  if (present &&
      (present->start_date != record.assessment.start_date || present->end_date != record.assessment.end_date ||
       present->freeze_date != record.assessment.freeze_date)) {
    basis.standing.note = "目录中的日期在冻结后改过，结果仍按冻结时的日期，不再重新冻结";
  }
  return basis;
}

absl::StatusOr<Basis> BasisOf(const Supervision& supervision, const std::string& assessment) {
  const Registry& registry = supervision.registry();
  const model::ScorePolicy policy = registry.ScorePolicy();
  if (policy.disabled) {
    return absl::FailedPreconditionError(
        absl::StrCat("辖区 ", supervision.id(), " 已停用评分；如需启用，请在目录的 ", "score_policy 中去掉 disabled"));
  }
  Basis basis;
  basis.policy = policy;
  if (assessment.empty()) {
    basis.parents = LiveParents(supervision);
    return basis;
  }
  const AssessmentRow* row = Registry::FindRow(registry.assessments, assessment);
  if (row && row->record) return FrozenBasis(supervision, *row->record);
  const model::Assessment* found = model::Find(registry.catalogue.assessments, assessment);
  if (!found) {
    return absl::NotFoundError(absl::StrCat("辖区 ", supervision.id(), " 没有考核期“", assessment,
                                            "”；请改正编号，或用 liandu catalogue get assessment 查看全部"));
  }
  basis.standing = {*found, AssessmentState::kProvisional, std::nullopt, ""};
  basis.outcomes = AssessedOutcomes(supervision, *found, supervision.today());
  basis.parents = ParentsOf(registry, basis.outcomes);
  return basis;
}

std::vector<ScoreRow> RowsOf(const Basis& basis, ScoreKind kind) {
  std::vector<ScoreRow> rows;
  for (const AssessmentRecord::Parent& parent : basis.parents) {
    if (parent.kind != kind) continue;
    ScoreRow row;
    row.id = parent.id;
    row.display_name = parent.display_name;
    row.tally = parent.tally;
    for (const AssessmentRecord::Parent& now : basis.now) {
      if (now.kind == kind && now.id == parent.id) row.current_score = ScoreText(now.tally, basis.policy);
    }
    rows.push_back(std::move(row));
  }
  RankRows(basis.policy, rows);
  return rows;
}

}  // namespace

absl::StatusOr<LeagueTable> LeagueTableOf(const Supervision& supervision, ScoreKind kind,
                                          const std::string& assessment) {
  const absl::StatusOr<Basis> basis = BasisOf(supervision, assessment);
  if (!basis.ok()) return basis.status();
  return LeagueTable{supervision.clock(), kind, basis->standing, basis->policy, RowsOf(*basis, kind)};
}

absl::StatusOr<ScoreSheet> ScoreSheetOf(const Supervision& supervision, ScoreKind kind, const std::string& id,
                                        const std::string& assessment) {
  const absl::StatusOr<Basis> basis = BasisOf(supervision, assessment);
  if (!basis.ok()) return basis.status();
  ScoreSheet sheet{supervision.clock(), kind, basis->standing, basis->policy, {}, {}, basis->outcomes_left_out};
  const std::vector<ScoreRow> rows = RowsOf(*basis, kind);
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const ScoreRow& each) { return each.id == id; });
  if (row == rows.end()) {
    return absl::NotFoundError(absl::StrCat("“", id, "”不在这张表里；请改正编号，或用 liandu scores 查看全部"));
  }
  sheet.row = *row;
  if (assessment.empty()) {
    sheet.lines = LinesOf(LiveOutcomes(supervision, kind, id), basis->policy);
    return sheet;
  }
  std::vector<FrozenOutcome> below;
  for (const FrozenOutcome& outcome : basis->outcomes) {
    if (CountsBelow(outcome, kind, id)) below.push_back(outcome);
  }
  sheet.lines = LinesOf(below, basis->policy);
  return sheet;
}

std::vector<FrozenAssessment> FrozenAssessmentsOf(const Supervision& supervision) {
  std::vector<FrozenAssessment> frozen;
  if (supervision.registry().ScorePolicy().disabled) return frozen;
  for (const auto& [id, row] : supervision.registry().assessments) {
    if (row->record) frozen.push_back({row->id, supervision.registry().civil_time.DateAt(row->record->frozen_time)});
  }
  return frozen;
}

}  // namespace liandu::evaluator
