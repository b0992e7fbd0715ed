#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "notifier/outbound/channels/settings/channel_settings.h"
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
  /// Whether it may be at an address that is not public.
  bool webhook_allow_private = false;
  /// The list `channels` as the file gives it.
  std::vector<platform::ConfigRecord> channel_records;
  /// All channels, made of the above when the settings are read.
  ChannelList channels;
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

/// All channels of the settings by their names: those of the list, and "journal" and "webhook" where the list does not
/// have them. What is wrong is added to `violations`.
ChannelList ConfiguredChannels(const NotifierSettings& settings, platform::ConfigViolations& violations);

}  // namespace liandu::notifier
