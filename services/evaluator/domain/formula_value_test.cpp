#include "evaluator/domain/formula_value.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "evaluator/domain/count_filter.h"
#include "evaluator/domain/parts_tally.h"

namespace liandu::evaluator {
namespace {

using model::Bound;
using model::Date;
using model::FormulaNode;
using model::Rational;

/// What the operands of a case's formula are worth this year and the year before.
const std::map<std::string, std::pair<Interval, Interval>> kFigures = {
    {"a", {Interval::Exactly(14), Interval::Exactly(8)}},
    {"zero", {Interval::Exactly(0), Interval::Exactly(0)}},
    {"third", {Interval::Exactly(Rational(1, 3)), Interval::Exactly(1)}},
    {"over", {Interval::Of(12, Bound::kMoreThan), Interval::Of(10, Bound::kAtLeast)}},
    {"under", {Interval::Of(5, Bound::kLessThan), Interval::Of(5, Bound::kAtMost)}},
    {"between", {{{2, false, false}, {4, true, false}}, Interval::Exactly(3)}}};

Worth ReadOperand(const FormulaNode& operand, int years_before) {
  const auto at = kFigures.find(operand.name);
  if (at == kFigures.end() || years_before > 1) return Worth::Absent(Reason::kMissingPart);
  return Worth::Of(years_before == 0 ? at->second.first : at->second.second);
}

struct FormulaCase {
  const char* name;
  const char* formula;
  /// As NumberText says it; a reason's name where it is worth nothing.
  const char* worth;
  const char* working = nullptr;
};

class FormulaValue : public testing::TestWithParam<FormulaCase> {};

TEST_P(FormulaValue, IsExact) {
  const auto formula = model::ParseFormula(GetParam().formula);
  ASSERT_TRUE(formula.ok()) << formula.status();
  const Worth worth = Evaluate(*formula, 0, ReadOperand);
  EXPECT_EQ(worth.absent ? ReasonName(*worth.absent) : NumberText(worth.value), GetParam().worth);
  if (GetParam().working) {
    EXPECT_EQ(WorkingText(worth), GetParam().working);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Cases, FormulaValue,
    testing::Values(FormulaCase{"NewOnes", "[a] - year_before([a])", "6", "14 − 8 = 6"},
                    FormulaCase{"ANumberAlone", "12.50", "12.5", "12.5"},
                    FormulaCase{"AThirdStaysAThird", "[third] * 3", "1", "0.333333 × 3 = 1"},
                    FormulaCase{"Brackets", "([a] - 4) / (2 + 3)", "2", "（14 − 4） ÷ （2 + 3） = 2"},
                    FormulaCase{"BracketsBehindAMinus", "[a] - ([a] - 4)", "4", "14 − （14 − 4） = 4"},
                    FormulaCase{"Growth", "([a] / year_before([a]) - 1) * 100", "75"},
                    FormulaCase{"DividedByNothing", "[a] / [zero]", "no_denominator"},
                    FormulaCase{"NothingByNothing", "[zero] / [zero]", "no_denominator"},
                    FormulaCase{"NothingByADifferenceOfNothing", "1 / ([a] - [a])", "no_denominator"},
                    FormulaCase{"MissingComesBehindNoDenominator", "[nobody] + [a] / [zero]", "no_denominator"},
                    FormulaCase{"Missing", "[a] + [nobody]", "missing_part"},
                    FormulaCase{"TwoYearsBack", "year_before(year_before([a]))", "missing_part"},
                    FormulaCase{"MoreThan", "[over] + 1", ">13"}, FormulaCase{"TurnedRound", "20 - [over]", "<8"},
                    FormulaCase{"TwiceMore", "[over] * 2", ">24"}, FormulaCase{"MinusTwice", "[over] * -2", "<-24"},
                    FormulaCase{"OfNothing", "[over] * [zero]", "0"}, FormulaCase{"OneOver", "24 / [over]", "0～2"},
                    FormulaCase{"BothSidesOpen", "[over] - [over]", "（不定）"},
                    FormulaCase{"MoreByLess", "[over] / [between]", ">3"},
                    FormulaCase{"MayBeNothing", "[a] / [under]", "（不定）"},
                    FormulaCase{"ByANegative", "[a] / (0 - [between])", "-7～-3.5"},
                    FormulaCase{"BoundsMultiplied", "[between] * [between]", "4～16"}),
    [](const auto& row) { return row.param.name; });

/// Taking out what was put in leaves nothing behind, in whatever order.
TEST(PartsTallyTest, ForgetsWhatIsTakenOut) {
  PartsNode sum{FormulaNode::Op::kSumParts, model::FormulaFilter::Op::kGe, {}, "S", {}};
  const auto part = [](Interval value, Date published, int precision) {
    return PartFigure{value, value, published, precision};
  };
  const PartFigure first = part(Interval::Exactly(Rational(1, 3)), Date(2024, 2, 1), 2);
  const PartFigure second = part(Interval::Of(5, Bound::kMoreThan), Date(2024, 3, 1), 0);
  PartsTally tally;
  CountPart(sum, first, 1, tally);
  EXPECT_EQ(*WorthOf(sum, &tally, 2).absent, Reason::kMissingPart);
  CountPart(sum, second, 1, tally);
  const Worth both = WorthOf(sum, &tally, 2);
  EXPECT_EQ(NumberText(both.value), ">5.333333");
  EXPECT_EQ(both.published, Date(2024, 3, 1));
  EXPECT_EQ(both.precision, 0);
  CountPart(sum, first, -1, tally);
  CountPart(sum, second, -1, tally);
  CountPart(sum, first, 1, tally);
  const Worth one = WorthOf(sum, &tally, 1);
  EXPECT_EQ(one.value, first.in_base_units);
  EXPECT_EQ(one.published, Date(2024, 2, 1));
  EXPECT_EQ(one.precision, 2);
}

struct FilterCase {
  const char* name;
  const char* filter;
  bool holds;
};

class Filter : public testing::TestWithParam<FilterCase> {};

/// An item of two chains, of 25.50 with a leading project and nothing said of its kind.
TEST_P(Filter, Holds) {
  const auto formula = model::ParseFormula(std::string("reached(\"s\", ") + GetParam().filter + ")");
  ASSERT_TRUE(formula.ok()) << formula.status();
  const std::multimap<std::string, std::string> fields = {{"chain", "A"},      {"chain", "B"}, {"investment", "25.50"},
                                                          {"leading", "true"}, {"kind", ""},   {"name", "abc"}};
  const bool holds = Satisfies(formula->filter, [&](std::string_view field, auto take) {
    const auto [first, last] = fields.equal_range(std::string(field));
    for (auto it = first; it != last; ++it) take(it->second);
  });
  EXPECT_EQ(holds, GetParam().holds);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Filter,
    testing::Values(FilterCase{"AnyOfItsValues", "chain = \"B\"", true},
                    FilterCase{"NoneOfItsValues", "chain != \"B\"", false},
                    FilterCase{"NumbersAreNumbers", "investment = 25.5", true},
                    FilterCase{"NotTexts", "investment >= 3", true}, FilterCase{"AtLeast", "investment >= 25.5", true},
                    FilterCase{"MoreThan", "investment > 25.5", false}, FilterCase{"AFlag", "leading", true},
                    FilterCase{"NoFlag", "manufacturing", false}, FilterCase{"Not", "not manufacturing", true},
                    FilterCase{"WhatIsNotSaidIsNotLess", "size < 20", false},
                    FilterCase{"NorEqual", "size = \"\"", false}, FilterCase{"ButAnother", "size != \"x\"", true},
                    FilterCase{"EmptyIsNotSaid", "kind >= \"\"", false}, FilterCase{"Texts", "name < \"abd\"", true},
                    FilterCase{"Either", "investment >= 30 or leading", true},
                    FilterCase{"Both", "investment >= 30 and leading", false}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace liandu::evaluator
