#pragma once

#include <grpcpp/grpcpp.h>

#include <map>
#include <memory>
#include <optional>

#include "evaluator/inbound/serial_worker.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"
#include "platform/eventlog/event_log_factory.h"
#include "platform/eventlog/stream_tail.h"

namespace liandu::evaluator {

/// What a watcher of a jurisdiction is told of an entry of the alerts stream: false, and nothing written, for entries
/// of other jurisdictions and for events that are only passed on. The resume token is the entry's id.
bool WriteTransition(const eventlog::Entry& entry, const std::string& jurisdiction,
                     v1::WatchTransitionsResponse& response);

/// Streams alert transitions from the shared tail of the alerts streams. Any instance can: it asks no owner.
/// Thread-safe.
class TransitionWatches {
 public:
  /// Both must outlive it.
  TransitionWatches(eventlog::EventLogFactory& logs, eventlog::StreamTail& tail);
  /// Ends every watch with UNAVAILABLE, so that the server can stop.
  void Shutdown();

  grpc::ServerWriteReactor<v1::WatchTransitionsResponse>* Watch(const v1::WatchTransitionsRequest* request);

 private:
  class Reactor;
  absl::StatusOr<eventlog::EntryId> LastAlert(int partition);

  eventlog::EventLogFactory& logs_;
  eventlog::StreamTail& tail_;
  /// Used by the opener only.
  std::map<int, std::unique_ptr<eventlog::EventLog>> open_logs_;
  /// Looks up where the stream ends now; pumps entries to the watchers that have some.
  SerialWorker opener_{1'000};
  SerialWorker pump_{100'000};
};

}  // namespace liandu::evaluator
