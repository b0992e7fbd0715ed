#include "absl/strings/str_cat.h"
#include "cli/commands/alert_view.h"
#include "cli/commands/commands.h"
#include "cli/commands/explain_view.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "cli/text/display_width.h"
#include "cli/text/paragraph.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"

namespace liandu::cli {
namespace {

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
  ShowLines("研判", answer.steps(), output);
  output.Text("\n结论\n");
  ShowEvidence(answer.evidence(), output);
  ShowLines("怎样会变", answer.outlook(), output);
  ShowReports(answer, locality.civil_time, output);
  if (!answer.conflicts().empty()) output.Text("\n记录在案的冲突\n");
  for (const v1::Conflict& conflict : answer.conflicts()) {
    output.Text(Paragraph(absl::StrCat("  ", conflict.id()), conflict.description(), kConflictIndent, output.screen()));
  }
  if (answer.open_alerts().empty()) return;
  output.Text("\n未解除的预警\n");
  output.Show(AlertTable(answer.open_alerts(), locality));
}

Outcome ExplainTarget(const std::string& jurisdiction, const std::string& target, Context& context) {
  v1::ExplainTargetRequest request;
  request.set_jurisdiction(jurisdiction);
  request.set_target(target);
  const auto answer = Query(context, Door::kEvaluator, &v1::SupervisionService::Stub::ExplainTarget, request);
  if (!answer.ok()) return answer.status();
  if (context.output.json()) {
    context.output.Document(*answer);
  } else {
    ShowExplanation(*answer, FetchLocality(context, jurisdiction), context.output);
  }
  return kOk;
}

Outcome ExplainSubject(const std::string& jurisdiction, v1::SubjectKind kind, const std::string& id, Context& context) {
  v1::ExplainSubjectRequest request;
  request.set_jurisdiction(jurisdiction);
  request.set_kind(kind);
  request.set_id(id);
  const auto answer = Query(context, Door::kEvaluator, &v1::SupervisionService::Stub::ExplainSubject, request);
  if (!answer.ok()) return answer.status();
  if (context.output.json()) {
    context.output.Document(*answer);
  } else {
    ShowSubject(*answer, FetchLocality(context, jurisdiction), context.output);
  }
  return kOk;
}

Outcome ExplainLight(const std::string& jurisdiction, const ExplainOptions& options, Context& context) {
  v1::ExplainLightRequest request;
  request.set_jurisdiction(jurisdiction);
  request.set_chain(options.chain);
  request.set_unit(options.unit);
  const auto answer = Query(context, Door::kEvaluator, &v1::SupervisionService::Stub::ExplainLight, request);
  if (!answer.ok()) return answer.status();
  if (context.output.json()) {
    context.output.Document(*answer);
  } else {
    ShowLight(*answer, FetchLocality(context, jurisdiction), context.output);
  }
  return kOk;
}

}  // namespace

Outcome Run(const ExplainOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  const auto subject = [&](v1::SubjectKind kind, const std::string& id) {
    return ExplainSubject(*jurisdiction, kind, id, context);
  };
  if (!options.item.empty()) return subject(v1::SUBJECT_KIND_ITEM, options.item);
  if (!options.issue.empty()) return subject(v1::SUBJECT_KIND_ISSUE, options.issue);
  if (!options.obligation.empty()) return subject(v1::SUBJECT_KIND_OBLIGATION, options.obligation);
  if (options.target.find('/') != std::string::npos) return subject(v1::SUBJECT_KIND_MILESTONE, options.target);
  if (!options.target.empty()) return ExplainTarget(*jurisdiction, options.target, context);
  return ExplainLight(*jurisdiction, options, context);
}

}  // namespace liandu::cli
