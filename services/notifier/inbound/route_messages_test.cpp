#include "notifier/inbound/route_messages.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/time_util.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "notifier/domain/test_directory.h"

namespace liandu::notifier {
namespace {

using google::protobuf::util::TimeUtil;
using model::Severity;
using model::TransitionKind;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kAlert[] = "target:T013:behind:2024";

class RouteMessages : public testing::Test {
 protected:
  RouteMessages() {
    for (model::Resource& resource : TestCity().catalogue().Resources()) desk_.Put(resource);
    model::NotificationPolicy policy;
    policy.routes.resize(1);
    policy.routes[0].id = "all";
    policy.routes[0].recipients = {model::RecipientRole::kResponsibleUnit};
    model::EscalationStep head;
    head.recipients = {model::RecipientRole::kUnitHead};
    head.delay_days = 1;
    model::EscalationStep leader = head;
    leader.recipients = {model::RecipientRole::kChainLeader};
    model::EscalationStep unanswered = head;
    unanswered.delay_days = 3;
    unanswered.counted_from = model::EscalationStart::kAcknowledgement;
    policy.ladders = {{"ladder", {}, {head, leader, unanswered}}};
    desk_.Put(policy);
    desk_.SetClock(model::ClockMode::kSandbox, At("2024-07-01 09:30"));
  }

  void Move(int64_t sequence, TransitionKind kind, Severity severity) {
    model::Alert alert = TestAlert(severity);
    alert.sequence = sequence;
    alert.acknowledged = kind == TransitionKind::kAcknowledged;
    if (alert.acknowledged) alert.state = model::AlertState::kAcknowledged;
    desk_.Move(alert, TestTransition(sequence, kind, severity, "2024-07-01 09:30"), 1);
  }

  static v1::TestRouteRequest Described(v1::Severity severity, int days) {
    v1::TestRouteRequest request;
    request.set_condition(v1::CONDITION_BEHIND);
    request.set_severity(severity);
    request.add_chains("nev");
    request.set_responsible_unit("gxj");
    request.set_days(days);
    return request;
  }

  /// "07-03 01:00 #1 gxj-head 到时仍未签收", in UTC.
  static std::vector<std::string> Lines(const google::protobuf::RepeatedPtrField<v1::RouteDecision>& decisions) {
    std::vector<std::string> lines;
    for (const v1::RouteDecision& decision : decisions) {
      std::string line = TimeUtil::ToString(decision.scheduled_time()).substr(5, 11);
      line[5] = ' ';
      if (decision.step() > 0) absl::StrAppend(&line, " #", decision.step());
      absl::StrAppend(&line, " ", decision.post());
      if (decision.immediate()) absl::StrAppend(&line, " at once");
      if (!decision.provided().empty()) absl::StrAppend(&line, " ", decision.provided());
      lines.push_back(line);
    }
    return lines;
  }

  v1::GetAlertNotificationsResponse Notifications(const std::string& now) const {
    v1::GetAlertNotificationsRequest request;
    request.set_alert(kAlert);
    const auto response = GetAlertNotifications(desk_, request, At(now));
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? *response : v1::GetAlertNotificationsResponse();
  }

  Desk desk_{"city"};
};

TEST_F(RouteMessages, TellWhoWouldBeToldAlongTheCalendar) {
  const auto response = TestRoute(desk_, Described(v1::SEVERITY_RED, 10), desk_.clock());
  ASSERT_TRUE(response.ok());
  EXPECT_THAT(Lines(response->decisions()),
              ElementsAre("07-01 01:30 gxj-liaison at once", "07-03 01:00 #1 gxj-head 到时仍未签收",
                          "07-05 01:00 #2 leader-nev 到时仍未签收"));
  const v1::RouteDecision& first = response->decisions(0);
  EXPECT_EQ(first.holder(), "联络员");
  EXPECT_EQ(first.kind(), v1::DELIVERY_KIND_IMMEDIATE);
  EXPECT_EQ(first.route(), "all");
  EXPECT_EQ(response->decisions(1).route(), "ladder");
}

TEST_F(RouteMessages, OnlyTheFirstReminderForNoDays) {
  EXPECT_THAT(Lines(TestRoute(desk_, Described(v1::SEVERITY_YELLOW, 0), desk_.clock())->decisions()),
              ElementsAre("07-01 07:00 gxj-liaison"));
}

TEST_F(RouteMessages, AnAlertThereIsAsIfItCameUpNow) {
  Move(1, TransitionKind::kRaised, Severity::kYellow);
  v1::TestRouteRequest request;
  request.set_alert(kAlert);
  request.set_days(3);
  EXPECT_THAT(Lines(TestRoute(desk_, request, desk_.clock())->decisions()),
              ElementsAre("07-01 07:00 gxj-liaison", "07-03 01:30 #1 gxj-head 到时仍未签收"));
  request.set_alert("target:T999:behind:2024");
  const absl::Status unknown = TestRoute(desk_, request, desk_.clock()).status();
  EXPECT_EQ(unknown.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(unknown.message()), HasSubstr("请"));
}

TEST_F(RouteMessages, WhatWaitsIsNextAndThenTheLadder) {
  Move(1, TransitionKind::kRaised, Severity::kYellow);
  const v1::GetAlertNotificationsResponse response = Notifications("2024-07-01 10:00");
  ASSERT_EQ(response.deliveries_size(), 1);
  EXPECT_EQ(response.deliveries(0).state(), v1::DELIVERY_STATE_SCHEDULED);
  EXPECT_THAT(Lines(response.next()), ElementsAre("07-01 07:00 gxj-liaison", "07-03 01:30 #1 gxj-head 到时仍未签收",
                                                  "07-05 01:30 #2 leader-nev 到时仍未签收"));
  EXPECT_EQ(response.next(0).holder(), "联络员");
  EXPECT_EQ(response.held_back(), "");
}

TEST_F(RouteMessages, WhatWasToldIsNotNextAgainAndAnAcknowledgementChangesWhatIs) {
  Move(1, TransitionKind::kRaised, Severity::kRed);
  EXPECT_THAT(Lines(Notifications("2024-07-01 10:00").next()),
              ElementsAre("07-03 01:00 #1 gxj-head 到时仍未签收", "07-05 01:00 #2 leader-nev 到时仍未签收"));
  Move(2, TransitionKind::kAcknowledged, Severity::kRed);
  const v1::GetAlertNotificationsResponse response = Notifications("2024-07-01 10:00");
  ASSERT_EQ(response.deliveries_size(), 1);
  EXPECT_EQ(response.deliveries(0).items(0).alert(), kAlert);
  EXPECT_THAT(Lines(response.next()), ElementsAre("07-05 01:00 #3 gxj-head 到时仍未反馈"));
}

TEST_F(RouteMessages, WhatIsHeldBackSaysWhyAndWhenItComes) {
  model::Silence silence;
  silence.id = "move";
  silence.reason = "搬迁";
  silence.author = "督查室";
  silence.from = {model::Date(2024, 7, 1), 0};
  silence.to = {model::Date(2024, 7, 2), 12 * 60};
  desk_.Put(silence);
  Move(1, TransitionKind::kRaised, Severity::kYellow);
  const v1::GetAlertNotificationsResponse response = Notifications("2024-07-01 10:00");
  EXPECT_THAT(response.held_back(), HasSubstr("搬迁"));
  ASSERT_FALSE(response.next().empty());
  EXPECT_EQ(Lines(response.next()).front(), "07-02 07:00 gxj-liaison");
}

TEST_F(RouteMessages, NothingIsKnownOfAnAlertThatNeverWas) {
  v1::GetAlertNotificationsRequest request;
  request.set_alert("target:T999:behind:2024");
  EXPECT_EQ(GetAlertNotifications(desk_, request, desk_.clock()).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace liandu::notifier
