#include "notifier/inbound/page/request_limits.h"

#include <chrono>

namespace liandu::notifier {

bool RequestLimits::Allow(const std::string& key, int limit) {
  const platform::Clock::SteadyTime now = clock_.SteadyNow();
  std::lock_guard lock(mutex_);
  if (now - minute_start_ >= std::chrono::minutes(1)) {
    minute_start_ = now;
    counts_.clear();
  }
  auto found = counts_.find(key);
  if (found == counts_.end()) {
    if (counts_.size() >= kMaxKeys) return true;
    found = counts_.emplace(key, 0).first;
  }
  return ++found->second <= limit;
}

}  // namespace liandu::notifier
