#include "ingest/inbound/alert_workflow_service.h"

#include "ingest/inbound/raw_call.h"
#include "ingest/inbound/request_form.h"
#include "platform/rpc/status.h"

namespace liandu::ingest {
namespace {

/// "<subject kind>:<subject id>:<condition>:<window>": two ids, one of them "item/milestone", and short names.
constexpr size_t kMaxAlertIdLength = 300;

grpc::Status Acknowledge(AlertWorkflow& workflow, const v1::AcknowledgeAlertRequest& request,
                         v1::AcknowledgeAlertResponse& response) {
  const RequestForm checked;
  Acknowledgement acknowledgement;
  acknowledgement.jurisdiction = checked.Jurisdiction(request.jurisdiction());
  acknowledgement.alert = checked.form.RequiredText("alert", request.alert(), kMaxAlertIdLength);
  acknowledgement.sequence = request.sequence();
  acknowledgement.actor = checked.Actor(request.actor(), /*needed=*/true);
  acknowledgement.note = checked.form.Text("note", request.note());
  acknowledgement.request_id = checked.RequestId(request.request_id());
  if (request.sequence() < 1) {
    checked.form.Refuse("sequence", "不大于 0；请填查看预警时看到的 sequence");
  }
  if (!checked.violations.empty()) return platform::InvalidRequestOf(checked.violations);
  eventlog::EntryId position;
  grpc::Status status = workflow.Acknowledge(acknowledgement, *response.mutable_alert(), position);
  if (status.ok()) response.mutable_position()->set_entry(position.ToString());
  return status;
}

}  // namespace

grpc::ServerUnaryReactor* AlertWorkflowService::AcknowledgeAlert(grpc::CallbackServerContext* context,
                                                                 const grpc::ByteBuffer* request,
                                                                 grpc::ByteBuffer* response) {
  return ServeOnPool<v1::AcknowledgeAlertRequest, v1::AcknowledgeAlertResponse>(
      pool_, context, request, response, [this](const auto& in, auto& out) { return Acknowledge(workflow_, in, out); });
}

}  // namespace liandu::ingest
