#pragma once

#include "ingest/outbound/delivery_workflow.h"
#include "ingest/outbound/work_pool.h"
#include "liandu/v1/ingest_service.grpc.pb.h"

namespace liandu::ingest {

/// liandu.v1.DeliveryWorkflowService. Thread-safe.
class DeliveryWorkflowService
    : public v1::DeliveryWorkflowService::WithRawCallbackMethod_ResendDelivery<
          v1::DeliveryWorkflowService::WithRawCallbackMethod_SendTestMessage<v1::DeliveryWorkflowService::Service>> {
 public:
  DeliveryWorkflowService(DeliveryWorkflow& workflow, WorkPool& pool) : workflow_(workflow), pool_(pool) {}

  grpc::ServerUnaryReactor* ResendDelivery(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* SendTestMessage(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                            grpc::ByteBuffer* response) override;

 private:
  DeliveryWorkflow& workflow_;
  WorkPool& pool_;
};

}  // namespace liandu::ingest
