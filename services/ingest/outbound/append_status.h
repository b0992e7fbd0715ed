#pragma once

#include <grpcpp/support/status.h>

#include <string>

#include "absl/status/status.h"
#include "platform/eventlog/event_log.h"

namespace liandu::ingest {

/// What a caller is told when the log, or what stands before it, could not do what was asked: in Chinese, while what
/// the status says is for the log. UNAVAILABLE and RESOURCE_EXHAUSTED carry google.rpc.RetryInfo.
grpc::Status FailureStatus(const absl::Status& status);

/// UNAVAILABLE with google.rpc.RetryInfo and this sentence.
grpc::Status TryAgainStatus(const std::string& message);
inline constexpr char kCatalogueMoves[] = "目录正被别人不断修改，这次没有完成；请稍后重试";

/// NOT_FOUND: the jurisdiction has not been opened.
absl::Status UnknownJurisdiction(const std::string& jurisdiction);

/// What a caller is told of an append that changed nothing. Not for the outcomes that are as good as done.
grpc::Status RefusalStatus(const std::string& jurisdiction, const eventlog::AppendResult& result);

}  // namespace liandu::ingest
