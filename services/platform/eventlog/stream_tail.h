#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/clock/clock.h"
#include "platform/eventlog/entry.h"
#include "platform/eventlog/event_log_factory.h"

namespace liandu::eventlog {

struct StreamTailOptions {
  /// Entries that may wait for one watcher; one that falls further behind while live is cut.
  size_t max_buffered = 1'024;
  /// Watchers of one partition; beyond: RESOURCE_EXHAUSTED.
  size_t max_watchers = 1'000;
};

/// The alerts streams' shared tail: one reader for each partition that is watched, however many watch it. Thread-safe.
class StreamTail {
 public:
  /// One watcher. Thread-safe.
  class Watcher {
   public:
    virtual ~Watcher() = default;
    /// The next entry; nullptr: none waits, `on_ready` will be called when one does. After an error
    /// (RESOURCE_EXHAUSTED: too slow, resume after the last entry taken; OUT_OF_RANGE: the resume point has been
    /// trimmed, list again; UNAVAILABLE: the store is away or the tail was shut down) only the error comes.
    virtual absl::StatusOr<std::shared_ptr<const Entry>> Next() = 0;
  };

  StreamTail(EventLogFactory& logs, const platform::Clock& clock, StreamTailOptions options);
  /// Shuts down.
  ~StreamTail();
  StreamTail(const StreamTail&) = delete;
  StreamTail& operator=(const StreamTail&) = delete;

  /// Watches a partition's alerts after `after`; nullopt: from now on. `on_ready` is called on the tail's thread when
  /// Next has something to say again; it must not block and may be called once more while the watcher is destroyed, so
  /// it must not own what owns the watcher. Destroying the watcher ends it.
  std::shared_ptr<Watcher> Watch(int partition, std::optional<EntryId> after, std::function<void()> on_ready);

  /// Ends every watcher with UNAVAILABLE and joins the threads.
  void Shutdown();

 private:
  class Lane;
  class Subscription;

  EventLogFactory& logs_;
  const platform::Clock& clock_;
  const StreamTailOptions options_;
  std::mutex mutex_;
  bool shut_down_ = false;
  std::vector<std::unique_ptr<Lane>> lanes_;
};

}  // namespace liandu::eventlog
