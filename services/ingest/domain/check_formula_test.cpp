#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "ingest/domain/check_catalogue.h"
#include "ingest/domain/check_report.h"
#include "ingest/domain/test_catalogue.h"

/// What is said of formulas when a catalogue is applied.
namespace liandu::ingest {
namespace {

using model::Indicator;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Resources = std::vector<model::Resource>;

Findings Check(const model::Catalogue& current, const Resources& wanted) {
  return CheckChange(kCity, current, wanted, PlanChange(current, wanted, false), {});
}

Indicator Derived(const std::string& id, const std::string& formula, const std::string& unit = "亿元") {
  Indicator indicator;
  indicator.id = id;
  indicator.display_name = id;
  indicator.unit_of_measure = unit;
  indicator.formula = formula;
  return indicator;
}

Indicator Part(const std::string& id, const std::string& whole, const std::string& unit = "亿元",
               const std::string& formula = "") {
  Indicator indicator = Derived(id, formula, unit);
  indicator.part_of = whole;
  indicator.member = "C1";
  return indicator;
}

/// The good catalogue with a register of tiers.
model::Catalogue City(const std::vector<Indicator>& more = {}) {
  model::Catalogue catalogue = AppliedCatalogue();
  catalogue.Put(model::Register{"leaders", "链主", model::Date(2023, 1, 1), "", {"市级", "省级"}});
  catalogue.Put(model::UnitOfMeasure{"百分点", "percentage_points", {1, 0}});
  for (const Indicator& indicator : more) catalogue.Put(indicator);
  return catalogue;
}

struct Case {
  std::string name;
  /// What is there already, and what is applied.
  std::vector<Indicator> before;
  std::vector<Indicator> applied;
  /// "field: part of the description".
  std::vector<std::pair<std::string, std::string>> refused = {};
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

class AppliedFormulas : public testing::TestWithParam<Case> {};

TEST_P(AppliedFormulas, AreTakenOrRefused) {
  const Findings findings =
      Check(City(GetParam().before), Resources(GetParam().applied.begin(), GetParam().applied.end()));
  ASSERT_EQ(findings.violations.size(), GetParam().refused.size())
      << (findings.violations.empty() ? "" : findings.violations[0].field + findings.violations[0].description);
  for (size_t i = 0; i < findings.violations.size(); ++i) {
    EXPECT_EQ(findings.violations[i].field, GetParam().refused[i].first);
    EXPECT_THAT(findings.violations[i].description, HasSubstr(GetParam().refused[i].second));
    EXPECT_THAT(findings.violations[i].description, HasSubstr("请"));
  }
}

std::string NameOf(const testing::TestParamInfo<Case>& test) { return test.param.name; }

INSTANTIATE_TEST_SUITE_P(
    OneByOne, AppliedFormulas,
    testing::Values(
        Case{"Share", {}, {Derived("D", "[I1] / [I2] * 100", "%")}},
        Case{"Count", {}, {Derived("D", "members(\"leaders\", tier = \"省级\" and chain = \"C1\")", "家")}},
        Case{"Done", {}, {Derived("D", "done(\"IT1\")", "家")}},
        Case{"Syntax", {}, {Derived("D", "[I1] +")}, {{"indicators[0].formula", "到第 7 个字符处没有写完"}}},
        Case{"UnknownIndicator", {}, {Derived("D", "[I1] + [I9]")}, {{"indicators[0].formula", "没有指标“I9”"}}},
        Case{"UnknownRegister", {}, {Derived("D", "entered(\"r\")", "家")}, {{"indicators[0].formula", "没有名录“r”"}}},
        Case{"UnknownItem", {}, {Derived("D", "done(\"IT9\")", "家")}, {{"indicators[0].formula", "没有事项“IT9”"}}},
        Case{"UnknownTier",
             {},
             {Derived("D", "members(\"leaders\", not tier != \"国家级\")", "家")},
             {{"indicators[0].formula", "名录“leaders”没有层级“国家级”；请从它的层级中选一个：市级、省级"}}},
        Case{"UnknownChain",
             {},
             {Derived("D", "past(\"竣工\", chain = \"C1\" or chain = \"C9\")", "家")},
             {{"indicators[0].formula", "没有产业链/行业“C9”"}}},
        Case{"UnknownUnit",
             {},
             {Derived("D", "members(\"leaders\", district = \"x\" and park = \"gov\")", "家")},
             {{"indicators[0].formula", "没有单位“x”"}}},
        Case{"UnknownProgramme",
             {},
             {Derived("D", "past(\"竣工\", programme = \"P9\")", "家")},
             {{"indicators[0].formula", "没有方案“P9”"}}},
        Case{"Dimension",
             {},
             {Derived("D", "[I1] + members(\"leaders\")")},
             {{"indicators[0].formula", "第 8 个字符起是 count"}}},
        Case{"Unit", {}, {Derived("D", "[I1] / [I2]", "%")}, {{"indicators[0].formula", "请再乘以 100"}}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Together, AppliedFormulas,
    testing::Values(
        Case{"OnEachOther", {}, {Derived("D1", "[I1] * 2"), Derived("D2", "[D1] + [I1]")}},
        Case{"OnItself", {}, {Derived("D", "[I1] + year_before([D])")}, {{"indicators[0].formula", "D → D"}}},
        Case{"InACircle",
             {},
             {Derived("D1", "[D2] * 2"), Derived("D2", "[D1] * 2")},
             {{"indicators[0].formula", "D1 → D2 → D1"}, {"indicators[1].formula", "D2 → D1 → D2"}}},
        Case{"InACircleThroughWhatIsThere",
             {Derived("D1", "[I1]"), Derived("D2", "[D1] * 2")},
             {Derived("D1", "[D2]")},
             {{"indicators[0].formula", "绕回了自己"}}},
        Case{"InACircleThroughParts",
             {},
             {Derived("W", "sum(parts)"), Part("P", "W", "亿元", "[W] / 2")},
             {{"indicators[1].formula", "P → W → P"}, {"indicators[0].formula", "W → P → W"}}},
        Case{"InACircleThroughPartsThatAreThere",
             {Derived("W", "sum(parts)"), Derived("D", "[I1]"), Part("P", "W", "亿元", "[D]")},
             {Derived("D", "[W]")},
             {{"indicators[0].formula", "绕回了自己"}}},
        Case{"PartMayReadAWholeThatDoesNotReadParts",
             {},
             {Derived("W", "[I1]"), Part("P", "W", "%", "[I2] / [W] * 100")}},
        Case{"PartsOfEachOther",
             {},
             {Part("P1", "P2"), Part("P2", "P1")},
             {{"indicators[0].part_of", "P1 → P2 → P1"}, {"indicators[1].part_of", "P2 → P1 → P2"}}},
        Case{"PartItselfDerived", {}, {Derived("W", "sum(parts)"), Part("P", "W", "亿元", "[I1] / 2")}},
        Case{"PartsInTwoScales", {}, {Derived("W", "sum(parts)"), Part("P1", "W"), Part("P2", "W", "万亿元")}},
        Case{"PartsInTwoDimensions",
             {},
             {Derived("W", "sum(parts)"), Part("P1", "W"), Part("P2", "W", "家")},
             {{"indicators[0].formula", "“P1”是 money，“P2”是 count"}}},
        Case{"PartBroughtLater",
             {Derived("W", "sum(parts)"), Part("P1", "W")},
             {Part("P2", "W", "家")},
             {{"indicators[0].unit_of_measure", "与指标“W”的公式不相配"}}},
        Case{"PartThatDoesNotCompare",
             {Derived("W", "count(parts >= 1000)", "家"), Part("P1", "W")},
             {Part("P2", "W", "万亿元")},
             {{"indicators[0].unit_of_measure", "“P2”用 万亿元，“P1”用 亿元"}}},
        Case{"FormulaPutOverPartsThatAreThere",
             {Derived("W", ""), Part("P1", "W"), Part("P2", "W", "家")},
             {Derived("W", "sum(parts)")},
             {{"indicators[0].formula", "“P1”是 money，“P2”是 count"}}},
        Case{"UnitChangedUnderAFormula",
             {Derived("S", ""), Derived("D", "[S] + [I1]")},
             {Derived("S", "", "家")},
             {{"indicators[0].unit_of_measure", "与指标“D”的公式不再相配"}}},
        Case{"OwnUnitChanged",
             {Derived("D", "[I1] + [I2]")},
             {Derived("D", "[I1] + [I2]", "家")},
             {{"indicators[0].formula", "得出的量纲是 money"}}},
        Case{
            "ScaleChangedUnderAFormula", {Derived("S", ""), Derived("D", "[S] + [I1]")}, {Derived("S", "", "万亿元")}}),
    NameOf);

TEST(AppliedFormula, DimensionChangedUnderIt) {
  model::Catalogue current = City({Derived("S", "", "家"), Derived("D", "[S] + members(\"leaders\")", "家")});
  current.indicators.at("D").unit_of_measure = "户";
  current.Put(model::UnitOfMeasure{"户", "count", {1, 0}});
  const Findings findings = Check(current, {model::UnitOfMeasure{"户", "households", {1, 0}}});
  ASSERT_EQ(findings.violations.size(), 1u);
  EXPECT_EQ(findings.violations[0].field, "units_of_measure[0].dimension");
  EXPECT_THAT(findings.violations[0].description, HasSubstr("指标“D”"));
}

TEST(AppliedFormula, WarnsOfWhatCountsNothingYet) {
  const Findings findings = Check(City(), {Derived("D", "reached(\"签约\")", "家"), Derived("W", "sum(parts)")});
  EXPECT_THAT(findings.violations, IsEmpty());
  EXPECT_THAT(findings.warnings, ElementsAre(HasSubstr("阶段“签约”还没有"), HasSubstr("还没有指标以它为 part_of")));
}

TEST(AppliedFormula, DoesNotWarnOfWhatIsThere) {
  const model::Catalogue current = City({Derived("W", ""), Part("P", "W")});
  EXPECT_THAT(Check(current, {Derived("D", "reached(\"竣工\")", "家"), Derived("W", "sum(parts)")}).warnings,
              IsEmpty());
}

TEST(ReportToADerivedIndicator, IsRefused) {
  const model::Catalogue catalogue = City({Derived("D", "[I1] * 2")});
  ReportCheck check(catalogue, model::ClockMode::kSandbox, model::CivilTime().At(model::Date(2024, 7, 1), 720));
  model::IndicatorReport fact;
  fact.indicator = "D";
  fact.period = *model::Period::Parse("2024Q2");
  std::vector<Violation> violations;
  check.Check({fact, 0, std::nullopt}, violations);
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].field, "indicator_report.indicator");
  EXPECT_THAT(violations[0].description, HasSubstr("由公式得出，不接受填报；请"));
}

}  // namespace
}  // namespace liandu::ingest
