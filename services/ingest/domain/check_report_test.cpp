#include "ingest/domain/check_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/domain/test_catalogue.h"

namespace liandu::ingest {
namespace {

using model::ClockMode;
using model::Date;
using model::Period;
using testing::ElementsAreArray;

model::Instant Noon(Date day) { return model::CivilTime().At(day, 12 * 60); }

model::Report Value(const std::string& indicator, const std::string& period, const std::string& unit = "") {
  model::IndicatorReport fact;
  fact.indicator = indicator;
  fact.period = *Period::Parse(period);
  fact.unit_of_measure = unit;
  return {fact, 0, std::nullopt};
}

model::Report Stage(const std::string& stage, const std::string& reason = "") {
  return {model::StageReport{"IT1", stage, Date(2024, 6, 1), reason}, 0, std::nullopt};
}

model::Report Fulfilled(const std::string& period, Date date = Date(2024, 6, 30)) {
  return {model::ObligationReport{"O1", *Period::Parse(period), date, ""}, 0, std::nullopt};
}

model::Report Numbered(model::Report report, int64_t number) {
  report.source_sequence = number;
  return report;
}

model::Report Published(model::Report report, Date date) {
  report.published_date = date;
  return report;
}

struct Case {
  std::string name;
  std::vector<model::Report> reports;
  /// Fields refused in the last of them; those before are good.
  std::vector<std::string> fields = {};
  ClockMode mode = ClockMode::kSandbox;
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

class ReportTable : public testing::TestWithParam<Case> {};

TEST_P(ReportTable, AreAcceptedOrRefusedAtTheirFields) {
  const model::Catalogue catalogue = AppliedCatalogue();
  ReportCheck check(catalogue, GetParam().mode, Noon(Date(2024, 7, 1)));
  std::vector<std::string> fields;
  for (size_t i = 0; i < GetParam().reports.size(); ++i) {
    std::vector<Violation> violations;
    check.Check(GetParam().reports[i], violations);
    if (i + 1 < GetParam().reports.size()) {
      EXPECT_THAT(violations, testing::IsEmpty()) << i;
    }
    fields.clear();
    for (const Violation& violation : violations) {
      fields.push_back(violation.field);
      EXPECT_THAT(violation.description, testing::HasSubstr("请")) << violation.field << ": say in Chinese what to do";
    }
  }
  EXPECT_THAT(fields, ElementsAreArray(GetParam().fields));
}

model::Report Baseline() {
  model::Report report = Value("I1", "2023");
  std::get<model::IndicatorReport>(report.fact).baseline_of = {"T1", "T9"};
  return report;
}

model::Report GrowthBaseAlone() {
  model::Report report = Value("I1", "2023");
  std::get<model::IndicatorReport>(report.fact).growth_base_period = "2022";
  return report;
}

INSTANTIATE_TEST_SUITE_P(
    Reports, ReportTable,
    testing::Values(
        Case{"Quarter", {Value("I1", "2024Q2")}}, Case{"AsOfToday", {Value("I1", "2024-07-01")}},
        Case{"SinceTheYearBegan", {Value("I1", "2024-01-01/2024-06-30")}},
        Case{"AnotherUnitOfTheDimension", {Value("I1", "2024Q2", "万亿元")}},
        Case{"AnyPeriodWithoutCadence", {Value("I2", "2024-01-15/2024-06-12")}},
        Case{"UnknownIndicator", {Value("none", "2024Q2")}, {"indicator_report.indicator"}},
        Case{"UnknownUnit", {Value("I1", "2024Q2", "吨")}, {"indicator_report.unit_of_measure"}},
        Case{"UnitOfAnotherDimension", {Value("I1", "2024Q2", "家")}, {"indicator_report.unit_of_measure"}},
        Case{"PeriodCutsMonths", {Value("I1", "2024-01-15/2024-06-12")}, {"indicator_report.period"}},
        Case{"PeriodNotOver", {Value("I1", "2024Q3")}, {"indicator_report.period"}},
        Case{"Tomorrow", {Value("I1", "2024-07-02")}, {"indicator_report.period"}},
        Case{"BaselineOfNoTarget", {Baseline()}, {"indicator_report.baseline_of[1]"}},
        Case{"GrowthBaseWithoutRate", {GrowthBaseAlone()}, {"indicator_report.growth_base_period"}},
        Case{"Milestone", {{model::MilestoneReport{"IT1", "m1", model::MilestoneState::kDone, Date(2024, 7, 1), ""}}}},
        Case{"MilestoneOfNoItem",
             {{model::MilestoneReport{"none", "m1", model::MilestoneState::kDone, Date(2024, 6, 1), ""}}},
             {"milestone_report.item"}},
        Case{"UnknownMilestoneInTheFuture",
             {{model::MilestoneReport{"IT1", "m9", model::MilestoneState::kDone, Date(2024, 8, 1), ""}}},
             {"milestone_report.date", "milestone_report.milestone"}},
        Case{"StageAfterStage", {Stage("立项"), Stage("开工"), Stage("竣工")}},
        Case{"UnknownStage", {Stage("验收")}, {"stage_report.stage"}},
        Case{"StageSkipped", {Stage("立项"), Stage("竣工")}, {"stage_report.reason"}},
        Case{"StageSkippedWithReason", {Stage("立项"), Stage("竣工", "并行施工")}},
        Case{"StepBack", {Stage("开工"), Stage("立项")}, {"stage_report.reason"}},
        Case{"StepBackWithReason", {Stage("开工"), Stage("立项", "重新立项"), Stage("开工")}},
        Case{"Fulfilled", {Fulfilled("2024Q2")}},
        Case{"MonthOfAQuarterlyObligation", {Fulfilled("2024-06")}, {"obligation_report.period"}},
        Case{"QuarterOutsideOfTheTerm", {Fulfilled("2023Q4")}, {"obligation_report.period"}},
        Case{"FulfilledTomorrow", {Fulfilled("2024Q2", Date(2024, 7, 2))}, {"obligation_report.date"}},
        Case{"NumbersUpwards", {Numbered(Value("I1", "2024Q1"), 3), Numbered(Value("I1", "2024Q2"), 7)}},
        Case{"NumberTwice",
             {Numbered(Value("I1", "2024Q1"), 3), Numbered(Value("I1", "2024Q2"), 3)},
             {"source_sequence"}},
        Case{"PublishedOutsideOfImporting", {Published(Value("I1", "2024Q1"), Date(2024, 7, 2))}, {"published_date"}},
        Case{"PublishedWhileImporting",
             {Published(Value("I1", "2024Q3"), Date(2024, 10, 20))},
             {},
             ClockMode::kImporting},
        Case{"PublishedBeforeTheClock",
             {Published(Value("I1", "2024Q1"), Date(2024, 4, 20))},
             {"published_date"},
             ClockMode::kImporting},
        Case{"PublishedBeforeThePeriodEnds",
             {Published(Value("I1", "2024Q3"), Date(2024, 9, 1))},
             {"indicator_report.period"},
             ClockMode::kImporting}),
    [](const auto& test) { return test.param.name; });

TEST(PublicationMoment, IsNineInTheMorningThere) {
  EXPECT_EQ(model::CivilTime().ToText(PublicationMoment(Date(2024, 7, 1), model::CivilTime())), "2024-07-01 09:00");
}

TEST(ReportCheck, KnowsTheDayOfTheJurisdiction) {
  model::Catalogue catalogue = AppliedCatalogue();
  const model::Instant late = model::CivilTime().At(Date(2024, 7, 1), 23 * 60 + 30);
  EXPECT_EQ(ReportCheck(catalogue, ClockMode::kLive, late).today(), Date(2024, 7, 1));
  catalogue.jurisdiction->utc_offsets = {{std::nullopt, 540}};
  EXPECT_EQ(ReportCheck(catalogue, ClockMode::kLive, late).today(), Date(2024, 7, 2));
}

TEST(ReportCheck, KnowsTheStagesOfAnItemsMachine) {
  model::Catalogue catalogue = AppliedCatalogue();
  model::Item item = catalogue.items.at("IT1");
  item.stages.clear();
  item.stage_machine = "machine";
  catalogue.Put(item);
  catalogue.Put(model::StageMachine{"machine", "", {{"立项", 90}, {"开工", 0}}, ""});
  ReportCheck check(catalogue, ClockMode::kSandbox, Noon(Date(2024, 7, 1)));
  std::vector<Violation> violations;
  check.Check(Stage("开工"), violations);
  EXPECT_THAT(violations, testing::IsEmpty());
  check.Check(Stage("立项"), violations);
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].field, "stage_report.reason");
  check.Check(Stage("竣工"), violations);
  ASSERT_EQ(violations.size(), 2u);
  EXPECT_EQ(violations[1].field, "stage_report.stage");
}

TEST(ReportCheck, TakesExactlyThePeriodOfAnEvaluation) {
  model::Catalogue catalogue = AppliedCatalogue();
  model::Obligation obligation = catalogue.obligations.at("O1");
  obligation.cadence = model::Cadence::kMidTerm;
  obligation.start_date = Date(2021, 1, 1);
  obligation.end_date = Date(2025, 12, 31);
  catalogue.Put(obligation);
  ReportCheck check(catalogue, ClockMode::kSandbox, Noon(Date(2024, 7, 1)));
  std::vector<Violation> violations;
  check.Check(Fulfilled("2021/2023"), violations);
  EXPECT_THAT(violations, testing::IsEmpty());
  for (const char* period : {"2021/2025", "2023", "2021/2022"}) {
    violations.clear();
    check.Check(Fulfilled(period), violations);
    ASSERT_EQ(violations.size(), 1u) << period;
    EXPECT_THAT(violations[0].description, testing::HasSubstr("2021/2023"));
  }
}

}  // namespace
}  // namespace liandu::ingest
