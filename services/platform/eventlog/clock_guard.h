#pragma once

#include <cstdint>
#include <mutex>
#include <optional>

#include "platform/clock/clock.h"

namespace liandu::eventlog {

/// Decides whether the store's time can be believed: only while it keeps pace, within a minute, with this process' own
/// clocks, the wall clock (against a store that is wrong from the start) and the steady one (against a jump of both on
/// one machine). After a jump that was right, restart the process. Thread-safe.
class ClockGuard {
 public:
  static constexpr int64_t kToleranceMs = 60'000;

  explicit ClockGuard(const platform::Clock& clock) : clock_(clock) {}

  /// What the store's time must lie between at this moment, both included.
  struct Bounds {
    int64_t earliest_ms = 0;
    int64_t latest_ms = 0;
  };
  Bounds Now() const;

  /// A time of the store that was within the bounds: the pace is measured from here on.
  void Believe(int64_t store_ms);

 private:
  const platform::Clock& clock_;
  mutable std::mutex mutex_;
  std::optional<int64_t> store_ms_;
  platform::Clock::SteadyTime believed_at_;
};

}  // namespace liandu::eventlog
