#include "platform/eventlog/clock_guard.h"

#include <algorithm>

namespace liandu::eventlog {

ClockGuard::Bounds ClockGuard::Now() const {
  const int64_t wall_ms = clock_.NowMs();
  Bounds bounds{wall_ms - kToleranceMs, wall_ms + kToleranceMs};
  const std::lock_guard<std::mutex> guard(mutex_);
  if (store_ms_.has_value()) {
    const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(clock_.SteadyNow() - believed_at_);
    const int64_t expected_ms = *store_ms_ + passed.count();
    bounds.earliest_ms = std::max(bounds.earliest_ms, expected_ms - kToleranceMs);
    bounds.latest_ms = std::min(bounds.latest_ms, expected_ms + kToleranceMs);
  }
  return bounds;
}

void ClockGuard::Believe(int64_t store_ms) {
  const std::lock_guard<std::mutex> guard(mutex_);
  store_ms_ = store_ms;
  believed_at_ = clock_.SteadyNow();
}

}  // namespace liandu::eventlog
