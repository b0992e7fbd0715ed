#include "notifier/domain/page/permitted_actions.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "notifier/domain/test_directory.h"

namespace liandu::notifier {
namespace {

using model::AlertActionKind;
using model::AlertState;

const model::Date kToday(2024, 7, 1);
constexpr ActionSet kRead{AlertActionKind::kAcknowledgement, AlertActionKind::kComment};
constexpr ActionSet kAnswer{AlertActionKind::kAcknowledgement, AlertActionKind::kFeedback,
                            AlertActionKind::kExtensionRequest, AlertActionKind::kComment};
constexpr ActionSet kDecide{AlertActionKind::kFeedbackReturn, AlertActionKind::kVerification,
                            AlertActionKind::kExtensionDecision, AlertActionKind::kComment};

struct Case {
  std::string name;
  std::string post;
  std::string relation;
  ActionSet actions;
};

class StandingTest : public testing::TestWithParam<Case> {};

TEST_P(StandingTest, IsAsTheRulesSay) {
  const PostStanding standing =
      StandingOf(TestCity(), GetParam().post, ConcernOf(TestAlert(model::Severity::kRed)), kToday);
  EXPECT_EQ(standing.relation, GetParam().relation);
  EXPECT_EQ(standing.actions, GetParam().actions);
}

INSTANTIATE_TEST_SUITE_P(Posts, StandingTest,
                         testing::Values(Case{"Liaison", "gxj-liaison", "责任单位", kAnswer},
                                         Case{"Head", "gxj-head", "责任单位", kAnswer},
                                         Case{"UnitWithoutPosts", "unit:gxj", "责任单位", kAnswer},
                                         Case{"LeadUnit", "fgw-liaison", "牵头单位", kRead},
                                         Case{"ChainLeader", "leader-nev", "链长", kRead},
                                         Case{"LeaderInTheIssuersHouse", "leader-chip", "知会", kRead},
                                         Case{"Issuer", "zf-liaison", "督办单位", kDecide},
                                         Case{"Stranger", "unit:sww", "知会", kRead},
                                         Case{"UnknownPost", "nobody", "知会", kRead}),
                         [](const auto& tested) { return tested.param.name; });

TEST(StandingTest, WithoutAResponsibleUnitTheIssuerAnswersAndDecides) {
  model::Alert alert = TestAlert(model::Severity::kRed);
  alert.responsible_unit.clear();
  EXPECT_EQ(StandingOf(TestCity(), "zf-liaison", ConcernOf(alert), kToday).actions, kAnswer.Or(kDecide));
}

TEST(StandingTest, TheLeadingGroupDecides) {
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.leading_group = "sww";
  city.Put(policy);
  EXPECT_EQ(StandingOf(city, "unit:sww", ConcernOf(TestAlert(model::Severity::kRed)), kToday).actions, kDecide);
}

TEST(StandingTest, ADeputyMayWhatThePostMayWhileItActs) {
  Directory city = TestCity();
  model::Post post = city.catalogue().posts.at("gxj-liaison");
  post.delegations = {{"fgw-head", model::Date(2024, 7, 1), model::Date(2024, 7, 5), "出差"}};
  city.Put(post);
  const AlertConcern concern = ConcernOf(TestAlert(model::Severity::kRed));
  const PostStanding acting = StandingOf(city, "fgw-head", concern, model::Date(2024, 7, 5));
  EXPECT_EQ(acting.actions, kAnswer);
  EXPECT_EQ(acting.relation, "责任单位（代理）");
  EXPECT_EQ(StandingOf(city, "fgw-head", concern, model::Date(2024, 7, 6)).actions, kRead);
}

TEST(FittingActionsTest, FollowTheState) {
  const auto fitting = [](AlertState state, bool open, bool request) {
    model::Alert alert = TestAlert(model::Severity::kRed);
    alert.state = state;
    alert.open = open;
    if (request) alert.extension_request = model::ExtensionRequest{};
    return FittingActions(alert);
  };
  EXPECT_EQ(fitting(AlertState::kRaised, true, false), kAnswer);
  EXPECT_EQ(fitting(AlertState::kAcknowledged, true, false),
            (ActionSet{AlertActionKind::kFeedback, AlertActionKind::kExtensionRequest, AlertActionKind::kComment}));
  EXPECT_EQ(fitting(AlertState::kReturned, true, true),
            (ActionSet{AlertActionKind::kFeedback, AlertActionKind::kExtensionDecision, AlertActionKind::kComment}));
  EXPECT_EQ(fitting(AlertState::kAnswered, true, true), kDecide);
  EXPECT_EQ(fitting(AlertState::kClosed, false, false), ActionSet());
  EXPECT_EQ(fitting(AlertState::kCleared, false, true), ActionSet());
}

}  // namespace
}  // namespace liandu::notifier
