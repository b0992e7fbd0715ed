#include "ingest/inbound/delivery_workflow_service.h"

#include "ingest/inbound/raw_call.h"
#include "ingest/inbound/request_form.h"
#include "platform/rpc/status.h"

namespace liandu::ingest {
namespace {

constexpr size_t kMaxDeliveryIdLength = 200;
constexpr size_t kMaxTestTextLength = 500;

template <typename Request>
DeliveryRequest HeadOf(const Request& request, const RequestForm& checked) {
  return {checked.Jurisdiction(request.jurisdiction()), checked.Actor(request.actor(), /*needed=*/true),
          checked.RequestId(request.request_id())};
}

grpc::Status Resend(DeliveryWorkflow& workflow, const v1::ResendDeliveryRequest& request,
                    v1::ResendDeliveryResponse& response) {
  const RequestForm checked;
  const DeliveryRequest head = HeadOf(request, checked);
  const std::string delivery = checked.form.RequiredText("delivery", request.delivery(), kMaxDeliveryIdLength);
  if (!checked.violations.empty()) return platform::InvalidRequestOf(checked.violations);
  eventlog::EntryId position;
  const grpc::Status status = workflow.Resend(head, delivery, position);
  if (status.ok()) response.mutable_position()->set_entry(position.ToString());
  return status;
}

grpc::Status SendTest(DeliveryWorkflow& workflow, const v1::SendTestMessageRequest& request,
                      v1::SendTestMessageResponse& response) {
  const RequestForm checked;
  const DeliveryRequest head = HeadOf(request, checked);
  const model::TestMessageRequested message{checked.form.Id("receiver", request.receiver()),
                                            checked.form.OptionalId("post", request.post()),
                                            checked.form.Text("text", request.text(), kMaxTestTextLength)};
  if (!checked.violations.empty()) return platform::InvalidRequestOf(checked.violations);
  eventlog::EntryId position;
  const grpc::Status status = workflow.SendTest(head, message, position);
  if (status.ok()) response.mutable_position()->set_entry(position.ToString());
  return status;
}

}  // namespace

grpc::ServerUnaryReactor* DeliveryWorkflowService::ResendDelivery(grpc::CallbackServerContext* context,
                                                                  const grpc::ByteBuffer* request,
                                                                  grpc::ByteBuffer* response) {
  return ServeOnPool<v1::ResendDeliveryRequest, v1::ResendDeliveryResponse>(
      pool_, context, request, response, [this](const auto& in, auto& out) { return Resend(workflow_, in, out); });
}

grpc::ServerUnaryReactor* DeliveryWorkflowService::SendTestMessage(grpc::CallbackServerContext* context,
                                                                   const grpc::ByteBuffer* request,
                                                                   grpc::ByteBuffer* response) {
  return ServeOnPool<v1::SendTestMessageRequest, v1::SendTestMessageResponse>(
      pool_, context, request, response, [this](const auto& in, auto& out) { return SendTest(workflow_, in, out); });
}

}  // namespace liandu::ingest
