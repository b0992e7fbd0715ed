#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "notifier/domain/desk.h"
#include "notifier/inbound/notifier_machine.h"
#include "notifier/outbound/channels/channel.h"

namespace liandu::notifier {

/// What the outbox has to say to metrics and logs. Called on several threads; must be thread-safe and quick.
class OutboxObserver {
 public:
  virtual ~OutboxObserver() = default;
  /// A channel has made an attempt.
  virtual void OnAttempt(const std::string& /*channel*/, const DeliveryRef& /*delivery*/, int /*attempt*/) {}
  /// An attempt's outcome is committed. `latency`: from the log entry that made it due; for kDelivered.
  virtual void OnOutcome(const std::string& /*channel*/, const DeliveryRef& /*delivery*/,
                         const SendOutcome& /*outcome*/, SendReason /*reason*/, std::chrono::milliseconds /*latency*/) {
  }
  /// A message could not be handed over, since the channel's ceiling is reached or not known. No attempt.
  virtual void OnHeldBack(const std::string& /*channel*/, SendReason /*reason*/) {}
  /// A receiver that forgets was told again of what fires.
  virtual void OnRefreshed(const std::string& /*channel*/, size_t /*alerts*/, const SendResult& /*result*/) {}
  /// How many deliveries of a partition wait for their slot, and how many are on their way; after each commit.
  virtual void OnSize(int /*partition*/, size_t /*scheduled*/, size_t /*sending*/) {}
  /// A change could not be committed; the delivery will be taken up again by whoever owns the partition.
  virtual void OnCommitLost(const DeliveryRef& /*delivery*/, const absl::Status& /*why*/) {}
};

}  // namespace liandu::notifier
