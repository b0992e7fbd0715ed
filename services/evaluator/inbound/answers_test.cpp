#include "evaluator/inbound/answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evaluator/inbound/alert_page.h"
#include "evaluator/inbound/machine.h"
#include "evaluator/inbound/test_city.h"
#include "evaluator/inbound/watch.h"
#include "evaluator/outbound/world_metrics.h"
#include "wire/wire.h"

namespace liandu::evaluator {
namespace {

/// The small city with its red target.
class AnswersTest : public testing::Test {
 protected:
  AnswersTest() {
    const TestLog log = RedCity("qingdao");
    for (const eventlog::Entry& entry : log.entries()) {
      EXPECT_TRUE(machine_.Step(entry, effects_).ok());
    }
  }
  template <typename Request>
  static std::vector<std::string> FieldsOf(const Request& request) {
    std::vector<wire::Violation> violations;
    Check(request, violations);
    std::vector<std::string> fields;
    for (const wire::Violation& violation : violations) {
      fields.push_back(violation.field);
      EXPECT_THAT(violation.description, testing::HasSubstr("请")) << violation.field << ": say in Chinese what to do";
    }
    return fields;
  }
  const World& world() const { return machine_.world(); }

  EvaluatorMachine machine_;
  eventlog::Effects effects_;
};

TEST_F(AnswersTest, BoardTellsLightsAndCounts) {
  v1::GetBoardRequest request;
  request.set_jurisdiction("qingdao");
  v1::GetBoardResponse response;
  ASSERT_TRUE(Answer(world(), request, response).ok());
  EXPECT_EQ(response.target_count(), 2);
  EXPECT_EQ(response.report_count(), 1);
  EXPECT_EQ(response.open_red(), 1);
  EXPECT_EQ(response.clock_mode(), v1::CLOCK_MODE_SANDBOX);
  EXPECT_EQ(response.clock_time().seconds() * 1000, AtMs("2024-07-01 09:30"));
  ASSERT_EQ(response.chains_size(), 1);
  EXPECT_EQ(response.chains(0).light(), v1::LIGHT_RED);
  ASSERT_EQ(response.grey_reasons_size(), 1);
  EXPECT_EQ(response.grey_reasons(0).reason(), "redacted");
}

TEST_F(AnswersTest, TargetsComePageByPage) {
  v1::ListTargetsRequest request;
  request.set_jurisdiction("qingdao");
  request.set_page_size(1);
  v1::ListTargetsResponse first;
  ASSERT_TRUE(Answer(world(), request, first).ok());
  ASSERT_EQ(first.targets_size(), 1);
  EXPECT_EQ(first.targets(0).id(), "T013");
  EXPECT_EQ(first.targets(0).light(), v1::LIGHT_RED);
  EXPECT_EQ(first.targets(0).lag_points(), "39.7");
  ASSERT_FALSE(first.next_page_token().empty());
  request.set_page_token(first.next_page_token());
  EXPECT_TRUE(FieldsOf(request).empty());
  v1::ListTargetsResponse second;
  ASSERT_TRUE(Answer(world(), request, second).ok());
  ASSERT_EQ(second.targets_size(), 1);
  EXPECT_EQ(second.targets(0).reason(), "redacted");
  EXPECT_TRUE(second.next_page_token().empty());
}

TEST_F(AnswersTest, AlertsComePageByPageWithoutGapsOrRepeats) {
  v1::ListAlertsRequest request;
  request.set_jurisdiction("qingdao");
  v1::ListAlertsResponse all;
  ASSERT_TRUE(Answer(world(), request, all).ok());
  ASSERT_GE(all.alerts_size(), 1);
  EXPECT_EQ(all.alerts(0).severity(), v1::SEVERITY_RED);
  request.set_page_size(1);
  std::vector<std::string> ids;
  do {
    v1::ListAlertsResponse page;
    ASSERT_TRUE(Answer(world(), request, page).ok());
    for (const v1::Alert& alert : page.alerts()) ids.push_back(alert.id());
    request.set_page_token(page.next_page_token());
    EXPECT_TRUE(FieldsOf(request).empty());
  } while (!request.page_token().empty() && ids.size() < 100);
  std::vector<std::string> expected;
  for (const v1::Alert& alert : all.alerts()) expected.push_back(alert.id());
  EXPECT_EQ(ids, expected);
}

TEST_F(AnswersTest, AlertAndExplanationAreFound) {
  v1::GetAlertRequest alert_request;
  alert_request.set_jurisdiction("qingdao");
  alert_request.set_alert("target:T013:behind:2024");
  v1::GetAlertResponse alert;
  ASSERT_TRUE(Answer(world(), alert_request, alert).ok());
  EXPECT_EQ(alert.alert().jurisdiction(), "qingdao");
  v1::ExplainTargetRequest request;
  request.set_jurisdiction("qingdao");
  request.set_target("T013");
  v1::ExplainTargetResponse explanation;
  ASSERT_TRUE(Answer(world(), request, explanation).ok());
  EXPECT_EQ(explanation.verdict().reason(), "behind");
  EXPECT_FALSE(explanation.steps().empty());
  ASSERT_EQ(explanation.reports_size(), 1);
  EXPECT_EQ(explanation.reports(0).role(), "used");
  EXPECT_EQ(explanation.open_alerts_size(), 1);
}

TEST_F(AnswersTest, WhatDoesNotExistIsNotFound) {
  v1::GetBoardRequest board;
  board.set_jurisdiction("atlantis");
  v1::GetBoardResponse board_response;
  EXPECT_TRUE(absl::IsNotFound(Answer(world(), board, board_response)));
  v1::ExplainTargetRequest target;
  target.set_jurisdiction("qingdao");
  target.set_target("T999");
  v1::ExplainTargetResponse target_response;
  EXPECT_TRUE(absl::IsNotFound(Answer(world(), target, target_response)));
}

TEST_F(AnswersTest, EveryViolationIsNamed) {
  v1::ListAlertsRequest request;
  request.set_jurisdiction("青岛");
  request.mutable_min_position()->set_entry("soon");
  request.set_page_size(501);
  request.set_page_token("x");
  request.set_condition(static_cast<v1::Condition>(99));
  EXPECT_THAT(FieldsOf(request), testing::UnorderedElementsAre("jurisdiction", "min_position.entry", "page_size",
                                                               "page_token", "condition"));
  v1::WatchTransitionsRequest watch;
  watch.set_resume_token("1-");
  EXPECT_THAT(FieldsOf(watch), testing::UnorderedElementsAre("jurisdiction", "resume_token"));
}

TEST_F(AnswersTest, WatchersAreToldOfTheirOwnCitysAlertsOnly) {
  int told = 0;
  for (const eventlog::Output& output : effects_.outputs) {
    const eventlog::Entry entry{{5, 1}, output.at_ms, output.jurisdiction, output.payload};
    v1::WatchTransitionsResponse response;
    EXPECT_FALSE(WriteTransition(entry, "jinan", response));
    if (!WriteTransition(entry, "qingdao", response)) continue;
    ++told;
    EXPECT_EQ(response.resume_token(), "5-1");
    EXPECT_EQ(response.alert().sequence(), response.transition().sequence());
  }
  EXPECT_GE(told, 1);
}

TEST_F(AnswersTest, MetricsTellTheSameAsTheBoard) {
  const auto families = MetricsOf(world());
  const auto value = [&](const std::string& name, const std::string& label, const std::string& text) {
    double sum = -1;
    for (const auto& family : families) {
      if (family.name != name) continue;
      for (const auto& metric : family.metric) {
        for (const auto& each : metric.label) {
          if (each.name == label && each.value == text) sum = (sum < 0 ? 0 : sum) + metric.gauge.value;
        }
      }
    }
    return sum;
  };
  EXPECT_EQ(value("liandu_chain_light", "chain", "C01"), 3);
  EXPECT_EQ(value("liandu_jurisdiction_light", "jurisdiction", "qingdao"), 3);
  EXPECT_EQ(value("liandu_targets", "light", "red"), 1);
  EXPECT_EQ(value("liandu_targets", "light", "grey"), 1);
  EXPECT_EQ(value("liandu_open_alerts", "severity", "red"), 1);
  EXPECT_DOUBLE_EQ(value("liandu_target_lag_points", "target", "T013"), 39.7);
  EXPECT_DOUBLE_EQ(value("liandu_target_progress_ratio", "target", "T013"), 0.1);
  EXPECT_DOUBLE_EQ(value("liandu_target_report_age_seconds", "target", "T013"), 9.5 * 3600 - 8 * 3600);
  EXPECT_EQ(value("liandu_target_lag_points", "target", "T014"), -1);
  EXPECT_EQ(value("liandu_unit_alerts", "state", "open"), value("liandu_unit_alerts", "state", "unacknowledged"));
  EXPECT_GT(value("liandu_unit_alerts", "state", "open"), 0);
}

TEST(AlertPlaceTest, TokensComeBack) {
  const AlertPlace place{1, 1719797400000, "milestone:K01/M1:overdue:2024-06-30"};
  EXPECT_EQ(AlertPlace::Parse(place.ToToken()), place);
  EXPECT_LT(place, (AlertPlace{1, 1719797400001, "a"}));
  EXPECT_LT((AlertPlace{0, 9, "z"}), place);
  for (const char* bad : {"", "1", "1/2", "1/2/", "a/2/x", "1/b/x"}) EXPECT_EQ(AlertPlace::Parse(bad), std::nullopt);
}

}  // namespace
}  // namespace liandu::evaluator
