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

model::Receiver ReceiverOf(const std::string& id, const std::string& channel, std::vector<std::string> posts,
                           std::vector<std::string> units) {
  model::Receiver receiver;
  receiver.id = id;
  receiver.channel = channel;
  receiver.posts = std::move(posts);
  receiver.units = std::move(units);
  return receiver;
}

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
  post.holders = {{"前任", std::nullopt, model::Date(2024, 6, 30), {}},
                  {"现任", model::Date(2024, 7, 10), std::nullopt, {}}};
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
  policy.routes[1].match.conditions = {Condition::kTopLevel};
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
                        r.match.conditions = {Condition::kMissed, Condition::kBehind};
                      }),
                      true},
        ConditionCase{"AnotherCondition", With([](model::Route& r) { r.match.conditions = {Condition::kMissed}; }),
                      false},
        ConditionCase{"ItsSeverity", With([](model::Route& r) { r.match.min_severity = Severity::kYellow; }), true},
        ConditionCase{"AHigherSeverity", With([](model::Route& r) { r.match.min_severity = Severity::kRed; }), false},
        ConditionCase{"ItsChain", With([](model::Route& r) {
                        r.match.chains = {"chip", "nev"};
                      }),
                      true},
        ConditionCase{"AnotherChain", With([](model::Route& r) { r.match.chains = {"chip"}; }), false},
        ConditionCase{"ItsUnit", With([](model::Route& r) { r.match.units = {"gxj"}; }), true},
        ConditionCase{"AnotherUnit", With([](model::Route& r) { r.match.units = {"fgw"}; }), false}),
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

model::Route Node(const std::string& id, model::AlertMatcher match, std::vector<std::string> posts,
                  std::vector<model::Route> routes = {}) {
  model::Route route;
  route.id = id;
  route.match = std::move(match);
  route.posts = std::move(posts);
  route.routes = std::move(routes);
  return route;
}

model::AlertMatcher FromSeverity(Severity severity) {
  model::AlertMatcher matcher;
  matcher.min_severity = severity;
  return matcher;
}

model::AlertMatcher OfChain(const std::string& chain) {
  model::AlertMatcher matcher;
  matcher.chains = {chain};
  return matcher;
}

model::Route Ending(model::Route route) {
  route.ends = true;
  return route;
}

struct TreeCase {
  const char* name;
  std::vector<model::Route> routes;
  /// "post by route".
  std::vector<std::string> told;
};
void PrintTo(const TreeCase& tested, std::ostream* out) { *out << tested.name; }

class RouteTree : public testing::TestWithParam<TreeCase> {};

TEST_P(RouteTree, LetsTheNarrowestSay) {
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.routes = GetParam().routes;
  city.Put(policy);
  std::vector<std::string> told;
  for (const Addressee& addressee : Route(city, Question(Severity::kYellow), kDay)) {
    told.push_back(absl::StrCat(addressee.post, " by ", addressee.route));
  }
  EXPECT_EQ(told, GetParam().told);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, RouteTree,
    testing::Values(
        TreeCase{"TheParentWithoutAChildThatTakes",
                 {Node("all", {}, {"zf-liaison"}, {Node("red", FromSeverity(Severity::kRed), {"gxj-head"})})},
                 {"zf-liaison by all"}},
        TreeCase{"TheChildInsteadOfItsParent",
                 {Node("all", {}, {"zf-liaison"}, {Node("yellow", FromSeverity(Severity::kYellow), {"gxj-head"})})},
                 {"gxj-head by yellow"}},
        TreeCase{"EveryChildThatTakes",
                 {Node("all", {}, {"zf-liaison"},
                       {Node("yellow", FromSeverity(Severity::kYellow), {"gxj-head"}),
                        Node("nev", OfChain("nev"), {"leader-nev"}), Node("chip", OfChain("chip"), {"fgw-head"})})},
                 {"gxj-head by yellow", "leader-nev by nev"}},
        TreeCase{"NoSiblingAfterOneThatEnds",
                 {Node("all", {}, {"zf-liaison"},
                       {Ending(Node("yellow", FromSeverity(Severity::kYellow), {"gxj-head"})),
                        Node("nev", OfChain("nev"), {"leader-nev"})}),
                  Node("later", {}, {"fgw-head"})},
                 {"gxj-head by yellow", "fgw-head by later"}},
        TreeCase{"AnEndWhereItDoesNotTakeIsNone",
                 {Ending(Node("chip", OfChain("chip"), {"gxj-head"})), Node("nev", OfChain("nev"), {"leader-nev"})},
                 {"leader-nev by nev"}},
        TreeCase{"ThreeDeep",
                 {Node("all", {}, {"zf-liaison"},
                       {Node("nev", OfChain("nev"), {"fgw-head"},
                             {Node("yellow", FromSeverity(Severity::kYellow), {"leader-nev"})})})},
                 {"leader-nev by yellow"}}),
    [](const auto& tested) { return tested.param.name; });

struct RoleCase {
  const char* name;
  model::RecipientRole role;
  const char* unit;
  std::vector<std::string> posts;
  const char* reason;
};

class RouteRoles : public testing::TestWithParam<RoleCase> {};

TEST_P(RouteRoles, NameThePost) {
  Directory city = TestCity();
  model::Unit group;
  group.id = "group";
  group.display_name = "领导小组";
  city.Put(group);
  model::Unit bureau = city.catalogue().units.at("gxj");
  bureau.parent = "zf";
  city.Put(bureau);
  model::Post leader;
  leader.id = "vice-mayor";
  leader.display_name = "分管副市长";
  leader.role = model::PostRole::kSupervisingLeader;
  leader.unit = "zf";
  leader.holders = {{"市领导", std::nullopt, std::nullopt, {}}};
  city.Put(leader);
  model::NotificationPolicy policy;
  policy.leading_group = "group";
  policy.routes = {PolicyRoute("r")};
  policy.routes[0].recipients = {GetParam().role};
  city.Put(policy);
  RouteQuestion question = Question(Severity::kYellow);
  question.responsible_unit = GetParam().unit;
  const std::vector<Addressee> addressees = Route(city, question, kDay);
  EXPECT_EQ(Posts(addressees), GetParam().posts);
  if (addressees.empty()) return;
  EXPECT_EQ(addressees[0].reason, GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, RouteRoles,
    testing::Values(
        RoleCase{"UnitHead", model::RecipientRole::kUnitHead, "gxj", {"gxj-head"}, "责任单位市工业和信息化局负责人"},
        RoleCase{"UnitHeadOfNoUnitIsTheIssuersStandIn",
                 model::RecipientRole::kUnitHead,
                 "",
                 {"zf-liaison"},
                 "未明确责任单位，方案印发单位市政府负责人（未设，改送联络员）"},
        RoleCase{"UnitWithoutHeadAsksTheIssuer",
                 model::RecipientRole::kUnitHead,
                 "sww",
                 {"zf-liaison"},
                 "责任单位市商务局负责人（未设，改送方案印发单位）"},
        RoleCase{"SupervisingLeaderOfTheNearestUnitAbove",
                 model::RecipientRole::kSupervisingLeader,
                 "gxj",
                 {"vice-mayor"},
                 "市政府分管领导"},
        RoleCase{"NoSupervisingLeaderAnywhere", model::RecipientRole::kSupervisingLeader, "sww", {}, ""},
        RoleCase{"ALeadingGroupWithoutPostsIsToldAsSuch",
                 model::RecipientRole::kLeadingGroup,
                 "gxj",
                 {"unit:group"},
                 "领导小组"}),
    [](const auto& tested) { return tested.param.name; });

TEST(Route, GroupsNamePostsAndAllPostsOfUnits) {
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.groups = {{"office", "督查组", {"leader-nev"}, {"gxj"}}};
  policy.routes = {PolicyRoute("r")};
  policy.routes[0].recipients.clear();
  policy.routes[0].groups = {"office"};
  policy.receivers = {ReceiverOf("all", "journal", {}, {}), ReceiverOf("chat", "dingtalk", {}, {})};
  policy.receivers[1].groups = {"office"};
  policy.receivers[1].shared = true;
  policy.routes[0].receivers = {"chat"};
  city.Put(policy);
  const std::vector<Addressee> addressees = Route(city, Question(Severity::kBlue), kDay);
  EXPECT_THAT(Posts(addressees), ElementsAre("leader-nev", "gxj-head", "gxj-liaison"));
  for (const Addressee& addressee : addressees) {
    EXPECT_EQ(addressee.receiver, "chat");
    EXPECT_TRUE(addressee.shared);
  }
}

TEST(Route, SaysWhatSharesAMessage) {
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.routes = {PolicyRoute("r")};
  policy.routes[0].group_by = {model::GroupingKey::kChain, model::GroupingKey::kUnit, model::GroupingKey::kCondition};
  policy.routes[0].group_wait_seconds = 30;
  policy.routes[0].repeat_days = 5;
  city.Put(policy);
  RouteQuestion question = Question(Severity::kRed);
  question.chains = {"nev", "chip"};
  const Addressee addressee = Route(city, question, kDay).at(0);
  EXPECT_EQ(addressee.group, "chain=chip+nev,unit=gxj,condition=behind");
  EXPECT_EQ(addressee.group_wait_seconds, 30);
  EXPECT_EQ(addressee.repeat_days, 5);
}

TEST(Route, ReceiversTakeTheirPostsAndUnits) {
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.receivers = {ReceiverOf("all", "journal", {}, {}), ReceiverOf("leaders", "webhook", {"leader-nev"}, {}),
                      ReceiverOf("gxj", "mail", {}, {"gxj"})};
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
  policy.receivers = {ReceiverOf("leaders", "webhook", {"leader-nev"}, {})};
  city.Put(policy);
  EXPECT_THAT(Route(city, Question(Severity::kBlue), kDay), IsEmpty());
}

}  // namespace
}  // namespace liandu::notifier
