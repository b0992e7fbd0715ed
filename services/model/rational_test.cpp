#include "model/rational.h"

#include <gtest/gtest.h>

#include <random>

namespace liandu::model {
namespace {

using Reference = boost::multiprecision::cpp_rational;

/// Small and ordinary numbers, and such as stand at the edge of a word.
int64_t Draw(std::mt19937_64& dice) {
  constexpr int64_t kEdges[] = {0, 1, -1, 2, INT64_MAX, INT64_MIN, INT64_MIN + 1, INT64_MAX - 1, 1'000'000'007};
  const uint64_t bits = dice();
  if (bits % 4 == 0) return kEdges[(bits >> 8) % std::size(kEdges)];
  return static_cast<int64_t>(dice()) >> (bits >> 8) % 63;
}

struct Pair {
  Rational ours;
  Reference theirs;
};

Pair DrawPair(std::mt19937_64& dice) {
  const int64_t above = Draw(dice);
  int64_t below = Draw(dice);
  if (below == 0) below = 7;
  // Boost takes no denominator below 0.
  const Rational::Integer sign = below < 0 ? -1 : 1;
  return {Rational(above, below), Reference(Rational::Integer(sign * above), Rational::Integer(sign * below))};
}

void ExpectSame(const Rational& ours, const Reference& theirs) {
  EXPECT_EQ(numerator(ours), boost::multiprecision::numerator(theirs));
  EXPECT_EQ(denominator(ours), boost::multiprecision::denominator(theirs));
  // However it came about, there is one form of a number.
  EXPECT_EQ(ours, Rational(boost::multiprecision::numerator(theirs), boost::multiprecision::denominator(theirs)));
}

TEST(Rational, CalculatesAsBoostDoes) {
  const uint64_t seed = 20261120;
  std::mt19937_64 dice(seed);
  for (int i = 0; i < 4'000; ++i) {
    SCOPED_TRACE(testing::Message() << "seed " << seed << ", step " << i);
    const Pair a = DrawPair(dice);
    const Pair b = DrawPair(dice);
    ExpectSame(a.ours, a.theirs);
    ExpectSame(a.ours + b.ours, a.theirs + b.theirs);
    ExpectSame(a.ours - b.ours, a.theirs - b.theirs);
    ExpectSame(a.ours * b.ours, a.theirs * b.theirs);
    if (b.theirs != 0) ExpectSame(a.ours / b.ours, a.theirs / b.theirs);
    ExpectSame((a.ours + b.ours) * a.ours - b.ours, (a.theirs + b.theirs) * a.theirs - b.theirs);
    ExpectSame(-a.ours, -a.theirs);
    ExpectSame(abs(a.ours), abs(a.theirs));
    EXPECT_EQ(a.ours < b.ours, a.theirs < b.theirs);
    EXPECT_EQ(a.ours == b.ours, a.theirs == b.theirs);
    EXPECT_EQ(a.ours * b.ours < a.ours + b.ours, a.theirs * b.theirs < a.theirs + b.theirs);
    if (HasFailure()) return;
  }
}

TEST(Rational, TakesWholeNumbersOfAnyType) {
  EXPECT_EQ(Rational(UINT64_MAX), Rational(Rational::Integer(UINT64_MAX)));
  EXPECT_EQ(Rational(INT64_MIN), Rational(Rational::Integer(INT64_MIN)));
  EXPECT_EQ(Rational(3U) / 6, Rational(1, 2));
  EXPECT_LT(Rational(-1, 2), 0);
}

struct TextCase {
  const char* name;
  Rational value;
  int places;
  const char* text;
};

class RationalTextTest : public testing::TestWithParam<TextCase> {};

TEST_P(RationalTextTest, RoundsHalfAwayFromZero) {
  EXPECT_EQ(ToText(GetParam().value, GetParam().places), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Cases, RationalTextTest,
                         testing::Values(TextCase{"Half", {1, 2}, 0, "1"}, TextCase{"MinusHalf", {-1, 2}, 0, "-1"},
                                         TextCase{"Third", {1, 3}, 2, "0.33"}, TextCase{"NoZeros", {5, 2}, 3, "2.5"},
                                         TextCase{"RoundedToNothing", {-1, 1000}, 1, "0"}),
                         [](const auto& test) { return test.param.name; });

TEST(RationalDeathTest, DividingByNothingIsABrokenInvariant) {
  EXPECT_DEATH(Rational(1) / Rational(), "");
  EXPECT_DEATH(Rational(1, 0), "");
}

}  // namespace
}  // namespace liandu::model
