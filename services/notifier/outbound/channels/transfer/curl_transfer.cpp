#include "notifier/outbound/channels/transfer/curl_transfer.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"

namespace liandu::notifier {
namespace {

/// libcurl's own state, for as long as the process lives.
void InitOnce() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) std::abort();
}

SendReason ReasonOf(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return SendReason::kTimeout;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_USE_SSL_FAILED:
      return SendReason::kTls;
    default:
      return SendReason::kNetwork;
  }
}

}  // namespace

CurlTransfer::CurlTransfer() {
  InitOnce();
  curl_ = curl_easy_init();
  if (curl_ == nullptr) std::abort();
}

CurlTransfer::~CurlTransfer() { curl_easy_cleanup(curl_); }

CURL* CurlTransfer::Prepare(const TransferSettings& settings, const char* protocols, const std::atomic<bool>& aborted) {
  settings_ = &settings;
  aborted_ = &aborted;
  refused_address_.clear();
  opened_ = false;
  timed_out_ = false;
  error_[0] = '\0';
  curl_easy_reset(curl_);
  curl_easy_setopt(curl_, CURLOPT_PROTOCOLS_STR, protocols);
  curl_easy_setopt(curl_, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl_, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl_, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl_, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!settings.ca_file.empty()) curl_easy_setopt(curl_, CURLOPT_CAINFO, settings.ca_file.c_str());
  curl_easy_setopt(curl_, CURLOPT_NOSIGNAL, 1L);
  // What the environment says of proxies is not this service's configuration.
  curl_easy_setopt(curl_, CURLOPT_PROXY, "");
  curl_easy_setopt(curl_, CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout.count()));
  curl_easy_setopt(curl_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.timeout.count()));
  curl_easy_setopt(curl_, CURLOPT_OPENSOCKETFUNCTION, &CurlTransfer::OpenSocket);
  curl_easy_setopt(curl_, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(curl_, CURLOPT_CLOSESOCKETFUNCTION, &CurlTransfer::CloseSocket);
  curl_easy_setopt(curl_, CURLOPT_CLOSESOCKETDATA, this);
  curl_easy_setopt(curl_, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl_, CURLOPT_XFERINFOFUNCTION, &CurlTransfer::StopIfOver);
  curl_easy_setopt(curl_, CURLOPT_XFERINFODATA, this);
  curl_easy_setopt(curl_, CURLOPT_ERRORBUFFER, error_);
  return curl_;
}

CURLcode CurlTransfer::Perform() { return curl_easy_perform(curl_); }

SendResult CurlTransfer::FailureOf(CURLcode code, const Scrubber& scrubber) const {
  if (aborted_->load()) return Retry(SendReason::kStopping, "the notifier is stopping");
  if (!refused_address_.empty() && !opened_) {
    return Refused(SendReason::kAddressRefused,
                   absl::StrCat("no connection is made to ", refused_address_,
                                ": it is not public; permit it with allow or allow_private in the channel's settings"));
  }
  if (timed_out_) return Retry(SendReason::kTimeout, "Timeout was reached");
  const std::string text =
      scrubber.Clean(absl::StrCat(curl_easy_strerror(code), error_[0] == '\0' ? "" : ": ", error_));
  if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL) {
    return Refused(SendReason::kBadRequest, text);
  }
  return Retry(ReasonOf(code), text);
}

curl_socket_t CurlTransfer::OpenSocket(void* user, curlsocktype, curl_sockaddr* address) {
  auto* transfer = static_cast<CurlTransfer*>(user);
  if (!transfer->settings_->guard.Allows(address->addr)) {
    transfer->refused_address_ = AddressText(address->addr);
    if (transfer->refused_address_.empty()) transfer->refused_address_ = "what is no IP address";
    return CURL_SOCKET_BAD;
  }
  transfer->opened_ = true;
  const curl_socket_t opened = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (opened != CURL_SOCKET_BAD) transfer->sockets_.push_back(opened);
  return opened;
}

int CurlTransfer::CloseSocket(void* user, curl_socket_t socket) {
  std::erase(static_cast<CurlTransfer*>(user)->sockets_, socket);
  return close(socket);
}

int CurlTransfer::StopIfOver(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  auto* transfer = static_cast<CurlTransfer*>(user);
  curl_off_t taken_us = 0;
  curl_easy_getinfo(transfer->curl_, CURLINFO_TOTAL_TIME_T, &taken_us);
  transfer->timed_out_ = std::chrono::microseconds(taken_us) >= transfer->settings_->timeout;
  if (!transfer->timed_out_ && !transfer->aborted_->load()) return 0;
  // Else libcurl says goodbye to a mail server and waits two minutes for its answer.
  for (const curl_socket_t open : transfer->sockets_) shutdown(open, SHUT_RDWR);
  return 1;
}

void CurlList::Add(const std::string& line) {
  curl_slist* longer = curl_slist_append(list_, line.c_str());
  if (longer == nullptr) std::abort();
  list_ = longer;
}

}  // namespace liandu::notifier
