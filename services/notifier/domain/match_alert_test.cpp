#include "notifier/domain/match_alert.h"

#include <gtest/gtest.h>

#include "notifier/domain/test_directory.h"

namespace liandu::notifier {
namespace {

using model::Condition;
using model::Severity;

struct Case {
  const char* name;
  void (*set)(model::AlertMatcher&);
  bool matches;
};
void PrintTo(const Case& tested, std::ostream* out) { *out << tested.name; }

class Matching : public testing::TestWithParam<Case> {};

/// Red, BEHIND, on T013 of gxj in nev and chip, by "plan", labelled tier=city.
RouteQuestion Question() {
  model::Alert alert = TestAlert(Severity::kYellow);
  alert.chains = {"nev", "chip"};
  alert.labels = {{"tier", "city"}, {"office", ""}};
  return QuestionOf(alert);
}

TEST_P(Matching, AsksEverythingThatIsSet) {
  model::AlertMatcher matcher;
  GetParam().set(matcher);
  EXPECT_EQ(Matches(matcher, Question()), GetParam().matches);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Matching,
    testing::Values(
        Case{"Nothing", [](model::AlertMatcher&) {}, true},
        Case{"Condition",
             [](model::AlertMatcher& m) {
               m.conditions = {Condition::kMissed, Condition::kBehind};
             },
             true},
        Case{"AnotherCondition", [](model::AlertMatcher& m) { m.conditions = {Condition::kMissed}; }, false},
        Case{"LeastSeverity", [](model::AlertMatcher& m) { m.min_severity = Severity::kYellow; }, true},
        Case{"HigherLeastSeverity", [](model::AlertMatcher& m) { m.min_severity = Severity::kRed; }, false},
        Case{"HighestSeverity", [](model::AlertMatcher& m) { m.max_severity = Severity::kYellow; }, true},
        Case{"LowerHighestSeverity", [](model::AlertMatcher& m) { m.max_severity = Severity::kBlue; }, false},
        Case{"OneOfItsChains",
             [](model::AlertMatcher& m) {
               m.chains = {"chip", "none"};
             },
             true},
        Case{"AnotherChain", [](model::AlertMatcher& m) { m.chains = {"none"}; }, false},
        Case{"Unit", [](model::AlertMatcher& m) { m.units = {"gxj"}; }, true},
        Case{"AnotherUnit", [](model::AlertMatcher& m) { m.units = {"fgw"}; }, false},
        Case{"Programme", [](model::AlertMatcher& m) { m.programmes = {"plan"}; }, true},
        Case{"AnotherProgramme", [](model::AlertMatcher& m) { m.programmes = {"other"}; }, false},
        Case{"Subject",
             [](model::AlertMatcher& m) {
               m.subjects = {"T012", "T013"};
             },
             true},
        Case{"AnotherSubject", [](model::AlertMatcher& m) { m.subjects = {"T012"}; }, false},
        Case{"Label",
             [](model::AlertMatcher& m) {
               m.labels = {{"tier", "city"}};
             },
             true},
        Case{"AnotherValueOfALabel",
             [](model::AlertMatcher& m) {
               m.labels = {{"tier", "district"}};
             },
             false},
        Case{"AnEmptyValueIsAValue",
             [](model::AlertMatcher& m) {
               m.labels = {{"office", ""}};
             },
             true},
        Case{"AMissingLabelIsNoEmptyValue",
             [](model::AlertMatcher& m) {
               m.labels = {{"none", ""}};
             },
             false},
        Case{"OneOfTwoFails",
             [](model::AlertMatcher& m) {
               m.units = {"gxj"};
               m.min_severity = Severity::kRed;
             },
             false}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace liandu::notifier
