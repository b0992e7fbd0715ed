#include "notifier/domain/retry.h"

#include <algorithm>
#include <cstdint>

namespace liandu::notifier {
namespace {

/// FNV-1a: the same on every machine and in every version, unlike std::hash.
uint64_t StableHash(std::string_view text, int attempt) {
  uint64_t hash = 14695981039346656037ULL;
  const auto mix = [&hash](unsigned char byte) { hash = (hash ^ byte) * 1099511628211ULL; };
  for (char character : text) mix(static_cast<unsigned char>(character));
  mix(static_cast<unsigned char>(attempt));
  return hash ^ (hash >> 32);
}

}  // namespace

std::chrono::milliseconds RetryDelay(const RetryRules& rules, std::string_view delivery_id, int attempt,
                                     std::optional<std::chrono::milliseconds> retry_after) {
  std::chrono::milliseconds delay = std::min(rules.first_delay, rules.max_delay);
  for (int i = 1; i < attempt && delay < rules.max_delay; ++i) delay = std::min(delay * 2, rules.max_delay);
  const auto quarter = static_cast<uint64_t>(delay.count() / 4);
  delay -= std::chrono::milliseconds(static_cast<int64_t>(StableHash(delivery_id, attempt) % (quarter + 1)));
  if (retry_after) delay = std::max(delay, std::min(*retry_after, rules.max_delay));
  return delay;
}

}  // namespace liandu::notifier
