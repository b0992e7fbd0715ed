#include "evaluator/inbound/answers.h"

#include "evaluator/inbound/alert_page.h"
#include "evaluator/inbound/view_messages.h"
#include "wire/wire.h"

namespace liandu::evaluator {
namespace {

constexpr int kDefaultTargets = 200;
constexpr int kDefaultAlerts = 100;

int PageSize(int asked, int by_default) { return asked == 0 ? by_default : asked; }

absl::StatusOr<PromiseExplanation> ExplainSubject(const World& world, const v1::ExplainSubjectRequest& request) {
  switch (request.kind()) {
    case v1::SUBJECT_KIND_ITEM:
      return world.ExplainItem(request.jurisdiction(), request.id());
    case v1::SUBJECT_KIND_ISSUE:
      return world.ExplainIssue(request.jurisdiction(), request.id());
    case v1::SUBJECT_KIND_OBLIGATION:
      return world.ExplainObligation(request.jurisdiction(), request.id());
    default:
      return world.ExplainMilestone(request.jurisdiction(), request.id());
  }
}

}  // namespace

absl::Status Answer(const World& world, const v1::GetBoardRequest& request, v1::GetBoardResponse& response) {
  const absl::StatusOr<Board> board = world.GetBoard(request.jurisdiction());
  if (!board.ok()) return board.status();
  Write(*board, response);
  return absl::OkStatus();
}

absl::Status Answer(const World& world, const v1::ListTargetsRequest& request, v1::ListTargetsResponse& response) {
  const TargetFilter filter{request.chain(), request.programme(), request.unit()};
  const absl::StatusOr<TargetPage> page = world.ListTargets(request.jurisdiction(), filter, request.page_token(),
                                                            PageSize(request.page_size(), kDefaultTargets));
  if (!page.ok()) return page.status();
  for (const TargetView& view : page->targets) Write(view, *response.add_targets());
  response.set_next_page_token(page->next);
  return absl::OkStatus();
}

absl::Status Answer(const World& world, const v1::ListAlertsRequest& request, v1::ListAlertsResponse& response) {
  AlertFilter filter;
  filter.include_cleared = request.include_cleared();
  filter.min_severity = static_cast<model::Severity>(request.min_severity());
  filter.chain = request.chain();
  filter.unit = request.unit();
  if (request.condition() != v1::CONDITION_UNSPECIFIED) {
    filter.condition = static_cast<model::Condition>(request.condition());
  }
  const absl::StatusOr<std::vector<model::Alert>> alerts = world.ListAlerts(request.jurisdiction(), filter);
  if (!alerts.ok()) return alerts.status();
  const auto after = AlertPlace::Parse(request.page_token());
  const int limit = PageSize(request.page_size(), kDefaultAlerts);
  for (const model::Alert& alert : *alerts) {
    if (after && !(*after < AlertPlace::Of(alert))) continue;
    if (response.alerts_size() == limit) {
      response.set_next_page_token(
          AlertPlace::Of(wire::AlertFromProto(response.alerts(response.alerts_size() - 1))).ToToken());
      break;
    }
    *response.add_alerts() = wire::ToProto(alert, request.jurisdiction());
  }
  return absl::OkStatus();
}

absl::Status Answer(const World& world, const v1::GetAlertRequest& request, v1::GetAlertResponse& response) {
  const absl::StatusOr<model::Alert> alert = world.GetAlert(request.jurisdiction(), request.alert());
  if (!alert.ok()) return alert.status();
  *response.mutable_alert() = wire::ToProto(*alert, request.jurisdiction());
  return absl::OkStatus();
}

absl::Status Answer(const World& world, const v1::ExplainTargetRequest& request, v1::ExplainTargetResponse& response) {
  const absl::StatusOr<Explanation> explanation = world.ExplainTarget(request.jurisdiction(), request.target());
  if (!explanation.ok()) return explanation.status();
  Write(*explanation, request.jurisdiction(), response);
  return absl::OkStatus();
}

absl::Status Answer(const World& world, const v1::ExplainSubjectRequest& request,
                    v1::ExplainSubjectResponse& response) {
  const absl::StatusOr<PromiseExplanation> explanation = ExplainSubject(world, request);
  if (!explanation.ok()) return explanation.status();
  Write(*explanation, request.jurisdiction(), response);
  return absl::OkStatus();
}

absl::Status Answer(const World& world, const v1::ExplainLightRequest& request, v1::ExplainLightResponse& response) {
  LightParent parent = LightParent::kJurisdiction;
  if (!request.chain().empty()) parent = LightParent::kChain;
  if (!request.unit().empty()) parent = LightParent::kUnit;
  const std::string& id = parent == LightParent::kUnit ? request.unit() : request.chain();
  const absl::StatusOr<LightExplanation> explanation = world.ExplainLight(request.jurisdiction(), parent, id);
  if (!explanation.ok()) return explanation.status();
  Write(*explanation, response);
  return absl::OkStatus();
}

absl::Status Answer(const World& world, const v1::WhatIfRequest& request, v1::WhatIfResponse& response) {
  const absl::StatusOr<WhatIf> answer = world.SupposeIn(request.jurisdiction(), SuppositionOf(request));
  if (!answer.ok()) return answer.status();
  Write(*answer, request.jurisdiction(), response);
  return absl::OkStatus();
}

Supposition SuppositionOf(const v1::WhatIfRequest& request) {
  Supposition supposition;
  std::vector<wire::Violation> checked;
  if (request.has_clock_time()) supposition.clock = wire::FromTimestamp(request.clock_time());
  supposition.put = wire::ResourcesFromProto(request.put(), checked);
  for (const v1::ResourceKey& key : request.remove()) {
    supposition.removed.push_back({static_cast<model::ResourceKind>(key.kind()), key.id()});
  }
  for (const v1::Report& report : request.reports()) {
    supposition.reports.push_back(wire::ReportFromProto(report, "reports", checked));
  }
  return supposition;
}

absl::Status Answer(const World& world, const v1::GetLeagueTableRequest& request,
                    v1::GetLeagueTableResponse& response) {
  const absl::StatusOr<LeagueTable> table =
      world.GetLeagueTable(request.jurisdiction(), static_cast<ScoreKind>(request.kind()), request.assessment());
  if (!table.ok()) return table.status();
  Write(*table, response);
  return absl::OkStatus();
}

absl::Status Answer(const World& world, const v1::GetScoreRequest& request, v1::GetScoreResponse& response) {
  const absl::StatusOr<ScoreSheet> sheet = world.GetScore(
      request.jurisdiction(), static_cast<ScoreKind>(request.kind()), request.id(), request.assessment());
  if (!sheet.ok()) return sheet.status();
  Write(*sheet, response);
  return absl::OkStatus();
}

}  // namespace liandu::evaluator
