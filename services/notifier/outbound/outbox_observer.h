#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "notifier/domain/desk.h"
#include "notifier/inbound/notifier_machine.h"

namespace liandu::notifier {

/// What the outbox has to say to metrics and logs. Called on several threads; must be thread-safe and quick.
class OutboxObserver {
 public:
  virtual ~OutboxObserver() = default;
  /// An attempt is handed to the channel.
  virtual void OnAttempt(const std::string& /*channel*/, const DeliveryRef& /*delivery*/, int /*attempt*/) {}
  /// An attempt's outcome is committed. `latency`: from the log entry that made it due; for kDelivered.
  virtual void OnOutcome(const std::string& /*channel*/, const DeliveryRef& /*delivery*/,
                         const SendOutcome& /*outcome*/, std::chrono::milliseconds /*latency*/) {}
  /// How many deliveries of a partition wait for their slot, and how many are on their way; after each commit.
  virtual void OnSize(int /*partition*/, size_t /*scheduled*/, size_t /*sending*/) {}
  /// A change could not be committed; the delivery will be taken up again by whoever owns the partition.
  virtual void OnCommitLost(const DeliveryRef& /*delivery*/, const absl::Status& /*why*/) {}
};

}  // namespace liandu::notifier
