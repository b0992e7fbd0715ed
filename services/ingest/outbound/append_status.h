#pragma once

#include <grpcpp/support/status.h>

#include <string>

#include "absl/status/status.h"
#include "platform/eventlog/event_log.h"

namespace liandu::ingest {

/// What a caller is told when the log, or what stands before it, could not do what was asked: UNAVAILABLE and
/// RESOURCE_EXHAUSTED carry google.rpc.RetryInfo.
grpc::Status FailureStatus(const absl::Status& status);

/// What a caller is told of an append that changed nothing. Not for the outcomes that are as good as done.
grpc::Status RefusalStatus(const std::string& jurisdiction, const eventlog::AppendResult& result);

}  // namespace liandu::ingest
