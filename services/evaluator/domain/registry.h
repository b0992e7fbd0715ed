#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/btree_map.h"
#include "evaluator/domain/decisions.h"
#include "evaluator/domain/hysteresis.h"
#include "evaluator/domain/judge_target.h"
#include "evaluator/domain/light_book.h"
#include "evaluator/domain/milestone_links.h"
#include "evaluator/domain/rows.h"
#include "evaluator/domain/severity_caps.h"
#include "model/catalogue.h"
#include "model/civil_time.h"
#include "model/work_days.h"

namespace liandu::evaluator {

template <typename Row>
using RowsById = absl::btree_map<std::string_view, std::unique_ptr<Row>>;

/// "department"; stable.
const char* UnitKindName(model::UnitKind kind);
/// What people read of a group: a kind of units ("部门"), or a group of chains as it is.
std::string GroupText(const std::string& group);

/// The catalogue of one jurisdiction with its rows, and what is read off it. Knows nothing of judgement over time.
class Registry {
 public:
  /// Everything but targets and indicators, which are packed into rows.
  model::Catalogue catalogue;
  Symbols symbols;
  RowsById<TargetRow> targets;
  RowsById<IndicatorRow> indicators;
  RowsById<ItemRow> items;
  RowsById<ObligationRow> obligations;
  RowsById<RequirementRow> requirements;
  RowsById<WatchRow> watches;
  RowsById<IssueRow> issue_rows;
  /// Those in the catalogue and those once frozen.
  RowsById<AssessmentRow> assessments;
  absl::btree_map<std::string, RegisterRow> registers;
  /// What was reported of issues.
  absl::btree_map<std::string, IssueRecord> issues;
  /// The catalogue's decisions, by what they are about.
  DecisionBook decisions;
  /// Who waits for which milestone.
  MilestoneLinks links;
  /// Of the jurisdiction's settings; kept up by Refresh().
  model::CivilTime civil_time;
  model::WorkDays work_days;
  model::JudgementSettings settings;
  std::optional<model::Date> supervised_since;
  LagThresholds thresholds{settings};
  /// Programmes by those whose place they take; kept up by Refresh().
  std::map<std::string, std::vector<std::string>> successors;

  /// Whether the jurisdiction is supervised on a day.
  bool Supervises(model::Date day) const { return !supervised_since || day >= *supervised_since; }
  /// Reads settings, offsets and work calendar again.
  void Refresh();

  template <typename Row>
  static Row& RowOf(RowsById<Row>& rows, const std::string& id) {
    if (const auto it = rows.find(id); it != rows.end()) return *it->second;
    auto row = std::make_unique<Row>(id);
    const std::string_view key = row->id;
    return *rows.emplace(key, std::move(row)).first->second;
  }
  template <typename Row>
  static Row* FindRow(const RowsById<Row>& rows, std::string_view id) {
    const auto it = rows.find(id);
    return it == rows.end() ? nullptr : it->second.get();
  }

  const IndicatorRow* IndicatorOf(const TargetRow& target) const {
    return FindRow(indicators, symbols.Text(target.indicator));
  }
  const model::Programme* ProgrammeOf(const TargetRow& target) const {
    return model::Find(catalogue.programmes, symbols.Text(target.programme));
  }
  /// How a target is judged on a day; its indicator must exist.
  TargetSpec SpecOf(const TargetRow& target, model::Date day) const;
  /// Whether a unit of measure is a percentage: the difference of two is in percentage points.
  bool IsPercentage(std::string_view unit) const;
  /// Whether programmes or decisions may have the target judged otherwise from some day on.
  bool IsAmended(const TargetRow& target) const;
  bool IsDraft(const std::string& programme) const;
  /// Whether the catalogue states a date for a milestone ("item/milestone").
  bool HasDueDate(const std::string& milestone) const;
  /// The responsible unit: the one named, else the programme's issuer.
  std::string ResponsibleUnit(const std::string& lead_unit, const std::string& programme) const;
  std::string ResponsibleUnit(const TargetRow& target) const;
  /// By when the report of a period that ended on a day is due (rule R16).
  model::Date DueOf(model::Date period_end) const;
  /// Who reports the indicator of a target (rule R16).
  std::string ReporterOf(const IndicatorRow& indicator, const TargetRow& target) const;
  /// The display name of a unit, or its id.
  std::string UnitName(const std::string& unit) const;
  /// The scoring rules; the defaults where the catalogue has none.
  model::ScorePolicy ScorePolicy() const { return catalogue.score_policy.value_or(model::ScorePolicy{}); }
  /// Below whom a target (with its group) or an item's milestones are counted.
  OutcomeParents ParentsOf(const TargetRow& target) const;
  OutcomeParents ParentsOf(const model::Item& item) const;
  /// A unit and its parents, without cycles.
  std::vector<std::string> WithParents(const std::string& unit) const;

 private:
  void AddParents(const std::string& unit, OutcomeParents& parents) const;
  void AddChain(const std::string& chain, OutcomeParents& parents) const;

  /// Due dates by period end, as they were asked for: a million indicators have the same few.
  mutable absl::btree_map<model::Date, model::Date> due_dates_;
};

}  // namespace liandu::evaluator
