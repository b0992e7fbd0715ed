#pragma once

#include <string>
#include <vector>

#include "notifier/outbound/channels/channel.h"
#include "notifier/outbound/channels/transfer/http_sender.h"
#include "platform/clock/clock.h"

namespace liandu::notifier {

struct AlertmanagerSettings {
  /// Of its API: "http://alertmanager:9093"; a path prefix may follow.
  std::string url;
  /// A further request header ("Authorization: Bearer ..."), secret; empty: none.
  std::string header;
  /// What the alerts' generatorURL says where the message has no link.
  std::string external_url;
  /// How often it is told again of what fires; an alert that it hears nothing of for four times as long is resolved.
  std::chrono::milliseconds refresh_interval{60'000};
  TransferSettings transfer;
};

/// Raises and resolves alerts in a Prometheus Alertmanager (API v2), which then routes them. What still fires is sent
/// again, since Alertmanager forgets. Valid alerts are taken even where others make the answer 400. Thread-safe.
class AlertmanagerChannel final : public Channel {
 public:
  /// The clock must outlive it.
  AlertmanagerChannel(AlertmanagerSettings settings, const platform::Clock& clock);

  SendResult Send(const OutgoingMessage& message) override;
  void Abort() override { sender_.Abort(); }
  std::optional<std::chrono::milliseconds> refresh_interval() const override { return settings_.refresh_interval; }
  SendResult Refresh(const std::vector<OpenAlert>& alerts) override;

 private:
  SendResult Post(const std::string& body);
  model::Instant Now() const;
  /// When an alert that is sent now is resolved if nothing more is heard of it.
  model::Instant Expiry() const;

  const AlertmanagerSettings settings_;
  const platform::Clock& clock_;
  HttpSender sender_;
};

/// The alerts of a message for POST /api/v2/alerts (JSON): what fires ends at `expiry`, what is resolved in the past.
/// Where an alert's severity changed, the same with its other severities is resolved, since labels are what
/// Alertmanager knows an alert by. A pure function.
std::string PostableAlerts(const OutgoingMessage& message, const std::string& external_url, model::Instant now,
                           model::Instant expiry);

}  // namespace liandu::notifier
