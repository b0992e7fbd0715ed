// Posts that change hands, deputies, and persons who hold several posts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "notifier/domain/route.h"
#include "notifier/domain/test_directory.h"

namespace liandu::notifier {
namespace {

using model::ContactKind;
using model::Date;
using model::Severity;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Date kDay(2024, 7, 1);

RouteQuestion Question() { return {model::Condition::kBehind, Severity::kRed, {"nev"}, "gxj", "plan"}; }

/// "post@receiver" of everybody who is told.
std::vector<std::string> ToldOn(const Directory& city, Date date) {
  std::vector<std::string> told;
  for (const Addressee& addressee : Route(city, Question(), date)) {
    told.push_back(absl::StrCat(addressee.post, "@", addressee.receiver));
  }
  return told;
}

void Delegate(Directory& city, const std::string& post, const std::string& deputy, Date from, Date to) {
  model::Post changed = city.catalogue().posts.at(post);
  changed.delegations.push_back({deputy, from, to, "出国访问"});
  city.Put(changed);
}

void Reach(Directory& city, const std::string& post, std::vector<model::ContactPoint> contacts) {
  model::Post changed = city.catalogue().posts.at(post);
  changed.holders.back().contact_points = std::move(contacts);
  city.Put(changed);
}

TEST(Delegation, SendsToTheDeputyOnItsDaysOnly) {
  Directory city = TestCity();
  Delegate(city, "leader-nev", "gxj-head", Date(2024, 7, 1), Date(2024, 7, 5));
  EXPECT_THAT(ToldOn(city, Date(2024, 6, 30)),
              ElementsAre("gxj-liaison@default", "fgw-head@default", "leader-nev@default"));
  EXPECT_THAT(ToldOn(city, Date(2024, 7, 1)),
              ElementsAre("gxj-liaison@default", "fgw-head@default", "gxj-head@default"));
  EXPECT_THAT(ToldOn(city, Date(2024, 7, 5)),
              ElementsAre("gxj-liaison@default", "fgw-head@default", "gxj-head@default"));
  EXPECT_THAT(ToldOn(city, Date(2024, 7, 6)),
              ElementsAre("gxj-liaison@default", "fgw-head@default", "leader-nev@default"));
  EXPECT_EQ(Route(city, Question(), kDay).at(2).reason,
            "新能源汽车产业链链长，由市工业和信息化局主要负责人代理（出国访问）");
  EXPECT_EQ(Route(city, Question(), kDay).at(2).holder, "局长");
}

TEST(Delegation, GoesOnToTheDeputysDeputyAndStopsInACircle) {
  Directory city = TestCity();
  Delegate(city, "leader-nev", "gxj-head", kDay, kDay);
  Delegate(city, "gxj-head", "zf-liaison", kDay, kDay);
  EXPECT_THAT(ToldOn(city, kDay), ElementsAre("gxj-liaison@default", "fgw-head@default", "zf-liaison@default"));
  Delegate(city, "zf-liaison", "leader-nev", kDay, kDay);
  EXPECT_THAT(ToldOn(city, kDay), ElementsAre("gxj-liaison@default", "fgw-head@default", "zf-liaison@default"));
}

TEST(Delegation, AVacantDeputyLeavesItToThePost) {
  Directory city = TestCity();
  Delegate(city, "leader-nev", "leader-chip", kDay, kDay);
  EXPECT_THAT(ToldOn(city, kDay), ElementsAre("gxj-liaison@default", "fgw-head@default", "leader-nev@default"));
}

TEST(Delegation, ADeputyFillsAVacantPost) {
  Directory city = TestCity();
  Delegate(city, "fgw-liaison", "gxj-head", kDay, kDay);
  const Addressee lead = Route(city, Question(), kDay).at(1);
  EXPECT_EQ(lead.post, "gxj-head");
  EXPECT_THAT(lead.reason, HasSubstr("代理"));
  EXPECT_THAT(lead.reason, Not(HasSubstr("空缺")));
}

TEST(Delegation, ADeputyWhomNoReceiverKnowsIsToldOverThoseOfThePost) {
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.receivers.resize(2);
  policy.receivers[0].id = "leaders";
  policy.receivers[0].channel = "mail";
  policy.receivers[0].posts = {"leader-nev"};
  policy.receivers[1] = policy.receivers[0];
  policy.receivers[1].id = "own-address";
  policy.receivers[1].addresses = {"leader@example.org"};
  city.Put(policy);
  EXPECT_THAT(ToldOn(city, kDay), ElementsAre("leader-nev@leaders", "leader-nev@own-address"));
  Delegate(city, "leader-nev", "gxj-head", kDay, kDay);
  EXPECT_THAT(ToldOn(city, kDay), ElementsAre("gxj-head@leaders"));
}

TEST(Holders, AreReachedWhereTheyAreOnTheDay) {
  Directory city = TestCity();
  model::Post post = city.catalogue().posts.at("leader-nev");
  post.holders = {{"前任", std::nullopt, Date(2024, 6, 30), {{ContactKind::kMail, "old@example.org"}}},
                  {"现任", Date(2024, 7, 1), std::nullopt, {{ContactKind::kMail, "new@example.org"}}}};
  city.Put(post);
  EXPECT_EQ(Route(city, Question(), Date(2024, 6, 30)).at(2).person, "mail:old@example.org");
  EXPECT_EQ(Route(city, Question(), Date(2024, 7, 1)).at(2).person, "mail:new@example.org");
  EXPECT_EQ(Route(city, Question(), Date(2024, 7, 1)).at(2).contact_points.at(0).address, "new@example.org");
}

struct PersonCase {
  const char* name;
  std::vector<model::ContactPoint> liaison;
  std::vector<model::ContactPoint> lead;
  std::vector<model::ContactPoint> leader;
  std::vector<std::string> told;
};
void PrintTo(const PersonCase& tested, std::ostream* out) { *out << tested.name; }

class Persons : public testing::TestWithParam<PersonCase> {};

TEST_P(Persons, AreToldOnce) {
  Directory city = TestCity();
  Reach(city, "gxj-liaison", GetParam().liaison);
  Reach(city, "fgw-head", GetParam().lead);
  Reach(city, "leader-nev", GetParam().leader);
  EXPECT_EQ(ToldOn(city, kDay), GetParam().told);
}

const model::ContactPoint kMail{ContactKind::kMail, "a@example.org"};
const model::ContactPoint kCapitals{ContactKind::kMail, "A@Example.org"};
const model::ContactPoint kPhone{ContactKind::kPhone, "13800000000"};
const model::ContactPoint kOther{ContactKind::kPhone, "13900000000"};

INSTANTIATE_TEST_SUITE_P(
    Cases, Persons,
    testing::Values(PersonCase{"WithoutAddressesEachPostIsOne",
                               {},
                               {},
                               {},
                               {"gxj-liaison@default", "fgw-head@default", "leader-nev@default"}},
                    PersonCase{"OneAddressOnePerson",
                               {kMail},
                               {kCapitals, kOther},
                               {kPhone},
                               {"gxj-liaison@default", "leader-nev@default"}},
                    PersonCase{"SharedThroughAThirdPost", {kMail}, {kMail, kPhone}, {kPhone}, {"gxj-liaison@default"}},
                    PersonCase{"OtherAddressesOtherPersons",
                               {kMail},
                               {kPhone},
                               {kOther},
                               {"gxj-liaison@default", "fgw-head@default", "leader-nev@default"}}),
    [](const auto& tested) { return tested.param.name; });

TEST(Persons, TheReasonSaysWhichPostsWereLeftOut) {
  Directory city = TestCity();
  for (const char* post : {"gxj-liaison", "fgw-head", "leader-nev"}) Reach(city, post, {kMail});
  const std::vector<Addressee> addressees = Route(city, Question(), kDay);
  ASSERT_EQ(addressees.size(), 1u);
  EXPECT_EQ(addressees[0].reason,
            "责任单位市工业和信息化局联络员；兼市发展改革委主要负责人，只告知一次；兼新能源汽车产业链链长，只告知一次");
  EXPECT_EQ(addressees[0].person, "mail:a@example.org");
}

TEST(Persons, OwnAddressesOfAReceiverAreOneReader) {
  Directory city = TestCity();
  model::NotificationPolicy policy;
  policy.receivers.resize(1);
  policy.receivers[0].id = "office";
  policy.receivers[0].channel = "mail";
  policy.receivers[0].addresses = {"office@example.org"};
  city.Put(policy);
  const std::vector<Addressee> addressees = Route(city, Question(), kDay);
  ASSERT_EQ(addressees.size(), 1u);
  EXPECT_THAT(addressees[0].addresses, ElementsAre("office@example.org"));
}

TEST(Persons, ARemovedPostSharesNothingAnyMore) {
  Directory city = TestCity();
  Reach(city, "gxj-liaison", {kPhone, kMail});
  Reach(city, "fgw-head", {kMail});
  EXPECT_EQ(city.PersonOf(city.catalogue().posts.at("fgw-head"), kDay), "mail:a@example.org");
  Reach(city, "gxj-liaison", {kPhone});
  EXPECT_EQ(city.PersonOf(city.catalogue().posts.at("gxj-liaison"), kDay), "phone:13800000000");
  city.Remove({model::ResourceKind::kPost, "gxj-liaison"});
  EXPECT_EQ(city.PersonOf(city.catalogue().posts.at("fgw-head"), kDay), "mail:a@example.org");
}

}  // namespace
}  // namespace liandu::notifier
