#include "cli/commands/alert_view.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "cli/text/display_width.h"

namespace liandu::cli {
namespace {

std::string StateOf(const v1::Alert& alert) {
  if (!alert.open()) return "已解除";
  return alert.acknowledged() ? "已签收" : "待签收";
}

void ShowFact(const std::string& name, const std::string& value, Output& output) {
  if (!value.empty()) output.Text(absl::StrCat(PadRight(name, 10), CleanText(value), "\n"));
}

void ShowTrail(const v1::Alert& alert, const model::CivilTime& civil_time, Output& output) {
  Table table({{"序号", Align::kRight}, {"时间"}, {"经过"}, {"级别"}, {"操作人"}, {"说明", Align::kLeft, true}});
  for (const v1::Transition& step : alert.trail()) {
    const std::string note = step.suppressed()
                                 ? absl::StrCat(step.note(), step.note().empty() ? "" : "；", "导入期间，未通知")
                                 : step.note();
    table.AddRow({absl::StrCat(step.sequence()), ShowMoment(step.time(), civil_time), NameOf(step.kind()),
                  SeverityCell(step.severity()), step.actor(), note});
  }
  if (table.empty()) return;
  output.Text("\n");
  output.Show(table);
}

}  // namespace

std::string TitleOf(const v1::Alert& alert) {
  return CleanText(
      absl::StrCat(NameOf(alert.condition()), "  ", alert.subject().id(), " ", alert.subject().display_name()));
}

Table AlertTable(const google::protobuf::RepeatedPtrField<v1::Alert>& alerts, const model::CivilTime& civil_time,
                 bool with_state) {
  Table table(
      {{"级别"}, {"情形"}, {"状态"}, {"编号"}, {"责任单位"}, {"发出时间"}, {"期限"}, {"内容", Align::kLeft, true}});
  for (const v1::Alert& alert : alerts) {
    table.AddRow({SeverityCell(alert.severity()), NameOf(alert.condition()),
                  with_state || alert.acknowledged() ? StateOf(alert) : "待签收", alert.id(), alert.responsible_unit(),
                  ShowMoment(alert.raised_time(), civil_time), alert.due_date(),
                  alert.evidence().summary().empty() ? alert.subject().display_name() : alert.evidence().summary()});
  }
  return table;
}

void ShowEvidence(const v1::Evidence& evidence, Output& output) {
  ShowFact("依据", evidence.rule(), output);
  ShowFact("应为", evidence.expected(), output);
  ShowFact("实为", evidence.actual(), output);
  ShowFact("进度", AsPercent(evidence.progress()), output);
  ShowFact("序时进度", AsPercent(evidence.elapsed()), output);
  if (!evidence.lag_points().empty()) ShowFact("滞后", absl::StrCat(evidence.lag_points(), " 个百分点"), output);
  Table inputs({{"数据"}, {"编号"}, {"数值"}, {"日期"}, {"出处", Align::kLeft, true}});
  for (const v1::EvidenceInput& input : evidence.inputs()) {
    inputs.AddRow({NameOfInput(input.kind()), input.id(), input.value(), input.date(), input.source()});
  }
  if (inputs.empty()) return;
  output.Text("\n");
  output.Show(inputs);
}

void ShowAlert(const v1::Alert& alert, const model::CivilTime& civil_time, Output& output) {
  const Cell severity = SeverityCell(alert.severity());
  output.Text(absl::StrCat(Paint(severity.text, severity.colour, output.screen()), "  ",
                           Paint(TitleOf(alert), Colour::kBold, output.screen()), "\n"));
  ShowFact("内容", alert.evidence().summary(), output);
  ShowFact("编号", alert.id(), output);
  ShowFact("状态", absl::StrCat(StateOf(alert), "（第 ", alert.sequence(), " 步）"), output);
  ShowFact("责任单位", alert.responsible_unit(), output);
  ShowFact("产业链", absl::StrJoin(alert.chains(), "、"), output);
  ShowFact("方案", alert.programme(), output);
  ShowFact("期间", alert.window(), output);
  ShowFact("期限", alert.due_date(), output);
  ShowFact("涉及", absl::StrJoin(alert.members(), "、"), output);
  ShowFact("发出时间", ShowMoment(alert.raised_time(), civil_time), output);
  ShowFact("解除时间", ShowMoment(alert.cleared_time(), civil_time), output);
  ShowEvidence(alert.evidence(), output);
  ShowTrail(alert, civil_time, output);
}

}  // namespace liandu::cli
