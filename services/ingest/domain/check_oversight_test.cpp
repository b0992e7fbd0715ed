#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "ingest/domain/check_catalogue.h"
#include "ingest/domain/check_report.h"
#include "ingest/domain/test_catalogue.h"

/// Registers, stages, watches, decisions, issues, scores and assessments: each refusal is one row.
namespace liandu::ingest {
namespace {

using model::Date;
using model::Decimal;
using model::DecisionKind;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::IsEmpty;
using Resources = std::vector<model::Resource>;

model::Decision SomeDecision() {
  model::Decision decision;
  decision.id = "D1";
  decision.kind = DecisionKind::kChangeValue;
  decision.date = Date(2024, 6, 1);
  decision.decided_by = "leader";
  decision.reason = "调整";
  decision.target = "T1";
  decision.value = Decimal{90, 0};
  return decision;
}

model::Issue SomeIssue() {
  model::Issue issue;
  issue.id = "S1";
  issue.display_name = "用地";
  issue.raised_by = "bureau";
  issue.raised_date = Date(2024, 3, 1);
  issue.lead_unit = "bureau";
  issue.due_date = Date(2024, 4, 1);
  issue.top_level = true;
  issue.leader_post = "leader";
  issue.blocks = {"IT1/m1"};
  issue.chains = {"C1"};
  issue.programme = "P1";
  return issue;
}

/// The good catalogue and every further kind once.
Resources Oversight() {
  Resources resources = GoodCatalogue();
  resources.emplace_back(model::Register{"G1", "链主", Date(2023, 1, 1), "bureau", {"市级", "省级"}});
  resources.emplace_back(model::StageMachine{"M1", "项目", {{"签约"}, {"开工"}}});
  model::Watch watch;
  watch.id = "W1";
  watch.display_name = "税收";
  watch.indicator = "I1";
  watch.floor = Decimal{10, 0};
  watch.ceiling = Decimal{20, 0};
  watch.drop_percent = Decimal{5, 0};
  watch.lead_unit = "bureau";
  watch.chains = {"C1"};
  watch.programme = "P1";
  resources.emplace_back(watch);
  resources.emplace_back(SomeDecision());
  resources.emplace_back(SomeIssue());
  resources.emplace_back(model::ScorePolicy{});
  resources.emplace_back(model::Assessment{"A1", "上半年", Date(2024, 1, 1), Date(2024, 6, 30), Date(2024, 8, 1)});
  return resources;
}

Findings Check(const Resources& wanted) { return CheckChange(kCity, {}, wanted, PlanChange({}, wanted, false), {}); }

struct Case {
  std::string name;
  std::function<void(Resources&)> spoil;
  std::vector<std::string> fields;
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

/// A row that spoils the resource of a type.
template <typename T>
Case Spoilt(std::string name, const std::function<void(T&)>& spoil, std::vector<std::string> fields) {
  return {std::move(name), [spoil](Resources& resources) { spoil(The<T>(resources)); }, std::move(fields)};
}

class BadOversight : public testing::TestWithParam<Case> {};

TEST_P(BadOversight, IsRefusedAtItsPaths) {
  Resources wanted = Oversight();
  GetParam().spoil(wanted);
  std::vector<std::string> fields;
  for (const Violation& violation : Check(wanted).violations) {
    EXPECT_THAT(violation.description, HasSubstr("请")) << violation.field << ": say in Chinese what to do";
    fields.push_back(violation.field);
  }
  EXPECT_THAT(fields, ElementsAreArray(GetParam().fields));
}

std::string NameOf(const testing::TestParamInfo<Case>& test) { return test.param.name; }

TEST(CheckOversight, AGoodOneHasNothingToSay) {
  const Findings findings = Check(Oversight());
  EXPECT_THAT(findings.violations, IsEmpty());
  EXPECT_THAT(findings.warnings, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    RegistersAndStages, BadOversight,
    testing::Values(Spoilt<model::Register>("KeeperDangles", [](auto& list) { list.lead_unit = "none"; },
                                            {"registers[0].lead_unit"}),
                    Spoilt<model::Register>("TierTwice",
                                            [](auto& list) {
                                              list.tiers = {"市级", "省级", "市级"};
                                            },
                                            {"registers[0].tiers[2]"}),
                    Spoilt<model::StageMachine>("NoStages", [](auto& machine) { machine.stages.clear(); },
                                                {"stage_machines[0].stages"}),
                    Spoilt<model::StageMachine>("StageTwice", [](auto& machine) { machine.stages[1].id = "签约"; },
                                                {"stage_machines[0].stages[1]"})),
    NameOf);

INSTANTIATE_TEST_SUITE_P(Watches, BadOversight,
                         testing::Values(Spoilt<model::Watch>("Dangles",
                                                              [](auto& watch) {
                                                                watch.indicator = watch.lead_unit = watch.programme =
                                                                    "none";
                                                                watch.chains = {"none"};
                                                              },
                                                              {"watches[0].indicator", "watches[0].lead_unit",
                                                               "watches[0].chains[0]", "watches[0].programme"}),
                                         Spoilt<model::Watch>("Nothing",
                                                              [](auto& watch) {
                                                                watch.floor.reset();
                                                                watch.ceiling.reset();
                                                                watch.drop_percent.reset();
                                                              },
                                                              {"watches[0].floor"}),
                                         Spoilt<model::Watch>("CeilingBelowFloor",
                                                              [](auto& watch) {
                                                                watch.ceiling = Decimal{99, 1};
                                                              },
                                                              {"watches[0].ceiling"}),
                                         Spoilt<model::Watch>("DropOfNothing",
                                                              [](auto& watch) {
                                                                watch.drop_percent = Decimal{0, 0};
                                                              },
                                                              {"watches[0].drop_percent"})),
                         NameOf);

INSTANTIATE_TEST_SUITE_P(
    Decisions, BadOversight,
    testing::Values(
        Spoilt<model::Decision>("TargetDangles", [](auto& decision) { decision.target = "T9"; },
                                {"decisions[0].target"}),
        Spoilt<model::Decision>("AuthorDangles", [](auto& decision) { decision.decided_by = "none"; },
                                {"decisions[0].decided_by"}),
        Spoilt<model::Decision>("NoSubject", [](auto& decision) { decision.target.clear(); },
                                {"decisions[0].target", "decisions[0].target"}),
        Spoilt<model::Decision>("TwoSubjects", [](auto& decision) { decision.milestone = "IT1/m1"; },
                                {"decisions[0].target"}),
        Spoilt<model::Decision>("NotOfATarget",
                                [](auto& decision) {
                                  decision.target.clear();
                                  decision.obligation = "O1";
                                },
                                {"decisions[0].target"}),
        Spoilt<model::Decision>("MilestoneDangles",
                                [](auto& decision) {
                                  decision = model::Decision{
                                      "D1", DecisionKind::kExcuse, Date(2024, 6, 1), "bureau", "", "", "IT1/m9"};
                                },
                                {"decisions[0].milestone"}),
        Spoilt<model::Decision>("MilestoneWithoutItem",
                                [](auto& decision) {
                                  decision = model::Decision{
                                      "D1", DecisionKind::kExcuse, Date(2024, 6, 1), "bureau", "", "", "m1"};
                                },
                                {"decisions[0].milestone"}),
        Spoilt<model::Decision>("ObligationDangles",
                                [](auto& decision) {
                                  decision = model::Decision{
                                      "D1",    DecisionKind::kExcuse, Date(2024, 6, 1), "bureau", "", "", "", "O9",
                                      "2024Q1"};
                                },
                                {"decisions[0].obligation"}),
        Spoilt<model::Decision>("NoValue", [](auto& decision) { decision.value.reset(); }, {"decisions[0].value"}),
        Spoilt<model::Decision>("DateNotNeeded", [](auto& decision) { decision.new_date = Date(2025, 1, 1); },
                                {"decisions[0].new_date"}),
        Spoilt<model::Decision>("NoNewDate",
                                [](auto& decision) {
                                  decision.kind = DecisionKind::kChangeDueDate;
                                  decision.value.reset();
                                },
                                {"decisions[0].new_date"}),
        Spoilt<model::Decision>("BaseWithoutDate", [](auto& decision) { decision.kind = DecisionKind::kConfirmBase; },
                                {"decisions[0].new_date"}),
        Spoilt<model::Decision>("SettledForNobody",
                                [](auto& decision) {
                                  decision.kind = DecisionKind::kSettleConflict;
                                  decision.value.reset();
                                },
                                {"decisions[0].gives_way"}),
        Spoilt<model::Decision>("GivesWayDangles",
                                [](auto& decision) {
                                  decision.kind = DecisionKind::kSettleConflict;
                                  decision.value.reset();
                                  decision.gives_way = {"T2", "T9"};
                                },
                                {"decisions[0].gives_way[1]"}),
        Spoilt<model::Decision>("GivesWayNotNeeded", [](auto& decision) { decision.gives_way = {"T2"}; },
                                {"decisions[0].gives_way"}),
        Spoilt<model::Decision>("NotRedacted", [](auto& decision) { decision.kind = DecisionKind::kFillRedaction; },
                                {"decisions[0].kind"})),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    IssuesAndScores, BadOversight,
    testing::Values(Spoilt<model::Issue>("Dangles",
                                         [](auto& issue) {
                                           issue.raised_by = issue.lead_unit = issue.leader_post = issue.programme =
                                               "none";
                                           issue.chains = {"none"};
                                         },
                                         {"issues[0].raised_by", "issues[0].lead_unit", "issues[0].leader_post",
                                          "issues[0].chains[0]", "issues[0].programme"}),
                    Spoilt<model::Issue>("BlocksNothing",
                                         [](auto& issue) {
                                           issue.blocks = {"IT1/m1", "IT9/m1"};
                                         },
                                         {"issues[0].blocks[1]"}),
                    Spoilt<model::Issue>("DueBeforeRaised", [](auto& issue) { issue.due_date = Date(2024, 2, 1); },
                                         {"issues[0].due_date"}),
                    Spoilt<model::Issue>("TopLevelToNobody", [](auto& issue) { issue.leader_post.clear(); },
                                         {"issues[0].leader_post"}),
                    Spoilt<model::ScorePolicy>("PointsOutOfRange",
                                               [](auto& policy) {
                                                 policy.green_points = Decimal{101, 0};
                                                 policy.yellow_points = Decimal{1001, 1};
                                                 policy.red_points = Decimal{-1, 0};
                                               },
                                               {"score_policy.green_points", "score_policy.yellow_points",
                                                "score_policy.red_points"}),
                    Spoilt<model::Assessment>("EndsBeforeItBegins",
                                              [](auto& assessment) { assessment.end_date = Date(2023, 12, 31); },
                                              {"assessments[0].end_date"}),
                    Spoilt<model::Assessment>("FrozenBeforeItEnds",
                                              [](auto& assessment) { assessment.freeze_date = assessment.end_date; },
                                              {"assessments[0].freeze_date"})),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    FieldsOfOlderKinds, BadOversight,
    testing::Values(Spoilt<model::Programme>("SupersedesNothing",
                                             [](auto& programme) { programme.supersedes = {"P9"}; },
                                             {"programmes[0].supersedes[0]"}),
                    Spoilt<model::Chain>("ParksDangle",
                                         [](auto& chain) {
                                           chain.main_parks = {"bureau", "none"};
                                           chain.cooperating_parks = {"none"};
                                         },
                                         {"chains[0].main_parks[1]", "chains[0].cooperating_parks[0]"}),
                    Spoilt<model::Chain>("TaskGroupDangles", [](auto& chain) { chain.task_group = "none"; },
                                         {"chains[0].task_group"}),
                    Spoilt<model::Item>("StageMachineDangles",
                                        [](auto& item) {
                                          item.stages.clear();
                                          item.stage_machine = "M9";
                                        },
                                        {"items[0].stage_machine"}),
                    Spoilt<model::Item>("PlaceDangles", [](auto& item) { item.district = item.park = "none"; },
                                        {"items[0].district", "items[0].park"}),
                    Spoilt<model::Item>("AttributeTwice",
                                        [](auto& item) {
                                          item.attributes = {{"leading", "true"}, {"leading", "false"}};
                                        },
                                        {"items[0].attributes[1]"}),
                    Spoilt<model::Indicator>("MemberOfNothing",
                                             [](auto& indicator) {
                                               indicator.part_of = "I2";
                                               indicator.member = "none";
                                             },
                                             {"indicators[0].member"}),
                    Spoilt<model::Indicator>("PartOfNothing",
                                             [](auto& indicator) {
                                               indicator.part_of = "I9";
                                               indicator.member = "C1";
                                             },
                                             {"indicators[0].part_of"}),
                    Spoilt<model::Indicator>("PartOfNobody", [](auto& indicator) { indicator.part_of = "I2"; },
                                             {"indicators[0].member"}),
                    Spoilt<model::Requirement>("RegisterDangles",
                                               [](auto& requirement) {
                                                 requirement.rule = model::RequirementRule::kRegisterComplete;
                                                 requirement.chain_groups.clear();
                                                 requirement.register_id = "G9";
                                                 requirement.kinds = {"专家"};
                                               },
                                               {"requirements[0].register"})),
    NameOf);

TEST(CheckOversight, WeakThingsAreWarnings) {
  Resources wanted = Oversight();
  The<model::Register>(wanted).kept_since.reset();
  The<model::Decision>(wanted).kind = DecisionKind::kConfirmReading;
  The<model::Decision>(wanted).value.reset();
  const Findings findings = Check(wanted);
  EXPECT_THAT(findings.violations, IsEmpty());
  EXPECT_THAT(findings.warnings, testing::ElementsAre(HasSubstr("kept_since"), HasSubstr("没有口径歧义")));
}

struct ReportCase {
  std::string name;
  model::Report report;
  std::vector<std::string> fields = {};
};
void PrintTo(const ReportCase& test, std::ostream* out) { *out << test.name; }

class OversightReports : public testing::TestWithParam<ReportCase> {};

TEST_P(OversightReports, AreAcceptedOrRefusedAtTheirFields) {
  model::Catalogue catalogue;
  for (model::Resource& resource : Oversight()) catalogue.Put(resource);
  ReportCheck check(catalogue, model::ClockMode::kSandbox, model::CivilTime().At(Date(2024, 7, 1), 720));
  std::vector<Violation> violations;
  check.Check(GetParam().report, violations);
  std::vector<std::string> fields;
  for (const Violation& violation : violations) {
    fields.push_back(violation.field);
    EXPECT_THAT(violation.description, HasSubstr("请")) << violation.field;
  }
  EXPECT_THAT(fields, ElementsAreArray(GetParam().fields));
}

model::Report Membership(const std::function<void(model::MembershipReport&)>& change) {
  model::MembershipReport fact;
  fact.register_id = "G1";
  fact.member = "海尔";
  fact.date = Date(2024, 6, 1);
  fact.tier = "省级";
  fact.chain = "C1";
  fact.unit = fact.park = fact.district = "bureau";
  change(fact);
  return {fact, 0, std::nullopt};
}

model::Report OfIssue(const std::function<void(model::IssueReport&)>& change) {
  model::IssueReport fact;
  fact.issue = "S1";
  fact.date = Date(2024, 3, 1);
  change(fact);
  return {fact, 0, std::nullopt};
}

INSTANTIATE_TEST_SUITE_P(
    Reports, OversightReports,
    testing::Values(
        ReportCase{"Membership", Membership([](auto&) {})},
        ReportCase{"MembershipTomorrow",
                   Membership([](auto& fact) { fact.date = Date(2024, 7, 2); }),
                   {"membership_report.date"}},
        ReportCase{
            "UnknownRegister", Membership([](auto& fact) { fact.register_id = "G9"; }), {"membership_report.register"}},
        ReportCase{"UnknownTier", Membership([](auto& fact) { fact.tier = "国家级"; }), {"membership_report.tier"}},
        ReportCase{"UnknownPlaces",
                   Membership([](auto& fact) { fact.chain = fact.unit = fact.park = fact.district = "none"; }),
                   {"membership_report.chain", "membership_report.unit", "membership_report.park",
                    "membership_report.district"}},
        ReportCase{"LeftWithoutReason",
                   Membership([](auto& fact) { fact.change = model::MembershipChange::kLeft; }),
                   {"membership_report.reason"}},
        ReportCase{"LeftWithReason", Membership([](auto& fact) {
                     fact.change = model::MembershipChange::kLeft;
                     fact.reason = "迁出";
                   })},
        ReportCase{"Issue", OfIssue([](auto&) {})},
        ReportCase{"UnknownIssue", OfIssue([](auto& fact) { fact.issue = "S9"; }), {"issue_report.issue"}},
        ReportCase{"IssueTomorrow", OfIssue([](auto& fact) { fact.date = Date(2024, 7, 2); }), {"issue_report.date"}},
        ReportCase{
            "BeforeItWasRaised", OfIssue([](auto& fact) { fact.date = Date(2024, 2, 29); }), {"issue_report.date"}}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace liandu::ingest
