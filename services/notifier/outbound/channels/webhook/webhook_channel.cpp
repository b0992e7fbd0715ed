#include "notifier/outbound/channels/webhook/webhook_channel.h"

#include <curl/curl.h>

#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "notifier/outbound/channels/webhook/webhook_payload.h"

namespace liandu::notifier {
namespace {

/// A payload of a hundred alerts is far below; beyond, something is wrong with the message.
constexpr size_t kMaxPayloadBytes = 4 * 1024 * 1024;
/// Of the answer only its status counts; more is not read.
constexpr size_t kMaxAnswerBytes = 64 * 1024;

struct Answer {
  const std::atomic<bool>* aborted = nullptr;
  size_t bytes = 0;
};

/// libcurl's write callback: swallows the body up to the limit, then breaks off.
size_t Swallow(char*, size_t size, size_t count, void* user) {
  auto* answer = static_cast<Answer*>(user);
  answer->bytes += size * count;
  return answer->bytes > kMaxAnswerBytes ? 0 : size * count;
}

/// libcurl's progress callback: nonzero ends the transfer.
int StopIfAborted(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Answer*>(user)->aborted->load() ? 1 : 0;
}

/// A header line's value: printable ASCII as it is, everything else percent-encoded.
std::string HeaderValue(const std::string& text) {
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

class HeaderList {
 public:
  ~HeaderList() { curl_slist_free_all(list_); }
  void Add(const std::string& line) {
    curl_slist* longer = curl_slist_append(list_, line.c_str());
    if (longer == nullptr) std::abort();
    list_ = longer;
  }
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

SendResult Retry(std::string error, std::optional<std::chrono::milliseconds> retry_after = std::nullopt) {
  return {SendResult::Kind::kRetry, std::move(error), retry_after};
}

SendResult Refused(std::string error) { return {SendResult::Kind::kRefused, std::move(error), std::nullopt}; }

SendResult OfStatus(long status, curl_off_t retry_after_s) {
  if (status >= 200 && status < 300) return {};
  const std::string error = absl::StrCat("HTTP ", status);
  if (status == 429 || status >= 500) {
    if (retry_after_s <= 0) return Retry(error);
    return Retry(error, std::chrono::seconds(std::min<curl_off_t>(retry_after_s, 86'400)));
  }
  if (status >= 300 && status < 400) return Refused(error + ": redirects are not followed; configure the final URL");
  return Refused(error);
}

}  // namespace

/// A libcurl handle with its kept connection; used by one send at a time.
class WebhookChannel::Connection {
 public:
  explicit Connection(const WebhookSettings& settings) : settings_(settings), curl_(curl_easy_init()) {
    if (curl_ == nullptr) std::abort();
  }
  ~Connection() { curl_easy_cleanup(curl_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  SendResult Post(const std::string& body, const std::string& idempotency_key, const std::atomic<bool>& aborted) {
    HeaderList headers;
    headers.Add("Content-Type: application/json; charset=utf-8");
    headers.Add("Idempotency-Key: " + HeaderValue(idempotency_key));
    // No waiting for "100 Continue": it would cost a second with receivers that do not know it.
    headers.Add("Expect:");
    if (!settings_.header.empty()) headers.Add(settings_.header);
    Answer answer{&aborted, 0};
    char error[CURL_ERROR_SIZE] = "";
    SetOptions(body, headers, answer, error);
    const CURLcode code = curl_easy_perform(curl_);
    long status = 0;
    curl_off_t retry_after_s = 0;
    curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl_, CURLINFO_RETRY_AFTER, &retry_after_s);
    // Status known, body too long: the status is the answer.
    if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && status != 0)) return OfStatus(status, retry_after_s);
    const std::string text = absl::StrCat(curl_easy_strerror(code), error[0] == '\0' ? "" : ": ", error);
    if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL) return Refused(text);
    return Retry(text);
  }

 private:
  void SetOptions(const std::string& body, const HeaderList& headers, Answer& answer, char* error) {
    curl_easy_reset(curl_);
    curl_easy_setopt(curl_, CURLOPT_URL, settings_.url.c_str());
    curl_easy_setopt(curl_, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl_, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl_, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl_, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl_, CURLOPT_NOSIGNAL, 1L);
    // What the environment says of proxies is not this service's configuration.
    curl_easy_setopt(curl_, CURLOPT_PROXY, "");
    curl_easy_setopt(curl_, CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.timeout.count()));
    curl_easy_setopt(curl_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings_.timeout.count()));
    curl_easy_setopt(curl_, CURLOPT_USERAGENT, "liandu-notifier");
    curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl_, CURLOPT_POST, 1L);
    curl_easy_setopt(curl_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(curl_, CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(curl_, CURLOPT_WRITEFUNCTION, &Swallow);
    curl_easy_setopt(curl_, CURLOPT_WRITEDATA, &answer);
    curl_easy_setopt(curl_, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl_, CURLOPT_XFERINFOFUNCTION, &StopIfAborted);
    curl_easy_setopt(curl_, CURLOPT_XFERINFODATA, &answer);
    curl_easy_setopt(curl_, CURLOPT_ERRORBUFFER, error);
  }

  const WebhookSettings& settings_;
  CURL* curl_;
};

WebhookChannel::WebhookChannel(WebhookSettings settings) : settings_(std::move(settings)) {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) std::abort();
}

WebhookChannel::~WebhookChannel() {
  idle_.clear();
  curl_global_cleanup();
}

SendResult WebhookChannel::Send(const OutgoingMessage& message) {
  if (aborted_) return Retry("the notifier is stopping");
  const std::string body = WebhookPayload(message, settings_.external_url);
  if (body.size() > kMaxPayloadBytes) return Refused(absl::StrCat("the payload has ", body.size(), " bytes"));
  std::unique_ptr<Connection> connection = Take();
  SendResult result = connection->Post(body, message.delivery.id, aborted_);
  GiveBack(std::move(connection));
  return result;
}

std::unique_ptr<WebhookChannel::Connection> WebhookChannel::Take() {
  std::lock_guard lock(mutex_);
  if (idle_.empty()) return std::make_unique<Connection>(settings_);
  std::unique_ptr<Connection> connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

void WebhookChannel::GiveBack(std::unique_ptr<Connection> connection) {
  std::lock_guard lock(mutex_);
  idle_.push_back(std::move(connection));
}

}  // namespace liandu::notifier
