#include "cli/history/history_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace liandu::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

HistoryFile Read(const std::string& text) { return ReadHistory("h.csv", text, model::WorkDays(), 20); }

struct BadRow {
  std::string name;
  std::string text;
  /// "file:line: column" at which the only problem starts.
  std::string at;
  std::string says;
};

class ReadHistoryTells : public ::testing::TestWithParam<BadRow> {};

TEST_P(ReadHistoryTells, WithFileAndLine) {
  const HistoryFile history = Read(GetParam().text);
  ASSERT_THAT(history.problems, SizeIs(1));
  EXPECT_THAT(history.problems[0].ToString(), ::testing::StartsWith(GetParam().at));
  EXPECT_THAT(history.problems[0].message, HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    Table, ReadHistoryTells,
    ::testing::Values(
        BadRow{"empty", "", "h.csv:1:", "首行应为列名"},
        BadRow{"unknown_column", "indicator,period,value,colour\n", "h.csv:1:", "不认识列“colour”"},
        BadRow{"column_twice", "indicator,period,value,value\n", "h.csv:1:", "重复"},
        BadRow{"missing_column", "indicator,value\n", "h.csv:1:", "缺列“period”"},
        BadRow{"too_few_fields", "indicator,period,value\na,2024\n", "h.csv:2:", "有 2 格，应有 3 格"},
        BadRow{"no_indicator", "indicator,period,value\n,2024,1\n", "h.csv:2: indicator:", "缺指标"},
        BadRow{"no_such_period", "indicator,period,value\na,2024Q5,1\n", "h.csv:2: period:", "2024Q5"},
        BadRow{"no_number", "indicator,period,value\na,2024,\"1,100\"\n", "h.csv:2: value:", "1,100"},
        BadRow{"no_value", "indicator,period,value\na,2024,\n", "h.csv:2: value:", "不是数"},
        BadRow{"no_bound", "indicator,period,value,bound\na,2024,1,roughly\n", "h.csv:2: bound:", "more_than"},
        BadRow{"no_growth", "indicator,period,value,growthRate\na,2024,1,8%\n", "h.csv:2: growthRate:", "8%"},
        BadRow{"no_flag", "indicator,period,value,preliminary\na,2024,1,maybe\n",
               "h.csv:2: preliminary:", "true 或 false"},
        BadRow{"no_revision", "indicator,period,value,revision\na,2024,1,-1\n", "h.csv:2: revision:", "正整数"},
        BadRow{"no_date", "indicator,period,value,publishedDate\na,2024,1,2024-02-30\n",
               "h.csv:2: publishedDate:", "2024-02-30"},
        BadRow{"broken_quotes", "indicator,period,value\n\"a\"b,2024,1\n", "h.csv:2:", "引号"}),
    [](const auto& row) { return row.param.name; });

TEST(ReadHistory, GoesOnBehindBadRows) {
  const HistoryFile history = Read("indicator,period,value\na,2023,x\nb,2023,2\nc,,\n");
  EXPECT_EQ(history.rows_read, 3);
  ASSERT_THAT(history.rows, SizeIs(1));
  EXPECT_EQ(history.rows[0].line, 3);
  EXPECT_THAT(history.problems, SizeIs(3));
}

TEST(ReadHistory, TakesEveryColumn) {
  const HistoryFile history = Read(
      "indicator,period,value,unitOfMeasure,bound,source,growthRate,growthBasePeriod,statisticalScope,preliminary,"
      "revision,publishedDate,baselineOf,note\n"
      "a,2023H1, 10.50 ,亿元,at_least,\"报告,第1页\",-3.2,2022H1,规上,是,2,2023-08-01,T001； T002,备注\n");
  ASSERT_THAT(history.problems, IsEmpty());
  ASSERT_THAT(history.rows, SizeIs(1));
  const v1::IndicatorReport& report = history.rows[0].report.indicator_report();
  EXPECT_EQ(report.indicator(), "a");
  EXPECT_EQ(report.period(), "2023H1");
  EXPECT_EQ(report.value(), "10.50");
  EXPECT_EQ(report.unit_of_measure(), "亿元");
  EXPECT_EQ(report.bound(), v1::BOUND_AT_LEAST);
  EXPECT_EQ(report.source(), "报告,第1页");
  EXPECT_EQ(report.growth_rate(), "-3.2");
  EXPECT_EQ(report.growth_base_period(), "2022H1");
  EXPECT_EQ(report.statistical_scope(), "规上");
  EXPECT_TRUE(report.preliminary());
  EXPECT_EQ(report.revision(), 2);
  EXPECT_THAT(report.baseline_of(), ElementsAre("T001", "T002"));
  EXPECT_EQ(report.note(), "备注");
  EXPECT_EQ(history.rows[0].report.published_date(), "2023-08-01");
}

TEST(ReadHistory, WorksOutPublishedDatesAndSortsByThem) {
  model::WorkCalendar calendar;
  calendar.id = "cn";
  calendar.days_off.push_back({model::Date(2024, 1, 1), model::Date(2024, 1, 1)});
  const HistoryFile history = ReadHistory(
      "h.csv", "indicator,period,value,publishedDate\nlate,2023,1,\nstated,2023,2,2024-01-10\nearly,2022,3,\n",
      model::WorkDays(calendar), 20);
  ASSERT_THAT(history.rows, SizeIs(3));
  EXPECT_EQ(history.rows[0].report.indicator_report().indicator(), "early");
  EXPECT_EQ(history.rows[0].report.published_date(), "2023-01-27");
  EXPECT_EQ(history.rows[1].report.indicator_report().indicator(), "stated");
  EXPECT_EQ(history.rows[2].report.published_date(), "2024-01-29");
}

TEST(ReadHistory, ReadsTheHistoryOfQingdaoWhenItIsThere) {
  const std::string path = std::string(LIANDU_SOURCE_DIR) + "/deploy/catalogs/qingdao/history.csv";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not in this tree";
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  const HistoryFile history = Read(text.str());
  EXPECT_THAT(history.problems, IsEmpty());
  EXPECT_EQ(history.rows.size(), static_cast<size_t>(history.rows_read));
  EXPECT_EQ(history.rows_read, 113);
}

}  // namespace
}  // namespace liandu::cli
