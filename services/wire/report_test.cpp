#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "wire/wire.h"

namespace liandu::wire {
namespace {

v1::Report Parse(const std::string& text) {
  v1::Report proto;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &proto)) << text;
  return proto;
}

struct Case {
  std::string name;
  std::string text;
  /// Paths refused; empty: reads, and is written the same again.
  std::vector<std::string> refused = {};
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

class ReportForm : public testing::TestWithParam<Case> {};

TEST_P(ReportForm, RoundTripsOrIsRefused) {
  v1::Report proto = Parse(GetParam().text);
  std::vector<Violation> violations;
  model::Report report = ReportFromProto(proto, "", violations);
  std::vector<std::string> fields;
  for (const Violation& violation : violations) {
    fields.push_back(violation.field);
    EXPECT_THAT(violation.description, testing::HasSubstr("请")) << violation.field << ": say in Chinese what to do";
  }
  EXPECT_THAT(fields, testing::ElementsAreArray(GetParam().refused));
  if (!GetParam().refused.empty()) return;
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(proto, ToProto(report)))
      << ToProto(report).DebugString();
}

const char kIndicatorPeriod[] = "indicator_report { indicator: 'i' value: '1' bound: BOUND_EXACT period: '";

INSTANTIATE_TEST_SUITE_P(
    Cases, ReportForm,
    testing::Values(
        Case{"Indicator",
             "indicator_report { indicator: 'i1' period: '2024H1' value: '45.5' unit_of_measure: '亿元' "
             "bound: BOUND_AT_LEAST source: 's' growth_rate: '-3.2' growth_base_period: '2023H1' "
             "statistical_scope: '全口径' preliminary: true revision: 2 note: 'n' baseline_of: 'T1' } "
             "source_sequence: 7 published_date: '2024-07-20'"},
        Case{"Milestone",
             "milestone_report { item: 'I' milestone: 'm' state: MILESTONE_STATE_DONE date: '2024-06-01' note: 'n' }"},
        Case{"MilestoneExpected",
             "milestone_report { item: 'I' milestone: 'm' state: MILESTONE_STATE_STARTED date: '2024-06-01' "
             "expected_date: '2024-09-01' }"},
        Case{"MilestoneExpectedSomeDay",
             "milestone_report { item: 'I' milestone: 'm' state: MILESTONE_STATE_STARTED date: '2024-06-01' "
             "expected_date: 'soon' }",
             {"milestone_report.expected_date"}},
        Case{"Entered",
             "membership_report { register: 'leaders' member: 'haier' change: MEMBERSHIP_CHANGE_ENTERED "
             "date: '2024-06-01' display_name: '海尔' tier: '省级' batch: 2 chain: 'c1' unit: 'u1' park: 'k1' "
             "district: 'd1' attributes { name: 'leading' value: 'true' } attributes { name: 'output' value: '25.5' } "
             "}"},
        Case{"Left",
             "membership_report { register: 'leaders' member: 'haier' change: MEMBERSHIP_CHANGE_LEFT "
             "date: '2024-06-01' reason: '迁出' }"},
        Case{"MembershipOfNothing",
             "membership_report { date: 'soon' batch: -1 attributes { name: 'a b' value: '1' } }",
             {"membership_report.register", "membership_report.member", "membership_report.change",
              "membership_report.date", "membership_report.batch", "membership_report.attributes[0].name"}},
        Case{"IssueSettled",
             "issue_report { issue: 'S1' state: ISSUE_STATE_SETTLED date: '2024-06-01' note: '已供地' }"},
        Case{"IssueOpenAgain", "issue_report { issue: 'S1' state: ISSUE_STATE_OPEN date: '2024-06-01' }"},
        Case{"IssueWithoutState",
             "issue_report { issue: 'S 1' date: '2024-13-01' }",
             {"issue_report.issue", "issue_report.state", "issue_report.date"}},
        Case{"Stage", "stage_report { item: 'I' stage: '开工' date: '2024-06-01' reason: 'r' }"},
        Case{"Obligation", "obligation_report { obligation: 'O' period: '2024Q2' date: '2024-07-01' note: 'n' }"},
        Case{"PeriodOfYears", kIndicatorPeriod + std::string("2021/2023' }")},
        Case{"PeriodOfDay", kIndicatorPeriod + std::string("2024-06-30' }")},
        Case{"NoFact", "source_sequence: 1", {"report"}},
        Case{"NoSuchQuarter", kIndicatorPeriod + std::string("2024Q5' }"), {"indicator_report.period"}},
        Case{"PeriodEndsBeforeItBegins",
             kIndicatorPeriod + std::string("2024-06-30/2024-01-01' }"),
             {"indicator_report.period"}},
        Case{"ValueIsNoNumber",
             "indicator_report { indicator: 'i' period: '2024' value: 'NaN' }",
             {"indicator_report.value"}},
        Case{"Everything",
             "indicator_report { indicator: '' period: '' value: '' growth_rate: 'x' growth_base_period: 'x' "
             "revision: -1 bound: 88 baseline_of: ' ' } source_sequence: -1 published_date: 'soon'",
             {"indicator_report.indicator", "indicator_report.period", "indicator_report.value",
              "indicator_report.bound", "indicator_report.growth_rate", "indicator_report.growth_base_period",
              "indicator_report.revision", "indicator_report.baseline_of[0]", "published_date", "source_sequence"}},
        Case{"SourceOf201",
             "indicator_report { indicator: 'i' period: '2024' value: '1' source: '" + std::string(201, 's') + "' }",
             {"indicator_report.source"}},
        Case{"MilestoneWithoutState",
             "milestone_report { item: 'I' milestone: 'm' date: '2024-06-01' }",
             {"milestone_report.state"}},
        Case{"NoteIsNotUtf8",
             "milestone_report { item: 'I' milestone: 'm' state: MILESTONE_STATE_DONE date: '2024-06-01' note: '\\377' "
             "}",
             {"milestone_report.note"}}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace liandu::wire
