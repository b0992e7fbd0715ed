#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "notifier/outbound/channels/channel.h"

namespace liandu::notifier {

struct WebhookSettings {
  /// http or https.
  std::string url;
  /// From connecting to the last byte of the answer.
  std::chrono::milliseconds timeout{5000};
  /// A further request header ("Authorization: Bearer ..."), secret; empty: none.
  std::string header;
  /// What the payload's externalURL says.
  std::string external_url;
};

/// Posts Alertmanager's webhook payload, with the delivery's id as Idempotency-Key. 2xx is accepted; 5xx, 429 (heeding
/// Retry-After) and network errors are to be retried; everything else, redirects included, is refused for good. TLS
/// certificates are checked. Connections are kept. Thread-safe.
class WebhookChannel : public Channel {
 public:
  explicit WebhookChannel(WebhookSettings settings);
  ~WebhookChannel() override;
  WebhookChannel(const WebhookChannel&) = delete;
  WebhookChannel& operator=(const WebhookChannel&) = delete;

  SendResult Send(const OutgoingMessage& message) override;
  void Abort() override { aborted_ = true; }

 private:
  class Connection;
  std::unique_ptr<Connection> Take();
  void GiveBack(std::unique_ptr<Connection> connection);

  const WebhookSettings settings_;
  std::atomic<bool> aborted_{false};
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace liandu::notifier
