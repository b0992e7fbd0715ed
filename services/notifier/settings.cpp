#include "notifier/settings.h"

#include <algorithm>
#include <utility>

#include "notifier/domain/route.h"
#include "notifier/outbound/channels/settings/record_reader.h"

namespace liandu::notifier {
namespace {

constexpr char kWebhookChannel[] = "webhook";
constexpr int kWebhookThreads = 4;
constexpr size_t kMaxChannels = 64;

bool HasChannel(const ChannelList& list, const std::string& name) {
  return std::any_of(list.channels.begin(), list.channels.end(),
                     [&name](const ChannelSettings& channel) { return channel.name == name; });
}

}  // namespace

void AddNotifierFields(NotifierSettings& settings, platform::ConfigTable& table) {
  AddServiceFields(settings.service, table);
  AddPageFields(settings.page, table);
  table.Text("journal.file", settings.journal_file, "File that the channel \"journal\" appends messages to")
      .Bool("journal.console", settings.journal_console, "Whether the channel \"journal\" also prints messages")
      .Text("webhook.url", settings.webhook_url, "Where the channel \"webhook\" posts; empty: there is none", 2048)
      .Bool("webhook.allow_private", settings.webhook_allow_private,
            "Whether the channel \"webhook\" may post to an address that is not public")
      .Records("channels", settings.channel_records, kMaxChannels, &ShownChannelValue,
               "Channels, each with its name, its kind and what docs/channels.md says of that kind")
      .Text("external_url", settings.external_url, "What webhook payloads say is the address of this system", 2048)
      .Integer("retry.first_delay_ms", settings.retry_first_delay_ms, 10, 600'000, "Wait after a first refusal")
      .Integer("retry.max_delay_ms", settings.retry_max_delay_ms, 10, 86'400'000, "Longest wait between attempts")
      .Integer("retry.max_attempts", settings.retry_max_attempts, 1, 100, "Attempts until a message is a dead letter")
      .Integer("lease_lifetime_ms", settings.lease_lifetime_ms, 300, 600'000,
               "How long a partition stays with an owner that gives no sign")
      .Integer("alerts_retention_hours", settings.alerts_retention_hours, 1, 8'760,
               "How long alert transitions are kept for watchers to resume from")
      .Check([&settings](platform::ConfigViolations& violations) {
        settings.channels = ConfiguredChannels(settings, violations);
      });
}

ChannelList ConfiguredChannels(const NotifierSettings& settings, platform::ConfigViolations& violations) {
  ChannelList list = ReadChannels(settings.channel_records, settings.external_url, violations);
  if (!HasChannel(list, kDefaultChannel)) {
    list.channels.push_back({kDefaultChannel, 1, JournalSettings{settings.journal_file, settings.journal_console}});
  } else if (!settings.journal_file.empty()) {
    violations.push_back("journal.file and a channel \"journal\" in the list: give one of them");
  }
  if (settings.webhook_url.empty()) return list;
  if (HasChannel(list, kWebhookChannel)) {
    violations.push_back("webhook.url and a channel \"webhook\" in the list: give one of them");
  }
  if (!IsHttpUrl(settings.webhook_url)) violations.push_back("webhook.url must be an http or https URL");
  WebhookSettings webhook;
  webhook.url = settings.webhook_url;
  webhook.external_url = settings.external_url;
  webhook.transfer.guard = AddressGuard(settings.webhook_allow_private, {});
  list.channels.push_back({kWebhookChannel, kWebhookThreads, std::move(webhook)});
  return list;
}

}  // namespace liandu::notifier
