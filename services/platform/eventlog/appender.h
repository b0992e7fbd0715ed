#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/event_log_factory.h"

namespace liandu::eventlog {

struct AppenderOptions {
  /// Waiting items and their bytes, for each partition; beyond: RESOURCE_EXHAUSTED.
  size_t max_queued_items = 4096;
  size_t max_queued_bytes = 64 << 20;
  /// What one call of the store takes at most (a single larger item goes alone).
  size_t max_items_per_call = 256;
  size_t max_bytes_per_call = 4 << 20;
};

/// What an appender has to say to metrics. Called on the partitions' threads; must be thread-safe and quick.
class AppenderObserver {
 public:
  virtual ~AppenderObserver() = default;
  /// A call of the store returned: its items, its time, its outcome.
  virtual void OnAppend(int /*partition*/, size_t /*items*/, std::chrono::nanoseconds /*took*/,
                        const absl::Status& /*status*/) {}
  /// The bounded queue refused an item.
  virtual void OnQueueFull(int /*partition*/) {}
};

/// Group commit: concurrent requests to a partition are gathered into one call of the store by the partition's thread
/// (started when first needed). Thread-safe.
class Appender {
 public:
  /// Runs on the partition's thread, in the order of the requests; must not block. The status: RESOURCE_EXHAUSTED (the
  /// queue is full; nothing happened), UNAVAILABLE (the store refused, or its answer was lost: the item may or may not
  /// have been appended, send it again under the same request id or source numbers), INVALID_ARGUMENT.
  using Callback = std::function<void(absl::StatusOr<AppendResult>)>;

  Appender(EventLogFactory& logs, AppenderObserver& observer, AppenderOptions options);
  /// Shuts down.
  ~Appender();
  Appender(const Appender&) = delete;
  Appender& operator=(const Appender&) = delete;

  /// Appends `item` to its jurisdiction's partition. The callback is called exactly once, after the store's answer;
  /// before Append returns when the queue is full or the appender is shut down.
  void Append(AppendItem item, Callback done);

  /// Append for callers that have a thread to wait on.
  absl::StatusOr<AppendResult> AppendAndWait(AppendItem item);

  /// Runs `read` on the thread of the jurisdiction's partition between calls of the store, with that thread's log: for
  /// ReadClock, ReadCatalogue, ReadSourceSequence. The status is not OK (and the log null) when the queue is full or
  /// the appender is shut down.
  void Read(const std::string& jurisdiction, std::function<void(const absl::Status&, EventLog*)> read);

  /// Finishes the call under way, answers what still waits with UNAVAILABLE and joins the threads.
  void Shutdown();

 private:
  class Lane;
  Lane* LaneOf(const std::string& jurisdiction);

  EventLogFactory& logs_;
  AppenderObserver& observer_;
  const AppenderOptions options_;
  std::mutex mutex_;
  bool shut_down_ = false;
  std::vector<std::unique_ptr<Lane>> lanes_;
};

}  // namespace liandu::eventlog
