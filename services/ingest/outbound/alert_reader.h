#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "liandu/v1/alert.pb.h"
#include "platform/eventlog/entry.h"

namespace liandu::ingest {

/// Where alerts are read. Thread-safe; blocks.
class AlertReader {
 public:
  virtual ~AlertReader() = default;
  /// The alert as it is after `minimum` (0-0: now). NOT_FOUND; UNAVAILABLE: no evaluator answers for it now.
  virtual grpc::Status Read(const std::string& jurisdiction, const std::string& alert, eventlog::EntryId minimum,
                            v1::Alert& found) = 0;
};

/// Asks the evaluators in turn: any instance answers or forwards to the one that owns the jurisdiction.
class EvaluatorAlertReader : public AlertReader {
 public:
  /// `addresses` says where evaluators listen, for each call anew.
  using Addresses = std::function<absl::StatusOr<std::vector<std::string>>()>;

  EvaluatorAlertReader(Addresses addresses, std::chrono::milliseconds timeout)
      : addresses_(std::move(addresses)), timeout_(timeout) {}

  grpc::Status Read(const std::string& jurisdiction, const std::string& alert, eventlog::EntryId minimum,
                    v1::Alert& found) override;

 private:
  absl::StatusOr<std::shared_ptr<grpc::Channel>> ChannelTo(const std::string& address);

  const Addresses addresses_;
  const std::chrono::milliseconds timeout_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels_;
};

}  // namespace liandu::ingest
