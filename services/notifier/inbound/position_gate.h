#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/clock/clock.h"
#include "platform/eventlog/event_log_factory.h"

namespace liandu::notifier {

/// Waits until the evaluator has consumed a position of the log, and says where the alerts stream then ended: the
/// position that the notifier must have reached to have seen it. Thread-safe.
class PositionGate {
 public:
  using Done = std::function<void(absl::StatusOr<eventlog::EntryId>)>;

  PositionGate(eventlog::EventLogFactory& logs, const platform::Clock& clock);
  /// Stops.
  ~PositionGate();
  PositionGate(const PositionGate&) = delete;
  PositionGate& operator=(const PositionGate&) = delete;

  /// Calls `done` once, on the gate's thread or at once. DEADLINE_EXCEEDED: not in time; RESOURCE_EXHAUSTED: a thousand
  /// wait already; UNAVAILABLE: the store is away or the gate was stopped.
  void Await(int partition, eventlog::EntryId position, platform::Clock::SteadyTime deadline, Done done);
  void Stop();

 private:
  struct Wait {
    int partition = 0;
    eventlog::EntryId position;
    platform::Clock::SteadyTime deadline;
    Done done;
  };
  void Run();
  /// The answer, or nullopt: not yet.
  std::optional<absl::StatusOr<eventlog::EntryId>> Look(const Wait& wait);

  eventlog::EventLogFactory& logs_;
  const platform::Clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
  std::vector<Wait> waits_;
  /// Of the thread alone.
  std::map<int, std::unique_ptr<eventlog::EventLog>> opened_;
  std::thread thread_;
};

}  // namespace liandu::notifier
