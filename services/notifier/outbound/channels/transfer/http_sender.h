#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "notifier/outbound/channels/transfer/curl_transfer.h"

namespace liandu::notifier {

struct HttpRequest {
  /// http or https.
  std::string url;
  /// "Name: value" each.
  std::vector<std::string> headers;
  std::string body;
};

struct HttpAnswer {
  /// What went wrong before there was an answer; nullopt: there is one.
  std::optional<SendResult> failure;
  long status = 0;
  /// At most HttpSender::kMaxAnswerBytes; what is longer is cut off.
  std::string body;
  /// How long the receiver asks to be left alone; at most a day.
  std::optional<std::chrono::milliseconds> retry_after;
};

/// Posts over HTTP for all channels, as CurlTransfer says; answers are read up to a limit. Thread-safe.
class HttpSender {
 public:
  /// Of an answer, more is not read.
  static constexpr size_t kMaxAnswerBytes = 64 * 1024;

  /// `scrubber` knows the channel's secrets.
  HttpSender(TransferSettings settings, Scrubber scrubber);
  ~HttpSender();
  HttpSender(const HttpSender&) = delete;
  HttpSender& operator=(const HttpSender&) = delete;

  HttpAnswer Post(const HttpRequest& request);
  /// Makes running and later posts fail soon, with SendReason::kStopping.
  void Abort() { aborted_ = true; }

  const Scrubber& scrubber() const { return scrubber_; }

 private:
  HttpAnswer PostOver(CurlTransfer& transfer, const HttpRequest& request);
  std::unique_ptr<CurlTransfer> Take();
  void GiveBack(std::unique_ptr<CurlTransfer> transfer);

  const TransferSettings settings_;
  const Scrubber scrubber_;
  std::atomic<bool> aborted_{false};
  std::mutex mutex_;
  std::vector<std::unique_ptr<CurlTransfer>> idle_;
};

/// What a status means where the body says nothing: 2xx is accepted; 5xx and 429 are to be retried, heeding
/// Retry-After; everything else, redirects included, is refused for good. An answer that failed stays what it is.
SendResult ResultOfStatus(const HttpAnswer& answer);

/// A header's value: printable ASCII as it is, everything else percent-encoded.
std::string HeaderValue(std::string_view text);

}  // namespace liandu::notifier
