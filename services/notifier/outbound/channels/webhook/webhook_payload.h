#pragma once

#include <map>
#include <string>

#include "notifier/outbound/channels/channel.h"

namespace liandu::notifier {

/// The message as Alertmanager's webhook payload, version 4 (JSON, UTF-8): an entry for each alert, "firing" or
/// "resolved". A pure function.
std::string WebhookPayload(const OutgoingMessage& message, const std::string& external_url);

/// What an alert is known by, and what is said of it, in Prometheus' manner; no label is empty.
std::map<std::string, std::string> AlertLabels(const std::string& jurisdiction, const DeliveryItem& item);
std::map<std::string, std::string> AlertAnnotations(const DeliveryItem& item);

/// Sixteen hex digits, the same for an alert of a jurisdiction for ever.
std::string AlertFingerprint(const std::string& jurisdiction, const std::string& alert);

/// "2024-07-01T01:30:00Z", with milliseconds only where there are any.
std::string Rfc3339(model::Instant instant);

}  // namespace liandu::notifier
