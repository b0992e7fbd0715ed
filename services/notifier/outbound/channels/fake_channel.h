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
  void AwaitSent(size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return sent_.size() >= count; });
  }

 private:
  friend class FakeChannel;
  SendResult Take(const OutgoingMessage& message) {
    std::unique_lock lock(mutex_);
    sent_.push_back(message.delivery.id);
    changed_.notify_all();
    changed_.wait(lock, [this] { return !hangs_ || aborted_; });
    if (aborted_) return {SendResult::Kind::kRetry, "aborted", std::nullopt};
    if (answers_.empty()) return {};
    SendResult result = answers_.front();
    answers_.pop_front();
    return result;
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
  bool hangs_ = false;
  bool aborted_ = false;
};

/// A channel to a FakeReceiver; passes the same contract as the real ones.
class FakeChannel : public Channel {
 public:
  explicit FakeChannel(FakeReceiver& receiver) : receiver_(receiver) { receiver_.Connect(); }
  SendResult Send(const OutgoingMessage& message) override { return receiver_.Take(message); }
  void Abort() override { receiver_.Abort(); }

 private:
  FakeReceiver& receiver_;
};

}  // namespace liandu::notifier
