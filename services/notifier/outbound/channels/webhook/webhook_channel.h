#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "notifier/outbound/channels/channel.h"
#include "notifier/outbound/channels/transfer/http_sender.h"
#include "platform/clock/clock.h"

namespace liandu::notifier {

struct WebhookSettings {
  /// http or https; secret where it holds a token.
  std::string url;
  /// A further request header ("Authorization: Bearer ..."), secret; empty: none.
  std::string header;
  /// Signs the payload, secret; empty: it is not signed.
  std::string secret;
  /// What the payload's externalURL says.
  std::string external_url;
  TransferSettings transfer;
};

/// Posts Alertmanager's webhook payload, with the delivery's id as Idempotency-Key. 2xx is accepted; 5xx, 429 (heeding
/// Retry-After) and network errors are to be retried; everything else, redirects included, is refused for good.
/// Thread-safe.
class WebhookChannel : public Channel {
 public:
  /// The clock must outlive it.
  WebhookChannel(WebhookSettings settings, const platform::Clock& clock);

  SendResult Send(const OutgoingMessage& message) override;
  void Abort() override { sender_.Abort(); }

 private:
  const WebhookSettings settings_;
  const platform::Clock& clock_;
  HttpSender sender_;
};

/// "sha256=<hex>": the header X-Liandu-Signature for what X-Liandu-Timestamp says, over "<timestamp>.<body>".
std::string WebhookSignature(std::string_view secret, int64_t timestamp_s, std::string_view body);

}  // namespace liandu::notifier
