#pragma once

#include <curl/curl.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "notifier/outbound/channels/channel.h"
#include "notifier/outbound/channels/transfer/address_guard.h"
#include "notifier/outbound/channels/transfer/scrubber.h"

namespace liandu::notifier {

/// How connections to a receiver are made, whatever the protocol.
struct TransferSettings {
  /// From looking up the name to the last byte of the answer.
  std::chrono::milliseconds timeout{5000};
  AddressGuard guard;
  /// Authorities whose certificates are trusted instead of the system's; empty: the system's.
  std::string ca_file;
};

/// A libcurl handle with its kept connections, set up as every channel wants it: certificates checked, one bound for
/// everything, no redirects, no proxies of the environment, and connections only to addresses that the guard lets
/// through; what is checked is the very address that is connected to. Used by one thread at a time.
class CurlTransfer {
 public:
  CurlTransfer();
  ~CurlTransfer();
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  /// Forgets all options and sets the common ones; the caller adds its own to the handle. `settings` and `aborted` must
  /// live until Perform has returned.
  CURL* Prepare(const TransferSettings& settings, const char* protocols, const std::atomic<bool>& aborted);
  /// Runs it. The code of libcurl; the text is for FailureOf.
  CURLcode Perform();
  /// What a code other than CURLE_OK means.
  SendResult FailureOf(CURLcode code, const Scrubber& scrubber) const;

 private:
  static curl_socket_t OpenSocket(void* user, curlsocktype purpose, curl_sockaddr* address);
  static int CloseSocket(void* user, curl_socket_t socket);
  static int StopIfOver(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

  CURL* curl_;
  const TransferSettings* settings_ = nullptr;
  const std::atomic<bool>* aborted_ = nullptr;
  /// The last address that the guard held back; empty: none.
  std::string refused_address_;
  /// Another one was let through.
  bool opened_ = false;
  bool timed_out_ = false;
  std::vector<curl_socket_t> sockets_;
  char error_[CURL_ERROR_SIZE] = "";
};

/// A list for libcurl.
class CurlList {
 public:
  CurlList() = default;
  ~CurlList() { curl_slist_free_all(list_); }
  CurlList(const CurlList&) = delete;
  CurlList& operator=(const CurlList&) = delete;
  void Add(const std::string& line);
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

}  // namespace liandu::notifier
