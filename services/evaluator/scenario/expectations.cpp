#include <algorithm>
#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "evaluator/scenario/scenario_play.h"
#include "model/civil_time.h"

namespace liandu::scenarios {

void Player::Expect(const Words& words) {
  const std::string& what = words.plain.at(1);
  ++result_.expectations;
  if (what == "target") return ExpectTarget(words);
  if (what == "alert") return ExpectAlert(words);
  if (what == "open") return ExpectOpen(words);
  if (what == "light") return ExpectLight(words);
  if (what == "movements") return ExpectMovements(words);
  if (what == "report") return ExpectReport(words);
  if (what == "score") return ExpectScore(words);
  if (what == "step") return ExpectStep(words);
  const evaluator::World& world = driver_.world();
  if (what == "milestone") return ExpectPromise(words, world.ExplainMilestone(jurisdiction_, words.plain.at(2)));
  if (what == "item") return ExpectPromise(words, world.ExplainItem(jurisdiction_, words.plain.at(2)));
  if (what == "issue") return ExpectPromise(words, world.ExplainIssue(jurisdiction_, words.plain.at(2)));
  if (what == "obligation") return ExpectPromise(words, world.ExplainObligation(jurisdiction_, words.plain.at(2)));
  if (AudienceTakes(words)) return;
  throw BadLine(
      absl::StrCat("不能期望“", what,
                   "”；能写：target alert milestone item issue obligation open light movements report step score"));
}

/// "expect milestone ITEM/STEP yellow overdue planned=2024-05-31 expected=2024-06-30 next=2024-06-01 step= outlook="
void Player::ExpectPromise(const Words& words, const absl::StatusOr<evaluator::PromiseExplanation>& explanation) {
  if (!explanation.ok()) throw BadLine(std::string(explanation.status().message()));
  CheckSame("灯", words.plain.at(3), model::LightName(explanation->light));
  CheckSame("判定", words.plain.at(4), evaluator::ReasonName(explanation->reason));
  const auto text = [](const std::optional<model::Date>& date) {
    return date ? date->ToString() : std::string("none");
  };
  CheckKey(words, "planned", "计划完成", text(explanation->planned_date));
  CheckKey(words, "expected", "预计完成", text(explanation->expected_date));
  CheckKey(words, "next", "下次变化", text(explanation->next_change));
  CheckKey(words, "stage", "阶段", explanation->stage);
  CheckPart(words, "step", "判定的步骤", absl::StrJoin(explanation->steps, "；"));
  CheckPart(words, "outlook", "今后的变化", absl::StrJoin(explanation->outlook, "；"));
  if (explanation->steps.empty()) Fail("判定的步骤", "至少一步", "没有");
}

/// "expect target T013 red behind lag=39.7 final next=2025-01-01"
void Player::ExpectTarget(const Words& words) {
  const std::string light = words.plain.at(3);
  const std::string reason = words.plain.at(4);
  const bool final = words.Has("final");
  const auto explanation = driver_.world().ExplainTarget(jurisdiction_, words.plain.at(2));
  if (!explanation.ok()) throw BadLine(std::string(explanation.status().message()));
  const evaluator::TargetView& view = explanation->verdict;
  CheckSame("灯", light, model::LightName(view.light));
  CheckSame("判定", reason, evaluator::ReasonName(view.reason));
  CheckHolds("final", final, view.final);
  CheckKey(words, "lag", "滞后百分点", view.lag_points);
  if (words.named.contains("value") && !absl::StartsWith(view.latest_value, words.Get("value"))) {
    Fail("最近数值", words.Get("value"), view.latest_value);
  }
  const auto next = view.next_change;
  CheckKey(words, "next", "下次变化", next ? model::CivilTime().DateAt(*next).ToString() : "没有");
  CheckPart(words, "says", "说明",
            absl::StrCat(absl::StrJoin(explanation->steps, "\n"), "\n", explanation->evidence.summary));
  CheckPart(words, "forecast", "预测", explanation->evidence.forecast);
  CheckPart(words, "needed", "要达标", explanation->evidence.needed);
  CheckPart(words, "outlook", "今后的变化", absl::StrJoin(explanation->outlook, "；"));
  if (explanation->steps.empty()) Fail("判定的步骤", "至少一步", "没有");
}

/// "expect alert target:T013:behind:2024 red open sequence=1 members=T1,T2 says=滞后"; "expect alert X absent"
void Player::ExpectAlert(const Words& words) {
  const auto alert = driver_.world().GetAlert(jurisdiction_, words.plain.at(2));
  if (words.Has("absent")) {
    if (alert.ok()) Fail("预警", "没有", absl::StrCat("有：", alert->evidence.summary));
    return;
  }
  const std::string severity = words.plain.at(3);
  const bool open = words.Has("open");
  const bool acknowledged = words.Has("acknowledged");
  const bool suppressed = words.Has("suppressed");
  for (const char* key :
       {"sequence", "last", "note", "since", "members", "unit", "posts", "says", "state", "acknowledge_by",
        "feedback_by", "promised", "asked", "excused", "circulars", "labels", "actor"})
    words.named.contains(key);
  if (!alert.ok()) return Fail("预警", words.plain.at(2), absl::StrCat("没有；现有：", OpenAlerts()));
  const model::Transition& last = alert->trail.back();
  CheckSame("级别", severity, model::SeverityName(alert->severity));
  CheckHolds("open", open, alert->open);
  CheckHolds("acknowledged", acknowledged, alert->acknowledged);
  CheckKey(words, "sequence", "序号", std::to_string(alert->sequence));
  CheckKey(words, "last", "最后一步", model::TransitionKindName(last.kind));
  CheckPart(words, "note", "最后一步的说明", last.note);
  if (words.named.contains("since")) {
    CheckSame("发生时间", absl::StrCat(words.Get("since"), " 00:00"), model::CivilTime().ToText(alert->raised_time));
  }
  CheckKey(words, "members", "成员", absl::StrJoin(alert->members, ","));
  CheckKey(words, "posts", "直送岗位", absl::StrJoin(alert->posts, ","));
  CheckKey(words, "unit", "责任单位", alert->responsible_unit);
  if (suppressed) CheckHolds("suppressed", true, last.suppressed);
  CheckPart(words, "says", "依据", alert->evidence.summary);
  CheckKey(words, "actor", "最后一步是谁", last.actor);
  ExpectOwed(words, *alert);
}

/// "state=raised acknowledge_by=2024-07-03 feedback_by=none promised=none excused=none circulars=2024-3
/// labels=core:true"
void Player::ExpectOwed(const Words& words, const model::Alert& alert) {
  const auto day = [](const std::optional<model::Date>& date) { return date ? date->ToString() : "none"; };
  CheckKey(words, "state", "状态", model::AlertStateName(alert.state));
  CheckKey(words, "acknowledge_by", "签收时限", day(alert.acknowledge_due_date));
  CheckKey(words, "feedback_by", "反馈时限", day(alert.feedback_due_date));
  CheckKey(words, "promised", "承诺日期", alert.feedback ? day(alert.feedback->promised_date) : "none");
  const bool asked = alert.extension_request.has_value();
  CheckKey(words, "asked", "申请", !asked ? "none" : day(alert.extension_request->until));
  CheckKey(words, "excused", "暂缓至", day(alert.excused_until));
  CheckKey(words, "circulars", "通报", absl::StrJoin(alert.circulars, ","));
  CheckKey(words, "labels", "标签", absl::StrJoin(alert.labels, ",", absl::PairFormatter(":")));
}

/// "expect open blue=1 yellow=0 red=1"
void Player::ExpectOpen(const Words& words) {
  const auto board = driver_.world().GetBoard(jurisdiction_);
  if (!board.ok()) throw BadLine(std::string(board.status().message()));
  const size_t before = result_.failures.size();
  CheckKey(words, "blue", "蓝色预警数", std::to_string(board->open_blue));
  CheckKey(words, "yellow", "黄色预警数", std::to_string(board->open_yellow));
  CheckKey(words, "red", "红色预警数", std::to_string(board->open_red));
  if (result_.failures.size() > before) {
    absl::StrAppend(&result_.failures.back().actual, "；现有：", OpenAlerts());
  }
}

/// "expect light chain C red", "expect light unit U yellow", "expect light all grey 3/9"
void Player::ExpectLight(const Words& words) {
  const auto board = driver_.world().GetBoard(jurisdiction_);
  if (!board.ok()) throw BadLine(std::string(board.status().message()));
  const std::string& where = words.plain.at(2);
  std::vector<evaluator::LightSummary> lights = {board->jurisdiction};
  if (where == "chain") lights = board->chains;
  if (where == "unit") lights = board->units;
  if (where != "chain" && where != "unit" && where != "all") throw BadLine("灯要写 chain、unit 或 all");
  const size_t at = where == "all" ? 3 : 4;
  const std::string id = where == "all" ? "" : words.plain.at(3);
  const std::string expected = words.plain.at(at);
  const std::string reason = words.plain.size() > at + 1 ? words.plain.at(at + 1) : "";
  const auto found =
      std::find_if(lights.begin(), lights.end(), [&](const auto& light) { return where == "all" || light.id == id; });
  if (found == lights.end()) return Fail("灯", expected, absl::StrCat("没有 ", where, " ", id));
  CheckSame(absl::StrCat("灯（", found->reason, "）"), expected, model::LightName(found->light));
  if (!absl::StartsWith(found->reason, reason)) Fail("灯的理由", reason, found->reason);
}

/// "expect movements 3": alert movements since the last such line.
void Player::ExpectMovements(const Words& words) {
  const int64_t expected = ReadWhole(words.plain.at(2));
  CheckSame("预警变化数", std::to_string(expected), std::to_string(driver_.movements().size() - movements_seen_));
  movements_seen_ = driver_.movements().size();
}

/// "expect report T013 2024-06-30 r0 set_aside"
void Player::ExpectReport(const Words& words) {
  const auto explanation = driver_.world().ExplainTarget(jurisdiction_, words.plain.at(2));
  if (!explanation.ok()) throw BadLine(std::string(explanation.status().message()));
  const std::string expected = absl::StrCat(words.plain.at(3), " ", words.plain.at(4), " ", words.plain.at(5));
  std::vector<std::string> reports;
  for (const auto& report : explanation->reports) {
    reports.push_back(absl::StrCat(report.period, " r", report.revision, " ", report.role));
  }
  if (std::find(reports.begin(), reports.end(), expected) == reports.end()) {
    Fail("填报", expected, reports.empty() ? "没有" : absl::StrJoin(reports, "，"));
  }
}

/// "expect step T013 says=基数确认为": some line of the explanation contains it; "absent": none does.
void Player::ExpectStep(const Words& words) {
  const auto explanation = driver_.world().ExplainTarget(jurisdiction_, words.plain.at(2));
  if (!explanation.ok()) throw BadLine(std::string(explanation.status().message()));
  const std::string steps = absl::StrJoin(explanation->steps, "\n");
  const std::string expected = words.Get("says");
  const bool absent = words.Has("absent");
  if (absl::StrContains(steps, expected) == absent) {
    Fail("判定的步骤", absl::StrCat(absent ? "没有" : "", "…", expected, "…"), steps);
  }
}

/// "expect score chain C1 83.3 rank=1 lines=4 assessment=A state=frozen now=60 says=…"; "expect score chain disabled";
/// "none" is no score.
void Player::ExpectScore(const Words& words) {
  const std::map<std::string, evaluator::ScoreKind> kinds = {{"chain", evaluator::ScoreKind::kChain},
                                                             {"unit", evaluator::ScoreKind::kUnit},
                                                             {"district", evaluator::ScoreKind::kDistrict},
                                                             {"group", evaluator::ScoreKind::kGroup}};
  const auto kind = kinds.find(words.plain.at(2));
  if (kind == kinds.end()) throw BadLine("得分要写 chain、unit、district 或 group");
  const std::string id = words.plain.at(3);
  const std::string assessment = words.Get("assessment");
  const auto sheet = driver_.world().GetScore(jurisdiction_, kind->second, id, assessment);
  if (id == "disabled") return CheckHolds("评分停用", true, absl::IsFailedPrecondition(sheet.status()));
  const std::string expected = words.plain.at(4);
  for (const char* key : {"rank", "lines", "state", "now", "says"}) words.named.contains(key);
  if (!sheet.ok()) return Fail("得分", expected, std::string(sheet.status().message()));
  const evaluator::ScoreRow& row = sheet->row;
  CheckSame("得分", expected, row.score.empty() ? "none" : row.score);
  CheckKey(words, "rank", "名次", std::to_string(row.rank));
  CheckKey(words, "lines", "明细数", std::to_string(sheet->lines.size()));
  const char* const states[] = {"", "live", "provisional", "frozen"};
  CheckKey(words, "state", "状态", states[static_cast<size_t>(sheet->standing.state)]);
  CheckKey(words, "now", "目前得分", row.current_score);
  CheckPart(words, "says", "说明", absl::StrCat(row.reason, " ", sheet->standing.note));
}

void Player::CheckRecords() {
  text_ = "（结束时）";
  const std::string grown = driver_.Portrait();
  const std::string restored = WorldDriver::PortraitOf(driver_.Restored());
  if (grown != restored) Fail("由记录恢复的状态", grown, restored);
  std::map<std::pair<std::string, std::string>, int64_t> last;
  for (const auto& movement : driver_.movements()) {
    const int64_t next = ++last[std::pair(movement.jurisdiction, movement.alert.id)];
    CheckSame(absl::StrCat(movement.alert.id, " 的序号"), std::to_string(next),
              std::to_string(movement.transition.sequence));
  }
}

void Player::CheckSame(const std::string& what, const std::string& expected, const std::string& actual) {
  if (expected != actual) Fail(what, expected, actual);
}

void Player::CheckHolds(const std::string& what, bool expected, bool actual) {
  if (expected != actual) Fail(what, expected ? "是" : "否", actual ? "是" : "否");
}

void Player::CheckKey(const Words& words, const std::string& key, const std::string& what, const std::string& actual) {
  if (words.named.contains(key)) CheckSame(what, words.Get(key), actual);
}

void Player::CheckPart(const Words& words, const std::string& key, const std::string& what, const std::string& actual) {
  if (words.named.contains(key) && !absl::StrContains(actual, words.Get(key))) {
    Fail(what, absl::StrCat("…", words.Get(key), "…"), actual);
  }
}

void Player::Fail(const std::string& what, const std::string& expected, const std::string& actual) {
  if (result_.failures.size() >= kMaxFailures) return;
  result_.failures.push_back({result_.file, number_, text_, false, what, expected, actual});
}

std::string Player::OpenAlerts() const {
  evaluator::AlertFilter all;
  const auto alerts = driver_.world().ListAlerts(jurisdiction_, all);
  if (!alerts.ok() || alerts->empty()) return "没有预警";
  return absl::StrJoin(*alerts, " ", [](std::string* text, const model::Alert& alert) {
    absl::StrAppend(text, alert.id, "(", model::SeverityName(alert.severity), ")");
  });
}

}  // namespace liandu::scenarios
