#include "model/formula_type.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace liandu::model {
namespace {

using testing::HasSubstr;

/// A small city: indicators named after their unit's dimension, and parts of `whole`.
class City {
 public:
  City() {
    for (const auto& [id, dimension] : std::map<std::string, std::string>{{"亿元", "money"},
                                                                          {"万亿元", "money"},
                                                                          {"家", "count"},
                                                                          {"万人", "people"},
                                                                          {"%", "percent"},
                                                                          {"百分点", "percentage_points"},
                                                                          {"倍", "ratio"},
                                                                          {"万元/人", "money/people"},
                                                                          {"亿元/家", "money/count"},
                                                                          {"人/元", "people/money"}}) {
      units_[id] = UnitOfMeasure{id, dimension, {1, 0}};
    }
    Add("gdp", "万亿元");
    Add("output", "亿元");
    Add("firms", "家");
    Add("staff", "万人");
    Add("share", "%");
    Add("gain", "百分点");
    Add("productivity", "万元/人");
    Add("lost", "斤");
  }

  Indicator& Add(const std::string& id, const std::string& unit, const std::string& part_of = "") {
    Indicator& indicator = indicators_[id];
    indicator.id = id;
    indicator.unit_of_measure = unit;
    indicator.part_of = part_of;
    return indicator;
  }

  absl::StatusOr<std::string> Resolve(const std::string& formula, const std::string& unit) {
    Indicator& whole = Add("whole", unit);
    whole.formula = formula;
    const auto parsed = ParseFormula(formula);
    if (!parsed.ok()) return parsed.status();
    return ResolveDimension(*parsed, whole,
                            {[this](const std::string& id) { return Find(indicators_, id); },
                             [this](const std::string& id) { return Find(units_, id); },
                             [this](const std::string& id) {
                               std::vector<const Indicator*> parts;
                               for (const auto& [part, indicator] : indicators_) {
                                 if (indicator.part_of == id) parts.push_back(&indicator);
                               }
                               return parts;
                             }});
  }

 private:
  std::map<std::string, UnitOfMeasure> units_;
  std::map<std::string, Indicator> indicators_;
};

struct FitsCase {
  const char* name;
  const char* formula;
  const char* unit;
  const char* dimension;
};
void PrintTo(const FitsCase& test, std::ostream* out) { *out << test.name; }

template <typename Case>
std::string NameOf(const testing::TestParamInfo<Case>& row) {
  return row.param.name;
}

class FormulaFits : public testing::TestWithParam<FitsCase> {};

TEST_P(FormulaFits, ItsUnit) {
  const auto dimension = City().Resolve(GetParam().formula, GetParam().unit);
  ASSERT_TRUE(dimension.ok()) << dimension.status();
  EXPECT_EQ(*dimension, GetParam().dimension);
}

INSTANTIATE_TEST_SUITE_P(
    Dimensions, FormulaFits,
    testing::Values(FitsCase{"Same", "[output]", "亿元", "money"},
                    FitsCase{"OtherScale", "[gdp] - [output]", "亿元", "money"},
                    FitsCase{"ShareInPercent", "[output] / [gdp] * 100", "%", "percent"},
                    FitsCase{"HundredFirst", "100 * ([output] / [gdp])", "%", "percent"},
                    FitsCase{"HundredMadeOfTwo", "[output] / [gdp] * (10 * 10)", "%", "percent"},
                    FitsCase{"DividedByAHundredth", "[output] / [gdp] / 0.01", "%", "percent"},
                    FitsCase{"HundredOfMoneyIsMoney", "[output] * 100", "亿元", "money"},
                    FitsCase{"Ratio", "[output] / [gdp]", "倍", "ratio"},
                    FitsCase{"PerPerson", "[output] / [staff]", "万元/人", "money/people"},
                    FitsCase{"PerFirm", "[output] / [firms]", "亿元/家", "money/count"},
                    FitsCase{"BackFromPerPerson", "[productivity] * [staff]", "亿元", "money"},
                    FitsCase{"Inverse", "1 / [productivity]", "人/元", "people/money"},
                    FitsCase{"DifferenceOfShares", "[share] - year_before([share])", "百分点", "percentage_points"},
                    FitsCase{"Change", "change([share])", "百分点", "percentage_points"},
                    FitsCase{"ChangeOfMoney", "change([output])", "亿元", "money"},
                    FitsCase{"Growth", "growth([output])", "%", "percent"},
                    FitsCase{"GrowthOfAShare", "growth([output] / [gdp])", "%", "percent"},
                    FitsCase{"ShareAndPoints", "[share] + [gain]", "%", "percent"},
                    FitsCase{"PointsAndShare", "[gain] + [share]", "%", "percent"},
                    FitsCase{"SharesAddUp", "[share] + [share]", "%", "percent"},
                    FitsCase{"ShareOfMoney", "[gdp] * [share] / 100", "亿元", "money"},
                    FitsCase{"ShareAsRatio", "[share] / 100", "倍", "ratio"},
                    FitsCase{"NumberWithShare", "100 - [share]", "%", "percent"},
                    FitsCase{"NumberWithPoints", "[gain] - 1", "百分点", "percentage_points"},
                    FitsCase{"NumberWithCount", "[firms] + 1", "家", "count"},
                    FitsCase{"NumberWithRatio", "1 - [output] / [gdp]", "倍", "ratio"},
                    FitsCase{"Minus", "-[output]", "亿元", "money"}, FitsCase{"Half", "[output] / 2", "亿元", "money"},
                    FitsCase{"New", "[firms] - at([firms], 2020-12-31)", "家", "count"},
                    FitsCase{"Members", "members(\"r\", kind = \"m\") / members(\"r\") * 100", "%", "percent"},
                    FitsCase{"Items", "reached(\"s\") + past(\"s\") + done(\"i\") + entered(\"r\")", "家", "count"},
                    FitsCase{"UnknownIndicator", "[nobody] + [output]", "家", ""},
                    FitsCase{"UnknownUnit", "[lost] * 2", "家", ""}, FitsCase{"UnknownOwnUnit", "[output]", "斤", ""},
                    FitsCase{"NoPartsYet", "sum(parts)", "亿元", ""},
                    FitsCase{"CountOfNoParts", "count(parts > 1)", "家", "count"}),
    NameOf<FitsCase>);

struct MisfitCase {
  const char* name;
  const char* formula;
  const char* unit;
  const char* place;
  const char* reason;
};
void PrintTo(const MisfitCase& test, std::ostream* out) { *out << test.name; }

class FormulaMisfits : public testing::TestWithParam<MisfitCase> {};

TEST_P(FormulaMisfits, AtItsPlace) {
  const auto dimension = City().Resolve(GetParam().formula, GetParam().unit);
  ASSERT_EQ(dimension.status().code(), absl::StatusCode::kInvalidArgument);
  const std::string message(dimension.status().message());
  EXPECT_THAT(message, HasSubstr(GetParam().place));
  EXPECT_THAT(message, HasSubstr(GetParam().reason));
  EXPECT_THAT(message, HasSubstr("请"));
}

INSTANTIATE_TEST_SUITE_P(
    Dimensions, FormulaMisfits,
    testing::Values(
        MisfitCase{"MoneyAndCount", "[output] + [firms]", "亿元", "第 12 个字符起是 count", "前面的 money"},
        MisfitCase{"AfterChinese", "members(\"链主\") - [output]", "家", "第 17 个字符起是 money", "前面的 count"},
        MisfitCase{"MoneyAndNumber", "2 + [output]", "亿元", "第 1 个字符起数值没有计量单位", "money"},
        MisfitCase{"NumberAfterMoney", "[output] - 2", "亿元", "第 12 个字符起数值没有计量单位", "money"},
        MisfitCase{"PointsLessShare", "[gain] - [share]", "百分点", "第 10 个字符起是 percent", "percentage_points"},
        MisfitCase{"NotTimesHundred", "[output] / [gdp]", "%", "得出的量纲是 ratio", "请再乘以 100"},
        MisfitCase{"PointsAsPercent", "change([share])", "%", "得出的量纲是 percentage_points",
                   "两个百分数之差是百分点"},
        MisfitCase{"PercentAsPoints", "[output] / [gdp] * 100", "百分点", "得出的量纲是 percent", "percentage_points"},
        MisfitCase{"PercentAsRatio", "[output] / [gdp] * 100", "倍", "得出的量纲是 percent", "去掉乘以 100"},
        MisfitCase{"Upside", "[staff] / [output]", "万元/人", "得出的量纲是 people/money", "money/people"},
        MisfitCase{"Square", "[output] * [output]", "亿元", "得出的量纲是 money*money", "“亿元”是 money"},
        MisfitCase{"OverNothing", "1 / [output]", "亿元", "得出的量纲是 1/money", "“亿元”"},
        MisfitCase{"DivisionByZero", "[output] / (2 - 2)", "亿元", "第 13 个字符起除数是 0", "请改正"},
        MisfitCase{"NumberByZero", "[output] * (1 / 0)", "亿元", "第 17 个字符起除数是 0", "请改正"},
        MisfitCase{"OnlyANumber", "2 * 50", "家", "第 1 个字符起只是一个数值", "请用指标"}),
    NameOf<MisfitCase>);

TEST(PartsOfAnIndicator, AddUpInOneDimension) {
  City city;
  city.Add("east", "亿元", "whole");
  city.Add("west", "万亿元", "whole");
  EXPECT_EQ(*city.Resolve("sum(parts)", "亿元"), "money");
  EXPECT_THAT(city.Resolve("sum(parts)", "家").status().message(), HasSubstr("得出的量纲是 money"));
  city.Add("north", "家", "whole");
  EXPECT_THAT(city.Resolve("1 * sum(parts)", "亿元").status().message(),
              HasSubstr("第 5 个字符起各部分不能相加：“east”是 money，“north”是 count"));
}

TEST(PartsOfAnIndicator, CompareInOneUnit) {
  City city;
  city.Add("east", "亿元", "whole");
  EXPECT_EQ(*city.Resolve("count(parts >= 1000)", "家"), "count");
  city.Add("west", "万亿元", "whole");
  EXPECT_THAT(city.Resolve("count(parts >= 1000)", "家").status().message(),
              HasSubstr("“east”用 亿元，“west”用 万亿元"));
}

}  // namespace
}  // namespace liandu::model
