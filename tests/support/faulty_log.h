#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "absl/status/status.h"
#include "platform/eventlog/event_log_factory.h"

namespace liandu::testing {

/// Where a call of the store goes wrong: before it has had any effect, or after it, when only its reply is lost.
enum class FaultStep { kBefore, kAfter };

/// One instance's way to a store of any kind, on which calls fail while the store and everybody else's calls are well.
/// Thread-safe.
class FaultyLogs : public eventlog::EventLogFactory {
 public:
  /// Called around each call of the store with its name ("append", "tick", "read", "lease", "claim", "renew",
  /// "release", "read_state", "commit", "set_aside", "mark_trying", "position"); a status that is not OK is what the
  /// caller gets. Must be thread-safe; may block: a call that hangs.
  using Fault = std::function<absl::Status(std::string_view call, FaultStep step)>;

  /// `logs` must outlive this.
  FaultyLogs(eventlog::EventLogFactory& logs, Fault fault);

  int partitions() const override { return logs_.partitions(); }
  std::unique_ptr<eventlog::EventLog> Open(int partition) override;

 private:
  eventlog::EventLogFactory& logs_;
  const Fault fault_;
};

}  // namespace liandu::testing
