#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "notifier/page_settings.h"
#include "platform/config/config_table.h"
#include "platform/config/settings.h"

namespace liandu::notifier {

/// What the notifier is told at its start.
struct NotifierSettings {
  platform::ServiceSettings service;
  /// The channel "journal".
  std::string journal_file;
  bool journal_console = false;
  /// The channel "webhook"; empty: there is none.
  std::string webhook_url;
  /// Further webhook channels, "name=url" each.
  std::vector<std::string> webhooks;
  /// Secret: lines "<channel> <Header>: <value>", sent to that channel's receiver only.
  std::string webhook_headers;
  int64_t webhook_timeout_ms = 5'000;
  int64_t webhook_threads = 4;
  std::string external_url;
  int64_t retry_first_delay_ms = 1'000;
  int64_t retry_max_delay_ms = 600'000;
  int64_t retry_max_attempts = 12;
  int64_t lease_lifetime_ms = 10'000;
  int64_t alerts_retention_hours = 72;
  PageSettings page;
};

/// Binds every field of the settings, and the rules between them.
void AddNotifierFields(NotifierSettings& settings, platform::ConfigTable& table);

/// A webhook channel: where it posts, and the header line that goes with it (empty: none).
struct WebhookTarget {
  std::string url;
  std::string header;
};

/// The webhook channels by name. INVALID_ARGUMENT names the first that is wrong: a name that is taken or holds other
/// than a-z, 0-9 and "-", a URL that is not http or https, a header for a channel that does not exist.
absl::StatusOr<std::map<std::string, WebhookTarget>> WebhookTargets(const NotifierSettings& settings);

}  // namespace liandu::notifier
