#include "absl/strings/str_cat.h"
#include "cli/commands/alert_view.h"
#include "cli/commands/commands.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "cli/text/display_width.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"

namespace liandu::cli {
namespace {

void ShowVerdict(const v1::TargetVerdict& verdict, const model::CivilTime& civil_time, Output& output) {
  const Cell light = LightCell(verdict.light());
  const Screen& screen = output.screen();
  output.Text(
      absl::StrCat(Paint(light.text, light.colour, screen), "  ",
                   Paint(CleanText(absl::StrCat(verdict.id(), " ", verdict.display_name())), Colour::kBold, screen),
                   "  ", NameOfReason(CleanText(verdict.reason())), verdict.final() ? "（不会再变）" : "", "\n"));
  const std::string latest =
      verdict.latest_value().empty() ? "无" : absl::StrCat(verdict.latest_value(), "（", verdict.latest_period(), "）");
  output.Text(CleanText(absl::StrCat("要求 ", verdict.threshold(), "；最新 ", latest)) + "\n");
  std::string window = absl::StrCat("窗口 ", verdict.window().empty() ? "无" : verdict.window());
  if (!verdict.due_date().empty()) absl::StrAppend(&window, "；期限 ", verdict.due_date());
  if (!verdict.lead_unit().empty()) absl::StrAppend(&window, "；责任单位 ", verdict.lead_unit());
  if (!verdict.programme().empty()) absl::StrAppend(&window, "；方案 ", verdict.programme());
  output.Text(CleanText(window) + "\n");
  if (verdict.has_next_change_time()) {
    output.Text(absl::StrCat("没有新填报时，下次可能变化：", ShowMoment(verdict.next_change_time(), civil_time), "\n"));
  }
}

void ShowReports(const v1::ExplainTargetResponse& answer, const model::CivilTime& civil_time, Output& output) {
  Table table({{"期间"},
               {"数值", Align::kRight},
               {"修订", Align::kRight},
               {"用法"},
               {"收到时间"},
               {"出处", Align::kLeft, true}});
  for (const v1::ConsideredReport& report : answer.reports()) {
    table.AddRow({report.period(), report.value(), absl::StrCat(report.revision()), NameOfRole(report.role()),
                  ShowMoment(report.received_time(), civil_time), report.source()});
  }
  if (table.empty()) return;
  output.Text("\n填报\n");
  output.Show(table);
}

void ShowExplanation(const v1::ExplainTargetResponse& answer, const model::CivilTime& civil_time, Output& output) {
  ShowVerdict(answer.verdict(), civil_time, output);
  if (!answer.steps().empty()) output.Text("\n研判\n");
  for (int i = 0; i < answer.steps_size(); ++i) {
    output.Text(absl::StrCat("  ", i + 1, ". ", CleanText(answer.steps(i)), "\n"));
  }
  output.Text("\n");
  ShowEvidence(answer.evidence(), output);
  ShowReports(answer, civil_time, output);
  for (const v1::Conflict& conflict : answer.conflicts()) {
    output.Text(CleanText(absl::StrCat("冲突 ", conflict.id(), "：", conflict.description())) + "\n");
  }
  if (answer.open_alerts().empty()) return;
  output.Text("\n未解除的预警\n");
  output.Show(AlertTable(answer.open_alerts(), civil_time, false));
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
    ShowExplanation(*answer, FetchCivilTime(context, *jurisdiction), context.output);
  }
  return kOk;
}

}  // namespace liandu::cli
