#include "evaluator/domain/light_book.h"

#include <gtest/gtest.h>

namespace liandu::evaluator {
namespace {

using model::Light;

struct LightCase {
  const char* name;
  LightTally tally;
  Light by_default;
  /// With a red light from a quarter of at least two, and green from a third.
  Light with_settings;
};

class ParentLightTest : public ::testing::TestWithParam<LightCase> {};

TEST_P(ParentLightTest, FollowsTheSettings) {
  EXPECT_EQ(ParentLight(GetParam().tally, {}), GetParam().by_default);
  model::JudgementSettings settings;
  settings.light_red_one_in = 4;
  settings.light_red_min_evaluable = 2;
  settings.light_green_one_in = 3;
  EXPECT_EQ(ParentLight(GetParam().tally, settings), GetParam().with_settings);
}

// Red, yellow, green, grey, and those of them that are core.
INSTANTIATE_TEST_SUITE_P(
    Table, ParentLightTest,
    ::testing::Values(LightCase{"Nothing", {0, 0, 0, 0}, Light::kGrey, Light::kGrey},
                      LightCase{"CoreRedAlone", {1, 0, 99, 0, 1}, Light::kRed, Light::kRed},
                      LightCase{"ExactlyAThirdRed", {1, 0, 2, 0}, Light::kYellow, Light::kRed},
                      LightCase{"MoreThanAThirdRed", {2, 0, 3, 0}, Light::kRed, Light::kRed},
                      LightCase{"ExactlyAQuarterRed", {1, 0, 3, 0}, Light::kYellow, Light::kYellow},
                      LightCase{"TwoEvaluable", {1, 0, 1, 7}, Light::kYellow, Light::kRed},
                      LightCase{"OneEvaluable", {1, 0, 0, 7}, Light::kYellow, Light::kYellow},
                      LightCase{"OneYellow", {0, 1, 9, 0}, Light::kYellow, Light::kYellow},
                      LightCase{"ExactlyHalfEvaluable", {0, 0, 2, 2}, Light::kGreen, Light::kGreen},
                      LightCase{"LessThanHalfEvaluable", {0, 0, 2, 3}, Light::kGrey, Light::kGreen},
                      LightCase{"LessThanAThirdEvaluable", {0, 0, 2, 5}, Light::kGrey, Light::kGrey},
                      LightCase{"GreyAlone", {0, 0, 0, 3}, Light::kGrey, Light::kGrey}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace liandu::evaluator
