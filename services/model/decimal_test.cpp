#include "model/decimal.h"

#include <gtest/gtest.h>

#include "model/rational.h"

namespace liandu::model {
namespace {

struct DecimalCase {
  const char* name;
  const char* text;
  /// Canonical text; nullptr: refused.
  const char* canonical;
};

class DecimalTest : public testing::TestWithParam<DecimalCase> {};

TEST_P(DecimalTest, ParsesExactlyOrRefuses) {
  const auto value = Decimal::Parse(GetParam().text);
  ASSERT_EQ(value.ok(), GetParam().canonical != nullptr) << value.status();
  if (value.ok()) {
    EXPECT_EQ(value->ToString(), GetParam().canonical);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Decimals, DecimalTest,
    testing::Values(DecimalCase{"Integer", "1100", "1100"}, DecimalCase{"Fraction", "8.50", "8.5"},
                    DecimalCase{"Negative", "-0.25", "-0.25"}, DecimalCase{"LeadingZeros", "007.10", "7.1"},
                    DecimalCase{"Zero", "0.000", "0"}, DecimalCase{"MinusZero", "-0", "0"},
                    DecimalCase{"Eighteen", "123456789012345678", "123456789012345678"},
                    DecimalCase{"Nineteen", "1234567890123456789", nullptr},
                    DecimalCase{"SmallFraction", "0.000000000000000001", "0.000000000000000001"},
                    DecimalCase{"TooSmall", "0.0000000000000000001", nullptr}, DecimalCase{"Empty", "", nullptr},
                    DecimalCase{"Sign", "-", nullptr}, DecimalCase{"Plus", "+1", nullptr},
                    DecimalCase{"Exponent", "1e3", nullptr}, DecimalCase{"Separator", "1,000", nullptr},
                    DecimalCase{"NoInteger", ".5", nullptr}, DecimalCase{"NoFraction", "5.", nullptr},
                    DecimalCase{"TwoPoints", "1.2.3", nullptr}, DecimalCase{"NaN", "NaN", nullptr},
                    DecimalCase{"Space", " 1", nullptr}),
    [](const auto& row) { return row.param.name; });

TEST(RationalTest, RoundsHalfAwayFromZero) {
  EXPECT_EQ(ToText(Rational(3971, 100), 1), "39.7");
  EXPECT_EQ(ToText(Rational(1, 8), 2), "0.13");
  EXPECT_EQ(ToText(Rational(-1, 8), 2), "-0.13");
  EXPECT_EQ(ToText(Rational(-1, 1000), 2), "0");
  EXPECT_EQ(ToText(Rational(100), 1), "100");
  EXPECT_EQ(ToText(Rational(2, 3), 0), "1");
}

TEST(RationalTest, IsExact) {
  EXPECT_EQ(ToRational(*Decimal::Parse("0.1")) + ToRational(*Decimal::Parse("0.2")),
            ToRational(*Decimal::Parse("0.3")));
  EXPECT_LT(Rational(1, 4), Rational(1, 3));
}

}  // namespace
}  // namespace liandu::model
