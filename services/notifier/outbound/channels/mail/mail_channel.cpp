#include "notifier/outbound/channels/mail/mail_channel.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "notifier/outbound/channels/text/message_text.h"

namespace liandu::notifier {
namespace {

constexpr long kFirstTransient = 400;
constexpr long kFirstPermanent = 500;
constexpr long kLastPermanent = 599;
constexpr long kNotAuthenticated = 535;
constexpr size_t kMaxRepliesBytes = 64 * 1024;
constexpr size_t kReplyCodeDigits = 3;

/// What is being uploaded.
struct Upload {
  const std::string& mail;
  size_t position = 0;
};

size_t ReadMail(char* buffer, size_t size, size_t count, void* user) {
  auto* upload = static_cast<Upload*>(user);
  const size_t bytes = std::min(size * count, upload->mail.size() - upload->position);
  std::memcpy(buffer, upload->mail.data() + upload->position, bytes);
  upload->position += bytes;
  return bytes;
}

/// What the server has said.
struct Replies {
  size_t bytes = 0;
  /// Refusals, one of them in words.
  int refused = 0;
  std::string refusal;
};

/// libcurl's header callback: the server's lines.
size_t KeepReply(char* data, size_t size, size_t count, void* user) {
  auto* replies = static_cast<Replies*>(user);
  const std::string_view line(data, size * count);
  replies->bytes += line.size();
  const bool is_last = line.size() > kReplyCodeDigits && line[kReplyCodeDigits] == ' ';
  if (is_last && (line[0] == '4' || line[0] == '5')) {
    ++replies->refused;
    replies->refusal = std::string(line.substr(0, line.find_first_of("\r\n")));
  }
  return replies->bytes > kMaxRepliesBytes ? 0 : line.size();
}

std::string UrlOf(const MailSettings& settings) {
  const bool bare_v6 = settings.host.find(':') != std::string::npos && settings.host.front() != '[';
  return absl::StrCat(settings.security == MailSettings::Security::kTls ? "smtps://" : "smtp://", bare_v6 ? "[" : "",
                      settings.host, bare_v6 ? "]" : "", ":", settings.port,
                      // The name that is said in EHLO: that of the sender's domain, and nothing of this machine's.
                      "/", settings.from.address.substr(settings.from.address.find('@') + 1));
}

}  // namespace

MailChannel::MailChannel(MailSettings settings) : settings_(std::move(settings)), url_(UrlOf(settings_)) {
  scrubber_.Hide(settings_.password);
}

SendResult MailChannel::Send(const OutgoingMessage& message) {
  if (aborted_) return Retry(SendReason::kStopping, "the notifier is stopping");
  const std::vector<std::string> to = AddressesOf(message.delivery, model::ContactKind::kMail);
  if (to.empty()) {
    return Refused(SendReason::kNoAddress, "nobody of it has a usable mail address, and the receiver names none");
  }
  CurlTransfer transfer;
  return SendOver(transfer, MailText(message, settings_.from, to), to);
}

SendResult MailChannel::SendOver(CurlTransfer& transfer, const std::string& mail, const std::vector<std::string>& to) {
  Upload upload{mail};
  Replies replies;
  CurlList recipients;
  for (const std::string& address : to) recipients.Add(absl::StrCat("<", address, ">"));
  const std::string from = absl::StrCat("<", settings_.from.address, ">");
  CURL* curl = transfer.Prepare(settings_.transfer, "smtp,smtps", aborted_);
  curl_easy_setopt(curl, CURLOPT_URL, url_.c_str());
  const bool plain = settings_.security == MailSettings::Security::kPlain;
  curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  if (!settings_.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, settings_.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, settings_.password.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  // One bad address does not keep the mail from the others.
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(mail.size()));
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, &ReadMail);
  curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &KeepReply);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &replies);
  const CURLcode code = transfer.Perform();
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  SendResult result = ResultOf(code, status, transfer, replies.refusal);
  if (result.kind == SendResult::Kind::kAccepted && replies.refused > 0) {
    result.error = scrubber_.Clean(
        absl::StrCat(replies.refused, " of ", to.size(), " addresses refused, the others have it: ", replies.refusal));
  }
  return result;
}

SendResult MailChannel::ResultOf(CURLcode code, long status, const CurlTransfer& transfer,
                                 const std::string& said) const {
  if (code == CURLE_OK) return Accepted();
  const SendResult failure = transfer.FailureOf(code, scrubber_);
  const bool by_server =
      status >= kFirstTransient && status <= kLastPermanent && failure.reason == SendReason::kNetwork;
  if (!by_server) return failure;
  const std::string error = scrubber_.Clean(said.empty() ? absl::StrCat("SMTP ", status) : absl::StrCat("SMTP ", said));
  if (status == kNotAuthenticated) return Refused(SendReason::kBadToken, error);
  if (status >= kFirstPermanent) return Refused(SendReason::kSmtp5xx, error);
  return Retry(SendReason::kSmtp4xx, error);
}

}  // namespace liandu::notifier
