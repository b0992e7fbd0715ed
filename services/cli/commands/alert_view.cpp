#include "cli/commands/alert_view.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "cli/text/display_width.h"

namespace liandu::cli {
namespace {

/// The day until which somebody is excused who is excused for good.
constexpr char kForGood[] = "2200-12-31";

/// Evaluators that know no states say it by two flags.
v1::AlertState StateOf(const v1::Alert& alert) {
  if (alert.state() != v1::ALERT_STATE_UNSPECIFIED) return alert.state();
  if (!alert.open()) return v1::ALERT_STATE_CLEARED;
  return alert.acknowledged() ? v1::ALERT_STATE_ACKNOWLEDGED : v1::ALERT_STATE_RAISED;
}

Cell StateCell(const v1::Alert& alert) {
  const v1::AlertState state = StateOf(alert);
  if (!alert.open()) return {NameOf(state), Colour::kGreen};
  return state == v1::ALERT_STATE_RAISED || state == v1::ALERT_STATE_RETURNED ? Cell(NameOf(state))
                                                                              : Cell(NameOf(state), Colour::kGrey);
}

/// "免予督办", "延期至 2024-09-30", "暂缓至 …".
std::string RequestText(const v1::ExtensionRequest& request) {
  if (request.kind() == v1::EXTENSION_KIND_EXTENSION) return absl::StrCat("延期至 ", request.until());
  return request.until().empty() ? "免予督办" : absl::StrCat("暂免督办至 ", request.until());
}

std::string FeedbackText(const v1::Feedback& feedback) {
  return absl::StrCat("原因：", feedback.cause(), "；措施：", feedback.measure(), "；承诺 ", feedback.promised_date(),
                      " 前完成");
}

/// What a step holds beside its note.
std::string DetailOf(const v1::AlertAction& action) {
  if (action.has_feedback()) return FeedbackText(action.feedback());
  if (action.has_extension_request()) return RequestText(action.extension_request());
  const std::string& until = action.extension_decision().until();
  return until.empty() ? "" : absl::StrCat("至 ", until);
}

std::string NoteOf(const v1::Transition& step) {
  std::vector<std::string> parts;
  if (step.kind() == v1::TRANSITION_KIND_REFUSED) {
    parts = {step.note()};
  } else {
    parts = {DetailOf(step.action()), step.note()};
  }
  if (step.suppressed()) parts.push_back("导入期间，未通知");
  std::erase(parts, "");
  return absl::StrJoin(parts, "；");
}

std::string SentenceOf(const v1::Alert& alert) {
  return alert.evidence().summary().empty() ? TitleOf(alert) : alert.evidence().summary();
}

}  // namespace

std::string TitleOf(const v1::Alert& alert) {
  return CleanText(
      absl::StrCat(NameOf(alert.condition()), "  ", alert.subject().id(), " ", alert.subject().display_name()));
}

std::string OwedText(const v1::Alert& alert) {
  if (!alert.open()) return "";
  std::vector<std::string> parts;
  if (!alert.acknowledge_due_date().empty())
    parts.push_back(absl::StrCat("应于 ", alert.acknowledge_due_date(), " 前签收"));
  if (!alert.feedback_due_date().empty()) parts.push_back(absl::StrCat("应于 ", alert.feedback_due_date(), " 前反馈"));
  if (alert.has_feedback()) parts.push_back(absl::StrCat("承诺 ", alert.feedback().promised_date(), " 前完成"));
  if (alert.has_extension_request()) {
    parts.push_back(absl::StrCat("申请", RequestText(alert.extension_request()), "，待批复"));
  }
  if (alert.excused_until() == kForGood) {
    parts.push_back("已批准免予督办");
  } else if (!alert.excused_until().empty()) {
    parts.push_back(absl::StrCat("已批准暂缓至 ", alert.excused_until()));
  }
  return CleanText(absl::StrJoin(parts, "；"));
}

Table AlertTable(const google::protobuf::RepeatedPtrField<v1::Alert>& alerts, const Locality& locality) {
  Table table({{"级别"}, {"情形"}, {"状态"}, {"责任单位", Align::kLeft, true}, {"起始"}, {"期限"}});
  for (const v1::Alert& alert : alerts) {
    table.AddRow({SeverityCell(alert.severity()), NameOf(alert.condition()), StateCell(alert),
                  locality.names.Unit(alert.responsible_unit()), ShowDate(alert.raised_time(), locality.civil_time),
                  alert.due_date()});
    table.AddNote(SentenceOf(alert));
    if (const std::string owed = OwedText(alert); !owed.empty()) table.AddNote(owed);
    table.AddNote({alert.id(), Colour::kDim}, true);
  }
  return table;
}

void ShowTrail(const v1::Alert& alert, const Locality& locality, Output& output) {
  Table table(
      {{"步", Align::kRight}, {"时间"}, {"谁", Align::kLeft, true}, {"经过"}, {"级别"}, {"说明", Align::kLeft, true}});
  for (const v1::Transition& step : alert.trail()) {
    table.AddRow({absl::StrCat(step.sequence()), ShowMoment(step.time(), locality.civil_time),
                  step.actor().empty() ? Cell("系统研判", Colour::kGrey) : Cell(step.actor()), NameOf(step.kind()),
                  SeverityCell(step.severity()), NoteOf(step)});
  }
  if (table.empty()) return;
  output.Text("\n经过\n");
  output.Show(table);
}

void ShowEvidence(const v1::Evidence& evidence, Output& output) {
  output.Fact("依据", evidence.rule().empty() ? "" : absl::StrCat("规则 ", evidence.rule()));
  output.Fact("应为", evidence.expected());
  output.Fact("实为", evidence.actual());
  output.Fact("进度", AsPercent(evidence.progress()));
  output.Fact("序时进度", AsPercent(evidence.elapsed()));
  if (!evidence.lag_points().empty()) output.Fact("滞后", absl::StrCat(evidence.lag_points(), " 个百分点"));
  output.Fact("预测", evidence.forecast());
  output.Fact("推算", evidence.forecast_method());
  output.Fact("要达标", evidence.needed());
  Table inputs(
      {{"数据"}, {"编号", Align::kLeft, true}, {"数值", Align::kLeft, true}, {"日期"}, {"出处", Align::kLeft, true}});
  for (const v1::EvidenceInput& input : evidence.inputs()) {
    inputs.AddRow({NameOfInput(input.kind()), input.id(), input.value(), ShowPeriod(input.date()), input.source()});
  }
  if (inputs.empty()) return;
  output.Text("\n依据的数据\n");
  output.Show(inputs);
}

void ShowAlertHead(const v1::Alert& alert, Output& output) {
  const Cell severity = SeverityCell(alert.severity());
  output.Text(absl::StrCat(Paint(severity.text, severity.colour, output.screen()), "  ",
                           Paint(TitleOf(alert), Colour::kBold, output.screen()), "\n"));
  output.Fact("内容", alert.evidence().summary());
}

void ShowAlert(const v1::Alert& alert, const Locality& locality, Output& output) {
  ShowAlertHead(alert, output);
  output.Text(absl::StrCat(PadRight("编号", kFactIndent), CleanText(alert.id()), "\n"));
  output.Fact("状态", absl::StrCat(StateCell(alert).text, "（第 ", alert.sequence(), " 步）"));
  output.Fact("应办", OwedText(alert));
  if (alert.has_feedback()) output.Fact("反馈", FeedbackText(alert.feedback()));
  output.Fact("通报", absl::StrJoin(alert.circulars(), "、"));
  output.Fact("责任单位", locality.names.Unit(alert.responsible_unit()));
  output.Fact("产业链", locality.names.Chains(alert.chains()));
  output.Fact("方案", locality.names.Programme(alert.programme()));
  output.Fact("期间", ShowPeriod(alert.window()));
  output.Fact("期限", alert.due_date());
  output.Fact("涉及", absl::StrJoin(alert.members(), "、"));
  output.Fact("发出时间", ShowMoment(alert.raised_time(), locality.civil_time));
  output.Fact("解除时间", ShowMoment(alert.cleared_time(), locality.civil_time));
  ShowEvidence(alert.evidence(), output);
  ShowTrail(alert, locality, output);
}

}  // namespace liandu::cli
