#include "cli/commands/alert_view.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "cli/text/display_width.h"

namespace liandu::cli {
namespace {

Cell StateCell(const v1::Alert& alert) {
  if (!alert.open()) return {"已解除", Colour::kGreen};
  return alert.acknowledged() ? Cell("已签收", Colour::kGrey) : Cell("待签收");
}

std::string NoteOf(const v1::Transition& step) {
  if (!step.suppressed()) return step.note();
  return absl::StrCat(step.note(), step.note().empty() ? "" : "；", "导入期间，未通知");
}

std::string SentenceOf(const v1::Alert& alert) {
  return alert.evidence().summary().empty() ? TitleOf(alert) : alert.evidence().summary();
}

}  // namespace

std::string TitleOf(const v1::Alert& alert) {
  return CleanText(
      absl::StrCat(NameOf(alert.condition()), "  ", alert.subject().id(), " ", alert.subject().display_name()));
}

Table AlertTable(const google::protobuf::RepeatedPtrField<v1::Alert>& alerts, const Locality& locality) {
  Table table({{"级别"}, {"情形"}, {"状态"}, {"责任单位", Align::kLeft, true}, {"起始"}, {"期限"}});
  for (const v1::Alert& alert : alerts) {
    table.AddRow({SeverityCell(alert.severity()), NameOf(alert.condition()), StateCell(alert),
                  locality.names.Unit(alert.responsible_unit()), ShowDate(alert.raised_time(), locality.civil_time),
                  alert.due_date()});
    table.AddNote(SentenceOf(alert));
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
