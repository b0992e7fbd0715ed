#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "notifier/outbound/channels/ceiling/ceiling.h"
#include "notifier/outbound/channels/channel.h"

namespace liandu::notifier {

/// A channel that sends only what its ceiling lets through. Thread-safe.
class CeilingChannel final : public Channel {
 public:
  CeilingChannel(std::unique_ptr<Channel> channel, std::unique_ptr<Ceiling> ceiling);

  SendResult Send(const OutgoingMessage& message) override;
  int max_merged() const override { return channel_->max_merged(); }
  SendResult SendMerged(const std::vector<const OutgoingMessage*>& messages) override;
  void Abort() override;

 private:
  /// Nothing: a token is taken.
  std::optional<SendResult> HeldBack();

  const std::unique_ptr<Channel> channel_;
  const std::unique_ptr<Ceiling> ceiling_;
  std::atomic<bool> aborted_{false};
};

}  // namespace liandu::notifier
