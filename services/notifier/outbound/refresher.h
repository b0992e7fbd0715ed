#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "notifier/inbound/notifier_machine.h"
#include "notifier/outbound/channel_workers.h"
#include "notifier/outbound/outbox_observer.h"
#include "platform/clock/clock.h"

namespace liandu::notifier {

/// Tells receivers that forget (an Alertmanager) again and again of what still fires, each on a thread of its own. What
/// fires is known from what was delivered; a new owner of a partition knows it from the partition's state. Steady time,
/// no part of a replay. Thread-safe.
class Refresher {
 public:
  /// Of the channels, those that have a refresh interval. Everything passed must outlive it.
  Refresher(const std::map<std::string, ChannelWorkers*>& channels, const platform::Clock& clock,
            OutboxObserver& observer);
  /// Stops.
  ~Refresher();
  Refresher(const Refresher&) = delete;
  Refresher& operator=(const Refresher&) = delete;

  void Start();
  /// Joins; the channels have been told to abort.
  void Stop();

  void OnLoaded(int partition, const NotifierMachine& machine);
  void OnDropped(int partition);
  /// What it tells of fires from now on, or fires no more.
  void OnDelivered(int partition, const std::string& channel, const OutgoingMessage& message);

 private:
  /// Partition, jurisdiction, alert.
  using AlertKey = std::tuple<int, std::string, std::string>;
  struct Target {
    ChannelWorkers* workers = nullptr;
    std::map<AlertKey, OpenAlert> open;
    std::thread thread;
  };
  void Run(const std::string& channel, Target& target);

  const platform::Clock& clock_;
  OutboxObserver& observer_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
  std::map<std::string, Target> targets_;
};

}  // namespace liandu::notifier
