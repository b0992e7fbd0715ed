#pragma once

#include "ingest/outbound/catalogue_writer.h"
#include "ingest/outbound/work_pool.h"
#include "liandu/v1/ingest_service.grpc.pb.h"

namespace liandu::ingest {

/// liandu.v1.CatalogueService. Thread-safe.
class CatalogueService : public v1::CatalogueService::WithRawCallbackMethod_ApplyCatalogue<
                             v1::CatalogueService::WithRawCallbackMethod_GetCatalogue<v1::CatalogueService::Service>> {
 public:
  CatalogueService(CatalogueWriter& writer, WorkPool& pool) : writer_(writer), pool_(pool) {}

  grpc::ServerUnaryReactor* ApplyCatalogue(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetCatalogue(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response) override;

 private:
  CatalogueWriter& writer_;
  WorkPool& pool_;
};

}  // namespace liandu::ingest
