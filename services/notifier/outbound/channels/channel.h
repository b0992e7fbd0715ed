#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

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

/// Why a send ended as it did: a bounded set, for metrics. What each means to an operator stands in docs/channels.md.
enum class SendReason {
  kOk,
  /// The receiver, or our own ceiling for it, takes no more for now.
  kRateLimited,
  kBusy,
  kTimeout,
  kNetwork,
  kTls,
  kHttp4xx,
  kHttp5xx,
  kSmtp4xx,
  kSmtp5xx,
  kRedirect,
  /// Our signature, key or clock, or a word that the receiver demands.
  kBadSignature,
  kBadToken,
  kKeywordMissing,
  kIpRefused,
  kDisabled,
  kGone,
  kContentRefused,
  kBadRequest,
  kTooLarge,
  /// Nobody to send it to: no usable address.
  kNoAddress,
  /// The address guard let no connection be made.
  kAddressRefused,
  /// The channel's store (a file, the ceilings' Redis) is away.
  kStorage,
  /// An answer that is not understood.
  kBadAnswer,
  kUnconfigured,
  kStopping,
};
inline constexpr int kSendReasonCount = static_cast<int>(SendReason::kStopping) + 1;

/// "ok", "rate_limited" ...: label of metrics.
const char* SendReasonName(SendReason reason);

/// What a channel's receiver made of a message.
struct SendResult {
  enum class Kind {
    kAccepted,
    /// Not now: to be tried again.
    kRetry,
    /// Not like this: trying again would change nothing.
    kRefused,
    /// Not sent at all, since its ceiling is reached; to be tried again after `retry_after`, and no attempt.
    kWait,
  };
  Kind kind = Kind::kAccepted;
  /// In words, for kRetry and kRefused, and for what was accepted by some only; holds no secret.
  std::string error;
  /// How long the receiver asks to be left alone.
  std::optional<std::chrono::milliseconds> retry_after;
  SendReason reason = SendReason::kOk;
};

SendResult Accepted();
SendResult Retry(SendReason reason, std::string error,
                 std::optional<std::chrono::milliseconds> retry_after = std::nullopt);
SendResult Refused(SendReason reason, std::string error);

/// An alert that a receiver was told of and that still fires.
struct OpenAlert {
  std::string jurisdiction;
  DeliveryItem item;
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

  /// How many waiting messages may go out as one; 1: none are put together.
  virtual int max_merged() const { return 1; }
  /// Sends at most max_merged() messages as one, in their order.
  virtual SendResult SendMerged(const std::vector<const OutgoingMessage*>& messages) { return Send(*messages.front()); }

  /// How often the receiver wants to hear of what still fires; nullopt: it remembers by itself.
  virtual std::optional<std::chrono::milliseconds> refresh_interval() const { return std::nullopt; }
  /// Tells it again of alerts that still fire.
  virtual SendResult Refresh(const std::vector<OpenAlert>& /*alerts*/) { return Accepted(); }
};

}  // namespace liandu::notifier
