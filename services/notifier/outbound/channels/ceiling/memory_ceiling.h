#pragma once

#include <deque>
#include <mutex>

#include "notifier/outbound/channels/ceiling/ceiling.h"
#include "platform/clock/clock.h"

namespace liandu::notifier {

/// A ceiling of one process. Thread-safe.
class MemoryCeiling final : public Ceiling {
 public:
  /// The clock must outlive it.
  MemoryCeiling(CeilingRules rules, const platform::Clock& clock);
  absl::StatusOr<std::chrono::milliseconds> Take() override;

 private:
  const CeilingRules rules_;
  const platform::Clock& clock_;
  std::mutex mutex_;
  /// Times of the last sends, the newest first.
  std::deque<int64_t> sends_ms_;
};

}  // namespace liandu::notifier
