#include "model/period.h"

#include <gtest/gtest.h>

namespace liandu::model {
namespace {

struct PeriodCase {
  const char* name;
  const char* text;
  /// First and last day; nullptr: refused.
  const char* first;
  const char* last;
};

class PeriodTest : public testing::TestWithParam<PeriodCase> {};

TEST_P(PeriodTest, ParsesAndPrints) {
  const auto period = Period::Parse(GetParam().text);
  ASSERT_EQ(period.ok(), GetParam().first != nullptr) << period.status();
  if (!period.ok()) return;
  EXPECT_EQ(period->first.ToString(), GetParam().first);
  EXPECT_EQ(period->last.ToString(), GetParam().last);
  EXPECT_EQ(period->ToString(), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Periods, PeriodTest,
                         testing::Values(PeriodCase{"Year", "2024", "2024-01-01", "2024-12-31"},
                                         PeriodCase{"FirstHalf", "2024H1", "2024-01-01", "2024-06-30"},
                                         PeriodCase{"SecondHalf", "2024H2", "2024-07-01", "2024-12-31"},
                                         PeriodCase{"Quarter", "2024Q1", "2024-01-01", "2024-03-31"},
                                         PeriodCase{"Month", "2024-02", "2024-02-01", "2024-02-29"},
                                         PeriodCase{"AsOf", "2024-06-30", "2024-06-30", "2024-06-30"},
                                         PeriodCase{"Years", "2021/2023", "2021-01-01", "2023-12-31"},
                                         PeriodCase{"Days", "2024-01-05/2024-06-30", "2024-01-05", "2024-06-30"},
                                         PeriodCase{"Quarter5", "2024Q5", nullptr, nullptr},
                                         PeriodCase{"Half3", "2024H3", nullptr, nullptr},
                                         PeriodCase{"Month0", "2024-00", nullptr, nullptr},
                                         PeriodCase{"Month13", "2024-13", nullptr, nullptr},
                                         PeriodCase{"NoSuchDay", "2024-02-30", nullptr, nullptr},
                                         PeriodCase{"Backwards", "2024/2021", nullptr, nullptr},
                                         PeriodCase{"Mixed", "2024/2024-06-30", nullptr, nullptr},
                                         PeriodCase{"Halves", "2024H1/2024H2", nullptr, nullptr},
                                         PeriodCase{"Words", "last year", nullptr, nullptr},
                                         PeriodCase{"Empty", "", nullptr, nullptr},
                                         PeriodCase{"Year0", "0000", nullptr, nullptr}),
                         [](const auto& row) { return row.param.name; });

TEST(PeriodTest, PrintsTheShortestForm) {
  EXPECT_EQ(Period::Parse("2024-01-01/2024-06-30")->ToString(), "2024H1");
  EXPECT_EQ(Period::Parse("2024/2024")->ToString(), "2024");
}

}  // namespace
}  // namespace liandu::model
