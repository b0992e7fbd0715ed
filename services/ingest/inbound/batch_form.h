#pragma once

#include <grpcpp/support/status.h>

#include "ingest/outbound/report_batch.h"
#include "liandu/v1/ingest_service.pb.h"

namespace liandu::ingest {

/// Reads a batch; what is wrong with single reports stays with them, INVALID_ARGUMENT is for the batch as a whole (its
/// limits, its jurisdiction, its source).
grpc::Status ReadBatch(const v1::ReportBatchRequest& request, ReportBatch& batch);

/// The answer as the contract shows it.
void WriteAnswer(const BatchAnswer& answer, v1::ReportBatchResponse& response);

}  // namespace liandu::ingest
