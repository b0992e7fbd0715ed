#include "model/work_days.h"

#include <gtest/gtest.h>

namespace liandu::model {
namespace {

/// China's turn of the year 2024/25.
WorkCalendar TurnOfTheYear() {
  WorkCalendar calendar;
  calendar.days_off = {{Date(2025, 1, 1), Date(2025, 1, 1)}, {Date(2025, 1, 28), Date(2025, 2, 4)}};
  calendar.working_days = {{Date(2025, 1, 26), Date(2025, 1, 26)}, {Date(2025, 2, 8), Date(2025, 2, 8)}};
  calendar.horizon = Date(2025, 12, 31);
  return calendar;
}

TEST(WorkDaysTest, CountsTwentyWorkingDaysOverSpringFestival) {
  const WorkDays days(TurnOfTheYear());
  EXPECT_EQ(days.Add(Date(2024, 12, 31), 20), Date(2025, 2, 5));
  EXPECT_EQ(days.Between(Date(2024, 12, 31), Date(2025, 2, 5)), 20);
}

TEST(WorkDaysTest, KnowsMakeUpDaysAndDaysOff) {
  const WorkDays days(TurnOfTheYear());
  EXPECT_TRUE(days.IsWorkday(Date(2025, 1, 26)));
  EXPECT_FALSE(days.IsWorkday(Date(2025, 1, 1)));
  EXPECT_FALSE(days.IsWorkday(Date(2025, 1, 25)));
  EXPECT_TRUE(days.IsWorkday(Date(2025, 1, 24)));
}

TEST(WorkDaysTest, GoesBackwardsAndStaysAtZero) {
  const WorkDays days;
  EXPECT_EQ(days.Add(Date(2024, 7, 1), -1), Date(2024, 6, 28));
  EXPECT_EQ(days.Add(Date(2024, 6, 29), 0), Date(2024, 6, 29));
  EXPECT_EQ(days.Between(Date(2024, 7, 1), Date(2024, 6, 28)), -1);
}

}  // namespace
}  // namespace liandu::model
