#pragma once

#include "ingest/outbound/jurisdiction_writer.h"
#include "ingest/outbound/work_pool.h"
#include "liandu/v1/ingest_service.grpc.pb.h"

namespace liandu::ingest {

/// liandu.v1.JurisdictionService. Thread-safe.
class JurisdictionService : public v1::JurisdictionService::WithRawCallbackMethod_OpenJurisdiction<
                                v1::JurisdictionService::WithRawCallbackMethod_GoLive<
                                    v1::JurisdictionService::WithRawCallbackMethod_AdvanceClock<
                                        v1::JurisdictionService::WithRawCallbackMethod_GetJurisdictionClock<
                                            v1::JurisdictionService::Service>>>> {
 public:
  JurisdictionService(JurisdictionWriter& writer, WorkPool& pool) : writer_(writer), pool_(pool) {}

  grpc::ServerUnaryReactor* OpenJurisdiction(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                             grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GoLive(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                   grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* AdvanceClock(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetJurisdictionClock(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                                 grpc::ByteBuffer* response) override;

 private:
  JurisdictionWriter& writer_;
  WorkPool& pool_;
};

}  // namespace liandu::ingest
