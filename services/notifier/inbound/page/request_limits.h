#pragma once

#include <map>
#include <mutex>
#include <string>

#include "platform/clock/clock.h"

namespace liandu::notifier {

/// Counts requests by what they have in common, a minute at a time. Bounded: beyond kMaxKeys in a minute, further ones
/// are let through uncounted. Thread-safe.
class RequestLimits {
 public:
  /// The clock must outlive it.
  explicit RequestLimits(const platform::Clock& clock) : clock_(clock) {}
  /// Counts one more; false: there were more than `limit` in this minute.
  bool Allow(const std::string& key, int limit);

  static constexpr size_t kMaxKeys = 10'000;

 private:
  const platform::Clock& clock_;
  std::mutex mutex_;
  platform::Clock::SteadyTime minute_start_{};
  std::map<std::string, int> counts_;
};

}  // namespace liandu::notifier
