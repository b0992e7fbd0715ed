#include "notifier/domain/time_slots.h"

#include <gtest/gtest.h>

#include "notifier/domain/test_directory.h"

namespace liandu::notifier {
namespace {

struct SlotCase {
  const char* name;
  const char* now;
  const char* digest;
  const char* interruption;
};

class TimeSlots : public testing::TestWithParam<SlotCase> {};

TEST_P(TimeSlots, NextDigestAndInterruption) {
  const Directory city = TestCity();
  const model::Instant now = At(GetParam().now);
  EXPECT_EQ(city.civil_time().ToText(NextDigest(city, now)), GetParam().digest);
  EXPECT_EQ(city.civil_time().ToText(NextInterruption(city, now)), GetParam().interruption);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, TimeSlots,
    testing::Values(SlotCase{"MidnightOfAWorkday", "2024-07-01 00:00", "2024-07-01 09:30", "2024-07-01 09:00"},
                    SlotCase{"BeforeHours", "2024-07-01 08:59", "2024-07-01 09:30", "2024-07-01 09:00"},
                    SlotCase{"HoursBegin", "2024-07-01 09:00", "2024-07-01 09:30", "2024-07-01 09:00"},
                    SlotCase{"ASlotsOwnMomentWaitsForTheNext", "2024-07-01 09:30", "2024-07-01 15:00",
                             "2024-07-01 09:30"},
                    SlotCase{"Afternoon", "2024-07-01 15:01", "2024-07-02 09:30", "2024-07-01 15:01"},
                    SlotCase{"LastMinute", "2024-07-01 17:29", "2024-07-02 09:30", "2024-07-01 17:29"},
                    SlotCase{"AfterHours", "2024-07-01 17:30", "2024-07-02 09:30", "2024-07-02 09:00"},
                    SlotCase{"FridayEvening", "2024-07-05 20:00", "2024-07-08 09:30", "2024-07-08 09:00"},
                    SlotCase{"Saturday", "2024-07-06 10:00", "2024-07-08 09:30", "2024-07-08 09:00"},
                    SlotCase{"MadeUpSundayIsAWorkday", "2024-09-29 10:00", "2024-09-29 15:00", "2024-09-29 10:00"},
                    SlotCase{"SaturdayBeforeAMadeUpSunday", "2024-09-28 10:00", "2024-09-29 09:30", "2024-09-29 09:00"},
                    SlotCase{"EveOfTheHoliday", "2024-09-30 18:00", "2024-10-08 09:30", "2024-10-08 09:00"},
                    SlotCase{"WithinTheHoliday", "2024-10-03 10:00", "2024-10-08 09:30", "2024-10-08 09:00"}),
    [](const auto& tested) { return tested.param.name; });

TEST(TimeSlotsTest, FollowsThePolicysHours) {
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.working_hours_start = 8 * 60;
  policy.working_hours_end = 12 * 60;
  policy.digest_times = {11 * 60};
  city.Put(policy);
  EXPECT_TRUE(InWorkingHours(city, At("2024-07-01 08:00")));
  EXPECT_FALSE(InWorkingHours(city, At("2024-07-01 12:00")));
  EXPECT_EQ(NextDigest(city, At("2024-07-01 11:00")), At("2024-07-02 11:00"));
}

TEST(TimeSlotsTest, ADigestAtTheStartOfHoursWhenNoTimesAreGiven) {
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.digest_times.clear();
  city.Put(policy);
  EXPECT_EQ(NextDigest(city, At("2024-07-01 10:00")), At("2024-07-02 09:00"));
}

TEST(TimeSlotsTest, ACalendarWithoutWorkdaysStillEnds) {
  Directory city = TestCity();
  model::WorkCalendar calendar;
  calendar.id = "cn";
  calendar.days_off = {{model::Date(2024, 1, 1), model::Date(2026, 12, 31)}};
  city.Put(calendar);
  EXPECT_GT(NextDigest(city, At("2024-07-01 10:00")), At("2025-07-01 10:00"));
}

}  // namespace
}  // namespace liandu::notifier
