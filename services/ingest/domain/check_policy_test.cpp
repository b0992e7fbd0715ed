// Policies, silences, deputies and contact addresses that are refused, and where.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "ingest/domain/check_catalogue.h"
#include "ingest/domain/contact_form.h"
#include "ingest/domain/test_catalogue.h"

namespace liandu::ingest {
namespace {

using model::ContactKind;
using model::Date;
using model::NotificationPolicy;
using model::RecipientRole;
using model::Severity;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::IsEmpty;
using Resources = std::vector<model::Resource>;

Findings Check(const Resources& wanted) { return CheckChange(kCity, {}, wanted, PlanChange({}, wanted, false), {}); }

model::AlertMatcher From(Severity severity) {
  model::AlertMatcher matcher;
  matcher.min_severity = severity;
  return matcher;
}

model::Route RouteTo(const std::string& id, std::vector<model::Route> routes = {}) {
  model::Route route;
  route.id = id;
  route.recipients = {RecipientRole::kResponsibleUnit};
  route.routes = std::move(routes);
  return route;
}

model::EscalationStep StepTo(RecipientRole role) {
  model::EscalationStep step;
  step.recipients = {role};
  step.delay_days = 1;
  return step;
}

/// A policy that uses everything there is, and nothing wrong with it.
NotificationPolicy FullPolicy() {
  NotificationPolicy policy;
  policy.leading_group = "gov";
  policy.groups = {{"office", "督查组", {"leader"}, {"bureau"}}};
  model::Receiver receiver;
  receiver.id = "all";
  receiver.channel = "journal";
  receiver.addresses = {"office@example.org", "+8613800000000"};
  receiver.groups = {"office"};
  policy.receivers = {receiver};
  policy.routes = {RouteTo("root", {RouteTo("red")})};
  policy.routes[0].receivers = {"all"};
  policy.routes[0].routes[0].match = From(Severity::kRed);
  policy.routes[0].routes[0].match.chains = {"C1"};
  policy.routes[0].routes[0].groups = {"office"};
  policy.ladders = {
      {"red", From(Severity::kRed), {StepTo(RecipientRole::kUnitHead), StepTo(RecipientRole::kLeadingGroup)}},
      {"rest", {}, {StepTo(RecipientRole::kChainLeader)}}};
  model::Inhibition inhibition;
  inhibition.id = "chain-red";
  inhibition.source = From(Severity::kRed);
  inhibition.target.max_severity = Severity::kYellow;
  inhibition.equal = {model::GroupingKey::kChain};
  policy.inhibitions = {inhibition};
  policy.response_deadlines = {{Severity::kRed, 1, 3, false}, {Severity::kYellow, 2, 0, false}};
  return policy;
}

TEST(CheckPolicy, AFullPolicyHasNothingToSay) {
  Resources wanted = GoodCatalogue();
  The<NotificationPolicy>(wanted) = FullPolicy();
  const Findings findings = Check(wanted);
  EXPECT_THAT(findings.violations, IsEmpty());
  EXPECT_THAT(findings.warnings, IsEmpty());
}

struct Case {
  std::string name;
  std::function<void(NotificationPolicy&)> spoil;
  std::vector<std::string> fields;
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

class BadPolicy : public testing::TestWithParam<Case> {};

TEST_P(BadPolicy, IsRefusedAtItsPlaces) {
  Resources wanted = GoodCatalogue();
  The<NotificationPolicy>(wanted) = FullPolicy();
  GetParam().spoil(The<NotificationPolicy>(wanted));
  std::vector<std::string> fields;
  for (const Violation& violation : Check(wanted).violations) {
    EXPECT_THAT(violation.description, HasSubstr("请")) << violation.field << ": say in Chinese what to do";
    fields.push_back(violation.field.substr(std::string("notification_policy.").size()));
  }
  EXPECT_THAT(fields, ElementsAreArray(GetParam().fields));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, BadPolicy,
    testing::Values(
        Case{"UnknownInAMatcher",
             [](NotificationPolicy& p) {
               p.routes[0].routes[0].match.chains = p.routes[0].routes[0].match.units =
                   p.routes[0].routes[0].match.programmes = {"none"};
             },
             {"routes[0].routes[0].match.chains[0]", "routes[0].routes[0].match.units[0]",
              "routes[0].routes[0].match.programmes[0]"}},
        Case{"UnknownRecipientsOfARoute",
             [](NotificationPolicy& p) { p.routes[0].posts = p.routes[0].groups = p.routes[0].receivers = {"none"}; },
             {"routes[0].posts[0]", "routes[0].groups[0]", "routes[0].receivers[0]"}},
        Case{"ARouteIdTwiceInTheTree",
             [](NotificationPolicy& p) { p.routes[0].routes[0].id = "root"; },
             {"routes[0].routes[0].id"}},
        Case{"ARouteToNobody",
             [](NotificationPolicy& p) {
               p.routes[0].routes[0].recipients.clear();
               p.routes[0].routes[0].groups.clear();
             },
             {"routes[0].routes[0].recipients"}},
        Case{"ARouteToNobodyThatEnds",
             [](NotificationPolicy& p) {
               p.routes[0].routes[0].recipients.clear();
               p.routes[0].routes[0].groups.clear();
               p.routes[0].routes[0].ends = true;
             },
             {}},
        Case{"AReceiverTwice",
             [](NotificationPolicy& p) { p.receivers.push_back(p.receivers[0]); },
             {"receivers[1].id"}},
        Case{"UnknownInAReceiver",
             [](NotificationPolicy& p) {
               p.receivers[0].posts = p.receivers[0].units = p.receivers[0].groups = {"none"};
             },
             {"receivers[0].posts[0]", "receivers[0].units[0]", "receivers[0].groups[0]"}},
        Case{"AnAddressOfNoKind",
             [](NotificationPolicy& p) {
               p.receivers[0].addresses = {"office", "a@b"};
             },
             {"receivers[0].addresses[0]"}},
        Case{"AGroupTwiceAndEmpty",
             [](NotificationPolicy& p) {
               p.groups.push_back({"office", "", {}, {}});
             },
             {"groups[1].id", "groups[1].posts"}},
        Case{"UnknownInAGroup",
             [](NotificationPolicy& p) { p.groups[0].posts = p.groups[0].units = {"none"}; },
             {"groups[0].posts[0]", "groups[0].units[0]"}},
        Case{"ALadderTwiceWithoutSteps",
             [](NotificationPolicy& p) {
               p.ladders[1] = {"red", {}, {}};
             },
             {"ladders[1].id", "ladders[1].steps"}},
        Case{"AStepToNobody",
             [](NotificationPolicy& p) { p.ladders[0].steps[1].recipients.clear(); },
             {"ladders[0].steps[1].recipients"}},
        Case{"UnknownInAStep",
             [](NotificationPolicy& p) { p.ladders[0].steps[0].posts = p.ladders[0].steps[0].groups = {"none"}; },
             {"ladders[0].steps[0].posts[0]", "ladders[0].steps[0].groups[0]"}},
        Case{"NoLeadingGroupToClimbTo",
             [](NotificationPolicy& p) { p.leading_group.clear(); },
             {"ladders[0].steps[1].recipients[0]"}},
        Case{"AnUnknownLeadingGroup", [](NotificationPolicy& p) { p.leading_group = "none"; }, {"leading_group"}},
        Case{"AnInhibitionOfEverything",
             [](NotificationPolicy& p) { p.inhibitions[0].target = {}; },
             {"inhibitions[0].target"}},
        Case{"AnInhibitionByEverything",
             [](NotificationPolicy& p) { p.inhibitions[0].source = {}; },
             {"inhibitions[0].source"}},
        Case{"AnInhibitionThatNeverHolds",
             [](NotificationPolicy& p) { p.inhibitions[0].equal = {model::GroupingKey::kAlert}; },
             {"inhibitions[0].equal[0]"}},
        Case{"AnInhibitionTwiceWithUnknowns",
             [](NotificationPolicy& p) {
               p.inhibitions.push_back(p.inhibitions[0]);
               p.inhibitions[1].source.chains = p.inhibitions[1].target.units = {"none"};
             },
             {"inhibitions[1].id", "inhibitions[1].source.chains[0]", "inhibitions[1].target.units[0]"}},
        Case{"ADeadlineTwice",
             [](NotificationPolicy& p) { p.response_deadlines[1].severity = Severity::kRed; },
             {"response_deadlines[1].severity"}},
        Case{"ADeadlineWithoutDays",
             [](NotificationPolicy& p) { p.response_deadlines[1].acknowledge_days = 0; },
             {"response_deadlines[1].acknowledge_days"}}),
    [](const auto& test) { return test.param.name; });

struct WarningCase {
  std::string name;
  std::function<void(NotificationPolicy&)> weaken;
  std::string says;
};
void PrintTo(const WarningCase& test, std::ostream* out) { *out << test.name; }

class WeakPolicy : public testing::TestWithParam<WarningCase> {};

TEST_P(WeakPolicy, IsRemarkedOn) {
  Resources wanted = GoodCatalogue();
  The<NotificationPolicy>(wanted) = FullPolicy();
  GetParam().weaken(The<NotificationPolicy>(wanted));
  const Findings findings = Check(wanted);
  EXPECT_THAT(findings.violations, IsEmpty());
  EXPECT_THAT(findings.warnings, testing::ElementsAre(HasSubstr(GetParam().says)));
}

INSTANTIATE_TEST_SUITE_P(Cases, WeakPolicy,
                         testing::Values(WarningCase{"ARouteBehindOneThatTakesAll",
                                                     [](NotificationPolicy& p) {
                                                       p.routes[0].ends = true;
                                                       p.routes.push_back(RouteTo("late"));
                                                     },
                                                     "路由 late 轮不到"},
                                         WarningCase{
                                             "ALadderBehindOneForAll",
                                             [](NotificationPolicy& p) {
                                               p.ladders.push_back({"late", {}, {StepTo(RecipientRole::kUnitHead)}});
                                             },
                                             "阶梯 late 轮不到"},
                                         WarningCase{"AnInhibitionOverTheWholeCity",
                                                     [](NotificationPolicy& p) { p.inhibitions[0].equal.clear(); },
                                                     "抑制 chain-red 没有写明"}),
                         [](const auto& test) { return test.param.name; });

TEST(CheckSilence, NamesWhatThereIs) {
  Resources wanted = GoodCatalogue();
  model::Silence silence;
  silence.id = "move";
  silence.match.chains = silence.match.units = silence.match.programmes = {"none"};
  wanted.emplace_back(silence);
  std::vector<std::string> fields;
  for (const Violation& violation : Check(wanted).violations) fields.push_back(violation.field);
  EXPECT_THAT(fields, testing::ElementsAre("silences[0].match.chains[0]", "silences[0].match.units[0]",
                                           "silences[0].match.programmes[0]"));
}

TEST(CheckSilence, OneOfEverythingIsRemarkedOn) {
  Resources wanted = GoodCatalogue();
  model::Silence silence;
  silence.id = "all";
  wanted.emplace_back(silence);
  EXPECT_THAT(Check(wanted).warnings, testing::ElementsAre(HasSubstr("全辖区都不提醒")));
}

struct PostCase {
  std::string name;
  std::function<void(model::Post&)> spoil;
  std::vector<std::string> fields;
};
void PrintTo(const PostCase& test, std::ostream* out) { *out << test.name; }

class BadPost : public testing::TestWithParam<PostCase> {};

TEST_P(BadPost, IsRefusedAtItsPlaces) {
  Resources wanted = GoodCatalogue();
  GetParam().spoil(The<model::Post>(wanted));
  std::vector<std::string> fields;
  for (const Violation& violation : Check(wanted).violations) {
    EXPECT_THAT(violation.description, HasSubstr("请")) << violation.field << ": say in Chinese what to do";
    fields.push_back(violation.field);
  }
  EXPECT_THAT(fields, ElementsAreArray(GetParam().fields));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, BadPost,
    testing::Values(PostCase{"AnUnknownDeputy",
                             [](model::Post& p) {
                               p.delegations = {{"none", Date(2024, 7, 1), Date(2024, 7, 5), ""}};
                             },
                             {"posts[0].delegations[0].deputy_post"}},
                    PostCase{"ItsOwnDeputy",
                             [](model::Post& p) {
                               p.delegations = {{"leader", Date(2024, 7, 1), Date(2024, 7, 5), ""}};
                             },
                             {"posts[0].delegations[0].deputy_post"}},
                    PostCase{"TwoDeputiesOnADay",
                             [](model::Post& p) {
                               p.delegations = {{"none", Date(2024, 7, 1), Date(2024, 7, 5), ""},
                                                {"none", Date(2024, 7, 5), Date(2024, 7, 9), ""}};
                             },
                             {"posts[0].delegations[0].deputy_post", "posts[0].delegations[1].deputy_post",
                              "posts[0].delegations[1].from"}},
                    PostCase{"ContactsOfTheWrongForm",
                             [](model::Post& p) {
                               p.holders[1].contact_points = {{ContactKind::kMail, "leader"},
                                                              {ContactKind::kPhone, "12"},
                                                              {ContactKind::kWecomUser, "@all"},
                                                              {ContactKind::kDingtalkUser, "manager01"}};
                             },
                             {"posts[0].holders[1].contact_points[0].address",
                              "posts[0].holders[1].contact_points[1].address",
                              "posts[0].holders[1].contact_points[2].address"}}),
    [](const auto& test) { return test.param.name; });

struct FormCase {
  const char* name;
  ContactKind kind;
  const char* address;
  bool has_form;
};
void PrintTo(const FormCase& test, std::ostream* out) { *out << test.name; }

class ContactForms : public testing::TestWithParam<FormCase> {};

TEST_P(ContactForms, AreChecked) { EXPECT_EQ(HasForm({GetParam().kind, GetParam().address}), GetParam().has_form); }

INSTANTIATE_TEST_SUITE_P(
    Cases, ContactForms,
    testing::Values(FormCase{"Mail", ContactKind::kMail, "zhang.san+du@qd.gov.cn", true},
                    FormCase{"MailWithoutName", ContactKind::kMail, "@qd.gov.cn", false},
                    FormCase{"MailWithTwoAts", ContactKind::kMail, "a@b@c", false},
                    FormCase{"MailWithALineBreak", ContactKind::kMail, "a@b.c\r\nBcc: d@e.f", false},
                    FormCase{"MailWithASpace", ContactKind::kMail, "a b@c.d", false},
                    FormCase{"MailWithAName", ContactKind::kMail, "A <a@b.c>", false},
                    FormCase{"MailWithAnEmptyLabel", ContactKind::kMail, "a@b..c", false},
                    FormCase{"Mobile", ContactKind::kPhone, "13800000000", true},
                    FormCase{"Abroad", ContactKind::kPhone, "+8613800000000", true},
                    FormCase{"Landline", ContactKind::kPhone, "0532-85911111", true},
                    FormCase{"PhoneWithLetters", ContactKind::kPhone, "1380000000x", false},
                    FormCase{"PhoneTooLong", ContactKind::kPhone, "123456789012345678901", false},
                    FormCase{"PhoneWithTwoDashes", ContactKind::kPhone, "0532--8591111", false},
                    FormCase{"Member", ContactKind::kFeishuUser, "ou_7d8a6e6df7621556ce0d21922b676706", true},
                    FormCase{"Everybody", ContactKind::kDingtalkUser, "all", false},
                    FormCase{"MemberWithMarkup", ContactKind::kWecomUser, "<@x>", false}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace liandu::ingest
