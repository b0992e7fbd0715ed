#include "cli/commands/explain_view.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/commands/alert_view.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "cli/text/display_width.h"
#include "cli/text/paragraph.h"

namespace liandu::cli {
namespace {

constexpr size_t kLineIndent = 5;

void ShowHead(v1::Light light, const std::string& title, const std::string& reason, Output& output) {
  const Cell cell = LightCell(light);
  const Screen& screen = output.screen();
  output.Text(absl::StrCat(Paint(cell.text, cell.colour, screen), "  ", Paint(CleanText(title), Colour::kBold, screen),
                           "  ", CleanText(reason), "\n"));
}

}  // namespace

void ShowLines(const char* heading, const google::protobuf::RepeatedPtrField<std::string>& lines, Output& output) {
  if (lines.empty()) return;
  output.Text(absl::StrCat("\n", heading, "\n"));
  for (int i = 0; i < lines.size(); ++i) {
    output.Text(Paragraph(absl::StrCat("  ", i + 1, "."), lines[i], kLineIndent, output.screen()));
  }
}

void ShowSubject(const v1::ExplainSubjectResponse& answer, const Locality& locality, Output& output) {
  ShowHead(answer.light(), absl::StrCat(answer.subject().id(), " ", answer.subject().display_name()), answer.reason(),
           output);
  output.Fact("计划", answer.planned().empty() ? answer.planned_date() : answer.planned());
  output.Fact("预计", answer.expected_date());
  output.Fact("阶段", answer.stage());
  output.Fact("责任单位", locality.names.Unit(answer.lead_unit()));
  output.Fact("产业链", locality.names.Chains(answer.chains()));
  output.Fact("方案", locality.names.Programme(answer.programme()));
  ShowLines("研判", answer.steps(), output);
  output.Text("\n结论\n");
  ShowEvidence(answer.evidence(), output);
  ShowLines("怎样会变", answer.outlook(), output);
  if (answer.open_alerts().empty()) return;
  output.Text("\n未解除的预警\n");
  output.Show(AlertTable(answer.open_alerts(), locality));
}

void ShowLight(const v1::ExplainLightResponse& answer, const Locality& locality, Output& output) {
  const v1::LightSummary& light = answer.summary();
  ShowHead(light.light(), absl::StrCat(light.id(), " ", light.display_name()), light.reason(), output);
  output.Fact("红黄绿灰", absl::StrCat(light.red(), " / ", light.yellow(), " / ", light.green(), " / ", light.grey()));
  output.Fact("规则", answer.rule());
  ShowLines("怎样会变", answer.outlook(), output);
  Table table({{"灯"},
               {"编号"},
               {"目标或节点", Align::kLeft, true},
               {"核心"},
               {"说明", Align::kLeft, true},
               {"可能变化", Align::kLeft, false, true},
               {"同计", Align::kLeft, true, true}});
  for (const v1::LightMember& member : answer.members()) {
    table.AddRow({LightCell(member.light()), member.id(), member.display_name(), member.core() ? "是" : "",
                  member.reason(),
                  member.has_next_change_time() ? ShowDate(member.next_change_time(), locality.civil_time) : "",
                  absl::StrJoin(member.grouped(), " ")});
  }
  if (table.empty()) return;
  output.Text("\n构成\n");
  output.Show(table);
  if (answer.member_count() > answer.members_size()) {
    output.Text(absl::StrCat("共 ", answer.member_count(), " 个，只列前 ", answer.members_size(), " 个\n"));
  }
}

}  // namespace liandu::cli
