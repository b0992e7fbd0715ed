#include "notifier/outbound/channels/transfer/http_sender.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace liandu::notifier {
namespace {

constexpr long kOk = 200;
constexpr long kFirstRedirect = 300;
constexpr long kFirstClientError = 400;
constexpr long kTooManyRequests = 429;
constexpr long kFirstServerError = 500;
constexpr curl_off_t kLongestRetryAfterS = 86'400;

/// libcurl's write callback: keeps the body up to the limit, then breaks off.
size_t Keep(char* data, size_t size, size_t count, void* user) {
  auto* body = static_cast<std::string*>(user);
  const size_t bytes = size * count;
  const size_t room = HttpSender::kMaxAnswerBytes - body->size();
  body->append(data, std::min(bytes, room));
  return bytes > room ? 0 : bytes;
}

/// libcurl's header callback: counts their bytes up to the limit, then breaks off.
size_t CountHeaders(char*, size_t size, size_t count, void* user) {
  auto* bytes = static_cast<size_t*>(user);
  *bytes += size * count;
  return *bytes > HttpSender::kMaxAnswerBytes ? 0 : size * count;
}

}  // namespace

HttpSender::HttpSender(TransferSettings settings, Scrubber scrubber)
    : settings_(std::move(settings)), scrubber_(std::move(scrubber)) {}

HttpSender::~HttpSender() = default;

HttpAnswer HttpSender::Post(const HttpRequest& request) {
  if (aborted_) {
    HttpAnswer answer;
    answer.failure = Retry(SendReason::kStopping, "the notifier is stopping");
    return answer;
  }
  std::unique_ptr<CurlTransfer> transfer = Take();
  HttpAnswer answer = PostOver(*transfer, request);
  GiveBack(std::move(transfer));
  return answer;
}

HttpAnswer HttpSender::PostOver(CurlTransfer& transfer, const HttpRequest& request) {
  HttpAnswer answer;
  size_t header_bytes = 0;
  CurlList headers;
  // No waiting for "100 Continue": it would cost a second with receivers that do not know it.
  headers.Add("Expect:");
  for (const std::string& header : request.headers) headers.Add(header);
  CURL* curl = transfer.Prepare(settings_, "http,https", aborted_);
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "liandu-notifier");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Keep);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &CountHeaders);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &header_bytes);
  const CURLcode code = transfer.Perform();
  curl_off_t retry_after_s = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &retry_after_s);
  if (retry_after_s > 0) answer.retry_after = std::chrono::seconds(std::min(retry_after_s, kLongestRetryAfterS));
  // Status known, body too long: the status and what was read are the answer.
  const bool cut = code == CURLE_WRITE_ERROR && answer.status != 0;
  if (code != CURLE_OK && !cut) answer.failure = transfer.FailureOf(code, scrubber_);
  return answer;
}

std::unique_ptr<CurlTransfer> HttpSender::Take() {
  std::lock_guard lock(mutex_);
  if (idle_.empty()) return std::make_unique<CurlTransfer>();
  std::unique_ptr<CurlTransfer> transfer = std::move(idle_.back());
  idle_.pop_back();
  return transfer;
}

void HttpSender::GiveBack(std::unique_ptr<CurlTransfer> transfer) {
  std::lock_guard lock(mutex_);
  idle_.push_back(std::move(transfer));
}

SendResult ResultOfStatus(const HttpAnswer& answer) {
  if (answer.failure) return *answer.failure;
  if (answer.status >= kOk && answer.status < kFirstRedirect) return Accepted();
  const std::string error = absl::StrCat("HTTP ", answer.status);
  if (answer.status == kTooManyRequests) return Retry(SendReason::kRateLimited, error, answer.retry_after);
  if (answer.status >= kFirstServerError) return Retry(SendReason::kHttp5xx, error, answer.retry_after);
  if (answer.status >= kFirstRedirect && answer.status < kFirstClientError) {
    return Refused(SendReason::kRedirect, error + ": redirects are not followed; configure the final URL");
  }
  return Refused(SendReason::kHttp4xx, error);
}

std::string HeaderValue(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string value;
  for (char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte > 0x20 && byte < 0x7F && character != '%') {
      value.push_back(character);
    } else {
      value.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    }
  }
  return value;
}

}  // namespace liandu::notifier
