#include "ingest/inbound/report_service.h"

#include <google/protobuf/arena.h>

#include <memory>
#include <utility>

#include "ingest/inbound/batch_form.h"
#include "ingest/inbound/raw_call.h"
#include "ingest/inbound/report_stream.h"

namespace liandu::ingest {

grpc::ServerUnaryReactor* ReportService::ReportBatch(grpc::CallbackServerContext* context,
                                                     const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  google::protobuf::Arena arena;
  auto* proto = google::protobuf::Arena::CreateMessage<v1::ReportBatchRequest>(&arena);
  ingest::ReportBatch batch;
  grpc::Status status = ReadMessage(*request, *proto);
  if (status.ok()) status = ReadBatch(*proto, batch);
  if (!status.ok()) {
    reactor->Finish(status);
    return reactor;
  }
  auto line = std::make_shared<ReportLine>(route_);
  line->Add(std::move(batch), [reactor, response](const grpc::Status& outcome, const BatchAnswer& answer) {
    grpc::Status finished = outcome;
    if (finished.ok()) {
      v1::ReportBatchResponse message;
      WriteAnswer(answer, message);
      finished = WriteMessage(message, kMaxAnswerBytes, *response);
    }
    reactor->Finish(finished);
  });
  return reactor;
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* ReportService::StreamReports(
    grpc::CallbackServerContext* /*context*/) {
  // Deletes itself when the call is over.
  return new ReportStream(route_, max_in_flight_);
}

}  // namespace liandu::ingest
