#include "evaluator/domain/score.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace liandu::evaluator {
namespace {

using model::Light;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct ScoreCase {
  const char* name;
  LightTally tally;
  const char* score;
};

class ScoreTest : public ::testing::TestWithParam<ScoreCase> {};

TEST_P(ScoreTest, IsExact) { EXPECT_EQ(ScoreText(GetParam().tally, {}), GetParam().score); }

// Red, yellow, green, grey, and core red, yellow, green.
INSTANTIATE_TEST_SUITE_P(Table, ScoreTest,
                         ::testing::Values(ScoreCase{"Nothing", {}, ""}, ScoreCase{"GreyAlone", {0, 0, 0, 5}, ""},
                                           ScoreCase{"AllGreen", {0, 0, 3, 9}, "100"},
                                           ScoreCase{"AllRed", {2, 0, 0, 0}, "0"},
                                           ScoreCase{"TwoThirds", {1, 0, 2, 0}, "66.7"},
                                           ScoreCase{"HalfUp", {7, 0, 1, 0}, "12.5"},
                                           ScoreCase{"CoreGreenTwice", {1, 0, 1, 0, 0, 0, 1}, "66.7"},
                                           ScoreCase{"CoreRedTwice", {1, 0, 1, 0, 1, 0, 0}, "33.3"},
                                           ScoreCase{"CoreYellowTwice", {0, 1, 1, 0, 0, 1, 0}, "73.3"}),
                         [](const auto& row) { return row.param.name; });

ScoreRow Row(const std::string& id, const LightTally& tally) {
  ScoreRow row;
  row.id = id;
  row.tally = tally;
  return row;
}

TEST(RankRows, SharesPlacesAndSkipsTheNext) {
  std::vector<ScoreRow> rows = {Row("c", {0, 0, 1, 0}), Row("d", {1, 0, 0, 0}), Row("a", {0, 0, 4, 0}),
                                Row("z", {0, 0, 0, 4}), Row("b", {0, 1, 0, 0})};
  RankRows({}, rows);
  std::vector<std::string> places;
  for (const ScoreRow& row : rows) places.push_back(row.id + std::to_string(row.rank));
  EXPECT_THAT(places, ElementsAre("a1", "c1", "b3", "d4", "z0"));
  EXPECT_THAT(rows.back().reason, HasSubstr("数据不足"));
}

TEST(RankRows, TiesAreExactNotRounded) {
  // 2/3 and 667/1000 are both 66.7.
  std::vector<ScoreRow> rows = {Row("a", {1, 0, 2, 0}), Row("b", {333, 0, 667, 0})};
  RankRows({}, rows);
  EXPECT_EQ(rows[0].id, "b");
  EXPECT_EQ(rows[0].score, rows[1].score);
  EXPECT_EQ(rows[1].rank, 2);
}

TEST(RankRows, TooFewEvaluableHaveAScoreButNoPlace) {
  model::ScorePolicy policy;
  policy.min_evaluable = 3;
  std::vector<ScoreRow> rows = {Row("a", {0, 0, 2, 5}), Row("b", {3, 0, 0, 0})};
  RankRows(policy, rows);
  EXPECT_EQ(rows[0].id, "b");
  EXPECT_EQ(rows[0].rank, 1);
  EXPECT_EQ(rows[1].rank, 0);
  EXPECT_EQ(rows[1].score, "100");
}

TEST(LinesOf, AddUpToTheScore) {
  const auto outcome = [](const char* id, Light light, bool core) {
    FrozenOutcome made;
    made.id = id;
    made.light = light;
    made.core = core;
    return made;
  };
  const auto lines = LinesOf({outcome("T1", Light::kGreen, true), outcome("T2", Light::kYellow, false),
                              outcome("T3", Light::kRed, false), outcome("T4", Light::kGrey, true)},
                             {});
  std::vector<std::string> told;
  for (const ScoreLine& line : lines) {
    told.push_back(line.outcome.id + " " + std::to_string(line.weight) + "*" + line.points + "=" + line.contribution);
  }
  EXPECT_THAT(told, ElementsAre("T1 2*100=50", "T2 1*60=15", "T3 1*0=0", "T4 2*="));
}

}  // namespace
}  // namespace liandu::evaluator
