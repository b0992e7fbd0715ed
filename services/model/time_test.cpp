#include "model/time.h"

#include <gtest/gtest.h>

namespace liandu::model {
namespace {

struct ParseCase {
  const char* name;
  const char* text;
  bool ok;
};

class DateParseTest : public testing::TestWithParam<ParseCase> {};

TEST_P(DateParseTest, TakesOnlyDatesThatExist) {
  const auto date = Date::Parse(GetParam().text);
  EXPECT_EQ(date.ok(), GetParam().ok) << date.status();
  if (date.ok()) {
    EXPECT_EQ(date->ToString(), GetParam().text);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Dates, DateParseTest,
    testing::Values(ParseCase{"Plain", "2024-06-30", true}, ParseCase{"LeapDay", "2024-02-29", true},
                    ParseCase{"NoLeapDay", "2023-02-29", false}, ParseCase{"Month13", "2024-13-01", false},
                    ParseCase{"Day0", "2024-01-00", false}, ParseCase{"Short", "2024-1-1", false},
                    ParseCase{"Slashes", "2024/01/01", false}, ParseCase{"Sign", "+024-01-01", false},
                    ParseCase{"TooOld", "1899-12-31", false}, ParseCase{"TooLate", "2201-01-01", false},
                    ParseCase{"Empty", "", false}),
    [](const auto& row) { return row.param.name; });

TEST(DateTest, AddMonthsStaysInTheMonth) {
  EXPECT_EQ(Date(2024, 1, 31).AddMonths(1), Date(2024, 2, 29));
  EXPECT_EQ(Date(2024, 3, 31).AddMonths(-1), Date(2024, 2, 29));
  EXPECT_EQ(Date(2022, 12, 31).AddMonths(24), Date(2024, 12, 31));
  EXPECT_EQ(Date(2024, 11, 15).AddMonths(3), Date(2025, 2, 15));
}

TEST(DateTest, CountsDays) {
  EXPECT_EQ(Date(2025, 1, 1) - Date(2024, 1, 1), 366);
  EXPECT_EQ(Date(2024, 12, 31) + 1, Date(2025, 1, 1));
}

}  // namespace
}  // namespace liandu::model
