#include "notifier/outbound/channels/webhook/webhook_channel.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "notifier/outbound/channels/signing/signatures.h"
#include "notifier/outbound/channels/webhook/webhook_payload.h"

namespace liandu::notifier {
namespace {

/// A payload of a hundred alerts is far below; beyond, something is wrong with the message.
constexpr size_t kMaxPayloadBytes = 4 * 1024 * 1024;
constexpr int64_t kMsPerSecond = 1000;

Scrubber ScrubberOf(const WebhookSettings& settings) {
  Scrubber scrubber;
  scrubber.HideUrl(settings.url);
  scrubber.Hide(settings.header);
  scrubber.Hide(settings.secret);
  return scrubber;
}

}  // namespace

WebhookChannel::WebhookChannel(WebhookSettings settings, const platform::Clock& clock)
    : settings_(std::move(settings)), clock_(clock), sender_(settings_.transfer, ScrubberOf(settings_)) {}

SendResult WebhookChannel::Send(const OutgoingMessage& message) {
  HttpRequest request;
  request.url = settings_.url;
  request.body = WebhookPayload(message, settings_.external_url);
  if (request.body.size() > kMaxPayloadBytes) {
    return Refused(SendReason::kTooLarge, absl::StrCat("the payload has ", request.body.size(), " bytes"));
  }
  request.headers = {"Content-Type: application/json; charset=utf-8",
                     "Idempotency-Key: " + HeaderValue(message.delivery.id)};
  if (!settings_.header.empty()) request.headers.push_back(settings_.header);
  if (!settings_.secret.empty()) {
    const int64_t now_s = clock_.NowMs() / kMsPerSecond;
    request.headers.push_back(absl::StrCat("X-Liandu-Timestamp: ", now_s));
    request.headers.push_back("X-Liandu-Signature: " + WebhookSignature(settings_.secret, now_s, request.body));
  }
  return ResultOfStatus(sender_.Post(request));
}

std::string WebhookSignature(std::string_view secret, int64_t timestamp_s, std::string_view body) {
  return "sha256=" + HexDigits(HmacSha256(secret, absl::StrCat(timestamp_s, ".", std::string(body))));
}

}  // namespace liandu::notifier
