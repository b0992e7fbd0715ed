#include "model/formula.h"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <regex>

namespace liandu::model {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string Show(const FormulaFilter& filter) {
  constexpr const char* kOps[] = {"and", "or", "not", "=", "!=", "<", "<=", ">", ">="};
  const char* op = kOps[static_cast<size_t>(filter.op)];
  if (!filter.field.empty()) return fmt::format("({} {} '{}')", op, filter.field, filter.value);
  std::string text = fmt::format("({}", op);
  for (const FormulaFilter& operand : filter.operands) text += " " + Show(operand);
  return text + ")";
}

/// A node as "(op operand ...)".
std::string Show(const FormulaNode& node) {
  constexpr const char* kOps[] = {"",   "",    "neg",   "+",       "-",       "*",       "/",    "year_before",
                                  "at", "sum", "count", "entered", "members", "reached", "past", "done"};
  constexpr const char* kComparisons[] = {"", "", "", "=", "!=", "<", "<=", ">", ">="};
  if (node.op == FormulaNode::Op::kNumber) return node.number.ToString();
  if (node.op == FormulaNode::Op::kIndicator) return "[" + node.name + "]";
  std::string text = fmt::format("({}", kOps[static_cast<size_t>(node.op)]);
  if (!node.name.empty()) text += " " + node.name;
  if (node.op == FormulaNode::Op::kAt) text += " " + node.date.ToString();
  if (node.op == FormulaNode::Op::kCountParts) {
    text += fmt::format(" {} {}", kComparisons[static_cast<size_t>(node.comparison)], node.number.ToString());
  }
  for (const FormulaNode& operand : node.operands) text += " " + Show(operand);
  if (!(node.filter == FormulaFilter{})) text += " " + Show(node.filter);
  return text + ")";
}

struct ReadCase {
  const char* name;
  const char* text;
  const char* tree;
};

class FormulaIsRead : public testing::TestWithParam<ReadCase> {};

TEST_P(FormulaIsRead, AsATree) {
  const auto formula = ParseFormula(GetParam().text);
  ASSERT_TRUE(formula.ok()) << formula.status();
  EXPECT_EQ(Show(*formula), GetParam().tree);
}

template <typename Case>
std::string NameOf(const testing::TestParamInfo<Case>& row) {
  return row.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Arithmetic, FormulaIsRead,
    testing::Values(ReadCase{"Number", "12.50", "12.5"}, ReadCase{"Indicator", "[I-1.a_b]", "[I-1.a_b]"},
                    ReadCase{"ProductBeforeSum", "[a] + [b] * 2", "(+ [a] (* [b] 2))"},
                    ReadCase{"LeftToRight", "[a] - [b] - [c] / 2 / 3", "(- (- [a] [b]) (/ (/ [c] 2) 3))"},
                    ReadCase{"Parentheses", "([a]+[b])*100", "(* (+ [a] [b]) 100)"},
                    ReadCase{"Share", "[finance] / [gdp] * 100", "(* (/ [finance] [gdp]) 100)"},
                    ReadCase{"Minus", "-[a] - -2", "(- (neg [a]) (neg 2))"},
                    ReadCase{"MinusBindsTightest", "-[a]*[b]", "(* (neg [a]) [b])"},
                    ReadCase{"Blanks", " \t[a]\r\n+ 1 ", "(+ [a] 1)"}, ReadCase{"NoBlanks", "[a]+1", "(+ [a] 1)"}),
    NameOf<ReadCase>);

INSTANTIATE_TEST_SUITE_P(
    Functions, FormulaIsRead,
    testing::Values(
        ReadCase{"YearBefore", "[a] - year_before([a])", "(- [a] (year_before [a]))"},
        ReadCase{"At", "[a] - at([a], 2020-12-31)", "(- [a] (at a 2020-12-31))"},
        ReadCase{"Sum", "sum(parts)", "(sum)"}, ReadCase{"Count", "count( parts >= 1000 )", "(count >= 1000)"},
        ReadCase{"CountBelowZero", "count(parts<-0.5)", "(count < -0.5)"},
        ReadCase{"CountNot", "count(parts != 0)", "(count != 0)"},
        ReadCase{"Growth", "growth([a])", "(* (- (/ [a] (year_before [a])) 1) 100)"},
        ReadCase{"Change", "change([a] / [b])", "(- (/ [a] [b]) (year_before (/ [a] [b])))"},
        ReadCase{"GrowthOfGrowth", "growth(change([a]))",
                 "(* (- (/ (- [a] (year_before [a])) (year_before (- [a] (year_before [a])))) 1) 100)"},
        ReadCase{"Entered", "entered(\"leaders\")", "(entered leaders)"},
        ReadCase{"EnteredFiltered", "entered(\"leaders\", tier = \"国家级\")", "(entered leaders (= tier '国家级'))"},
        ReadCase{"Members", "members(\"parks\", park)", "(members parks (= park 'true'))"},
        ReadCase{"Reached", "reached(\"签约落户\", investment >= 20 or leading)",
                 "(reached 签约落户 (or (>= investment '20') (= leading 'true')))"},
        ReadCase{"Past", "past(\"竣工运营\", list = \"key_projects\")", "(past 竣工运营 (= list 'key_projects'))"},
        ReadCase{"Done", "done(\"IT1\")", "(done IT1)"},
        ReadCase{"ShareOfCounts", "members(\"r\", kind = \"m\") / members(\"r\")",
                 "(/ (members r (= kind 'm')) (members r))"}),
    NameOf<ReadCase>);

INSTANTIATE_TEST_SUITE_P(
    Filters, FormulaIsRead,
    testing::Values(ReadCase{"AndBeforeOr", "members(\"r\", a or b and c)",
                             "(members r (or (= a 'true') (and (= b 'true') (= c 'true'))))"},
                    ReadCase{"OneAndOfThree", "members(\"r\", a and b and c)",
                             "(members r (and (= a 'true') (= b 'true') (= c 'true')))"},
                    ReadCase{"Grouped", "members(\"r\", (a or b) and c)",
                             "(members r (and (or (= a 'true') (= b 'true')) (= c 'true')))"},
                    ReadCase{"NotBindsTightest", "members(\"r\", not a and b)",
                             "(members r (and (not (= a 'true')) (= b 'true')))"},
                    ReadCase{"NotNot", "members(\"r\", not not (a))", "(members r (not (not (= a 'true'))))"},
                    ReadCase{"EveryComparison", "members(\"r\", a=1 and b!=2 and c<3 and d<=4 and e>5 and f>=6)",
                             "(members r (and (= a '1') (!= b '2') (< c '3') (<= d '4') (> e '5') (>= f '6')))"},
                    ReadCase{"NumbersAreCanonical", "members(\"r\", a = 020.50 and b > -1.0)",
                             "(members r (and (= a '20.5') (> b '-1')))"},
                    ReadCase{"TextStays", "members(\"r\", a = \"020.50\")", "(members r (= a '020.50'))"},
                    ReadCase{"EmptyText", "members(\"r\", a = \"\")", "(members r (= a ''))"},
                    ReadCase{"FieldsLikeWords", "members(\"r\", or-else and android and not-yet)",
                             "(members r (and (= or-else 'true') (= android 'true') (= not-yet 'true')))"}),
    NameOf<ReadCase>);

struct RefusedCase {
  const char* name;
  std::string text;
  /// In the message.
  const char* place;
  const char* reason;
};
void PrintTo(const RefusedCase& test, std::ostream* out) { *out << test.name; }

class FormulaIsRefused : public testing::TestWithParam<RefusedCase> {};

TEST_P(FormulaIsRefused, AtItsPlace) {
  const auto formula = ParseFormula(GetParam().text);
  ASSERT_EQ(formula.status().code(), absl::StatusCode::kInvalidArgument);
  const std::string message(formula.status().message());
  EXPECT_THAT(message, HasSubstr(GetParam().place));
  EXPECT_THAT(message, HasSubstr(GetParam().reason));
  EXPECT_THAT(message, HasSubstr("请")) << "say what to do";
}

std::string Repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

INSTANTIATE_TEST_SUITE_P(
    Syntax, FormulaIsRefused,
    testing::Values(RefusedCase{"Empty", "", "到第 1 个字符处没有写完", "应为数值、[指标编号]"},
                    RefusedCase{"OnlyBlanks", "  ", "到第 3 个字符处没有写完", "应为数值"},
                    RefusedCase{"OperandMissing", "[a] +", "到第 6 个字符处没有写完", "应为数值"},
                    RefusedCase{"TwoOperators", "[a] + * 2", "第 7 个字符处是“*”", "应为数值"},
                    RefusedCase{"TwoOperands", "[a] [b]", "第 5 个字符处是“[”", "应为运算符，或到此为止"},
                    RefusedCase{"BracketOpen", "[a + 2", "第 3 个字符处是“ ”", "应为“]”"},
                    RefusedCase{"NoId", "[] + 2", "第 2 个字符处是“]”", "应为指标编号"},
                    RefusedCase{"ChineseId", "[金融]", "第 2 个字符处是“金”", "应为指标编号"},
                    RefusedCase{"IdTooLong", "[" + std::string(65, 'a') + "]", "第 2 个字符处",
                                "应为指标编号（1 至 64 个"},
                    RefusedCase{"GroupOpen", "([a] + 2", "到第 9 个字符处没有写完", "应为运算符或“)”"},
                    RefusedCase{"GroupTwiceClosed", "([a]))", "第 6 个字符处是“)”", "应为运算符"},
                    RefusedCase{"EmptyGroup", "()", "第 2 个字符处是“)”", "应为数值"},
                    RefusedCase{"NoFraction", "1. + 2", "第 3 个字符处是“ ”", "应为小数点后的数字"},
                    RefusedCase{"NoInteger", ".5", "第 1 个字符处是“.”", "应为数值"},
                    RefusedCase{"TooManyDigits", "[a] + 1234567890123456789", "第 7 个字符处", "超过 18 位"},
                    RefusedCase{"BareName", "金融 / 2", "第 1 个字符处是“金”", "应为数值、[指标编号]"},
                    RefusedCase{"UnknownFunction", "[a] + avg(parts)", "第 7 个字符处没有函数“avg”", "sum"},
                    RefusedCase{"BareId", "a + 2", "第 1 个字符处没有函数“a”", "指标写成 [编号]"},
                    RefusedCase{"CapitalFunction", "Sum(parts)", "没有函数“Sum”", "sum"},
                    RefusedCase{"FunctionOnlyBegun", "sums(parts)", "没有函数“sums”", "sum"},
                    RefusedCase{"NoParenthesis", "sum parts", "第 5 个字符处是“p”", "应为“(”"},
                    RefusedCase{"NotParts", "sum([a])", "第 5 个字符处是“[”", "应为parts"},
                    RefusedCase{"CountOfNothing", "count(parts)", "第 12 个字符处是“)”", "应为比较符"},
                    RefusedCase{"CountOfText", "count(parts > \"a\")", "第 15 个字符处是“\"”", "应为数值"},
                    RefusedCase{"YearBeforeOfNothing", "year_before()", "第 13 个字符处是“)”", "应为数值"},
                    RefusedCase{"AtOfAnExpression", "at([a] + 1, 2020-12-31)", "第 8 个字符处是“+”", "应为“,”"},
                    RefusedCase{"AtNoDay", "at([a], 2020)", "第 9 个字符处是“2”", "应为日期"},
                    RefusedCase{"AtImpossibleDay", "at([a], 2021-02-29)", "第 9 个字符处没有这一天", "2020-12-31"},
                    RefusedCase{"NameWithoutQuotes", "members(leaders)", "第 9 个字符处是“l”", "应为带双引号的名称"},
                    RefusedCase{"NameEmpty", "members(\"\")", "第 9 个字符处名称是空的", "名录"},
                    RefusedCase{"NameOpen", "members(\"链主", "到第 12 个字符处没有写完", "应为引号"},
                    RefusedCase{"NameOverLines", "members(\"a\nb\")", "第 11 个字符处", "应为引号"},
                    RefusedCase{"AfterName", "members(\"链主\" tier)", "第 14 个字符处是“t”", "应为“,”或“)”"},
                    RefusedCase{"DoneWithFilter", "done(\"a\", b)", "第 9 个字符处是“,”", "应为“)”"},
                    RefusedCase{"FullWidth", "（[a] + 2）", "第 1 个字符处是“（”", "符号用半角的"},
                    RefusedCase{"FullWidthClose", "([a] + 2）", "第 9 个字符处是“）”", "符号用半角的"}),
    NameOf<RefusedCase>);

INSTANTIATE_TEST_SUITE_P(
    Filters, FormulaIsRefused,
    testing::Values(
        RefusedCase{"Nothing", "members(\"r\", )", "第 14 个字符处是“)”", "应为筛选条件"},
        RefusedCase{"AndNothing", "members(\"r\", a and )", "第 20 个字符处是“)”", "应为筛选条件"},
        RefusedCase{"ReservedWord", "members(\"r\", and)", "第 14 个字符处是“a”", "应为筛选条件"},
        RefusedCase{"NoValue", "members(\"r\", a = )", "第 18 个字符处是“)”", "应为数值或带双引号的文字"},
        RefusedCase{"TextWithoutQuotes", "members(\"r\", tier = 国家级)", "第 21 个字符处是“国”", "应为数值或带双引号"},
        RefusedCase{"TwoEquals", "members(\"r\", a == 1)", "第 17 个字符处是“=”", "应为数值"},
        RefusedCase{"TwoConditions", "members(\"r\", a b)", "第 16 个字符处是“b”", "应为and、or 或“)”"},
        RefusedCase{"GroupOpen", "members(\"r\", (a or b", "到第 21 个字符处没有写完", "应为and、or 或“)”"},
        RefusedCase{"NumberTooLong", "members(\"r\", a > 0.1234567890123456789)", "第 18 个字符处", "超过 18 位"}),
    NameOf<RefusedCase>);

INSTANTIATE_TEST_SUITE_P(
    Limits, FormulaIsRefused,
    testing::Values(
        RefusedCase{"NotUtf8", "[a] + \xff", "第 7 个字符处不是 UTF-8", "UTF-8"},
        RefusedCase{"TooLong", Repeated("[a]+", 250) + "1", "超过 1000 个字符", "请拆成几个指标"},
        RefusedCase{"TooDeep", Repeated("(", 51) + "1" + Repeated(")", 51), "第 51 个字符处嵌套超过 50 层", "拆成"},
        RefusedCase{"TooManyMinuses", Repeated("-", 60) + "1", "嵌套超过 50 层", "拆成"},
        RefusedCase{"FilterTooDeep", "members(\"r\", " + Repeated("not ", 60) + "a)", "嵌套超过 50 层", "拆成"},
        RefusedCase{"GrowsTooLarge", Repeated("change(", 20) + "[a]" + Repeated(")", 20), "展开后超过 1000 项",
                    "growth"}),
    NameOf<RefusedCase>);

TEST(ParseFormula, TakesWhatTheLimitsAllow) {
  EXPECT_TRUE(ParseFormula(Repeated("(", 49) + "1" + Repeated(")", 49)).ok());
  EXPECT_TRUE(ParseFormula(Repeated("[a]+", 249) + "100").ok());
  EXPECT_TRUE(ParseFormula("members(\"" + Repeated("链", 980) + "\")").ok());
}

TEST(ParseFormula, ReadsEveryFormulaOfItsPage) {
  std::ifstream page(LIANDU_SOURCE_DIR "/docs/formulas.md");
  const std::regex given("formula: (?:\"([^\"]*)\"|'([^']*)')");
  int read = 0;
  for (std::string line; std::getline(page, line);) {
    std::smatch found;
    if (!std::regex_search(line, found, given)) continue;
    const auto formula = ParseFormula(found[1].matched ? found[1].str() : found[2].str());
    EXPECT_TRUE(formula.ok()) << line << ": " << formula.status();
    ++read;
  }
  EXPECT_EQ(read, 7);
}

TEST(ParseFormula, TellsWhereNodesBegin) {
  const auto formula = ParseFormula(" [a] + members(\"链\") * growth([b])");
  ASSERT_TRUE(formula.ok()) << formula.status();
  EXPECT_EQ(formula->position, 1u);
  const FormulaNode& product = formula->operands[1];
  EXPECT_EQ(product.position, 7u);
  EXPECT_EQ(product.operands[0].position, 7u);
  EXPECT_EQ(product.operands[1].position, 24u);
}

TEST(Formula, SaysWhatItReads) {
  const auto formula = ParseFormula(
      "[b] / at([a], 2020-12-31) + year_before([b]) + members(\"r2\") + entered(\"r1\", x) + past(\"s\") + "
      "done(\"i\")");
  ASSERT_TRUE(formula.ok()) << formula.status();
  EXPECT_THAT(IndicatorsOf(*formula), ElementsAre("b", "a"));
  EXPECT_THAT(RegistersOf(*formula), ElementsAre("r2", "r1"));
  EXPECT_THAT(StagesOf(*formula), ElementsAre("s"));
  EXPECT_THAT(ItemsOf(*formula), ElementsAre("i"));
  EXPECT_TRUE(CountsItems(*formula));
  EXPECT_TRUE(Accumulates(*formula));
  EXPECT_FALSE(ReadsParts(*formula));
}

TEST(Formula, OfPartsReadsNothingElse) {
  const auto formula = ParseFormula("-count(parts > 1) * 2");
  ASSERT_TRUE(formula.ok()) << formula.status();
  EXPECT_THAT(IndicatorsOf(*formula), IsEmpty());
  EXPECT_TRUE(ReadsParts(*formula));
  EXPECT_FALSE(CountsItems(*formula));
  EXPECT_FALSE(Accumulates(*formula));
  EXPECT_FALSE(Accumulates(*ParseFormula("members(\"r\") + past(\"s\")")));
}

}  // namespace
}  // namespace liandu::model
