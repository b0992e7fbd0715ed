#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evaluator/domain/light_tally.h"
#include "evaluator/domain/records.h"
#include "model/catalogue.h"

/// Scores of 0 to 100 from outcomes, and their ranking (domain.md §6). Pure and exact.
namespace liandu::evaluator {

/// Weights of the evaluable outcomes below a parent, by light: a core outcome weighs core_weight, another one.
struct ScoreWeights {
  int64_t green = 0;
  int64_t yellow = 0;
  int64_t red = 0;
  int64_t total() const { return green + yellow + red; }
};

ScoreWeights WeightsOf(const LightTally& tally, const model::ScorePolicy& policy);

/// How a parent stands in a table.
struct ScoreRow {
  std::string id;
  std::string display_name;
  LightTally tally;
  /// One decimal, rounded half away from zero: "83.3"; empty: nothing is evaluable.
  std::string score;
  /// 1224 ranking: equal scores share a place and the next is skipped; 0: no place.
  int rank = 0;
  /// Why there is no place, in Chinese: "数据不足"; empty where there is one.
  std::string reason;
  /// Of a frozen assessment: what the same outcomes give now.
  std::string current_score;
};

/// Fills score, rank and reason of rows that have id, name and tally, and puts them in order: those with a place by
/// score, then id; then, by id, those with too few evaluable outcomes.
void RankRows(const model::ScorePolicy& policy, std::vector<ScoreRow>& rows);

/// The score of a tally, without its place; empty: nothing is evaluable.
std::string ScoreText(const LightTally& tally, const model::ScorePolicy& policy);

/// One outcome's part of a score.
struct ScoreLine {
  FrozenOutcome outcome;
  int weight = 1;
  /// "60"; empty for grey: it does not count.
  std::string points;
  /// weight × points ÷ all weights, one decimal; the exact ones add up to the score. Empty for grey.
  std::string contribution;
};

/// The lines of a parent, in the outcomes' order.
std::vector<ScoreLine> LinesOf(const std::vector<FrozenOutcome>& outcomes, const model::ScorePolicy& policy);

}  // namespace liandu::evaluator
