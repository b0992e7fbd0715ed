#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/clock/clock.h"
#include "platform/eventlog/event_log_factory.h"

namespace liandu::ingest {

/// Asks the store every second who evaluates: so it is known, at once and without asking, whether the store is
/// reachable and where evaluators listen. Thread-safe.
class StoreProbe {
 public:
  StoreProbe(eventlog::Membership& membership, const platform::Clock& clock);
  /// Stops.
  ~StoreProbe();
  StoreProbe(const StoreProbe&) = delete;
  StoreProbe& operator=(const StoreProbe&) = delete;

  /// OK if the store answered the last question.
  absl::Status Reachable() const;
  /// OK while the loop turns, failed attempts included.
  absl::Status Turning() const;
  /// Where evaluators listen, as they registered themselves. UNAVAILABLE: the store has not answered.
  absl::StatusOr<std::vector<std::string>> EvaluatorAddresses() const;
  void Stop();

 private:
  void Run();
  void Ask();

  eventlog::Membership& membership_;
  const platform::Clock& clock_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
  absl::Status reachable_ = absl::UnavailableError("not asked yet");
  std::vector<std::string> evaluators_;
  platform::Clock::SteadyTime turned_;
  std::thread thread_;
};

}  // namespace liandu::ingest
