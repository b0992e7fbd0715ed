#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "platform/clock/clock.h"
#include "platform/eventlog/event_log.h"

namespace liandu::eventlog {

/// Reads a role's input ahead on a thread of its own, by long blocking reads, into a bounded queue.
class InputReader {
 public:
  /// `on_filled` is called on the reader's thread when entries, or an error that ends reading, have come to an empty
  /// queue; it must not block.
  InputReader(std::unique_ptr<EventLog> log, Role role, EntryId after, const platform::Clock& clock,
              std::function<void()> on_filled);
  /// Interrupts the read and joins.
  ~InputReader();

  /// Whether Take would have something.
  bool Filled() const;
  /// At most `max_entries`. Not OK: reading has ended (OUT_OF_RANGE, DATA_LOSS); an unavailable store is waited for.
  absl::StatusOr<std::vector<Entry>> Take(size_t max_entries);
  /// Entries that wait in the queue.
  size_t queued() const;

 private:
  void Run();
  /// Waits for room; false: stopping.
  bool AwaitRoom();
  void Put(std::vector<Entry> entries);
  int CountToRead() const;

  const std::unique_ptr<EventLog> log_;
  const Role role_;
  const platform::Clock& clock_;
  const std::function<void()> on_filled_;
  EntryId after_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Entry> queue_;
  size_t queued_bytes_ = 0;
  size_t last_mean_bytes_ = 0;
  absl::Status ended_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace liandu::eventlog
