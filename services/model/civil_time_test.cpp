#include "model/civil_time.h"

#include <gtest/gtest.h>

namespace liandu::model {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(CivilTimeTest, KnowsItsDayAndItsMidnight) {
  const CivilTime shanghai;
  const Instant nine_thirty = shanghai.At(Date(2024, 7, 1), 9 * 60 + 30);
  EXPECT_EQ(nine_thirty, Instant(milliseconds(1719797400000)));
  EXPECT_EQ(shanghai.DateAt(nine_thirty), Date(2024, 7, 1));
  EXPECT_EQ(shanghai.MinutesOfDay(nine_thirty), 9 * 60 + 30);
  EXPECT_EQ(shanghai.ToText(nine_thirty), "2024-07-01 09:30");
  EXPECT_EQ(shanghai.DateAt(shanghai.StartOf(Date(2024, 7, 1))), Date(2024, 7, 1));
  EXPECT_EQ(shanghai.DateAt(shanghai.StartOf(Date(2024, 7, 1)) - milliseconds(1)), Date(2024, 6, 30));
}

TEST(CivilTimeTest, ChangesItsOffsetOnADate) {
  const CivilTime moved({{std::nullopt, 480}, {Date(2024, 5, 1), 540}});
  EXPECT_EQ(moved.StartOf(Date(2024, 5, 1)) - moved.StartOf(Date(2024, 4, 30)), hours(23));
  EXPECT_EQ(moved.DateAt(moved.StartOf(Date(2024, 5, 1))), Date(2024, 5, 1));
  EXPECT_EQ(moved.DateAt(moved.StartOf(Date(2024, 4, 30))), Date(2024, 4, 30));
}

TEST(CivilTimeTest, WorksWestOfGreenwich) {
  const CivilTime west({{std::nullopt, -300}});
  EXPECT_EQ(west.DateAt(west.StartOf(Date(2024, 1, 1))), Date(2024, 1, 1));
  EXPECT_EQ(west.DateAt(west.StartOf(Date(2024, 1, 1)) - milliseconds(1)), Date(2023, 12, 31));
}

}  // namespace
}  // namespace liandu::model
