#pragma once

#include "ingest/outbound/report_line.h"
#include "liandu/v1/ingest_service.grpc.pb.h"

namespace liandu::ingest {

/// liandu.v1.ReportService. Thread-safe.
class ReportService : public v1::ReportService::WithRawCallbackMethod_ReportBatch<
                          v1::ReportService::WithRawCallbackMethod_StreamReports<v1::ReportService::Service>> {
 public:
  /// `max_in_flight`: batches of one stream that are read before the first of them is answered.
  ReportService(ReportRoute route, int max_in_flight) : route_(route), max_in_flight_(max_in_flight) {}

  grpc::ServerUnaryReactor* ReportBatch(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StreamReports(
      grpc::CallbackServerContext* context) override;

 private:
  const ReportRoute route_;
  const int max_in_flight_;
};

}  // namespace liandu::ingest
