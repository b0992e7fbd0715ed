#include "evaluator/domain/compound_number.h"

#include <gtest/gtest.h>

namespace liandu::evaluator {
namespace {

using model::Rational;

struct CompareCase {
  const char* name;
  CompoundNumber number;
  Rational other;
  int sign;
};

class CompareTest : public testing::TestWithParam<CompareCase> {};

TEST_P(CompareTest, IsExact) { EXPECT_EQ(Compare(GetParam().number, GetParam().other), GetParam().sign); }

INSTANTIATE_TEST_SUITE_P(
    Numbers, CompareTest,
    testing::Values(CompareCase{"SquareRootOfFourIsTwo", {1, 4, 1, 2}, 2, 0},
                    CompareCase{"JustBelow", {1, 4, 1, 2}, Rational(2000000001, 1000000000), -1},
                    CompareCase{"JustAbove", {1, 4, 1, 2}, Rational(1999999999, 1000000000), 1},
                    CompareCase{"TwoYearsOfGrowth", {Rational(54692, 10), Rational(1065, 1000), 2, 1}, 6500, -1},
                    CompareCase{"ThirdRoot", {Rational(99992, 10), Rational(999920, 761359), 1, 3}, 10950, 1},
                    CompareCase{"NothingToCompound", {-5, 1, 0, 1}, -5, 0},
                    CompareCase{"NeverBelowANegative", {1, 4, 1, 2}, -3, 1}),
    [](const auto& row) { return row.param.name; });

struct RoundCase {
  const char* name;
  CompoundNumber number;
  int places;
  const char* text;
};

class RoundedTest : public testing::TestWithParam<RoundCase> {};

TEST_P(RoundedTest, IsWhatPeopleRead) {
  EXPECT_EQ(model::ToText(Rounded(GetParam().number, GetParam().places), 6), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, RoundedTest,
    testing::Values(RoundCase{"RootOfTwo", {1, 2, 1, 2}, 4, "1.4142"}, RoundCase{"RootOfThree", {1, 3, 1, 2}, 1, "1.7"},
                    RoundCase{"HalfUp", {Rational(5, 2), 1, 0, 1}, 0, "3"},
                    RoundCase{"NegativeHalfUp", {Rational(-26, 10), 1, 0, 1}, 0, "-3"},
                    RoundCase{"NegativeTowardsZero", {Rational(-24, 10), 1, 0, 1}, 0, "-2"},
                    RoundCase{"WholePower", {Rational(54692, 10), Rational(1065, 1000), 2, 1}, 1, "6203.3"},
                    RoundCase{"OneThirdOfTheWay", {Rational(99992, 10), Rational(999920, 761359), 1, 3}, 1, "10950.2"}),
    [](const auto& row) { return row.param.name; });

TEST(CompoundNumber, ReducesItsExponent) {
  const CompoundNumber number = CompoundNumber::Of(1, 8, 24, 72);
  EXPECT_EQ(number.steps, 1u);
  EXPECT_EQ(number.of, 3u);
  EXPECT_EQ(Compare(number, 2), 0);
}

}  // namespace
}  // namespace liandu::evaluator
