#include "notifier/outbound/channels/channel.h"

#include <cstdlib>

namespace liandu::notifier {

const char* SendReasonName(SendReason reason) {
  switch (reason) {
    case SendReason::kOk:
      return "ok";
    case SendReason::kRateLimited:
      return "rate_limited";
    case SendReason::kBusy:
      return "busy";
    case SendReason::kTimeout:
      return "timeout";
    case SendReason::kNetwork:
      return "network";
    case SendReason::kTls:
      return "tls";
    case SendReason::kHttp4xx:
      return "http_4xx";
    case SendReason::kHttp5xx:
      return "http_5xx";
    case SendReason::kSmtp4xx:
      return "smtp_4xx";
    case SendReason::kSmtp5xx:
      return "smtp_5xx";
    case SendReason::kRedirect:
      return "redirect";
    case SendReason::kBadSignature:
      return "bad_signature";
    case SendReason::kBadToken:
      return "bad_token";
    case SendReason::kKeywordMissing:
      return "keyword_missing";
    case SendReason::kIpRefused:
      return "ip_refused";
    case SendReason::kDisabled:
      return "disabled";
    case SendReason::kGone:
      return "gone";
    case SendReason::kContentRefused:
      return "content_refused";
    case SendReason::kBadRequest:
      return "bad_request";
    case SendReason::kTooLarge:
      return "too_large";
    case SendReason::kNoAddress:
      return "no_address";
    case SendReason::kAddressRefused:
      return "address_refused";
    case SendReason::kStorage:
      return "storage";
    case SendReason::kBadAnswer:
      return "bad_answer";
    case SendReason::kUnconfigured:
      return "unconfigured";
    case SendReason::kStopping:
      return "stopping";
  }
  std::abort();
}

SendResult Accepted() { return {}; }

SendResult Retry(SendReason reason, std::string error, std::optional<std::chrono::milliseconds> retry_after) {
  return {SendResult::Kind::kRetry, std::move(error), retry_after, reason};
}

SendResult Refused(SendReason reason, std::string error) {
  return {SendResult::Kind::kRefused, std::move(error), std::nullopt, reason};
}

}  // namespace liandu::notifier
