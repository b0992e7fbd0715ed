#include "notifier/domain/hold_back.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "notifier/domain/test_directory.h"

namespace liandu::notifier {
namespace {

using model::CivilMinute;
using model::Date;
using testing::HasSubstr;

/// July 2024 (the 1st is a Monday), every day, all day.
model::Silence July() {
  model::Silence silence;
  silence.id = "july";
  silence.reason = "系统割接";
  silence.author = "督查室";
  silence.from = {Date(2024, 7, 1), 0};
  silence.to = {Date(2024, 7, 31), 23 * 60 + 59};
  return silence;
}

model::Silence Weekly(std::vector<int> weekdays) {
  model::Silence silence = July();
  silence.weekdays = std::move(weekdays);
  return silence;
}

model::Silence Daily(int from, int to, std::vector<int> weekdays = {}) {
  model::Silence silence = Weekly(std::move(weekdays));
  silence.daily_from = from;
  silence.daily_to = to;
  return silence;
}

model::Silence Between(const CivilMinute& from, const CivilMinute& to) {
  model::Silence silence = July();
  silence.from = from;
  silence.to = to;
  return silence;
}

struct SilenceCase {
  const char* name;
  model::Silence silence;
  const char* now;
  /// "-": it does not hold.
  const char* until;
};
void PrintTo(const SilenceCase& tested, std::ostream* out) { *out << tested.name; }

class Silences : public testing::TestWithParam<SilenceCase> {};

TEST_P(Silences, HoldUntil) {
  const Directory city = TestCity();
  const auto until = SilentUntil(city, GetParam().silence, At(GetParam().now));
  EXPECT_EQ(until ? city.civil_time().ToText(*until) : "-", GetParam().until);
}

constexpr int kNine = 9 * 60;
constexpr int kNoon = 12 * 60;
constexpr int kTen = 22 * 60;
constexpr int kSix = 6 * 60;
constexpr int kLast = 24 * 60 - 1;

INSTANTIATE_TEST_SUITE_P(Once, Silences,
                         testing::Values(SilenceCase{"Before", July(), "2024-06-30 23:59", "-"},
                                         SilenceCase{"FirstMinute", July(), "2024-07-01 00:00", "2024-08-01 00:00"},
                                         SilenceCase{"LastMinute", July(), "2024-07-31 23:59", "2024-08-01 00:00"},
                                         SilenceCase{"After", July(), "2024-08-01 00:00", "-"},
                                         SilenceCase{"WithinADay",
                                                     Between({Date(2024, 7, 1), kNine}, {Date(2024, 7, 1), kNoon}),
                                                     "2024-07-01 12:00", "2024-07-01 12:01"}),
                         [](const auto& tested) { return tested.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Recurring, Silences,
    testing::Values(
        SilenceCase{"ItsWeekday", Weekly({6, 7}), "2024-07-06 10:00", "2024-07-08 00:00"},
        SilenceCase{"AnotherWeekday", Weekly({6, 7}), "2024-07-05 10:00", "-"},
        SilenceCase{"OneWeekdayOfTwoApart", Weekly({1, 3}), "2024-07-01 10:00", "2024-07-02 00:00"},
        SilenceCase{"EveryWeekday", Weekly({1, 2, 3, 4, 5, 6, 7}), "2024-07-10 10:00", "2024-08-01 00:00"},
        SilenceCase{"ItsHours", Daily(kNine, kNoon), "2024-07-01 09:00", "2024-07-01 12:01"},
        SilenceCase{"OutsideOfItsHours", Daily(kNine, kNoon), "2024-07-01 12:01", "-"},
        SilenceCase{"HoursPastMidnightInTheEvening", Daily(kTen, kSix), "2024-07-01 23:00", "2024-07-02 06:01"},
        SilenceCase{"HoursPastMidnightInTheMorning", Daily(kTen, kSix), "2024-07-02 05:00", "2024-07-02 06:01"},
        SilenceCase{"HoursPastMidnightAtNoon", Daily(kTen, kSix), "2024-07-02 12:00", "-"},
        SilenceCase{"TheMorningBelongsToTheDayBefore", Daily(kTen, kSix, {1}), "2024-07-02 05:00", "2024-07-02 06:01"},
        SilenceCase{"NotTheMorningOfTheDayItself", Daily(kTen, kSix, {2}), "2024-07-02 05:00", "-"},
        SilenceCase{"AllHoursRunOn", Daily(0, kLast, {1, 2}), "2024-07-01 10:00", "2024-07-03 00:00"},
        SilenceCase{"TheEndCutsTheHours", Daily(kTen, kSix), "2024-07-31 23:00", "2024-08-01 00:00"}),
    [](const auto& tested) { return tested.param.name; });

class HoldBackTest : public testing::Test {
 protected:
  std::optional<HeldBack> Held(const std::string& now, std::optional<Date> excused = std::nullopt) const {
    return HoldBack(city_, inhibitors_, QuestionOf(TestAlert()), excused, At(now));
  }

  Directory city_ = TestCity();
  Inhibitors inhibitors_;
};

TEST_F(HoldBackTest, NothingLetsItThrough) { EXPECT_FALSE(Held("2024-07-01 10:00")); }

TEST_F(HoldBackTest, ASilenceThatTakesIt) {
  model::Silence silence = July();
  silence.match.chains = {"nev"};
  city_.Put(silence);
  const auto held = Held("2024-07-01 10:00");
  ASSERT_TRUE(held);
  EXPECT_EQ(held->by, HeldBack::By::kSilence);
  EXPECT_EQ(held->id, "july");
  EXPECT_EQ(held->until, At("2024-08-01 00:00"));
  EXPECT_EQ(held->reason, "静默“july”至 2024-08-01 00:00：系统割接（督查室）");
  EXPECT_FALSE(Held("2024-08-01 00:00"));
}

TEST_F(HoldBackTest, ASilenceOfSomethingElse) {
  model::Silence silence = July();
  silence.match.chains = {"chip"};
  city_.Put(silence);
  EXPECT_FALSE(Held("2024-07-01 10:00"));
}

TEST_F(HoldBackTest, AnExcusalThroughItsDay) {
  const auto held = Held("2024-07-05 23:59", Date(2024, 7, 5));
  ASSERT_TRUE(held);
  EXPECT_EQ(held->by, HeldBack::By::kExcusal);
  EXPECT_EQ(held->until, At("2024-07-06 00:00"));
  EXPECT_FALSE(Held("2024-07-06 00:00", Date(2024, 7, 5)));
}

TEST_F(HoldBackTest, TheLatestEndOfSeveral) {
  city_.Put(Between({Date(2024, 7, 1), 0}, {Date(2024, 7, 2), kLast}));
  EXPECT_EQ(Held("2024-07-01 10:00", Date(2024, 7, 5))->by, HeldBack::By::kExcusal);
  EXPECT_EQ(Held("2024-07-01 10:00", Date(2024, 7, 1))->by, HeldBack::By::kSilence);
}

TEST_F(HoldBackTest, AnInhibitionSaysWhoAndHasNoEnd) {
  model::Inhibition inhibition;
  inhibition.id = "chain-red";
  inhibition.source.min_severity = model::Severity::kRed;
  inhibition.equal = {model::GroupingKey::kChain};
  inhibitors_.Reset({inhibition});
  model::Alert source = TestAlert(model::Severity::kRed);
  source.id = "target:T001:missed:2024";
  source.condition = model::Condition::kMissed;
  inhibitors_.Add(QuestionOf(source));
  const auto held = Held("2024-07-01 10:00");
  ASSERT_FALSE(held) << "two reds of one chain would inhibit each other";
  model::Alert target = TestAlert(model::Severity::kYellow);
  const auto found = HoldBack(city_, inhibitors_, QuestionOf(target), std::nullopt, At("2024-07-01 10:00"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->by, HeldBack::By::kInhibition);
  EXPECT_EQ(found->id, "chain-red");
  EXPECT_EQ(found->source, source.id);
  EXPECT_FALSE(found->until);
  EXPECT_THAT(found->reason, HasSubstr("（到期未达标，红）"));
}

}  // namespace
}  // namespace liandu::notifier
