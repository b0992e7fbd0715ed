#include "notifier/outbound/channels/ceiling/memory_ceiling.h"

#include <algorithm>
#include <utility>

namespace liandu::notifier {

MemoryCeiling::MemoryCeiling(CeilingRules rules, const platform::Clock& clock)
    : rules_(std::move(rules)), clock_(clock) {}

absl::StatusOr<std::chrono::milliseconds> MemoryCeiling::Take() {
  std::lock_guard lock(mutex_);
  const int64_t now_ms = clock_.NowMs();
  const int64_t since_crowd_ms = now_ms % kCrowdPeriod.count();
  if (since_crowd_ms < rules_.crowded.count()) {
    return std::chrono::milliseconds(rules_.crowded.count() - since_crowd_ms);
  }
  // A clock that was set back: what is known counts as sent now.
  if (!sends_ms_.empty() && sends_ms_.front() > now_ms) std::fill(sends_ms_.begin(), sends_ms_.end(), now_ms);
  int64_t wait_ms = 0;
  size_t kept = 0;
  for (const CeilingRule& rule : rules_.rules) {
    const auto sends = static_cast<size_t>(rule.sends);
    kept = std::max(kept, sends);
    if (sends_ms_.size() < sends) continue;
    wait_ms = std::max(wait_ms, sends_ms_[sends - 1] + rule.period.count() - now_ms);
  }
  if (wait_ms > 0) return std::chrono::milliseconds(wait_ms);
  sends_ms_.push_front(now_ms);
  if (sends_ms_.size() > kept) sends_ms_.resize(kept);
  return std::chrono::milliseconds(0);
}

}  // namespace liandu::notifier
