#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "wire/form.h"
#include "wire/wire.h"

namespace liandu::wire {
namespace {

v1::Resource Parse(const std::string& text) {
  v1::Resource proto;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &proto)) << text;
  return proto;
}

struct RoundTripCase {
  std::string name;
  std::string text;
};
void PrintTo(const RoundTripCase& test, std::ostream* out) { *out << test.name; }

class RoundTrip : public testing::TestWithParam<RoundTripCase> {};

TEST_P(RoundTrip, KeepsEveryField) {
  v1::Resource proto = Parse(GetParam().text);
  std::vector<Violation> violations;
  model::Resource resource = ResourceFromProto(proto, "", violations);
  EXPECT_THAT(violations, testing::IsEmpty());
  v1::Resource again = ToProto(resource);
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(proto, again)) << proto.DebugString() << "became\n"
                                                                                << again.DebugString();
  EXPECT_EQ(ResourceFromProto(again, "", violations), resource);
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, RoundTrip,
    testing::Values(
        RoundTripCase{"Jurisdiction", R"pb(
                        jurisdiction {
                          id: "qingdao"
                          display_name: "青岛市"
                          time_zone: "Asia/Shanghai"
                          utc_offsets { offset_minutes: 480 }
                          utc_offsets { from: "2040-01-01" offset_minutes: 540 }
                          supervised_since: "2024-01-01"
                          work_calendar: "china"
                          settings {
                            behind_yellow_lag_points: "12.5"
                            behind_red_lag_points: "40"
                            hysteresis_points: "3"
                            stale_months: 12
                            report_due_working_days: 15
                            overdue_red_days: 20
                            due_soon_working_days: 10
                            due_soon_working_days: 2
                            light_red_one_in: 4
                            light_red_min_evaluable: 5
                            light_green_one_in: 3
                          }
                        })pb"},
        RoundTripCase{"WorkCalendar", R"pb(
                        work_calendar {
                          id: "china"
                          display_name: "法定"
                          days_off { from: "2024-02-10" to: "2024-02-17" }
                          days_off { from: "2024-01-01" }
                          working_days { from: "2024-02-04" }
                          horizon: "2025-12-31"
                        })pb"},
        RoundTripCase{"UnitOfMeasure", R"pb(unit_of_measure { id: "万亿元" dimension: "money" scale: "10000" })pb"},
        RoundTripCase{"Unit", R"pb(
                        unit {
                          id: "swj"
                          display_name: "市商务局"
                          kind: UNIT_KIND_DEPARTMENT
                          parent: "gov"
                          aliases: "商务局"
                          district: "市南区"
                          note: "n"
                        })pb"},
        RoundTripCase{"Post", R"pb(
                        post {
                          id: "p1"
                          display_name: "链长"
                          role: POST_ROLE_CHAIN_LEADER
                          unit: "gov"
                          holders { display_name: "甲" from: "2020-01-01" to: "2021-01-01" }
                          holders {
                            display_name: "乙"
                            contact_points { kind: CONTACT_KIND_MAIL address: "yi@example.cn" }
                            contact_points { kind: CONTACT_KIND_FEISHU_USER address: "ou_1" }
                          }
                          delegations { deputy_post: "p2" from: "2024-07-01" to: "2024-07-05" reason: "出差" }
                        })pb"},
        RoundTripCase{"Programme", R"pb(
                        programme {
                          id: "prg"
                          display_name: "要点"
                          start_date: "2024-01-01"
                          end_date: "2024-12-31"
                          issuer: "gov"
                          standing: PROGRAMME_STANDING_DRAFT
                          parent: "long"
                          document: "d"
                          note: "n"
                          supersedes: "old"
                          supersedes: "older"
                          stage_label: "征求意见稿"
                        })pb"},
        RoundTripCase{"Chain", R"pb(
                        chain {
                          id: "c1"
                          display_name: "智能家电"
                          kind: CHAIN_KIND_INDUSTRY_CHAIN
                          group: "七大优势产业链"
                          leader_post: "p1"
                          lead_unit: "u1"
                          cooperating_units: "u2"
                          zones: "z1"
                          anchor_enterprises: "e1"
                          order: 3
                          note: "n"
                          main_parks: "k1"
                          main_parks: "k2"
                          cooperating_parks: "k3"
                          task_group: "g1"
                        })pb"},
        RoundTripCase{"Indicator", R"pb(
                        indicator {
                          id: "i1"
                          display_name: "增加值"
                          unit_of_measure: "亿元"
                          cadence: CADENCE_QUARTERLY
                          reporter: "u1"
                          direction: DIRECTION_BOTH
                          continuous: true
                          once_only: true
                          statistical_scope: "全口径"
                          note: "n"
                          formula: "[a] / [b] * 100"
                          part_of: "whole"
                          member: "c1"
                        })pb"},
        RoundTripCase{"Target", R"pb(
                        target {
                          id: "T013"
                          display_name: "场次"
                          programme: "prg"
                          clause: "1"
                          indicator: "i1"
                          chains: "c1"
                          measure: MEASURE_FLOW
                          comparator: COMPARATOR_BETWEEN
                          value: "100"
                          upper_value: "120.5"
                          unit_of_measure: "场次"
                          redacted: true
                          ambiguity: "两读"
                          start_date: "2024-01-01"
                          due_date: "2024-12-31"
                          due_date_inferred: true
                          each_year: true
                          standing: true
                          base { value: "-3" date: "2023-12-31" bound: BOUND_MORE_THAN inferred: true source: "s" }
                          waypoints { date: "2024-06-30" value: "50" }
                          wording: WORDING_STRETCH
                          core: true
                          lead_unit: "u1"
                          cooperating_units: "u2"
                          subject: "s"
                          note: "n"
                          for_each: FOR_EACH_DISTRICT
                          value_divisor: 3
                          labels { key: "core" value: "true" }
                        })pb"},
        RoundTripCase{
            "Item", R"pb(
              item {
                id: "I1"
                display_name: "项目"
                kind: ITEM_KIND_DELIVER
                list: ITEM_LIST_KEY_PROJECTS
                programme: "prg"
                clause: "2"
                chains: "c1"
                lead_unit: "u1"
                cooperating_units: "u2"
                stages: "立项"
                stages: "开工"
                milestones { id: "m1" display_name: "开工" due_date: "2024-06-30" due_date_inferred: true core: true }
                milestones { id: "m2" display_name: "竣工" depends_on: "m1" depends_on: "I2/m1" }
                milestones { id: "m3" display_name: "验收" duration_days: 30 duration_kind: DAY_KIND_CALENDAR }
                milestones { id: "m4" display_name: "投产" duration_days: 20 duration_kind: DAY_KIND_WORKING }
                note: "n"
                stage_machine: "project"
                attributes { name: "investment" value: "25.5" }
                attributes { name: "leading" value: "true" }
                district: "d1"
                park: "k1"
                labels { key: "source" value: "市长" }
                labels { key: "tier" value: "1" }
              })pb"},
        RoundTripCase{"Obligation", R"pb(
                        obligation {
                          id: "O1"
                          display_name: "季报"
                          programme: "prg"
                          clause: "3"
                          cadence: CADENCE_QUARTERLY
                          start_date: "2024-01-01"
                          end_date: "2024-12-31"
                          due_working_days: 5
                          lead_unit: "u1"
                          chains: "c1"
                          note: "n"
                          labels { key: "a" value: "b" }
                        })pb"},
        RoundTripCase{"Requirement", R"pb(
                        requirement {
                          id: "R1"
                          display_name: "一链一长"
                          programme: "prg"
                          clause: "4"
                          rule: REQUIREMENT_RULE_CHAIN_LEAD_UNIT_NAMED
                          chain_groups: "七大优势产业链"
                          note: "n"
                          chain_kind: CHAIN_KIND_INDUSTRY_CHAIN
                        })pb"},
        RoundTripCase{"RequirementOnARegister", R"pb(
                        requirement {
                          id: "R2"
                          display_name: "五个一"
                          programme: "prg"
                          rule: REQUIREMENT_RULE_REGISTER_COMPLETE
                          register: "five-ones"
                          kinds: "一名专家"
                          kinds: "一个智库"
                        })pb"},
        RoundTripCase{
            "NotificationPolicy", R"pb(
              notification_policy {
                working_hours_start: "08:30"
                working_hours_end: "18:00"
                digest_times: "09:00"
                digest_times: "16:05"
                routes {
                  id: "r1"
                  match {
                    conditions: CONDITION_BEHIND
                    conditions: CONDITION_OVERDUE
                    min_severity: SEVERITY_YELLOW
                    max_severity: SEVERITY_RED
                    chains: "c1"
                    units: "u1"
                    programmes: "P1"
                    subjects: "I1/m1"
                    labels { key: "core" value: "true" }
                  }
                  recipients: RECIPIENT_ROLE_CHAIN_LEADER
                  posts: "p1"
                  groups: "g1"
                  receivers: "v1"
                  group_by: GROUPING_KEY_CHAIN
                  group_by: GROUPING_KEY_ALERT
                  group_wait_seconds: 30
                  group_interval_seconds: 600
                  repeat_days: 3
                  routes { id: "r2" group_interval_seconds: 300 recipients: RECIPIENT_ROLE_UNIT_HEAD }
                  ends: true
                }
                receivers {
                  id: "v1"
                  channel: "journal"
                  posts: "p1"
                  units: "u1"
                  groups: "g1"
                  addresses: "office@example.cn"
                  shared: true
                }
                groups { id: "g1" display_name: "督办组" posts: "p1" units: "u1" }
                ladders {
                  id: "l1"
                  match { min_severity: SEVERITY_RED }
                  steps {
                    recipients: RECIPIENT_ROLE_SUPERVISING_LEADER
                    posts: "p1"
                    groups: "g1"
                    delay_days: 3
                    calendar_days: true
                    counted_from: ESCALATION_START_PROMISED_DATE
                  }
                }
                inhibitions {
                  id: "i1"
                  source { min_severity: SEVERITY_RED }
                  target { max_severity: SEVERITY_YELLOW }
                  equal: GROUPING_KEY_CHAIN
                  listed: true
                }
                response_deadlines { severity: SEVERITY_RED acknowledge_days: 1 feedback_days: 3 calendar_days: true }
                daily_message_limit: 5
                weekly_digest { weekday: 5 time: "16:00" }
                leading_group: "group"
                link_valid_days: 14
              })pb"},
        RoundTripCase{"Silence", R"pb(
                        silence {
                          id: "s1"
                          match { chains: "c1" }
                          reason: "系统迁移"
                          author: "督办室"
                          from: "2024-10-01 00:00"
                          to: "2024-10-07 23:59"
                          weekdays: 1
                          weekdays: 5
                          daily_from: "22:00"
                          daily_to: "06:30"
                        })pb"},
        RoundTripCase{"Circular", R"pb(
                        circular {
                          id: "2025-3"
                          display_name: "2025 年第 3 期督办通报"
                          date: "2025-03-31"
                          period_start: "2025-03-01"
                          period_end: "2025-03-31"
                          reply_due_date: "2025-04-10"
                          author: "督办室"
                          entries {
                            alert: "target:T013:missed:2024"
                            unit: "u1"
                            condition: CONDITION_MISSED
                            severity: SEVERITY_RED
                            summary: "未达标"
                            days_late: 90
                            previous_circulars: "2025-2"
                          }
                        })pb"},
        RoundTripCase{"Register", R"pb(
                        register {
                          id: "anchors"
                          display_name: "链主名单"
                          kept_since: "2023-01-01"
                          lead_unit: "gxj"
                          tiers: "第一批"
                          tiers: "第二批"
                          note: "41"
                        })pb"},
        RoundTripCase{"StageMachine", R"pb(
                        stage_machine {
                          id: "project"
                          display_name: "项目阶段"
                          stages { id: "前期储备" max_days: 365 }
                          stages { id: "签约落户" }
                          note: "n"
                        })pb"},
        RoundTripCase{"Watch", R"pb(
                        watch {
                          id: "w"
                          display_name: "出口"
                          indicator: "i"
                          floor: "10"
                          ceiling: "20.5"
                          drop_percent: "15"
                          drop_against: WATCH_BASIS_YEAR_BEFORE
                          severity: WATCH_SEVERITY_RED
                          lead_unit: "u"
                          chains: "c"
                          programme: "p"
                          note: "n"
                        })pb"},
        RoundTripCase{"Decision", R"pb(
                        decision {
                          id: "d1"
                          kind: DECISION_KIND_CONFIRM_BASE
                          date: "2024-05-01"
                          decided_by: "head"
                          reason: "核实"
                          target: "T095"
                          period: "2024"
                          value: "4396"
                          upper_value: "5000"
                          new_date: "2020-12-31"
                          gives_way: "T096"
                        })pb"},
        RoundTripCase{"DecisionOnAMilestone", R"pb(
                        decision {
                          id: "d2"
                          kind: DECISION_KIND_EXCUSE
                          date: "2024-05-01"
                          decided_by: "head"
                          reason: "容错"
                          milestone: "C001/apply"
                        })pb"},
        RoundTripCase{"DecisionOnAnObligation", R"pb(
                        decision {
                          id: "d3"
                          kind: DECISION_KIND_CHANGE_DUE_DATE
                          date: "2024-05-01"
                          decided_by: "head"
                          reason: "延期"
                          obligation: "o"
                          new_date: "2024-06-01"
                        })pb"},
        RoundTripCase{"Issue", R"pb(
                        issue {
                          id: "i1"
                          display_name: "用地指标"
                          description: "缺 200 亩"
                          raised_by: "u"
                          raised_date: "2024-05-01"
                          lead_unit: "gtj"
                          due_date: "2024-06-01"
                          top_level: true
                          leader_post: "head"
                          blocks: "C001/apply"
                          chains: "c"
                          programme: "p"
                        })pb"},
        RoundTripCase{"ScorePolicy", R"pb(
                        score_policy {
                          disabled: true
                          green_points: "90"
                          yellow_points: "50"
                          red_points: "10"
                          core_weight: 3
                          min_evaluable: 4
                          note: "n"
                        })pb"},
        RoundTripCase{"Assessment", R"pb(
                        assessment {
                          id: "2024"
                          display_name: "2024 年度考核"
                          start_date: "2024-01-01"
                          end_date: "2024-12-31"
                          freeze_date: "2025-03-01"
                          note: "n"
                        })pb"},
        RoundTripCase{"Conflict", R"pb(
                        conflict {
                          id: "X01"
                          kind: "value"
                          targets: "T1"
                          targets: "T2"
                          subject: "s"
                          description: "差异"
                        })pb"}),
    [](const auto& test) { return test.param.name; });

struct BadCase {
  std::string name;
  std::string text;
  std::vector<std::string> fields;
};
void PrintTo(const BadCase& test, std::ostream* out) { *out << test.name; }

class BadForm : public testing::TestWithParam<BadCase> {};

TEST_P(BadForm, IsRefusedWithEveryPath) {
  std::vector<Violation> violations;
  ResourceFromProto(Parse(GetParam().text), "put[2]", violations);
  std::vector<std::string> fields;
  for (const Violation& violation : violations) {
    fields.push_back(violation.field);
    EXPECT_THAT(violation.description, testing::HasSubstr("请")) << violation.field << ": say in Chinese what to do";
  }
  EXPECT_THAT(fields, testing::ElementsAreArray(GetParam().fields));
}

std::string Repeat(const std::string& text, int n) {
  std::string all;
  for (int i = 0; i < n; ++i) all += text;
  return all;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, BadForm,
    testing::Values(
        BadCase{"NoResource", "", {"put[2]"}},
        BadCase{"EmptyIdAndName", "unit {}", {"put[2].unit.id", "put[2].unit.display_name"}},
        BadCase{"IdWithSpace", "unit { id: 'a b' display_name: 'x' }", {"put[2].unit.id"}},
        BadCase{"IdOf65", "unit { id: '" + Repeat("a", 65) + "' display_name: 'x' }", {"put[2].unit.id"}},
        BadCase{"IdInChinese", "unit { id: '局' display_name: 'x' }", {"put[2].unit.id"}},
        BadCase{
            "TextOf501", "unit { id: 'a' display_name: '" + Repeat("局", 501) + "' }", {"put[2].unit.display_name"}},
        BadCase{"NotUtf8", "unit { id: 'a' display_name: '\\377\\376' }", {"put[2].unit.display_name"}},
        BadCase{"OverlongUtf8", "unit { id: 'a' display_name: '\\300\\200' }", {"put[2].unit.display_name"}},
        BadCase{"Surrogate", "unit { id: 'a' display_name: '\\355\\240\\200' }", {"put[2].unit.display_name"}},
        BadCase{"ControlCharacter", "unit { id: 'a' display_name: 'x\\001' }", {"put[2].unit.display_name"}},
        BadCase{"UnknownEnum", "unit { id: 'a' display_name: 'x' kind: 99 }", {"put[2].unit.kind"}},
        BadCase{"EmptyAlias", "unit { id: 'a' display_name: 'x' aliases: '' }", {"put[2].unit.aliases[0]"}},
        BadCase{"DateThatDoesNotExist",
                "programme { id: 'a' display_name: 'x' start_date: '2024-02-30' end_date: '20241231' }",
                {"put[2].programme.start_date", "put[2].programme.end_date"}},
        BadCase{"DateOutOfRange",
                "programme { id: 'a' display_name: 'x' end_date: '9999-12-31' }",
                {"put[2].programme.end_date"}},
        BadCase{"OffsetOutOfRange",
                "jurisdiction { id: 'a' display_name: 'x' utc_offsets { offset_minutes: 900 } }",
                {"put[2].jurisdiction.utc_offsets[0].offset_minutes"}},
        BadCase{"SettingsOutOfRange",
                "jurisdiction { id: 'a' display_name: 'x' settings { behind_red_lag_points: '-1' stale_months: -2 "
                "due_soon_working_days: 0 } }",
                {"put[2].jurisdiction.settings.behind_red_lag_points", "put[2].jurisdiction.settings.stale_months",
                 "put[2].jurisdiction.settings.due_soon_working_days[0]"}},
        BadCase{"ScaleOfZero",
                "unit_of_measure { id: '元' dimension: 'money' scale: '0' }",
                {"put[2].unit_of_measure.scale"}},
        BadCase{"ScaleThatIsNoNumber",
                "unit_of_measure { id: '元' dimension: 'money' scale: '1e4' }",
                {"put[2].unit_of_measure.scale"}},
        BadCase{"RepeatedReference",
                "chain { id: 'a' display_name: 'x' kind: 1 zones: 'z' zones: 'z' }",
                {"put[2].chain.zones[1]"}},
        BadCase{"ChainWithoutKind", "chain { id: 'a' display_name: 'x' }", {"put[2].chain.kind"}},
        BadCase{
            "TargetWithEverythingWrong",
            "target { id: '?' measure: 77 value: 'many' base { value: '1,000' } waypoints { date: 'x' value: '1' } }",
            {"put[2].target.id", "put[2].target.programme", "put[2].target.indicator", "put[2].target.measure",
             "put[2].target.value", "put[2].target.base.value", "put[2].target.base.date",
             "put[2].target.waypoints[0].date"}},
        BadCase{"NineteenDigits",
                "target { id: 'T' programme: 'p' indicator: 'i' measure: 1 value: '1234567890123456789' }",
                {"put[2].target.value"}},
        BadCase{"DependencyOfThreeParts",
                "item { id: 'I' display_name: 'x' kind: 1 programme: 'p' "
                "milestones { id: 'm' display_name: 'y' depends_on: 'a/b/c' } }",
                {"put[2].item.milestones[0].depends_on[0]"}},
        BadCase{"TooManyStages",
                "item { id: 'I' display_name: 'x' kind: 1 programme: 'p' " + Repeat("stages: 's' ", 21) + "}",
                {"put[2].item.stages"}},
        BadCase{"TimeOfDay",
                "notification_policy { working_hours_start: '24:00' working_hours_end: '9:00' digest_times: '12:60' "
                "digest_times: '' }",
                {"put[2].notification_policy.working_hours_start", "put[2].notification_policy.working_hours_end",
                 "put[2].notification_policy.digest_times[0]", "put[2].notification_policy.digest_times[1]"}},
        BadCase{"RouteEnums",
                "notification_policy { routes { id: 'r' match { conditions: 0 conditions: 99 } recipients: 99 } }",
                {"put[2].notification_policy.routes[0].match.conditions[0]",
                 "put[2].notification_policy.routes[0].match.conditions[1]",
                 "put[2].notification_policy.routes[0].recipients[0]"}},
        BadCase{"RoutesTooDeep",
                "notification_policy { " + Repeat("routes { id: 'r' ", 6) + Repeat("} ", 6) + "}",
                {"put[2].notification_policy.routes[0].routes[0].routes[0].routes[0].routes[0].routes"}},
        BadCase{"MatcherOfNothing",
                "silence { id: 's' reason: 'r' author: 'a' from: '2024-10-01' to: '2024-10-02' "
                "match { min_severity: SEVERITY_RED max_severity: SEVERITY_BLUE } }",
                {"put[2].silence.match.max_severity"}},
        BadCase{"SilenceThatEndsBeforeItBegins",
                "silence { id: 's' reason: 'r' author: 'a' from: '2024-10-01 10:00' to: '2024-10-01 09:59' "
                "weekdays: 8 daily_from: '09:00' }",
                {"put[2].silence.to", "put[2].silence.weekdays[0]", "put[2].silence.daily_to"}},
        BadCase{"CircularWithoutReplyTime",
                "circular { id: 'c' display_name: 'x' author: 'a' date: '2025-03-31' period_start: '2025-03-01' "
                "period_end: '2025-02-01' reply_due_date: '2025-03-30' }",
                {"put[2].circular.period_end", "put[2].circular.reply_due_date"}},
        BadCase{
            "DelegationThatEndsBeforeItBegins",
            "post { id: 'p' display_name: 'x' delegations { deputy_post: 'q' from: '2024-07-02' to: '2024-07-01' } }",
            {"put[2].post.delegations[0].to"}}),
    [](const auto& test) { return test.param.name; });

TEST(CatalogueFromProto, GivesPathsOfListsAndReadsOn) {
  v1::Catalogue catalogue;
  catalogue.add_units()->set_id("good");
  catalogue.mutable_units(0)->set_display_name("好");
  catalogue.add_units()->set_id("bad one");
  catalogue.add_targets()->set_id("T1");
  std::vector<Violation> violations;
  std::vector<model::Resource> resources = ResourcesFromProto(catalogue, violations);
  EXPECT_EQ(resources.size(), 3U);
  std::vector<std::string> fields;
  for (const Violation& violation : violations) fields.push_back(violation.field);
  EXPECT_THAT(fields, testing::ElementsAre("units[1].id", "units[1].display_name", "targets[0].programme",
                                           "targets[0].indicator", "targets[0].measure"));
}

TEST(CatalogueFromProto, RefusesAResourceBeyondItsSize) {
  v1::Catalogue catalogue;
  v1::Item* item = catalogue.add_items();
  item->set_id("I");
  item->set_display_name("x");
  item->set_kind(v1::ITEM_KIND_TREND);
  item->set_programme("p");
  item->set_note(std::string(kMaxResourceBytes, 'x'));
  std::vector<Violation> violations;
  ResourcesFromProto(catalogue, violations);
  ASSERT_EQ(violations.size(), 2U);
  EXPECT_EQ(violations[0].field, "items[0]");
  EXPECT_EQ(violations[1].field, "items[0].note");
}

TEST(CatalogueFromProto, DefaultsAreWrittenOut) {
  std::vector<Violation> violations;
  model::Resource resource = ResourceFromProto(Parse("jurisdiction { id: 'q' display_name: 'x' }"), "", violations);
  v1::Resource proto = ToProto(resource);
  EXPECT_EQ(proto.jurisdiction().settings().behind_yellow_lag_points(), "10");
  EXPECT_EQ(proto.jurisdiction().settings().due_soon_working_days_size(), 3);
}

TEST(AddResource, FillsTheListOfItsKind) {
  v1::Catalogue catalogue;
  AddResource(Parse("unit { id: 'a' }"), catalogue);
  AddResource(Parse("notification_policy { }"), catalogue);
  EXPECT_EQ(catalogue.units(0).id(), "a");
  EXPECT_TRUE(catalogue.has_notification_policy());
}

TEST(RecordKey, NamesKindAndId) { EXPECT_EQ(RecordKey({model::ResourceKind::kTarget, "T013"}), "target/T013"); }

TEST(CountCodePoints, CountsCharactersNotBytes) {
  EXPECT_EQ(CountCodePoints("链督ab"), 4U);
  EXPECT_EQ(CountCodePoints("\xF0\x9F\x98\x80"), 1U);
  EXPECT_EQ(CountCodePoints("\xE9\x93"), std::nullopt);
  EXPECT_EQ(CountCodePoints("\xF4\x90\x80\x80"), std::nullopt);
}

}  // namespace
}  // namespace liandu::wire
