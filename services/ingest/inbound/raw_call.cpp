#include "ingest/inbound/raw_call.h"

#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/support/proto_buffer_reader.h>
#include <grpcpp/support/proto_buffer_writer.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ingest/inbound/malformed_message.h"
#include "ingest/outbound/append_status.h"
#include "platform/rpc/status.h"

namespace liandu::ingest {
namespace {

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::string bytes;
  bytes.reserve(buffer.Length());
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

}  // namespace

grpc::Status ReadMessage(const grpc::ByteBuffer& bytes, google::protobuf::Message& message) {
  if (!bytes.Valid()) return grpc::Status::OK;
  // The reader drains what it reads; a copy shares the slices and costs nothing.
  grpc::ByteBuffer shared(bytes);
  grpc::ProtoBufferReader reader(&shared);
  if (reader.status().ok() && message.ParseFromZeroCopyStream(&reader)) return grpc::Status::OK;
  return platform::InvalidRequestOf(ExplainMalformed(*message.GetDescriptor(), BytesOf(bytes)));
}

grpc::Status WriteMessage(const google::protobuf::Message& message, size_t max_bytes, grpc::ByteBuffer& bytes) {
  const size_t size = message.ByteSizeLong();
  if (size > max_bytes) {
    return platform::ToGrpcStatus(absl::ResourceExhaustedError(
        absl::StrCat("结果有 ", size, " 字节，一次最多 ", max_bytes, " 字节；请缩小查询范围")));
  }
  bool own_buffer = false;
  return grpc::SerializationTraits<google::protobuf::Message>::Serialize(message, &bytes, &own_buffer);
}

grpc::Status BusyStatus() { return FailureStatus(absl::ResourceExhaustedError("too many requests wait for a worker")); }

}  // namespace liandu::ingest
