#include "notifier/outbound/channels/sms/sms_channel.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "notifier/outbound/channels/signing/signatures.h"
#include "notifier/outbound/channels/text/message_text.h"
#include "notifier/outbound/channels/webhook/webhook_payload.h"

namespace liandu::notifier {
namespace {

using nlohmann::json;

/// Limits are counted in hours and days: soon is no use.
constexpr std::chrono::hours kLimitedPause{1};
constexpr int64_t kMsPerSecond = 1000;
constexpr size_t kNonceDigits = 32;
/// Phones of one call, as the gateway allows.
constexpr size_t kMaxPhones = 1000;

Scrubber ScrubberOf(const SmsSettings& settings) {
  Scrubber scrubber;
  scrubber.Hide(settings.access_key_id);
  scrubber.Hide(settings.access_key_secret);
  return scrubber;
}

std::string Form(const RpcParameters& parameters) {
  return absl::StrJoin(parameters, "&", [](std::string* out, const auto& one) {
    absl::StrAppend(out, PercentEncode(one.first), "=", PercentEncode(one.second));
  });
}

/// The gateway's codes in its own words, sorted by what to do about them.
SendResult OfCode(const std::string& code, const std::string& error) {
  if (code == "isv.BUSINESS_LIMIT_CONTROL") return Retry(SendReason::kRateLimited, error, kLimitedPause);
  if (absl::StartsWith(code, "Throttling")) return Retry(SendReason::kRateLimited, error, std::nullopt);
  if (absl::StartsWith(code, "isp.") || code == "ServiceUnavailable" || code == "InternalError") {
    return Retry(SendReason::kBusy, error, std::nullopt);
  }
  if (absl::StrContains(code, "Signature")) return Refused(SendReason::kBadSignature, error);
  if (absl::StrContains(code, "AccessKey")) return Refused(SendReason::kBadToken, error);
  if (code == "isv.AMOUNT_NOT_ENOUGH" || code == "isv.OUT_OF_SERVICE" || code == "isv.PRODUCT_UN_SUBSCRIPT") {
    return Refused(SendReason::kDisabled, error);
  }
  if (code == "isv.MOBILE_NUMBER_ILLEGAL") return Refused(SendReason::kNoAddress, error);
  if (code == "isv.BLACK_KEY_CONTROL_LIMIT") return Refused(SendReason::kContentRefused, error);
  return Refused(SendReason::kBadRequest, error);
}

}  // namespace

SmsChannel::SmsChannel(SmsSettings settings, const platform::Clock& clock)
    : settings_(std::move(settings)), clock_(clock), sender_(settings_.transfer, ScrubberOf(settings_)) {}

SendResult SmsChannel::Send(const OutgoingMessage& message) {
  std::vector<std::string> phones = AddressesOf(message.delivery, model::ContactKind::kPhone);
  if (phones.empty()) {
    return Refused(SendReason::kNoAddress, "nobody of it has a usable phone number, and the receiver names none");
  }
  if (phones.size() > kMaxPhones) phones.resize(kMaxPhones);
  const int64_t now_ms = clock_.NowMs();
  const model::Instant now{std::chrono::milliseconds(now_ms / kMsPerSecond * kMsPerSecond)};
  const std::string once = absl::StrCat(message.delivery.id, " ", now_ms, " ", ++requests_);
  RpcParameters parameters = {{"AccessKeyId", settings_.access_key_id},
                              {"Action", "SendSms"},
                              {"Format", "JSON"},
                              {"OutId", message.delivery.number},
                              {"PhoneNumbers", absl::StrJoin(phones, ",")},
                              {"RegionId", settings_.region},
                              {"SignName", settings_.sign_name},
                              {"SignatureMethod", "HMAC-SHA1"},
                              {"SignatureNonce", HexDigits(Sha256(once)).substr(0, kNonceDigits)},
                              {"SignatureVersion", "1.0"},
                              {"TemplateCode", settings_.template_code},
                              {"TemplateParam", TemplateParameters(message, settings_)},
                              {"Timestamp", Rfc3339(now)},
                              {"Version", "2017-05-25"}};
  parameters["Signature"] = RpcSignature("POST", parameters, settings_.access_key_secret);
  const HttpRequest request{settings_.url, {"Content-Type: application/x-www-form-urlencoded"}, Form(parameters)};
  return SmsResult(sender_.Post(request), sender_.scrubber());
}

std::string RpcSignature(const std::string& method, const RpcParameters& parameters, const std::string& secret) {
  return Base64(HmacSha1(secret + "&", absl::StrCat(method, "&%2F&", PercentEncode(Form(parameters)))));
}

std::string TemplateParameters(const OutgoingMessage& message, const SmsSettings& settings) {
  const Delivery& delivery = message.delivery;
  const size_t count = delivery.items.size() + static_cast<size_t>(delivery.omitted_items);
  const std::map<std::string, std::string> values = {
      {"title", delivery.title},
      {"count", absl::StrCat(count)},
      {"number", delivery.number},
      {"jurisdiction",
       message.jurisdiction_display_name.empty() ? message.jurisdiction : message.jurisdiction_display_name}};
  json parameters = json::object();
  for (const std::string& variable : settings.variables) {
    // The gateway refuses links and marks in variables.
    parameters[variable] = CutCharacters(PlainMarkdown(values.at(variable)), settings.max_variable_characters);
  }
  return parameters.dump(-1, ' ', false, json::error_handler_t::replace);
}

SendResult SmsResult(const HttpAnswer& answer, const Scrubber& scrubber) {
  if (answer.failure) return *answer.failure;
  // Errors come with other statuses, and in the same words.
  const json body = json::parse(answer.body, nullptr, false);
  const bool says = body.is_object() && body.contains("Code") && body["Code"].is_string();
  const SendResult by_status = ResultOfStatus(answer);
  if (!says) {
    if (by_status.kind != SendResult::Kind::kAccepted) return by_status;
    return Retry(SendReason::kBadAnswer, "an answer that is not understood", answer.retry_after);
  }
  const std::string code = body["Code"].get<std::string>();
  if (code == "OK") return Accepted();
  const bool explains = body.contains("Message") && body["Message"].is_string();
  const std::string error =
      scrubber.Clean(absl::StrCat(code, ": ", explains ? body["Message"].get<std::string>() : ""));
  if (by_status.kind == SendResult::Kind::kRetry) return Retry(by_status.reason, error, by_status.retry_after);
  return OfCode(code, error);
}

}  // namespace liandu::notifier
