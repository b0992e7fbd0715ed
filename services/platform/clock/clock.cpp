#include "platform/clock/clock.h"

namespace liandu::platform {

int64_t SystemClock::NowMs() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count();
}

Clock::SteadyTime SystemClock::SteadyNow() const { return std::chrono::steady_clock::now(); }

bool SystemClock::WaitUntil(std::unique_lock<std::mutex>& lock, std::condition_variable& changed, SteadyTime deadline,
                            const std::function<bool()>& ready) const {
  return changed.wait_until(lock, deadline, ready);
}

ManualClock::ManualClock(int64_t now_ms) : wall_ms_(now_ms), steady_(std::chrono::hours(1)) {}

int64_t ManualClock::NowMs() const {
  const std::lock_guard<std::mutex> guard(mutex_);
  return wall_ms_;
}

Clock::SteadyTime ManualClock::SteadyNow() const {
  const std::lock_guard<std::mutex> guard(mutex_);
  return steady_;
}

bool ManualClock::WaitUntil(std::unique_lock<std::mutex>& lock, std::condition_variable& changed, SteadyTime deadline,
                            const std::function<bool()>& ready) const {
  // Advance() does not know who waits on what, so waiters look for themselves.
  while (!ready()) {
    if (SteadyNow() >= deadline) return false;
    changed.wait_for(lock, std::chrono::milliseconds(1));
  }
  return true;
}

void ManualClock::Advance(std::chrono::milliseconds by) {
  const std::lock_guard<std::mutex> guard(mutex_);
  wall_ms_ += by.count();
  steady_ += by;
}

void ManualClock::SetWallMs(int64_t now_ms) {
  const std::lock_guard<std::mutex> guard(mutex_);
  wall_ms_ = now_ms;
}

}  // namespace liandu::platform
