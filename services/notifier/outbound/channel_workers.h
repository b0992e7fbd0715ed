#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "notifier/outbound/channels/channel.h"

namespace liandu::notifier {

/// A channel's own threads, so that one that hangs delays no other. Thread-safe.
class ChannelWorkers {
 public:
  /// At least one.
  using Messages = std::vector<std::shared_ptr<const OutgoingMessage>>;
  using Done = std::function<void(const SendResult&)>;

  /// At most `threads` messages are under way or waiting for a thread.
  ChannelWorkers(std::unique_ptr<Channel> channel, int threads);
  /// Stops.
  ~ChannelWorkers();
  ChannelWorkers(const ChannelWorkers&) = delete;
  ChannelWorkers& operator=(const ChannelWorkers&) = delete;

  int capacity() const { return capacity_; }
  int max_merged() const { return channel_->max_merged(); }
  /// Sends them on one of the threads, several as one message, and calls `done` there. False: full or stopped, and
  /// `done` is never called.
  bool Submit(Messages messages, Done done);

  std::optional<std::chrono::milliseconds> refresh_interval() const { return channel_->refresh_interval(); }
  /// Refreshes on the caller's thread.
  SendResult Refresh(const std::vector<OpenAlert>& alerts) { return channel_->Refresh(alerts); }

  /// Aborts what runs, drops what waits, and joins the threads. `done` of what ran has been called.
  void Stop();

 private:
  struct Task {
    Messages messages;
    Done done;
  };
  void Run();
  SendResult Send(const Messages& messages);

  const std::unique_ptr<Channel> channel_;
  const int capacity_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> waiting_;
  int under_way_ = 0;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace liandu::notifier
