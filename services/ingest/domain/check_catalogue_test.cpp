#include "ingest/domain/check_catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "ingest/domain/test_catalogue.h"

namespace liandu::ingest {
namespace {

using model::Date;
using model::Decimal;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::IsEmpty;
using Resources = std::vector<model::Resource>;

Findings Check(const model::Catalogue& current, const Resources& wanted, bool prune = false) {
  return CheckChange(kCity, current, wanted, PlanChange(current, wanted, prune), {});
}

std::vector<std::string> FieldsOf(const Findings& findings) {
  std::vector<std::string> fields;
  for (const Violation& violation : findings.violations) {
    EXPECT_THAT(violation.description, testing::HasSubstr("请")) << violation.field << ": say in Chinese what to do";
    fields.push_back(violation.field);
  }
  return fields;
}

TEST(CheckChange, AGoodCatalogueHasNothingToSay) {
  const Findings findings = Check({}, GoodCatalogue());
  EXPECT_THAT(findings.violations, IsEmpty());
  EXPECT_THAT(findings.warnings, IsEmpty());
}

struct Case {
  std::string name;
  std::function<void(Resources&)> spoil;
  std::vector<std::string> fields;
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

class BadCatalogue : public testing::TestWithParam<Case> {};

TEST_P(BadCatalogue, IsRefusedAtItsPaths) {
  Resources wanted = GoodCatalogue();
  GetParam().spoil(wanted);
  EXPECT_THAT(FieldsOf(Check({}, wanted)), ElementsAreArray(GetParam().fields));
}

std::string NameOf(const testing::TestParamInfo<Case>& test) { return test.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Jurisdiction, BadCatalogue,
    testing::Values(
        Case{"Missing", [](Resources& r) { r.erase(r.begin()); }, {"jurisdiction"}},
        Case{"OfAnotherCity", [](Resources& r) { The<model::Jurisdiction>(r).id = "jinan"; }, {"jurisdiction.id"}},
        Case{"NoOffset",
             [](Resources& r) { The<model::Jurisdiction>(r).utc_offsets.clear(); },
             {"jurisdiction.utc_offsets"}},
        Case{"OffsetsOutOfOrder",
             [](Resources& r) {
               The<model::Jurisdiction>(r).utc_offsets = {{Date(2020, 1, 1), 480}, {Date(2010, 1, 1), 540}};
             },
             {"jurisdiction.utc_offsets[1].from"}},
        Case{"CalendarMissing",
             [](Resources& r) { The<model::Jurisdiction>(r).work_calendar = "none"; },
             {"jurisdiction.work_calendar"}},
        Case{"RedBelowYellow",
             [](Resources& r) {
               The<model::Jurisdiction>(r).settings.behind_red_lag_points = Decimal{5, 0};
             },
             {"jurisdiction.settings.behind_red_lag_points"}},
        Case{"HysteresisAboveYellow",
             [](Resources& r) {
               The<model::Jurisdiction>(r).settings.hysteresis_points = Decimal{11, 0};
             },
             {"jurisdiction.settings.hysteresis_points"}},
        Case{"CalendarRangeBackwards",
             [](Resources& r) { The<model::WorkCalendar>(r).days_off[0].to = Date(2024, 2, 1); },
             {"work_calendars[0].days_off[0].to"}},
        Case{"CalendarRangeOfYears",
             [](Resources& r) { The<model::WorkCalendar>(r).days_off[0].to = Date(2027, 2, 1); },
             {"work_calendars[0].days_off[0].to"}},
        Case{"DayOffAndWorked",
             [](Resources& r) {
               The<model::WorkCalendar>(r).working_days[0] = {Date(2024, 2, 11), Date(2024, 2, 11)};
             },
             {"work_calendars[0].working_days[0]"}},
        Case{"HorizonTooEarly",
             [](Resources& r) { The<model::WorkCalendar>(r).horizon = Date(2024, 1, 31); },
             {"work_calendars[0].horizon"}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Organisation, BadCatalogue,
    testing::Values(
        Case{"IdGivenTwice",
             [](Resources& r) { The<model::Unit>(r, 1).id = "gov"; },
             {"units[1].id", "chains[0].lead_unit", "targets[0].lead_unit", "targets[1].lead_unit",
              "notification_policy.receivers[0].units[0]", "notification_policy.routes[0].match.units[0]"}},
        Case{"ParentDangles", [](Resources& r) { The<model::Unit>(r, 1).parent = "none"; }, {"units[1].parent"}},
        Case{"UnitsInACircle",
             [](Resources& r) { The<model::Unit>(r).parent = "bureau"; },
             {"units[1].parent", "units[0].parent"}},
        Case{"UnitItsOwnParent", [](Resources& r) { The<model::Unit>(r).parent = "gov"; }, {"units[0].parent"}},
        Case{"PostOfNoUnit", [](Resources& r) { The<model::Post>(r).unit = "none"; }, {"posts[0].unit"}},
        Case{"TermEndsBeforeItBegins",
             [](Resources& r) {
               The<model::Post>(r).holders = {{"甲", Date(2024, 1, 1), Date(2023, 1, 1)}};
             },
             {"posts[0].holders[0].to"}},
        Case{"HoldersOverlap",
             [](Resources& r) { The<model::Post>(r).holders[0].to = Date(2024, 6, 1); },
             {"posts[0].holders[1].from"}},
        Case{"ProgrammeBackwards",
             [](Resources& r) { The<model::Programme>(r).end_date = Date(2023, 1, 1); },
             {"programmes[0].end_date"}},
        Case{"IssuerDangles", [](Resources& r) { The<model::Programme>(r).issuer = "none"; }, {"programmes[0].issuer"}},
        Case{"ProgrammeItsOwnParent",
             [](Resources& r) { The<model::Programme>(r).parent = "P1"; },
             {"programmes[0].parent"}},
        Case{"ChainDangles",
             [](Resources& r) {
               auto& chain = The<model::Chain>(r);
               chain.leader_post = chain.lead_unit = "none";
               chain.cooperating_units = {"gov", "none"};
               chain.zones = chain.anchor_enterprises = {"none"};
             },
             {"chains[0].leader_post", "chains[0].lead_unit", "chains[0].cooperating_units[1]", "chains[0].zones[0]",
              "chains[0].anchor_enterprises[0]"}},
        Case{"GroupOfNoChain",
             [](Resources& r) { The<model::Requirement>(r).chain_groups = {"新兴"}; },
             {"requirements[0].chain_groups[0]"}},
        Case{"ConflictOfNoTarget",
             [](Resources& r) { The<model::Conflict>(r).targets = {"T9"}; },
             {"conflicts[0].targets[0]"}}),
    NameOf);

void SetTarget(Resources& resources, const std::function<void(model::Target&)>& change) {
  change(The<model::Target>(resources));
}

Case TargetCase(std::string name, std::function<void(model::Target&)> change, std::vector<std::string> fields) {
  for (std::string& field : fields) field = "targets[0]." + field;
  return {std::move(name), [change = std::move(change)](Resources& r) { SetTarget(r, change); }, std::move(fields)};
}

INSTANTIATE_TEST_SUITE_P(
    Target, BadCatalogue,
    testing::Values(
        TargetCase("Dangles",
                   [](auto& target) {
                     target.programme = target.indicator = target.lead_unit = target.unit_of_measure = "none";
                     target.chains = target.cooperating_units = {"none"};
                   },
                   {"programme", "indicator", "chains[0]", "unit_of_measure", "lead_unit", "cooperating_units[0]"}),
        TargetCase("UnitOfAnotherDimension", [](auto& target) { target.unit_of_measure = "家"; }, {"unit_of_measure"}),
        TargetCase("GrowthInMoney", [](auto& target) { target.measure = model::Measure::kGrowth; },
                   {"unit_of_measure"}),
        TargetCase("NoComparator", [](auto& target) { target.comparator = model::Comparator::kUnspecified; },
                   {"comparator"}),
        TargetCase("NoValue", [](auto& target) { target.value.reset(); }, {"value"}),
        TargetCase("RedactedWithValue", [](auto& target) { target.redacted = true; }, {"value"}),
        TargetCase("BetweenWithoutUpper", [](auto& target) { target.comparator = model::Comparator::kBetween; },
                   {"upper_value"}),
        TargetCase("UpperWithoutBetween",
                   [](auto& target) {
                     target.upper_value = Decimal{200, 0};
                   },
                   {"upper_value"}),
        TargetCase("UpperBelowLower",
                   [](auto& target) {
                     target.comparator = model::Comparator::kBetween;
                     target.upper_value = Decimal{995, 1};
                   },
                   {"upper_value"}),
        TargetCase("DueBeforeStart", [](auto& target) { target.due_date = Date(2023, 12, 31); }, {"due_date"}),
        TargetCase("StandingWithDueDate", [](auto& target) { target.standing = true; }, {"due_date"}),
        TargetCase("EachYearWithoutWindow",
                   [](auto& target) {
                     target.each_year = true;
                     target.start_date.reset();
                     target.due_date.reset();
                   },
                   {"start_date", "due_date"}),
        TargetCase("StandingEachYear",
                   [](auto& target) {
                     target.standing = target.each_year = true;
                     target.due_date.reset();
                   },
                   {"each_year", "due_date"}),
        TargetCase("InferredWithoutDate",
                   [](auto& target) {
                     target.due_date_inferred = true;
                     target.due_date.reset();
                   },
                   {"due_date_inferred"}),
        TargetCase("BaseAfterDue",
                   [](auto& target) {
                     target.base = model::Base{{1, 0}, Date(2025, 1, 1)};
                   },
                   {"base.date"}),
        TargetCase("WaypointsWithoutDue",
                   [](auto& target) {
                     target.due_date.reset();
                     target.waypoints = {{Date(2024, 6, 30), {50, 0}}};
                   },
                   {"waypoints"}),
        TargetCase("WaypointsOutOfOrder",
                   [](auto& target) {
                     target.waypoints = {{Date(2024, 6, 30), {50, 0}}, {Date(2024, 3, 31), {60, 0}}};
                   },
                   {"waypoints[1].date"}),
        TargetCase("WaypointOutsideOfWindow",
                   [](auto& target) {
                     target.waypoints = {{Date(2023, 6, 30), {50, 0}}, {Date(2025, 3, 31), {60, 0}}};
                   },
                   {"waypoints[0].date", "waypoints[1].date"}),
        TargetCase("PathMissesTheTarget",
                   [](auto& target) {
                     target.waypoints = {{Date(2024, 12, 31), {90, 0}}};
                   },
                   {"waypoints[0].value"}),
        TargetCase("RunningTotalFallsBack",
                   [](auto& target) {
                     target.waypoints = {{Date(2024, 3, 31), {50, 0}}, {Date(2024, 6, 30), {40, 0}}};
                   },
                   {"waypoints[1].value"}),
        TargetCase("RunningTotalGoesBeyond",
                   [](auto& target) {
                     target.waypoints = {{Date(2024, 3, 31), {50, 0}}, {Date(2024, 6, 30), {101, 0}}};
                   },
                   {"waypoints[1].value"}),
        TargetCase("IncrementsInsteadOfARunningTotal",
                   [](auto& target) {
                     target.waypoints = {{Date(2024, 3, 31), {40, 0}}, {Date(2024, 6, 30), {60, 0}}};
                   },
                   {"waypoints[1].value"}),
        TargetCase("LevelTurnsBack",
                   [](auto& target) {
                     target.measure = model::Measure::kLevel;
                     target.base = model::Base{{60, 0}, Date(2023, 12, 31)};
                     target.waypoints = {{Date(2024, 3, 31), {50, 0}}, {Date(2024, 6, 30), {80, 0}}};
                   },
                   {"waypoints[0].value"})),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Rest, BadCatalogue,
    testing::Values(
        Case{"IndicatorDangles",
             [](Resources& r) {
               The<model::Indicator>(r, 1).unit_of_measure = The<model::Indicator>(r, 1).reporter = "x";
             },
             {"indicators[1].unit_of_measure", "indicators[1].reporter"}},
        Case{"MilestoneGivenTwice",
             [](Resources& r) { The<model::Item>(r).milestones[0].id = "m2"; },
             {"items[0].milestones[1].id", "items[0].milestones[1].depends_on[0]"}},
        Case{"DependencyDangles",
             [](Resources& r) {
               The<model::Item>(r).milestones[1].depends_on = {"m9", "IT2/m9", "IT9/m1"};
             },
             {"items[0].milestones[1].depends_on[0]", "items[0].milestones[1].depends_on[1]",
              "items[0].milestones[1].depends_on[2]"}},
        Case{"MilestonesWaitForEachOther",
             [](Resources& r) { The<model::Item>(r).milestones[0].depends_on = {"m2"}; },
             {"items[0].milestones[0].depends_on", "items[0].milestones[1].depends_on"}},
        Case{"ItemsWaitForEachOther",
             [](Resources& r) {
               The<model::Item>(r, 0).milestones[0].depends_on = {"IT2/m2"};
               The<model::Item>(r, 1).milestones[0].depends_on = {"IT1/m2"};
             },
             {"items[0].milestones[0].depends_on", "items[0].milestones[1].depends_on",
              "items[1].milestones[0].depends_on", "items[1].milestones[1].depends_on"}},
        Case{"StageTwice", [](Resources& r) { The<model::Item>(r).stages[2] = "立项"; }, {"items[0].stages[2]"}},
        Case{"TrendWithMilestones",
             [](Resources& r) { The<model::Item>(r).kind = model::ItemKind::kTrend; },
             {"items[0].milestones"}},
        Case{"ObligationWithoutTerm",
             [](Resources& r) {
               The<model::Programme>(r).start_date.reset();
               The<model::Programme>(r).end_date.reset();
             },
             {"obligations[0].start_date", "obligations[0].end_date"}},
        Case{"PolicyDangles",
             [](Resources& r) {
               auto& policy = The<model::NotificationPolicy>(r);
               policy.routes[0].posts = {"none"};
               policy.routes[0].match.chains = policy.routes[0].match.units = {"none"};
               policy.receivers[0].posts = policy.receivers[0].units = {"none"};
             },
             {"notification_policy.receivers[0].posts[0]", "notification_policy.receivers[0].units[0]",
              "notification_policy.routes[0].match.chains[0]", "notification_policy.routes[0].match.units[0]",
              "notification_policy.routes[0].posts[0]"}},
        Case{"RouteToNobody",
             [](Resources& r) { The<model::NotificationPolicy>(r).routes[0].recipients.clear(); },
             {"notification_policy.routes[0].recipients"}},
        Case{"HoursBackwards",
             [](Resources& r) { The<model::NotificationPolicy>(r).working_hours_start = 18 * 60; },
             {"notification_policy.working_hours_end"}},
        Case{"SameReceiverTwice",
             [](Resources& r) {
               auto& policy = The<model::NotificationPolicy>(r);
               policy.receivers.push_back(policy.receivers[0]);
             },
             {"notification_policy.receivers[1].id"}}),
    NameOf);

Resources Only(model::Resource resource) { return {std::move(resource)}; }

TEST(CheckChange, APartOfACatalogueIsCheckedAgainstTheRest) {
  const model::Catalogue current = AppliedCatalogue();
  model::Target target = current.targets.at("T1");
  target.id = "T3";
  EXPECT_THAT(FieldsOf(Check(current, Only(target))), IsEmpty());
  target.chains = {"C9"};
  EXPECT_THAT(FieldsOf(Check(current, Only(target))), testing::ElementsAre("targets[0].chains[0]"));
}

TEST(CheckChange, PruningLeavesDanglingReferencesWhereTheyStand) {
  const model::Catalogue current = AppliedCatalogue();
  Resources wanted = GoodCatalogue();
  std::erase_if(wanted, [](const model::Resource& r) { return std::holds_alternative<model::Chain>(r); });
  EXPECT_THAT(FieldsOf(Check(current, wanted, /*prune=*/false)), IsEmpty());
  EXPECT_THAT(FieldsOf(Check(current, wanted, /*prune=*/true)),
              testing::ElementsAre("targets[0].chains[0]", "targets[1].chains[0]",
                                   "notification_policy.routes[0].match.chains[0]", "requirements[0].chain_groups[0]"));
}

TEST(CheckChange, ADimensionThatChangesIsHeldAgainstWhatRestsOnIt) {
  const model::Catalogue current = AppliedCatalogue();
  const Findings findings = Check(current, Only(model::UnitOfMeasure{"万亿元", "count", {1, 0}}));
  EXPECT_THAT(findings.violations, IsEmpty()) << "nothing rests on it";
  model::Indicator indicator = current.indicators.at("I1");
  indicator.unit_of_measure = "家";
  EXPECT_THAT(FieldsOf(Check(current, Only(indicator))), IsEmpty()) << "the targets follow the indicator";
  model::Catalogue with_unit = current;
  with_unit.targets["T1"].unit_of_measure = "亿元";
  const Findings refused = Check(with_unit, Only(indicator));
  EXPECT_THAT(FieldsOf(refused), testing::ElementsAre("indicators[0].unit_of_measure"));
  EXPECT_THAT(refused.violations[0].description, HasSubstr("T1"));
  EXPECT_THAT(FieldsOf(Check(with_unit, Only(model::UnitOfMeasure{"亿元", "count", {1, 0}}))), IsEmpty());
}

TEST(CheckChange, AMilestoneThatOthersWaitForStays) {
  model::Catalogue current = AppliedCatalogue();
  current.items["IT2"].milestones[0].depends_on = {"IT1/m1"};
  model::Item item = current.items.at("IT1");
  item.milestones = {{"m2", "竣工", Date(2024, 9, 30)}};
  EXPECT_THAT(FieldsOf(Check(current, Only(item))), testing::ElementsAre("items[0].milestones"));
}

TEST(CheckChange, ACircleThroughWhatIsThereAlreadyIsFound) {
  model::Catalogue current = AppliedCatalogue();
  model::Unit unit = current.units.at("gov");
  unit.parent = "bureau";
  EXPECT_THAT(FieldsOf(Check(current, Only(unit))), testing::ElementsAre("units[0].parent"));
}

TEST(CheckChange, ProgrammeDatesThatObligationsRestOnStay) {
  const model::Catalogue current = AppliedCatalogue();
  model::Programme programme = current.programmes.at("P1");
  programme.end_date.reset();
  EXPECT_THAT(FieldsOf(Check(current, Only(programme))), testing::ElementsAre("programmes[0].end_date"));
}

TEST(CheckChange, WhatCannotBeReadIsNotLookedInto) {
  Resources wanted = GoodCatalogue();
  The<model::Target>(wanted).programme = "";
  The<model::Target>(wanted).chains = {"none"};
  const PlannedChange plan = PlanChange({}, wanted, false);
  EXPECT_THAT(CheckChange(kCity, {}, wanted, plan, {"targets[0]"}).violations, IsEmpty());
}

TEST(CheckChange, WeakThingsAreWarnings) {
  Resources wanted = GoodCatalogue();
  The<model::Jurisdiction>(wanted).work_calendar = "";
  The<model::Programme>(wanted).issuer = "";
  The<model::Target>(wanted).lead_unit = "";
  The<model::NotificationPolicy>(wanted).receivers.clear();
  The<model::Post>(wanted).role = model::PostRole::kLiaison;
  const Findings findings = Check({}, wanted);
  EXPECT_THAT(findings.violations, IsEmpty());
  EXPECT_THAT(findings.warnings,
              testing::ElementsAre(HasSubstr("未指定工作日历"), HasSubstr("没有发文单位"), HasSubstr("职务不是链长"),
                                   HasSubstr("没有牵头单位"), HasSubstr("没有接收渠道")));
}

TEST(CheckChange, WarningsAreBounded) {
  Resources wanted = GoodCatalogue();
  for (int i = 0; i < 500; ++i) {
    model::Programme programme;
    programme.id = "weak" + std::to_string(i);
    wanted.insert(wanted.begin() + 9, programme);
  }
  const Findings findings = Check({}, wanted);
  ASSERT_EQ(findings.warnings.size(), kMaxWarnings + 1);
  EXPECT_THAT(findings.warnings.back(), HasSubstr("另有 300 条"));
}

}  // namespace
}  // namespace liandu::ingest
