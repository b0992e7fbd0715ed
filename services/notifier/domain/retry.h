#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace liandu::notifier {

/// How often and how fast a refused delivery is tried again.
struct RetryRules {
  std::chrono::milliseconds first_delay{1000};
  /// Ceiling of the delay; also of what a receiver may ask for with Retry-After.
  std::chrono::milliseconds max_delay{600000};
  /// Attempts after which a delivery becomes a dead letter.
  int max_attempts = 12;
};

/// How long to wait after attempt number `attempt` (from 1) was refused: doubling from the first delay up to the
/// ceiling, with a jitter of up to a quarter less that is seeded from the delivery's id, so that retries of one outage
/// spread and tests repeat. Never sooner than the receiver asked for (`retry_after`), as far as the ceiling allows.
std::chrono::milliseconds RetryDelay(const RetryRules& rules, std::string_view delivery_id, int attempt,
                                     std::optional<std::chrono::milliseconds> retry_after);

}  // namespace liandu::notifier
