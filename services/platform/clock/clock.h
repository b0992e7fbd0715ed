#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>

namespace liandu::platform {

/// The process' only source of time. Thread-safe. Everything that is judged takes its time from the log instead.
class Clock {
 public:
  using SteadyTime = std::chrono::steady_clock::time_point;

  virtual ~Clock() = default;

  /// Wall time in milliseconds since the epoch.
  virtual int64_t NowMs() const = 0;

  /// Time that never goes back, for deadlines and leases.
  virtual SteadyTime SteadyNow() const = 0;

  /// Waits on `changed` until `ready` holds or `deadline` has passed; `lock` is held on return. Returns ready().
  /// Interruptible: make `ready` true under the lock's mutex and notify `changed`.
  virtual bool WaitUntil(std::unique_lock<std::mutex>& lock, std::condition_variable& changed, SteadyTime deadline,
                         const std::function<bool()>& ready) const = 0;

  /// WaitUntil with a deadline from now on.
  bool WaitFor(std::unique_lock<std::mutex>& lock, std::condition_variable& changed, std::chrono::milliseconds timeout,
               const std::function<bool()>& ready) const {
    return WaitUntil(lock, changed, SteadyNow() + timeout, ready);
  }
};

/// The machine's clocks.
class SystemClock : public Clock {
 public:
  int64_t NowMs() const override;
  SteadyTime SteadyNow() const override;
  bool WaitUntil(std::unique_lock<std::mutex>& lock, std::condition_variable& changed, SteadyTime deadline,
                 const std::function<bool()>& ready) const override;
};

/// A clock that stands still until a test moves it. Waiters notice a move within a millisecond of real time.
class ManualClock : public Clock {
 public:
  explicit ManualClock(int64_t now_ms);

  int64_t NowMs() const override;
  SteadyTime SteadyNow() const override;
  bool WaitUntil(std::unique_lock<std::mutex>& lock, std::condition_variable& changed, SteadyTime deadline,
                 const std::function<bool()>& ready) const override;

  /// Moves wall and steady time forward.
  void Advance(std::chrono::milliseconds by);
  /// Sets the wall time alone, back or forth, as an operator or NTP might.
  void SetWallMs(int64_t now_ms);

 private:
  mutable std::mutex mutex_;
  int64_t wall_ms_;
  SteadyTime steady_;
};

}  // namespace liandu::platform
