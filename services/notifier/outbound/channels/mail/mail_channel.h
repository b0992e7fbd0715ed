#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "notifier/outbound/channels/mail/mail_message.h"
#include "notifier/outbound/channels/transfer/curl_transfer.h"

namespace liandu::notifier {

struct MailSettings {
  std::string host;
  int port = 0;
  /// kTls from the first byte (465), kStartTls required before anything else (587), kPlain with neither.
  enum class Security { kTls, kStartTls, kPlain };
  Security security = Security::kTls;
  /// Empty: no login.
  std::string user;
  std::string password;
  MailSender from;
  TransferSettings transfer;
};

/// Submits mails over SMTP: one for a delivery, to the addresses that the receiver names or else to those of the posts'
/// holders. 4xx is to be retried, 5xx is refused for good. Thread-safe.
class MailChannel final : public Channel {
 public:
  explicit MailChannel(MailSettings settings);

  SendResult Send(const OutgoingMessage& message) override;
  void Abort() override { aborted_ = true; }

 private:
  SendResult SendOver(CurlTransfer& transfer, const std::string& mail, const std::vector<std::string>& to);
  SendResult ResultOf(CURLcode code, long status, const CurlTransfer& transfer, const std::string& said) const;

  const MailSettings settings_;
  const std::string url_;
  Scrubber scrubber_;
  std::atomic<bool> aborted_{false};
};

}  // namespace liandu::notifier
