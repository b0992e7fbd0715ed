#include "notifier/domain/route.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "notifier/domain/test_directory.h"

namespace liandu::notifier {
namespace {

using model::Condition;
using model::Severity;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const model::Date kDay(2024, 7, 1);

RouteQuestion Question(Severity severity) { return {Condition::kBehind, severity, {"nev"}, "gxj", "plan"}; }

std::vector<std::string> Posts(const std::vector<Addressee>& addressees) {
  std::vector<std::string> posts;
  for (const Addressee& addressee : addressees) posts.push_back(addressee.post);
  return posts;
}

struct DefaultCase {
  const char* name;
  Severity severity;
  std::vector<std::string> chains;
  const char* unit;
  const char* programme;
  std::vector<std::string> posts;
};

class DefaultRoutes : public testing::TestWithParam<DefaultCase> {};

TEST_P(DefaultRoutes, NameThePosts) {
  const DefaultCase& tested = GetParam();
  const RouteQuestion question{Condition::kBehind, tested.severity, tested.chains, tested.unit, tested.programme};
  EXPECT_EQ(Posts(Route(TestCity(), question, kDay)), tested.posts);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, DefaultRoutes,
    testing::Values(
        DefaultCase{"BlueTellsTheResponsibleUnit", Severity::kBlue, {"nev"}, "gxj", "plan", {"gxj-liaison"}},
        DefaultCase{"YellowAddsTheLeadUnitsHeadForItsVacantLiaison",
                    Severity::kYellow,
                    {"nev"},
                    "gxj",
                    "plan",
                    {"gxj-liaison", "fgw-head"}},
        DefaultCase{
            "RedAddsTheChainLeader", Severity::kRed, {"nev"}, "gxj", "plan", {"gxj-liaison", "fgw-head", "leader-nev"}},
        DefaultCase{
            "NobodyTwiceWhenTheLeadUnitIsResponsible", Severity::kYellow, {"chip"}, "gxj", "plan", {"gxj-liaison"}},
        DefaultCase{"AVacantChainLeaderHandsOverToTheLeadUnitsHead",
                    Severity::kRed,
                    {"chip"},
                    "gxj",
                    "plan",
                    {"gxj-liaison", "gxj-head"}},
        DefaultCase{"NoUnitAsksTheIssuer", Severity::kBlue, {}, "", "plan", {"zf-liaison"}},
        DefaultCase{"AUnitWithoutPostsHandsOverToTheIssuer", Severity::kBlue, {}, "sww", "plan", {"zf-liaison"}},
        DefaultCase{"AUnitWithoutPostsAndIssuerIsToldAsSuch", Severity::kBlue, {}, "sww", "", {"unit:sww"}},
        DefaultCase{"NobodyAtAll", Severity::kRed, {}, "", "", {}},
        DefaultCase{"AnUnknownChainAddsNobody", Severity::kRed, {"none"}, "gxj", "plan", {"gxj-liaison"}}),
    [](const auto& tested) { return tested.param.name; });

TEST(Route, SaysWhyAStandInIsTold) {
  const std::vector<Addressee> addressees = Route(TestCity(), Question(Severity::kYellow), kDay);
  ASSERT_EQ(addressees.size(), 2u);
  EXPECT_EQ(addressees[0].reason, "责任单位市工业和信息化局联络员");
  EXPECT_EQ(addressees[0].holder, "联络员");
  EXPECT_EQ(addressees[0].route, kDefaultRoute);
  EXPECT_EQ(addressees[1].reason, "新能源汽车产业链牵头单位联络员（空缺，改送单位负责人）");
}

TEST(Route, AVacantPostOfAUnitWithNobodyElseIsToldAsVacant) {
  Directory city = TestCity();
  city.Remove({model::ResourceKind::kPost, "fgw-head"});
  const RouteQuestion question{Condition::kBehind, Severity::kBlue, {}, "fgw", ""};
  const std::vector<Addressee> addressees = Route(city, question, kDay);
  ASSERT_EQ(addressees.size(), 1u);
  EXPECT_EQ(addressees[0].post, "fgw-liaison");
  EXPECT_THAT(addressees[0].reason, HasSubstr("空缺"));
  EXPECT_EQ(addressees[0].holder, "");
}

TEST(Route, HoldersCountOnTheirDates) {
  Directory city = TestCity();
  model::Post post = city.catalogue().posts.at("gxj-liaison");
  post.holders = {{"前任", std::nullopt, model::Date(2024, 6, 30)}, {"现任", model::Date(2024, 7, 10), std::nullopt}};
  city.Put(post);
  const RouteQuestion question{Condition::kBehind, Severity::kBlue, {}, "gxj", "plan"};
  EXPECT_EQ(Route(city, question, model::Date(2024, 6, 30))[0].holder, "前任");
  EXPECT_EQ(Route(city, question, model::Date(2024, 7, 1))[0].post, "gxj-head");
  EXPECT_EQ(Route(city, question, model::Date(2024, 7, 10))[0].holder, "现任");
}

model::Route PolicyRoute(const std::string& id) {
  model::Route route;
  route.id = id;
  route.recipients = {model::RecipientRole::kResponsibleUnit};
  return route;
}

TEST(Route, WhatNamesItsPostsSkipsTheLevelsBetween) {
  RouteQuestion question{Condition::kTopLevel, Severity::kRed, {"nev"}, "gxj", "plan", {"leader-nev"}};
  EXPECT_THAT(Posts(Route(TestCity(), question, kDay)), ElementsAre("leader-nev", "gxj-liaison"));
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.routes.resize(2);
  policy.routes[0].id = "all";
  policy.routes[0].recipients = {model::RecipientRole::kChainLeadUnit};
  policy.routes[1].id = "top-level";
  policy.routes[1].conditions = {Condition::kTopLevel};
  policy.routes[1].recipients = {model::RecipientRole::kProgrammeIssuer};
  city.Put(policy);
  const std::vector<Addressee> addressees = Route(city, question, kDay);
  EXPECT_THAT(Posts(addressees), ElementsAre("leader-nev", "gxj-liaison", "zf-liaison"));
  EXPECT_EQ(addressees[0].route, kDirectRoute);
  EXPECT_EQ(addressees[2].route, "top-level");
}

struct ConditionCase {
  const char* name;
  model::Route route;
  bool takes;
};

class PolicyRoutes : public testing::TestWithParam<ConditionCase> {};

TEST_P(PolicyRoutes, TakeWhatTheyName) {
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.routes = {GetParam().route};
  city.Put(policy);
  EXPECT_EQ(!Route(city, Question(Severity::kYellow), kDay).empty(), GetParam().takes);
}

model::Route With(void (*change)(model::Route&)) {
  model::Route route = PolicyRoute("r");
  change(route);
  return route;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, PolicyRoutes,
    testing::Values(
        ConditionCase{"Everything", With([](model::Route&) {}), true},
        ConditionCase{"ItsCondition", With([](model::Route& r) {
                        r.conditions = {Condition::kMissed, Condition::kBehind};
                      }),
                      true},
        ConditionCase{"AnotherCondition", With([](model::Route& r) { r.conditions = {Condition::kMissed}; }), false},
        ConditionCase{"ItsSeverity", With([](model::Route& r) { r.min_severity = Severity::kYellow; }), true},
        ConditionCase{"AHigherSeverity", With([](model::Route& r) { r.min_severity = Severity::kRed; }), false},
        ConditionCase{"ItsChain", With([](model::Route& r) {
                        r.chains = {"chip", "nev"};
                      }),
                      true},
        ConditionCase{"AnotherChain", With([](model::Route& r) { r.chains = {"chip"}; }), false},
        ConditionCase{"ItsUnit", With([](model::Route& r) { r.units = {"gxj"}; }), true},
        ConditionCase{"AnotherUnit", With([](model::Route& r) { r.units = {"fgw"}; }), false}),
    [](const auto& tested) { return tested.param.name; });

TEST(Route, EveryRouteThatHoldsAddsItsRecipientsOnce) {
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.routes = {PolicyRoute("first"), PolicyRoute("second")};
  policy.routes[1].posts = {"leader-nev", "gxj-liaison", "nobody"};
  policy.routes[1].recipients.push_back(model::RecipientRole::kProgrammeIssuer);
  city.Put(policy);
  const std::vector<Addressee> addressees = Route(city, Question(Severity::kBlue), kDay);
  EXPECT_THAT(Posts(addressees), ElementsAre("gxj-liaison", "zf-liaison", "leader-nev"));
  EXPECT_EQ(addressees[0].route, "first");
  EXPECT_EQ(addressees[2].route, "second");
}

TEST(Route, ReceiversTakeTheirPostsAndUnits) {
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.receivers = {
      {"all", "journal", {}, {}}, {"leaders", "webhook", {"leader-nev"}, {}}, {"gxj", "mail", {}, {"gxj"}}};
  city.Put(policy);
  std::vector<std::string> told;
  for (const Addressee& addressee : Route(city, Question(Severity::kRed), kDay)) {
    told.push_back(absl::StrCat(addressee.post, "@", addressee.receiver, "/", addressee.channel));
  }
  EXPECT_THAT(told, ElementsAre("gxj-liaison@all/journal", "gxj-liaison@gxj/mail", "fgw-head@all/journal",
                                "leader-nev@all/journal", "leader-nev@leaders/webhook"));
}

TEST(Route, NobodyIsToldOverReceiversThatTakeNone) {
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.receivers = {{"leaders", "webhook", {"leader-nev"}, {}}};
  city.Put(policy);
  EXPECT_THAT(Route(city, Question(Severity::kBlue), kDay), IsEmpty());
}

}  // namespace
}  // namespace liandu::notifier
