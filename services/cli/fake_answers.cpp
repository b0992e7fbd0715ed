#include "cli/fake_answers.h"

#include <google/protobuf/text_format.h>

#include <cstdlib>
#include <iostream>
#include <string>

#include "absl/strings/str_cat.h"

namespace liandu::cli {
namespace {

template <typename Message>
Message FromText(const std::string& text) {
  Message message;
  if (!google::protobuf::TextFormat::ParseFromString(text, &message)) {
    std::cerr << "a canned answer cannot be read\n";
    std::abort();
  }
  return message;
}

std::string At(int64_t minutes) { return absl::StrCat("{ seconds: ", FakeSeconds(minutes), " }"); }

constexpr char kTargetT013[] = R"(
  id: "T013" display_name: "举办银企对接活动" programme: "P000" chains: "fin" lead_unit: "jrj"
  light: LIGHT_RED reason: "behind" threshold: "≥ 100 场次" latest_value: "10 场次" latest_period: "2024-06-30"
  progress: "0.1" elapsed: "0.497268" lag_points: "39.7" window: "2024" due_date: "2024-12-31")";

}  // namespace

int64_t FakeSeconds(int64_t minutes) { return 1'719'797'400 + minutes * 60; }

v1::Catalogue FakeCatalogue() {
  return FromText<v1::Catalogue>(R"(
    jurisdiction { id: "qingdao" display_name: "青岛市" time_zone: "Asia/Shanghai" work_calendar: "cn"
                   utc_offsets { offset_minutes: 480 } }
    work_calendars { id: "cn" display_name: "中国" days_off { from: "2024-01-01" } horizon: "2026-12-31" }
    units { id: "jrj" display_name: "金融局" kind: UNIT_KIND_DEPARTMENT aliases: "市地方金融局" aliases: "\"金融\"局" }
    posts { id: "jrj-liaison" display_name: "金融局联络员" role: POST_ROLE_LIAISON unit: "jrj" }
    programmes { id: "P000" display_name: "2024 年工作要点" }
    chains { id: "fin" display_name: "现代金融" kind: CHAIN_KIND_SERVICE_INDUSTRY order: 1 }
    targets { id: "T013" programme: "P000" indicator: "bank-matching" core: true value: "100"
              waypoints { date: "2024-06-30" value: "45" } base { } }
    targets { id: "T014" indicator: "other" })");
}

v1::Catalogue FakeSilences() {
  return FromText<v1::Catalogue>(R"(
    silences { id: "holiday" reason: "国庆" author: "张" from: "2024-06-30 18:00" to: "2024-07-05"
               match { conditions: CONDITION_BEHIND chains: "fin" units: "jrj" labels { key: "core" value: "true" } }
               weekdays: 6 weekdays: 7 daily_from: "18:00" daily_to: "08:00" }
    silences { id: "old" reason: "换系统" author: "李" from: "2024-01-01" to: "2024-01-05" match { programmes: "P000" } }
    silences { id: "later" reason: "演练" author: "李" from: "2024-12-01 00:00" to: "2024-12-02 08:00" match {} })");
}

v1::Alert FakeAlert(bool acknowledged) {
  auto alert = FromText<v1::Alert>(
      absl::StrCat(R"(
    id: "target:T013:behind:2024" jurisdiction: "qingdao"
    subject { kind: SUBJECT_KIND_TARGET id: "T013" display_name: "举办银企对接活动\x1b[2J" }
    condition: CONDITION_BEHIND window: "2024" severity: SEVERITY_RED open: true sequence: 1
    evidence { rule: "R4" summary: "T013 举办银企对接活动滞后 39.7 个百分点" expected: "49.7 场次" actual: "10 场次"
               progress: "0.1" elapsed: "0.497268" lag_points: "39.7"
               inputs { kind: "report" id: "bank-matching" value: "10 场次" date: "2024-06-30" source: "演示" }
               inputs { kind: "target" id: "T013" value: "100 场次" date: "2024-12-31" } }
    trail { sequence: 1 kind: TRANSITION_KIND_RAISED severity: SEVERITY_RED cause: "5-0" time )",
                   At(5), R"( }
    raised_time )",
                   At(5), R"( chains: "fin" responsible_unit: "jrj" programme: "P000" due_date: "2024-12-31"
    state: ALERT_STATE_RAISED acknowledge_due_date: "2024-07-02")"));
  if (!acknowledged) return alert;
  alert.set_state(v1::ALERT_STATE_ACKNOWLEDGED);
  alert.clear_acknowledge_due_date();
  alert.set_feedback_due_date("2024-07-04");
  alert.set_acknowledged(true);
  alert.set_sequence(2);
  *alert.add_trail() = FromText<v1::Transition>(absl::StrCat(
      R"(sequence: 2 kind: TRANSITION_KIND_ACKNOWLEDGED severity: SEVERITY_RED actor: "张" note: "已知" time )",
      At(9)));
  return alert;
}

v1::Alert FakeActedAlert(const v1::ActOnAlertRequest& request) {
  const v1::AlertAction& action = request.action();
  v1::Alert alert = FakeAlert(action.has_acknowledgement());
  alert.set_state(v1::ALERT_STATE_ACKNOWLEDGED);
  alert.set_feedback_due_date("2024-07-04");
  if (action.has_acknowledgement()) return alert;
  alert.clear_acknowledge_due_date();
  alert.set_acknowledged(true);
  alert.set_sequence(2);
  v1::Transition* step = alert.add_trail();
  *step = FromText<v1::Transition>(absl::StrCat("sequence: 2 severity: SEVERITY_RED actor: \"张\" time ", At(9)));
  step->set_note(action.note());
  *step->mutable_action() = action;
  step->set_kind(v1::TRANSITION_KIND_COMMENTED);
  if (action.has_feedback()) {
    step->set_kind(v1::TRANSITION_KIND_ANSWERED);
    alert.set_state(v1::ALERT_STATE_ANSWERED);
    alert.clear_feedback_due_date();
    *alert.mutable_feedback() = action.feedback();
  } else if (action.has_verification()) {
    step->set_kind(v1::TRANSITION_KIND_VERIFIED);
    alert.set_state(v1::ALERT_STATE_CLOSED);
    alert.set_open(false);
  } else if (action.has_feedback_return()) {
    step->set_kind(v1::TRANSITION_KIND_RETURNED);
    alert.set_state(v1::ALERT_STATE_RETURNED);
  } else if (action.has_extension_request()) {
    step->set_kind(v1::TRANSITION_KIND_EXTENSION_REQUESTED);
    *alert.mutable_extension_request() = action.extension_request();
  } else if (action.extension_decision().granted()) {
    step->set_kind(v1::TRANSITION_KIND_EXTENSION_GRANTED);
    alert.set_excused_until("2024-08-30");
    alert.set_feedback_due_date("2024-08-30");
  } else if (action.has_extension_decision()) {
    step->set_kind(v1::TRANSITION_KIND_EXTENSION_DENIED);
  }
  return alert;
}

v1::GetBoardResponse FakeBoard() {
  return FromText<v1::GetBoardResponse>(absl::StrCat(R"(
    position { entry: "100-0" } clock_mode: CLOCK_MODE_SANDBOX clock_time )",
                                                     At(0), R"(
    jurisdiction { id: "qingdao" display_name: "青岛市" light: LIGHT_GREY reason: "3/166 可评" red: 1 yellow: 2 green: 3 grey: 160 }
    chains { id: "ic" display_name: "集成电路" chain_kind: CHAIN_KIND_INDUSTRY_CHAIN group: "新兴产业链" light: LIGHT_GREY
             reason: "1/4 可评" green: 1 grey: 3 }
    chains { id: "home" display_name: "智能家电" chain_kind: CHAIN_KIND_INDUSTRY_CHAIN group: "优势产业链" light: LIGHT_GREEN
             green: 2 open_alerts: 1 }
    chains { id: "fin" display_name: "现代金融" chain_kind: CHAIN_KIND_SERVICE_INDUSTRY light: LIGHT_RED red: 1 yellow: 2
             open_alerts: 12 reason: "T013 为红" }
    units { id: "jrj" display_name: "金融局" light: LIGHT_YELLOW yellow: 2 }
    grey_reasons { reason: "no_report" count: 148 } grey_reasons { reason: "redacted" count: 12 }
    open_blue: 12 open_yellow: 2 open_red: 1 report_count: 113 target_count: 166 milestone_count: 71
    responses { open: 1 unacknowledged: 1 }
    responses { unit: "jrj" display_name: "金融局" open: 3 unacknowledged: 1 overdue: 2
                acknowledge { count: 2 total_seconds: 259200 mean_days: "1.5" }
                answer { count: 1 total_seconds: 345600 mean_days: "4.0" } })"));
}

v1::ScoreBasis FakeScoreBasis(bool frozen) {
  auto basis = FromText<v1::ScoreBasis>(absl::StrCat(R"(
    format_version: 1 kind: SCORE_KIND_CHAIN state: ASSESSMENT_STATE_LIVE clock_time )",
                                                     At(0), R"(
    policy { green_points: "100" yellow_points: "60" red_points: "0" core_weight: 2 min_evaluable: 1 })"));
  if (!frozen) return basis;
  basis.MergeFrom(FromText<v1::ScoreBasis>(absl::StrCat(R"(
    state: ASSESSMENT_STATE_FROZEN note: "考核期已从目录中撤销，冻结结果仍然保留"
    assessment { id: "A2024" display_name: "2024 年度考核" start_date: "2024-01-01" end_date: "2024-12-31"
                 freeze_date: "2025-03-31" } frozen_time )",
                                                        At(0))));
  return basis;
}

v1::GetLeagueTableResponse FakeLeagueTable(bool frozen) {
  auto table = FromText<v1::GetLeagueTableResponse>(R"(
    rows { rank: 1 id: "home" display_name: "智能家电" score: "86.7" yellow: 1 green: 2 }
    rows { rank: 1 id: "ic" display_name: "=集成,\"电路\"" score: "86.7" yellow: 1 green: 2 grey: 3 }
    rows { rank: 3 id: "fin" display_name: "现代金融" score: "0" red: 1 }
    rows { id: "film" display_name: "影视" grey: 4 reason: "数据不足：0 项可评，至少要 1 项" }
    position { entry: "100-0" })");
  *table.mutable_basis() = FakeScoreBasis(frozen);
  if (frozen) table.mutable_rows(2)->set_current_score("100");
  return table;
}

v1::GetScoreResponse FakeScore() {
  auto score = FromText<v1::GetScoreResponse>(R"(
    row { rank: 1 id: "home" display_name: "智能家电" score: "86.7" yellow: 1 green: 2 }
    lines { id: "T013" display_name: "银企对接活动" core: true window: "2024" light: LIGHT_GREEN reason: "on_track" weight: 2
            points: "100" contribution: "66.7" }
    lines { id: "T014" display_name: "规模" window: "2021/2025" light: LIGHT_YELLOW reason: "behind" weight: 1 points: "60"
            contribution: "20" }
    lines { id: "C01/m1" display_name: "政策：发布" milestone: true window: "2024-09-30" light: LIGHT_GREY reason: "no_report"
            weight: 1 }
    outcomes_left_out: 12 position { entry: "100-0" })");
  *score.mutable_basis() = FakeScoreBasis(false);
  return score;
}

v1::ListTargetsResponse FakeTargets(int page) {
  if (page == 1) {
    return FromText<v1::ListTargetsResponse>(
        absl::StrCat("targets {", kTargetT013, "} next_page_token: \"2\" position { entry: \"100-0\" }"));
  }
  return FromText<v1::ListTargetsResponse>(R"(
    targets { id: "T031" display_name: "服务业增加值" light: LIGHT_GREY reason: "redacted" due_date: "2025-12-31" }
    position { entry: "100-0" })");
}

v1::ListAlertsResponse FakeAlerts(int page, bool include_cleared) {
  v1::ListAlertsResponse list;
  list.mutable_position()->set_entry("100-0");
  if (page == 1) {
    *list.add_alerts() = FakeAlert(false);
    list.set_next_page_token("2");
    return list;
  }
  *list.add_alerts() = FromText<v1::Alert>(absl::StrCat(R"(
    id: "indicator:producer:conflict:2024" subject { id: "producer" display_name: "生产性服务业增加值" }
    condition: CONDITION_CONFLICT severity: SEVERITY_BLUE open: true acknowledged: true sequence: 2 raised_time )",
                                                        At(-60)));
  if (!include_cleared) return list;
  *list.add_alerts() = FromText<v1::Alert>(absl::StrCat(R"(
    id: "target:T138:behind:2023" subject { id: "T138" display_name: "服务业增加值" } condition: CONDITION_BEHIND
    severity: SEVERITY_YELLOW sequence: 2 raised_time )",
                                                        At(-900)));
  return list;
}

v1::ExplainTargetResponse FakeExplanation() {
  auto answer =
      FromText<v1::ExplainTargetResponse>(absl::StrCat("verdict {", kTargetT013, " next_change_time ", At(600), R"( }
    steps: "R3 流量，基数为 0" steps: "R4 进度 10 ÷ 100 = 10.0%，序时 182 ÷ 366 = 49.7%，滞后 39.7 个百分点"
    reports { period: "2024-06-30" value: "10" source: "演示" role: "used" received_time )",
                                                       At(5), R"( }
    reports { period: "2023" value: "90" source: "年报" revision: 1 role: "outside_window" }
    conflicts { id: "X01" kind: "value" description: "两处数值不同" } position { entry: "100-0" })"));
  const v1::Alert alert = FakeAlert(false);
  *answer.mutable_evidence() = alert.evidence();
  *answer.add_open_alerts() = alert;
  return answer;
}

v1::ExplainSubjectResponse FakeSubject(v1::SubjectKind kind, const std::string& id) {
  auto answer = FromText<v1::ExplainSubjectResponse>(R"pb(
    light: LIGHT_RED
    reason: "已逾期"
    programme: "P000"
    chains: "fin"
    lead_unit: "jrj"
    planned_date: "2024-05-31"
    planned: "2024-05-31（倒排）"
    expected_date: "2024-08-15"
    steps: "计划完成：2024-05-31（倒排）"
    steps: "今日 2024-07-01，逾期 31 天（红）"
    outlook: "报完成即解除"
    next_change_date: "2024-08-16"
    position { entry: "100-0" })pb");
  answer.mutable_subject()->set_kind(kind);
  answer.mutable_subject()->set_id(id);
  answer.mutable_subject()->set_display_name("出台办法\x1b[31m");
  const v1::Alert alert = FakeAlert(false);
  *answer.mutable_evidence() = alert.evidence();
  *answer.add_open_alerts() = alert;
  if (kind == v1::SUBJECT_KIND_ITEM) answer.set_stage("签约落户");
  return answer;
}

v1::ExplainLightResponse FakeLight(const std::string& chain, const std::string& unit) {
  auto answer = FromText<v1::ExplainLightResponse>(absl::StrCat(R"(
    summary { light: LIGHT_YELLOW reason: "2/3 可评，1 红" red: 1 green: 1 grey: 1 open_alerts: 1 }
    rule: "R19 黄：有 1 个红、0 个黄，红的没有超过可评 2 个的 3 分之一（不足 3 个不计比例）"
    outlook: "现有 1 个红和黄全部好转之后为绿或灰"
    members { kind: SUBJECT_KIND_TARGET id: "T013" display_name: "举办银企对接活动" light: LIGHT_RED reason: "进度滞后" core: true
              grouped: "T213" next_change_time )",
                                                                At(600), R"( }
    members { kind: SUBJECT_KIND_MILESTONE id: "C01/draft" display_name: "出台办法 起草" light: LIGHT_GREEN reason: "计划 2024-05-31" }
    members { kind: SUBJECT_KIND_TARGET id: "T014" display_name: "新设机构" light: LIGHT_GREY reason: "暂无填报" }
    member_count: 4 position { entry: "100-0" })"));
  answer.mutable_summary()->set_id(!chain.empty() ? chain : !unit.empty() ? unit : "qingdao");
  answer.mutable_summary()->set_display_name(!chain.empty() ? "现代金融" : !unit.empty() ? "市金融局" : "青岛市");
  return answer;
}

v1::WhatIfResponse FakeWhatIf() {
  auto answer = FromText<v1::WhatIfResponse>(absl::StrCat(
      R"(
    clock_time_before )",
      At(0), " clock_time_after ", At(600), R"(
    targets { before {)",
      kTargetT013, R"( } after { id: "T013" display_name: "举办银企对接活动" light: LIGHT_GREEN reason: "on_track"
                                                     latest_value: "45 场次" latest_period: "2024-06-30" } }
    targets { before { id: "T014" display_name: "新设机构" light: LIGHT_GREY reason: "no_report" } }
    lights { kind: "chain" before { id: "fin" display_name: "现代金融" light: LIGHT_RED reason: "1/2 可评，1 红" red: 1 grey: 1 }
             after { id: "fin" display_name: "现代金融" light: LIGHT_GREEN reason: "1/2 可评" green: 1 grey: 1 } }
    targets_copied: 2 position { entry: "100-0" })"));
  *answer.add_alerts()->mutable_before() = FakeAlert(false);
  return answer;
}

v1::ApplyCatalogueResponse FakeChanges() {
  return FromText<v1::ApplyCatalogueResponse>(R"pb(
    changes { kind: RESOURCE_KIND_TARGET id: "T013" action: CHANGE_ACTION_CREATE }
    changes {
      kind: RESOURCE_KIND_TARGET
      id: "T014"
      action: CHANGE_ACTION_UPDATE
      fields { field: "value" old_value: "\"90\"" new_value: "\"100\"" }
      fields { field: "chains" new_value: "[\"fin\"]" }
    }
    changes { kind: RESOURCE_KIND_UNIT id: "old" action: CHANGE_ACTION_DELETE }
    unchanged_count: 800
    version: 8
    position { entry: "101-0" }
    warnings: "工作日历只到 2026-12-31")pb");
}

v1::ListDeliveriesResponse FakeDeliveries() {
  return FromText<v1::ListDeliveriesResponse>(absl::StrCat(R"(
    deliveries { id: "d2" jurisdiction: "qingdao" receiver: "all" channel: "webhook" post: "jrj-head" post_display_name: "金融局局长"
                 state: DELIVERY_STATE_DEAD attempts: 8 last_error: "HTTP 500" title: "红灯：举办银企对接活动"
                 text: "第一行\n第二行\x1b[31m" scheduled_time )",
                                                           At(5), R"( }
    deliveries { id: "d1" jurisdiction: "qingdao" receiver: "all" channel: "journal" post: "jrj-liaison" state: DELIVERY_STATE_DELIVERED
                 attempts: 1 title: "今日 3 条" text: "汇总" scheduled_time )",
                                                           At(0), " }"));
}

v1::TestRouteResponse FakeRoutes() {
  return FromText<v1::TestRouteResponse>(absl::StrCat(R"(
    decisions { post: "jrj-liaison" post_display_name: "金融局联络员" holder: "联络员" receiver: "all" channel: "journal"
                immediate: true route: "red" reason: "责任单位金融局联络员" kind: DELIVERY_KIND_IMMEDIATE }
    decisions { post: "fin-leader" post_display_name: "现代金融链长" receiver: "all" channel: "webhook" route: "ladder"
                reason: "现代金融链长" step: 1 provided: "到时仍未签收" kind: DELIVERY_KIND_IMMEDIATE scheduled_time )",
                                                      At(48 * 60), R"( }
    decisions { post: "jrj-liaison" post_display_name: "金融局联络员" holder: "联络员" receiver: "all" channel: "journal"
                route: "red" reason: "责任单位金融局联络员" provided: "到时仍未解除" kind: DELIVERY_KIND_DIGEST
                scheduled_time )",
                                                      At(120 * 60), " }"));
}

v1::GetAlertNotificationsResponse FakeNotificationsOf() {
  auto answer = FromText<v1::GetAlertNotificationsResponse>(absl::StrCat(R"(
    deliveries { id: "d1" receiver: "all" channel: "mail" post: "jrj-liaison" post_display_name: "金融局联络员"
                 holder: "联络员" state: DELIVERY_STATE_DELIVERED kind: DELIVERY_KIND_IMMEDIATE number: "7QK3F9"
                 items { alert: "target:T013:behind:2024" sequence: 1 reason: "责任单位金融局联络员" }
                 scheduled_time )",
                                                                         At(0), " delivered_time ", At(1), R"( }
    deliveries { id: "d2" receiver: "chat" channel: "dingtalk" post: "fin-leader" post_display_name: "现代金融链长"
                 holder: "市级领导" state: DELIVERY_STATE_MERGED kind: DELIVERY_KIND_IMMEDIATE number: "8AB2C4"
                 reason: "今日提醒已达 10 条" merged_into: "d3"
                 items { alert: "target:T013:behind:2024" sequence: 1 step: 1 reason: "现代金融链长" }
                 scheduled_time )",
                                                                         At(330), R"( }
    deliveries { id: "d4" receiver: "chat" channel: "dingtalk" post: "fgw-liaison" post_display_name: "发改委联络员"
                 state: DELIVERY_STATE_DEAD kind: DELIVERY_KIND_DIGEST number: "9ZZ2C4" last_error: "机器人已停用"
                 items { alert: "target:T013:behind:2024" sequence: 1 repeated_reminder: true }
                 items { alert: "target:T014:behind:2024" sequence: 1 kind: TRANSITION_KIND_RAISED }
                 scheduled_time )",
                                                                         At(331), R"( }
    deliveries { id: "d5" receiver: "all" channel: "mail" post: "jrj-liaison" post_display_name: "金融局联络员"
                 holder: "联络员" state: DELIVERY_STATE_SCHEDULED kind: DELIVERY_KIND_DIGEST
                 items { alert: "target:T013:behind:2024" sequence: 2 kind: TRANSITION_KIND_SEVERITY_CHANGED }
                 scheduled_time )",
                                                                         At(331), " }"));
  *answer.mutable_next() = FakeRoutes().decisions();
  return answer;
}

v1::WatchTransitionsResponse FakeTransition(int number) {
  v1::WatchTransitionsResponse item;
  item.set_resume_token(absl::StrCat("token-", number));
  if (number == 0) return item;
  *item.mutable_alert() = FakeAlert(number == 2);
  *item.mutable_transition() = item.alert().trail(number - 1);
  return item;
}

}  // namespace liandu::cli
