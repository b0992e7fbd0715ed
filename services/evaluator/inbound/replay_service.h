#pragma once

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <functional>

#include "evaluator/inbound/serial_worker.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"
#include "platform/eventlog/event_log_factory.h"
#include "platform/eventlog/machine.h"
#include "platform/eventlog/replay.h"

namespace liandu::evaluator {

/// Runs a replay and compares it with what was committed; reads only. `progress` is told the entries replayed so far
/// and in all, between reads, and ends the replay with CANCELLED by answering false.
absl::StatusOr<v1::ReplayResponse> ReplayAndCompare(eventlog::EventLog& log, eventlog::MachineFactory& machines,
                                                    int partition,
                                                    const std::function<bool(int64_t done, int64_t total)>& progress);

/// Replays on demand, one at a time, beside the running state. Thread-safe.
class ReplayServiceImpl final : public v1::ReplayService::CallbackService {
 public:
  /// Both must outlive it.
  ReplayServiceImpl(eventlog::EventLogFactory& logs, eventlog::MachineFactory& machines)
      : logs_(logs), machines_(machines) {}

  grpc::ServerWriteReactor<v1::ReplayResponse>* Replay(grpc::CallbackServerContext* context,
                                                       const v1::ReplayRequest* request) override;
  /// Cancels the replay under way.
  void Shutdown();

 private:
  class Reactor;
  eventlog::EventLogFactory& logs_;
  eventlog::MachineFactory& machines_;
  std::atomic<bool> stopping_{false};
  SerialWorker worker_{2};
};

}  // namespace liandu::evaluator
