#include "notifier/outbound/channels/alertmanager/alertmanager_channel.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "notifier/outbound/channels/webhook/webhook_payload.h"

namespace liandu::notifier {
namespace {

using nlohmann::json;

constexpr char kPath[] = "/api/v2/alerts";
/// Missed refreshes that an alert survives.
constexpr int kMissedRefreshes = 4;
/// Alerts in one request.
constexpr size_t kMaxAlertsAtOnce = 500;
constexpr long kBadRequest = 400;

Scrubber ScrubberOf(const AlertmanagerSettings& settings) {
  Scrubber scrubber;
  scrubber.HideUrl(settings.url);
  scrubber.Hide(settings.header);
  return scrubber;
}

json Alert(const std::string& jurisdiction, const DeliveryItem& item, const std::string& link, model::Instant now,
           model::Instant expiry) {
  const bool resolved = IsResolved(item);
  model::Instant ends = expiry;
  // A sandbox's clock may be ahead of this one.
  if (resolved) ends = std::min(EndOf(item).value_or(now), now);
  const model::Instant starts = std::min(item.alert.raised_time, ends);
  return {{"labels", AlertLabels(jurisdiction, item)},
          {"annotations", AlertAnnotations(item)},
          {"startsAt", Rfc3339(starts)},
          {"endsAt", Rfc3339(ends)},
          {"generatorURL", link}};
}

void AppendItem(json& alerts, const std::string& jurisdiction, const DeliveryItem& item, const std::string& link,
                model::Instant now, model::Instant expiry) {
  if (item.kind == model::TransitionKind::kSeverityChanged) {
    for (const model::Severity other : {model::Severity::kBlue, model::Severity::kYellow, model::Severity::kRed}) {
      if (other == item.severity) continue;
      DeliveryItem before = item;
      before.kind = model::TransitionKind::kCleared;
      before.severity = other;
      before.alert.cleared_time = now;
      alerts.push_back(Alert(jurisdiction, before, link, now, expiry));
    }
  }
  alerts.push_back(Alert(jurisdiction, item, link, now, expiry));
}

std::string Text(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

}  // namespace

AlertmanagerChannel::AlertmanagerChannel(AlertmanagerSettings settings, const platform::Clock& clock)
    : settings_(std::move(settings)), clock_(clock), sender_(settings_.transfer, ScrubberOf(settings_)) {}

model::Instant AlertmanagerChannel::Now() const { return model::Instant(std::chrono::milliseconds(clock_.NowMs())); }

model::Instant AlertmanagerChannel::Expiry() const { return Now() + kMissedRefreshes * settings_.refresh_interval; }

SendResult AlertmanagerChannel::Send(const OutgoingMessage& message) {
  return Post(PostableAlerts(message, settings_.external_url, Now(), Expiry()));
}

SendResult AlertmanagerChannel::Refresh(const std::vector<OpenAlert>& alerts) {
  SendResult worst = Accepted();
  for (size_t first = 0; first < alerts.size(); first += kMaxAlertsAtOnce) {
    json some = json::array();
    for (size_t i = first; i < std::min(alerts.size(), first + kMaxAlertsAtOnce); ++i) {
      some.push_back(Alert(alerts[i].jurisdiction, alerts[i].item, settings_.external_url, Now(), Expiry()));
    }
    SendResult result = Post(Text(some));
    if (result.kind != SendResult::Kind::kAccepted) worst = std::move(result);
  }
  return worst;
}

SendResult AlertmanagerChannel::Post(const std::string& body) {
  HttpRequest request;
  request.url = absl::StrCat(absl::StripSuffix(settings_.url, "/"), kPath);
  request.headers = {"Content-Type: application/json; charset=utf-8"};
  if (!settings_.header.empty()) request.headers.push_back(settings_.header);
  request.body = body;
  const HttpAnswer answer = sender_.Post(request);
  if (!answer.failure && answer.status == kBadRequest) {
    // What was valid is taken all the same; to send it again would change nothing for the rest.
    return Refused(SendReason::kBadRequest, sender_.scrubber().Clean(absl::StrCat("HTTP 400: ", answer.body)));
  }
  return ResultOfStatus(answer);
}

std::string PostableAlerts(const OutgoingMessage& message, const std::string& external_url, model::Instant now,
                           model::Instant expiry) {
  json alerts = json::array();
  for (const DeliveryItem& item : message.delivery.items) {
    AppendItem(alerts, message.jurisdiction, item, message.link.empty() ? external_url : message.link, now, expiry);
  }
  return Text(alerts);
}

}  // namespace liandu::notifier
