#include "notifier/settings.h"

#include <algorithm>
#include <cctype>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "notifier/domain/route.h"

namespace liandu::notifier {
namespace {

constexpr char kWebhookChannel[] = "webhook";

bool IsName(const std::string& name) {
  return !name.empty() && name.size() <= 63 && std::all_of(name.begin(), name.end(), [](char character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') || character == '-';
  });
}

bool IsUrl(const std::string& url) {
  return (absl::StartsWith(url, "http://") || absl::StartsWith(url, "https://")) && url.find(' ') == std::string::npos;
}

absl::Status AddTarget(const std::string& name, const std::string& url, std::map<std::string, WebhookTarget>& targets) {
  if (!IsName(name) || name == kDefaultChannel) {
    return absl::InvalidArgumentError(
        absl::StrCat("webhooks: \"", name, "\" is no name for a channel; use a-z, 0-9 and \"-\", and not \"journal\""));
  }
  if (!IsUrl(url)) {
    return absl::InvalidArgumentError(absl::StrCat("the URL of webhook channel \"", name, "\" must be http or https"));
  }
  if (!targets.emplace(name, WebhookTarget{url, ""}).second) {
    return absl::InvalidArgumentError(absl::StrCat("webhooks: channel \"", name, "\" is given twice; remove one"));
  }
  return absl::OkStatus();
}

absl::Status AddHeader(const std::string& line, std::map<std::string, WebhookTarget>& targets) {
  const size_t space = line.find(' ');
  auto target = targets.find(line.substr(0, space));
  // The line itself is secret and is not said.
  if (target == targets.end()) {
    return absl::InvalidArgumentError("webhook.headers: a line begins with no webhook channel's name");
  }
  const std::string header = space == std::string::npos ? "" : line.substr(space + 1);
  if (header.find(": ") == std::string::npos) {
    return absl::InvalidArgumentError(absl::StrCat("webhook.headers: write \"", target->first, " <Header>: <value>\""));
  }
  target->second.header = header;
  return absl::OkStatus();
}

}  // namespace

void AddNotifierFields(NotifierSettings& settings, platform::ConfigTable& table) {
  AddServiceFields(settings.service, table);
  AddPageFields(settings.page, table);
  table.Text("journal.file", settings.journal_file, "File that the channel \"journal\" appends messages to")
      .Bool("journal.console", settings.journal_console, "Whether the channel \"journal\" also prints messages")
      .Text("webhook.url", settings.webhook_url, "Where the channel \"webhook\" posts; empty: there is none", 2048)
      .List("webhooks", settings.webhooks, 64, "Further webhook channels, \"name=url\" each")
      .Secret("webhook.headers", settings.webhook_headers,
              "Request headers, a line \"<channel> <Header>: <value>\" for each channel that wants one")
      .Integer("webhook.timeout_ms", settings.webhook_timeout_ms, 10, 60'000, "How long a receiver may take to answer")
      .Integer("webhook.threads", settings.webhook_threads, 1, 64, "Messages in flight to one webhook channel")
      .Text("external_url", settings.external_url, "What webhook payloads say is the address of this system", 2048)
      .Integer("retry.first_delay_ms", settings.retry_first_delay_ms, 10, 600'000, "Wait after a first refusal")
      .Integer("retry.max_delay_ms", settings.retry_max_delay_ms, 10, 86'400'000, "Longest wait between attempts")
      .Integer("retry.max_attempts", settings.retry_max_attempts, 1, 100, "Attempts until a message is a dead letter")
      .Integer("lease_lifetime_ms", settings.lease_lifetime_ms, 300, 600'000,
               "How long a partition stays with an owner that gives no sign")
      .Integer("alerts_retention_hours", settings.alerts_retention_hours, 1, 8'760,
               "How long alert transitions are kept for watchers to resume from")
      .Check([&settings](platform::ConfigViolations& violations) {
        const auto targets = WebhookTargets(settings);
        if (!targets.ok()) violations.emplace_back(targets.status().message());
      });
}

absl::StatusOr<std::map<std::string, WebhookTarget>> WebhookTargets(const NotifierSettings& settings) {
  std::map<std::string, WebhookTarget> targets;
  if (!settings.webhook_url.empty()) {
    const absl::Status added = AddTarget(kWebhookChannel, settings.webhook_url, targets);
    if (!added.ok()) return added;
  }
  for (const std::string& webhook : settings.webhooks) {
    const size_t equals = webhook.find('=');
    const std::string url = equals == std::string::npos ? "" : webhook.substr(equals + 1);
    const absl::Status added = AddTarget(webhook.substr(0, equals), url, targets);
    if (!added.ok()) return added;
  }
  for (const auto& piece : absl::StrSplit(settings.webhook_headers, '\n', absl::SkipWhitespace())) {
    const absl::Status added = AddHeader(std::string(absl::StripTrailingAsciiWhitespace(piece)), targets);
    if (!added.ok()) return added;
  }
  return targets;
}

}  // namespace liandu::notifier
