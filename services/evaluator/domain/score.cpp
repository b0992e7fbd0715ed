#include "evaluator/domain/score.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "model/rational.h"

namespace liandu::evaluator {
namespace {

using model::Light;
using model::Rational;

std::optional<Rational> ExactScore(const LightTally& tally, const model::ScorePolicy& policy) {
  const ScoreWeights weights = WeightsOf(tally, policy);
  if (weights.total() == 0) return std::nullopt;
  const Rational points = weights.green * model::ToRational(policy.green_points) +
                          weights.yellow * model::ToRational(policy.yellow_points) +
                          weights.red * model::ToRational(policy.red_points);
  return Rational(points / weights.total());
}

std::optional<model::Decimal> PointsOf(Light light, const model::ScorePolicy& policy) {
  switch (light) {
    case Light::kGreen:
      return policy.green_points;
    case Light::kYellow:
      return policy.yellow_points;
    case Light::kRed:
      return policy.red_points;
    case Light::kGrey:
      break;
  }
  return std::nullopt;
}

}  // namespace

ScoreWeights WeightsOf(const LightTally& tally, const model::ScorePolicy& policy) {
  const int64_t more = policy.core_weight - 1;
  return {tally.green + more * tally.core_green, tally.yellow + more * tally.core_yellow,
          tally.red + more * tally.core_red};
}

std::string ScoreText(const LightTally& tally, const model::ScorePolicy& policy) {
  const auto score = ExactScore(tally, policy);
  return score ? model::ToText(*score, 1) : "";
}

void RankRows(const model::ScorePolicy& policy, std::vector<ScoreRow>& rows) {
  struct Placed {
    std::optional<Rational> score;
    ScoreRow row;
  };
  std::vector<Placed> placed;
  for (ScoreRow& row : rows) {
    std::optional<Rational> score = ExactScore(row.tally, policy);
    row.score = score ? model::ToText(*score, 1) : "";
    row.rank = 0;
    row.reason.clear();
    if (row.tally.evaluable() < policy.min_evaluable || !score) {
      score.reset();
      row.reason = absl::StrCat("数据不足：", row.tally.evaluable(), " 项可评，至少要 ", policy.min_evaluable, " 项");
    }
    placed.push_back({std::move(score), std::move(row)});
  }
  std::sort(placed.begin(), placed.end(), [](const Placed& left, const Placed& right) {
    if (left.score.has_value() != right.score.has_value()) return left.score.has_value();
    if (left.score && *left.score != *right.score) return *left.score > *right.score;
    return left.row.id < right.row.id;
  });
  rows.clear();
  for (size_t i = 0; i < placed.size(); ++i) {
    if (placed[i].score) {
      const bool tied = i > 0 && *placed[i].score == *placed[i - 1].score;
      placed[i].row.rank = tied ? rows.back().rank : static_cast<int>(i) + 1;
    }
    rows.push_back(std::move(placed[i].row));
  }
}

std::vector<ScoreLine> LinesOf(const std::vector<FrozenOutcome>& outcomes, const model::ScorePolicy& policy) {
  LightTally tally;
  for (const FrozenOutcome& outcome : outcomes) AddOutcome(tally, outcome.light, outcome.core, 1);
  const int64_t total = WeightsOf(tally, policy).total();
  std::vector<ScoreLine> lines;
  for (const FrozenOutcome& outcome : outcomes) {
    ScoreLine line{outcome, outcome.core ? policy.core_weight : 1, "", ""};
    if (const auto points = PointsOf(outcome.light, policy)) {
      line.points = points->ToString();
      line.contribution = model::ToText(Rational(line.weight * model::ToRational(*points) / total), 1);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace liandu::evaluator
