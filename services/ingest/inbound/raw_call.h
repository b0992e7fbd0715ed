#pragma once

#include <google/protobuf/message.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <functional>
#include <memory>

#include "ingest/outbound/work_pool.h"

/// Calls are taken as bytes: gRPC answers a message that does not parse (text that is not UTF-8, say) with
/// UNIMPLEMENTED and no reason; here the caller learns the field.
namespace liandu::ingest {

/// Reads a message; INVALID_ARGUMENT with google.rpc.BadRequest when the bytes are none.
grpc::Status ReadMessage(const grpc::ByteBuffer& bytes, google::protobuf::Message& message);
/// Writes a message; RESOURCE_EXHAUSTED beyond `max_bytes`.
grpc::Status WriteMessage(const google::protobuf::Message& message, size_t max_bytes, grpc::ByteBuffer& bytes);

/// No answer of ours is larger; clients must allow as much.
inline constexpr size_t kMaxAnswerBytes = 16 * 1024 * 1024;

/// RESOURCE_EXHAUSTED with RetryInfo: the pool is full.
grpc::Status BusyStatus();

/// Serves a unary call on the pool: reads the request, lets `handle` fill the response, answers.
template <typename Request, typename Response, typename Handle>
grpc::ServerUnaryReactor* ServeOnPool(WorkPool& pool, grpc::CallbackServerContext* context,
                                      const grpc::ByteBuffer* request_bytes, grpc::ByteBuffer* response_bytes,
                                      Handle handle) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const bool taken = pool.Submit([reactor, request_bytes, response_bytes, handle] {
    Request request;
    Response response;
    grpc::Status status = ReadMessage(*request_bytes, request);
    if (status.ok()) status = handle(request, response);
    if (status.ok()) status = WriteMessage(response, kMaxAnswerBytes, *response_bytes);
    reactor->Finish(status);
  });
  if (!taken) reactor->Finish(BusyStatus());
  return reactor;
}

}  // namespace liandu::ingest
