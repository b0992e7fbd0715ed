#pragma once

#include "ingest/outbound/alert_workflow.h"
#include "ingest/outbound/work_pool.h"
#include "liandu/v1/ingest_service.grpc.pb.h"

namespace liandu::ingest {

/// liandu.v1.AlertWorkflowService. Thread-safe.
class AlertWorkflowService
    : public v1::AlertWorkflowService::WithRawCallbackMethod_ActOnAlert<v1::AlertWorkflowService::Service> {
 public:
  AlertWorkflowService(AlertWorkflow& workflow, WorkPool& pool) : workflow_(workflow), pool_(pool) {}

  grpc::ServerUnaryReactor* ActOnAlert(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                       grpc::ByteBuffer* response) override;

 private:
  AlertWorkflow& workflow_;
  WorkPool& pool_;
};

}  // namespace liandu::ingest
