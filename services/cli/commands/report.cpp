#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/servers/failure.h"
#include "cli/text/display_width.h"
#include "liandu/v1/ingest_service.grpc.pb.h"

namespace liandu::cli {
namespace {

/// The indicator of a target.
absl::StatusOr<std::string> IndicatorOf(const std::string& target, const std::string& jurisdiction, Context& context) {
  v1::GetCatalogueRequest request;
  request.set_jurisdiction(jurisdiction);
  request.add_kinds(v1::RESOURCE_KIND_TARGET);
  const auto answer = context.client.Call(Door::kIngest, &v1::CatalogueService::Stub::GetCatalogue, request);
  if (!answer.ok()) return answer.status();
  for (const v1::Target& candidate : answer->catalogue().targets()) {
    if (candidate.id() == target) return candidate.indicator();
  }
  return absl::NotFoundError(absl::StrCat("目录里没有目标 ", target, "；liandu targets 可以列出全部"));
}

void ShowResult(const v1::ReportResult& result, const std::string& what, Context& context) {
  switch (result.outcome()) {
    case v1::REPORT_OUTCOME_ACCEPTED:
      context.output.Text(absl::StrCat("已受理：", CleanText(what), "\n"));
      return;
    case v1::REPORT_OUTCOME_DUPLICATE:
      context.output.Text(absl::StrCat("以前已经受理过：", CleanText(what), "\n"));
      return;
    default:
      break;
  }
  Failure failure{"INVALID_ARGUMENT", absl::StrCat("没有受理：", what), {}, kRefused};
  for (const v1::FieldViolation& violation : result.violations()) {
    failure.fields.push_back({"", 0, violation.field(), violation.description()});
  }
  context.output.Remark(RenderFailure(failure, context.output.screen()));
}

/// Sends one report; `what` tells people which.
Outcome Send(v1::Report report, const std::string& what, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  v1::ReportBatchRequest request;
  request.set_jurisdiction(*jurisdiction);
  request.set_source("liandu-cli");
  request.set_actor(context.client.settings().actor);
  request.set_request_id(NewRequestId());
  *request.add_reports() = std::move(report);
  const auto answer = context.client.Call(Door::kIngest, &v1::ReportService::Stub::ReportBatch, request);
  if (!answer.ok()) return answer.status();
  if (answer->results_size() != 1) return absl::InternalError("服务对一条填报没有给出一个结果");
  const v1::ReportResult& result = answer->results(0);
  const bool refused =
      result.outcome() != v1::REPORT_OUTCOME_ACCEPTED && result.outcome() != v1::REPORT_OUTCOME_DUPLICATE;
  if (!refused) NoteWritten(context, *jurisdiction, answer->position());
  if (context.output.json()) {
    context.output.Document(*answer);
  } else {
    ShowResult(result, what, context);
  }
  return refused ? kRefused : kOk;
}

}  // namespace

Outcome Run(const ReportOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  v1::Report report;
  v1::IndicatorReport& figure = *report.mutable_indicator_report();
  figure.set_indicator(options.indicator);
  if (!options.target.empty()) {
    const auto indicator = IndicatorOf(options.target, *jurisdiction, context);
    if (!indicator.ok()) return indicator.status();
    figure.set_indicator(*indicator);
  }
  figure.set_period(options.period);
  figure.set_value(options.value);
  figure.set_unit_of_measure(options.unit_of_measure);
  figure.set_bound(options.bound);
  figure.set_source(options.source);
  figure.set_growth_rate(options.growth_rate);
  figure.set_growth_base_period(options.growth_base_period);
  figure.set_statistical_scope(options.statistical_scope);
  figure.set_preliminary(options.preliminary);
  figure.set_revision(options.revision);
  figure.set_note(options.note);
  report.set_published_date(options.published_date);
  std::string what =
      absl::StrCat(figure.indicator(), " ", options.period, " = ", options.value, options.unit_of_measure);
  if (!options.target.empty()) absl::StrAppend(&what, "（目标 ", options.target, "）");
  if (options.revision > 0) absl::StrAppend(&what, "，第 ", options.revision, " 次修订");
  return Send(std::move(report), what, context);
}

Outcome Run(const ReportMilestoneOptions& options, Context& context) {
  v1::Report report;
  v1::MilestoneReport& milestone = *report.mutable_milestone_report();
  milestone.set_item(options.item);
  milestone.set_milestone(options.milestone);
  milestone.set_state(options.state);
  milestone.set_date(options.date);
  milestone.set_note(options.note);
  milestone.set_expected_date(options.expected_date);
  return Send(std::move(report), absl::StrCat("事项 ", options.item, " 的节点 ", options.milestone), context);
}

Outcome Run(const ReportStageOptions& options, Context& context) {
  v1::Report report;
  v1::StageReport& stage = *report.mutable_stage_report();
  stage.set_item(options.item);
  stage.set_stage(options.stage);
  stage.set_date(options.date);
  stage.set_reason(options.reason);
  return Send(std::move(report), absl::StrCat("事项 ", options.item, " 进入阶段 ", options.stage), context);
}

Outcome Run(const ReportObligationOptions& options, Context& context) {
  v1::Report report;
  v1::ObligationReport& obligation = *report.mutable_obligation_report();
  obligation.set_obligation(options.obligation);
  obligation.set_period(options.period);
  obligation.set_date(options.date);
  obligation.set_note(options.note);
  return Send(std::move(report), absl::StrCat("义务 ", options.obligation, " 的 ", options.period, " 期"), context);
}

Outcome Run(const ReportIssueOptions& options, Context& context) {
  v1::Report report;
  v1::IssueReport& issue = *report.mutable_issue_report();
  issue.set_issue(options.issue);
  issue.set_state(options.state);
  issue.set_date(options.date);
  issue.set_note(options.note);
  const bool settled = options.state == v1::ISSUE_STATE_SETTLED;
  return Send(std::move(report), absl::StrCat("协调事项 ", options.issue, settled ? " 办结" : " 重新打开"), context);
}

Outcome Run(const ReportMemberOptions& options, Context& context) {
  v1::Report report;
  v1::MembershipReport& member = *report.mutable_membership_report();
  member.set_register_(options.register_id);
  member.set_member(options.member);
  member.set_change(options.change);
  member.set_date(options.date);
  member.set_display_name(options.display_name);
  member.set_tier(options.tier);
  member.set_batch(options.batch);
  member.set_chain(options.chain);
  member.set_unit(options.unit);
  member.set_park(options.park);
  member.set_district(options.district);
  member.set_reason(options.reason);
  for (const std::string& text : options.attributes) {
    const size_t sign = text.find('=');
    if (sign == std::string::npos) {
      return absl::InvalidArgumentError(absl::StrCat("--attribute ", CleanText(text), " 没有等号；请写成 名=值"));
    }
    v1::Attribute* attribute = member.add_attributes();
    attribute->set_name(text.substr(0, sign));
    attribute->set_value(text.substr(sign + 1));
  }
  const char* change = options.change == v1::MEMBERSHIP_CHANGE_LEFT      ? " 退出"
                       : options.change == v1::MEMBERSHIP_CHANGE_CHANGED ? " 变更"
                                                                         : " 进入";
  return Send(std::move(report), absl::StrCat("名录 ", options.register_id, " 的成员 ", options.member, change),
              context);
}

}  // namespace liandu::cli
