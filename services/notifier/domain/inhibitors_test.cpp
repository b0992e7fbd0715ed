#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "notifier/domain/hold_back.h"

namespace liandu::notifier {
namespace {

using model::Condition;
using model::GroupingKey;
using model::Inhibition;
using model::Severity;

RouteQuestion Alert(const std::string& id, Condition condition, Severity severity, std::vector<std::string> chains) {
  RouteQuestion question;
  question.alert = id;
  question.subject = id;
  question.condition = condition;
  question.severity = severity;
  question.chains = std::move(chains);
  question.responsible_unit = "gxj";
  return question;
}

/// A chain's red silences its yellow.
Inhibition ChainRed() {
  Inhibition inhibition;
  inhibition.id = "chain-red";
  inhibition.source.min_severity = Severity::kRed;
  inhibition.target.max_severity = Severity::kYellow;
  inhibition.equal = {GroupingKey::kChain};
  return inhibition;
}

/// A missing report silences what depends on it.
Inhibition MissingReport() {
  Inhibition inhibition;
  inhibition.id = "missing-report";
  inhibition.source.conditions = {Condition::kReportOverdue};
  inhibition.target.conditions = {Condition::kBehind, Condition::kAtRisk, Condition::kConflict};
  inhibition.listed = true;
  return inhibition;
}

RouteQuestion Yellow(std::vector<std::string> chains) {
  return Alert("T1", Condition::kBehind, Severity::kYellow, std::move(chains));
}
RouteQuestion Red(std::vector<std::string> chains) {
  return Alert("T2", Condition::kMissed, Severity::kRed, std::move(chains));
}
RouteQuestion Overdue(std::vector<std::string> indicators) {
  RouteQuestion question = Alert("gxj", Condition::kReportOverdue, Severity::kYellow, {});
  question.members = std::move(indicators);
  return question;
}
RouteQuestion JudgedBy(std::vector<std::string> indicators) {
  RouteQuestion question = Yellow({"nev"});
  question.indicators = std::move(indicators);
  return question;
}
RouteQuestion Joint(std::vector<std::string> members) {
  RouteQuestion question = Yellow({"nev"});
  question.members = std::move(members);
  return question;
}

struct Case {
  const char* name;
  Inhibition inhibition;
  RouteQuestion source;
  RouteQuestion target;
  bool inhibits;
};
void PrintTo(const Case& tested, std::ostream* out) { *out << tested.name; }

class Inhibiting : public testing::TestWithParam<Case> {};

TEST_P(Inhibiting, HoldsBack) {
  Inhibitors inhibitors({GetParam().inhibition});
  EXPECT_FALSE(inhibitors.Find(GetParam().target));
  inhibitors.Add(GetParam().source);
  EXPECT_EQ(inhibitors.Find(GetParam().target).has_value(), GetParam().inhibits);
  inhibitors.Remove(GetParam().source.alert);
  EXPECT_FALSE(inhibitors.Find(GetParam().target));
}

Inhibition AlikeIn(std::vector<GroupingKey> keys) {
  Inhibition inhibition = ChainRed();
  inhibition.equal = std::move(keys);
  return inhibition;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Inhibiting,
    testing::Values(
        Case{"TheSameChain", ChainRed(), Red({"nev"}), Yellow({"nev"}), true},
        Case{"OneChainInCommon", ChainRed(), Red({"nev", "chip"}), Yellow({"ai", "chip"}), true},
        Case{"AnotherChain", ChainRed(), Red({"nev"}), Yellow({"chip"}), false},
        Case{"NoChainIsNotAlike", ChainRed(), Red({}), Yellow({}), false},
        Case{"NotASource", ChainRed(), Yellow({"nev"}), Yellow({"nev"}), false},
        Case{"NotATarget", ChainRed(), Red({"nev"}), Alert("T3", Condition::kMissed, Severity::kRed, {"nev"}), false},
        Case{"AlikeInTwo", AlikeIn({GroupingKey::kChain, GroupingKey::kUnit}), Red({"nev"}), Yellow({"nev"}), true},
        Case{"AlikeInOneOfTwo", AlikeIn({GroupingKey::kChain, GroupingKey::kCondition}), Red({"nev"}), Yellow({"nev"}),
             false},
        Case{"AlikeInNothingNeeded", AlikeIn({}), Red({"nev"}), Yellow({"chip"}), true},
        Case{"ItsIndicatorIsListed", MissingReport(), Overdue({"I1", "I2"}), JudgedBy({"I2"}), true},
        Case{"AnotherIndicator", MissingReport(), Overdue({"I1"}), JudgedBy({"I2"}), false},
        Case{"OneOfItsMembersIsListed", MissingReport(), Overdue({"I1"}), Joint({"I1", "I9"}), true},
        Case{"ItsSubjectIsListed", MissingReport(), Overdue({"T1"}), Yellow({"nev"}), true},
        Case{"NothingListed", MissingReport(), Overdue({}), JudgedBy({"I1"}), false}),
    [](const auto& tested) { return tested.param.name; });

TEST(Inhibitors, NeverInhibitThemselves) {
  const RouteQuestion red = Red({"nev"});
  Inhibition all = AlikeIn({});
  all.target = {};
  Inhibitors inhibitors({all});
  inhibitors.Add(red);
  EXPECT_FALSE(inhibitors.Find(red));
}

TEST(Inhibitors, NeverInhibitEachOther) {
  Inhibition forth = ChainRed();
  Inhibition back = ChainRed();
  back.id = "back";
  std::swap(back.source, back.target);
  Inhibitors inhibitors({forth, back});
  inhibitors.Add(Red({"nev"}));
  inhibitors.Add(Yellow({"nev"}));
  EXPECT_FALSE(inhibitors.Find(Red({"nev"})));
  EXPECT_FALSE(inhibitors.Find(Yellow({"nev"})));
}

TEST(Inhibitors, SayWhichSourceByWhichInhibition) {
  Inhibitors inhibitors({MissingReport(), ChainRed()});
  inhibitors.Add(Red({"nev"}));
  const auto found = inhibitors.Find(Yellow({"nev"}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->inhibition, "chain-red");
  EXPECT_EQ(found->source, "T2");
}

TEST(Inhibitors, ASourceThatChangesStandsAtItsNewPlaceOnly) {
  Inhibitors inhibitors({ChainRed()});
  inhibitors.Add(Red({"nev"}));
  inhibitors.Add(Red({"chip"}));
  EXPECT_FALSE(inhibitors.Find(Yellow({"nev"})));
  EXPECT_TRUE(inhibitors.Find(Yellow({"chip"})));
  RouteQuestion mended = Red({"chip"});
  mended.severity = Severity::kYellow;
  inhibitors.Add(mended);
  EXPECT_FALSE(inhibitors.Find(Yellow({"chip"})));
  EXPECT_EQ(inhibitors.size(), 0u);
}

/// Ten thousand alerts over 24 chains take a moment, not minutes.
TEST(Inhibitors, AStormIsNoSearchThroughAll) {
  constexpr int kAlerts = 10'000;
  constexpr int kChains = 24;
  Inhibition any = ChainRed();
  any.target = {};
  Inhibitors inhibitors({MissingReport(), any});
  int held = 0;
  int yellows = 0;
  for (int i = 0; i < kAlerts; ++i) {
    RouteQuestion question = Red({absl::StrCat("chain", i % kChains)});
    question.alert = absl::StrCat("alert", i);
    const bool yellow = i / kChains % 2 == 1;
    if (yellow) question.severity = Severity::kYellow;
    yellows += yellow ? 1 : 0;
    if (inhibitors.Find(question)) {
      ++held;
    } else {
      inhibitors.Add(question);
    }
  }
  EXPECT_EQ(held, yellows) << "each chain has its red; reds do not hold back each other";
  EXPECT_EQ(inhibitors.size(), static_cast<size_t>(kAlerts - yellows));
}

}  // namespace
}  // namespace liandu::notifier
