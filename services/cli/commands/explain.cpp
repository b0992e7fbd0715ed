#include "absl/strings/str_cat.h"
#include "cli/commands/alert_view.h"
#include "cli/commands/commands.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "cli/text/display_width.h"
#include "cli/text/paragraph.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"

namespace liandu::cli {
namespace {

constexpr size_t kStepIndent = 5;
constexpr size_t kConflictIndent = 7;

/// When time alone may change the verdict, in words.
std::string NextChange(const v1::TargetVerdict& verdict, const model::CivilTime& civil_time) {
  if (verdict.final()) return "不会再变";
  if (!verdict.has_next_change_time()) return "没有新填报就不会变";
  return absl::StrCat("没有新填报时，", ShowMoment(verdict.next_change_time(), civil_time), " 可能变化");
}

void ShowVerdict(const v1::TargetVerdict& verdict, const Locality& locality, Output& output) {
  const Cell light = LightCell(verdict.light());
  const Screen& screen = output.screen();
  output.Text(
      absl::StrCat(Paint(light.text, light.colour, screen), "  ",
                   Paint(CleanText(absl::StrCat(verdict.id(), " ", verdict.display_name())), Colour::kBold, screen),
                   "  ", NameOfReason(CleanText(verdict.reason())), "\n"));
  output.Fact("要求", verdict.threshold());
  output.Fact("最新", verdict.latest_value().empty()
                          ? "无"
                          : absl::StrCat(verdict.latest_value(), "（", ShowPeriod(verdict.latest_period()), "）"));
  output.Fact("窗口", ShowPeriod(verdict.window()));
  output.Fact("期限", verdict.due_date());
  output.Fact("责任单位", locality.names.Unit(verdict.lead_unit()));
  output.Fact("产业链", locality.names.Chains(verdict.chains()));
  output.Fact("方案", locality.names.Programme(verdict.programme()));
  output.Fact("下次变化", NextChange(verdict, locality.civil_time));
}

void ShowSteps(const v1::ExplainTargetResponse& answer, Output& output) {
  if (!answer.steps().empty()) output.Text("\n研判\n");
  for (int i = 0; i < answer.steps_size(); ++i) {
    const std::string number = absl::StrCat("  ", i + 1, ".");
    output.Text(Paragraph(number, answer.steps(i), kStepIndent, output.screen()));
  }
}

void ShowReports(const v1::ExplainTargetResponse& answer, const model::CivilTime& civil_time, Output& output) {
  Table table({{"期间"},
               {"数值", Align::kRight, true},
               {"修订", Align::kRight},
               {"用法"},
               {"收到时间"},
               {"出处", Align::kLeft, true}});
  for (const v1::ConsideredReport& report : answer.reports()) {
    table.AddRow({ShowPeriod(report.period()), report.value(), absl::StrCat(report.revision()),
                  NameOfRole(report.role()), ShowMoment(report.received_time(), civil_time), report.source()});
  }
  if (table.empty()) return;
  output.Text("\n看过的填报\n");
  output.Show(table);
}

void ShowExplanation(const v1::ExplainTargetResponse& answer, const Locality& locality, Output& output) {
  ShowVerdict(answer.verdict(), locality, output);
  ShowSteps(answer, output);
  output.Text("\n结论\n");
  ShowEvidence(answer.evidence(), output);
  ShowReports(answer, locality.civil_time, output);
  if (!answer.conflicts().empty()) output.Text("\n记录在案的冲突\n");
  for (const v1::Conflict& conflict : answer.conflicts()) {
    output.Text(Paragraph(absl::StrCat("  ", conflict.id()), conflict.description(), kConflictIndent, output.screen()));
  }
  if (answer.open_alerts().empty()) return;
  output.Text("\n未解除的预警\n");
  output.Show(AlertTable(answer.open_alerts(), locality));
}

}  // namespace

Outcome Run(const ExplainOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  v1::ExplainTargetRequest request;
  request.set_jurisdiction(*jurisdiction);
  request.set_target(options.target);
  const auto answer = Query(context, Door::kEvaluator, &v1::SupervisionService::Stub::ExplainTarget, request);
  if (!answer.ok()) return answer.status();
  if (context.output.json()) {
    context.output.Document(*answer);
  } else {
    ShowExplanation(*answer, FetchLocality(context, *jurisdiction), context.output);
  }
  return kOk;
}

}  // namespace liandu::cli
