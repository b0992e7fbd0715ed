#include "ingest/inbound/alert_workflow_service.h"

#include <utility>

#include "ingest/inbound/raw_call.h"
#include "ingest/inbound/request_form.h"
#include "platform/rpc/status.h"
#include "wire/wire.h"

namespace liandu::ingest {
namespace {

/// "alert:<another alert>:<condition>:<window>", and that "<subject kind>:<subject id>:<condition>:<window>": two ids,
/// one of them "item/milestone", and short names.
constexpr size_t kMaxAlertIdLength = 400;

grpc::Status Act(AlertWorkflow& workflow, const v1::ActOnAlertRequest& request, v1::ActOnAlertResponse& response) {
  RequestForm checked;
  AlertStep step;
  step.jurisdiction = checked.Jurisdiction(request.jurisdiction());
  step.alert = checked.form.RequiredText("alert", request.alert(), kMaxAlertIdLength);
  step.sequence = request.sequence();
  step.actor = checked.Actor(request.actor(), /*needed=*/true);
  step.action = wire::AlertActionFromProto(request.action(), "action", checked.violations);
  step.request_id = checked.RequestId(request.request_id());
  if (request.sequence() < 1) {
    checked.form.Refuse("sequence", "不大于 0；请填查看预警时看到的 sequence");
  }
  if (!checked.violations.empty()) return platform::InvalidRequestOf(checked.violations);
  AlertStepAnswer answer;
  const grpc::Status status = workflow.Act(step, answer);
  if (!status.ok()) return status;
  *response.mutable_alert() = std::move(answer.alert);
  response.set_decision(answer.decision);
  response.mutable_position()->set_entry(answer.position.ToString());
  return status;
}

}  // namespace

grpc::ServerUnaryReactor* AlertWorkflowService::ActOnAlert(grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* request,
                                                           grpc::ByteBuffer* response) {
  return ServeOnPool<v1::ActOnAlertRequest, v1::ActOnAlertResponse>(
      pool_, context, request, response, [this](const auto& in, auto& out) { return Act(workflow_, in, out); });
}

}  // namespace liandu::ingest
