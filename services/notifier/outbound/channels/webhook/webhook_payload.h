#pragma once

#include <string>

#include "notifier/outbound/channels/channel.h"

namespace liandu::notifier {

/// The message as Alertmanager's webhook payload, version 4 (JSON, UTF-8): an entry for each alert, "firing" or
/// "resolved". A pure function.
std::string WebhookPayload(const OutgoingMessage& message, const std::string& external_url);

/// Sixteen hex digits, the same for an alert of a jurisdiction for ever.
std::string AlertFingerprint(const std::string& jurisdiction, const std::string& alert);

/// "2024-07-01T01:30:00Z", with milliseconds only where there are any.
std::string Rfc3339(model::Instant instant);

}  // namespace liandu::notifier
