#pragma once

#include <mutex>
#include <string>

#include "notifier/outbound/channels/ceiling/ceiling.h"
#include "platform/redis/connection.h"

namespace liandu::notifier {

/// A ceiling that all instances share, kept in Redis under {r:<robot>} and timed by Redis. Thread-safe.
class RedisCeiling final : public Ceiling {
 public:
  /// `robot` is the same wherever the same robot is meant, and says nothing secret. The resolver, the clock and the
  /// observer must outlive it.
  RedisCeiling(const std::string& robot, CeilingRules rules, platform::redis::EndpointResolver& resolver,
               const platform::redis::ConnectionOptions& options, const platform::Clock& clock,
               platform::redis::RoundTripObserver& observer);
  absl::StatusOr<std::chrono::milliseconds> Take() override;

 private:
  const std::string key_;
  const CeilingRules rules_;
  std::mutex mutex_;
  platform::redis::Connection connection_;
};

}  // namespace liandu::notifier
