#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>

#include "notifier/outbound/channels/channel.h"

namespace liandu::notifier {

/// What a fake channel's far end has seen and will answer; outlives the channel.
class FakeReceiver {
 public:
  /// Answers of the next sends, in order; then everything is accepted.
  void Answer(SendResult result) {
    std::lock_guard lock(mutex_);
    answers_.push_back(std::move(result));
  }
  /// From now on sends block until Continue.
  void Hang() {
    std::lock_guard lock(mutex_);
    hangs_ = true;
  }
  void Continue() {
    std::lock_guard lock(mutex_);
    hangs_ = false;
    changed_.notify_all();
  }
  /// Ids of all messages sent, in order, repeated ones too.
  std::vector<std::string> Sent() {
    std::lock_guard lock(mutex_);
    return sent_;
  }
  /// How many messages each send put together.
  std::vector<size_t> Parcels() {
    std::lock_guard lock(mutex_);
    return parcels_;
  }
  /// Ids of the alerts of each refresh.
  std::vector<std::vector<std::string>> Refreshes() {
    std::lock_guard lock(mutex_);
    return refreshes_;
  }
  void AwaitSent(size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return sent_.size() >= count; });
  }

 private:
  friend class FakeChannel;
  SendResult Take(const std::vector<const OutgoingMessage*>& messages) {
    std::unique_lock lock(mutex_);
    for (const OutgoingMessage* message : messages) sent_.push_back(message->delivery.id);
    parcels_.push_back(messages.size());
    changed_.notify_all();
    changed_.wait(lock, [this] { return !hangs_ || aborted_; });
    if (aborted_) return {SendResult::Kind::kRetry, "aborted", std::nullopt};
    if (answers_.empty()) return {};
    SendResult result = answers_.front();
    answers_.pop_front();
    return result;
  }
  void TakeRefresh(const std::vector<OpenAlert>& alerts) {
    std::lock_guard lock(mutex_);
    refreshes_.emplace_back();
    for (const OpenAlert& alert : alerts) refreshes_.back().push_back(alert.item.alert.id);
  }
  void Connect() {
    std::lock_guard lock(mutex_);
    aborted_ = false;
  }
  void Abort() {
    std::lock_guard lock(mutex_);
    aborted_ = true;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<SendResult> answers_;
  std::vector<std::string> sent_;
  std::vector<size_t> parcels_;
  std::vector<std::vector<std::string>> refreshes_;
  bool hangs_ = false;
  bool aborted_ = false;
};

/// A channel to a FakeReceiver; passes the same contract as the real ones.
class FakeChannel : public Channel {
 public:
  explicit FakeChannel(FakeReceiver& receiver, int max_merged = 1,
                       std::optional<std::chrono::milliseconds> refresh_interval = std::nullopt)
      : receiver_(receiver), max_merged_(max_merged), refresh_interval_(refresh_interval) {
    receiver_.Connect();
  }
  SendResult Send(const OutgoingMessage& message) override { return receiver_.Take({&message}); }
  void Abort() override { receiver_.Abort(); }
  int max_merged() const override { return max_merged_; }
  SendResult SendMerged(const std::vector<const OutgoingMessage*>& messages) override {
    return receiver_.Take(messages);
  }
  std::optional<std::chrono::milliseconds> refresh_interval() const override { return refresh_interval_; }
  SendResult Refresh(const std::vector<OpenAlert>& alerts) override {
    receiver_.TakeRefresh(alerts);
    return Accepted();
  }

 private:
  FakeReceiver& receiver_;
  const int max_merged_;
  const std::optional<std::chrono::milliseconds> refresh_interval_;
};

}  // namespace liandu::notifier
