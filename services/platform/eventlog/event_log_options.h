#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "platform/eventlog/entry.h"

namespace liandu::eventlog {

struct EventLogOptions {
  /// Fixed at the store's first start; another number is refused afterwards.
  int partitions = 16;
  /// Entries that may wait for the evaluator in a partition before appends are refused; 0: no limit.
  int64_t backlog_watermark = 200'000;
  /// How long a request id is remembered.
  std::chrono::milliseconds request_memory{std::chrono::hours(24)};
};

/// What a log has to say to metrics beside its results. Must be thread-safe and quick.
class EventLogObserver {
 public:
  virtual ~EventLogObserver() = default;
  /// `what` names the call of the store: "append", "commit", "read", "connect" ….
  virtual void OnRoundTrip(std::string_view /*what*/, std::chrono::nanoseconds /*took*/,
                           const absl::Status& /*status*/) {}
  /// The store's time does not keep pace with ours: an append or a tick was refused.
  virtual void OnClockRefused(int /*partition*/, int64_t /*store_ms*/, int64_t /*own_ms*/) {}
  /// The store has lost what it had acknowledged: the log's last entry is older than one that we know of.
  virtual void OnLoss(int /*partition*/, EntryId /*acknowledged*/, EntryId /*found*/) {}
};

}  // namespace liandu::eventlog
