#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "notifier/domain/delivery.h"

namespace liandu::notifier {

/// What is handed to a channel: a due delivery and whose it is.
struct OutgoingMessage {
  std::string jurisdiction;
  std::string jurisdiction_display_name;
  Delivery delivery;
  /// URL of the message's page; empty: it has none.
  std::string link = {};
};

/// What a channel's receiver made of a message.
struct SendResult {
  enum class Kind {
    kAccepted,
    /// Not now: to be tried again.
    kRetry,
    /// Not like this: trying again would change nothing.
    kRefused,
  };
  Kind kind = Kind::kAccepted;
  /// In words, for kRetry and kRefused; holds no secret.
  std::string error;
  /// How long the receiver asks to be left alone.
  std::optional<std::chrono::milliseconds> retry_after;
};

/// A way to people or their systems. Every message carries its delivery's id as idempotency key; the same message may
/// be sent more than once. Thread-safe.
class Channel {
 public:
  virtual ~Channel() = default;
  /// Blocks until the receiver has answered, within the channel's own bound.
  virtual SendResult Send(const OutgoingMessage& message) = 0;
  /// Makes running and later sends return soon, with kRetry.
  virtual void Abort() = 0;
};

}  // namespace liandu::notifier
