#include "notifier/outbound/channels/transfer/scrubber.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "notifier/outbound/channels/signing/signatures.h"
#include "notifier/outbound/channels/text/message_text.h"

namespace liandu::notifier {
namespace {

constexpr size_t kMinSecretBytes = 4;
constexpr size_t kMaxShownBytes = 300;

struct UrlParts {
  /// "https://"
  std::string_view scheme;
  std::string_view user;
  std::string_view host;
  std::string_view path;
  /// Without "?".
  std::string_view query;
};

UrlParts Split(std::string_view url) {
  UrlParts parts;
  const size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    parts.scheme = url.substr(0, scheme + 3);
    url.remove_prefix(scheme + 3);
  }
  const size_t end = std::min(url.find_first_of("/?#"), url.size());
  std::string_view authority = url.substr(0, end);
  const size_t at = authority.rfind('@');
  if (at != std::string_view::npos) {
    parts.user = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  parts.host = authority;
  url.remove_prefix(end);
  const size_t question = std::min(url.find('?'), url.size());
  parts.path = url.substr(0, question);
  if (question < url.size()) parts.query = url.substr(question + 1);
  return parts;
}

}  // namespace

void Scrubber::Hide(std::string_view secret) {
  if (secret.size() < kMinSecretBytes) return;
  hidden_.emplace_back(secret);
  std::string encoded = PercentEncode(secret);
  if (encoded != secret) hidden_.push_back(std::move(encoded));
  std::sort(hidden_.begin(), hidden_.end(),
            [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

void Scrubber::HideUrl(std::string_view url) {
  const UrlParts parts = Split(url);
  Hide(url);
  Hide(parts.user);
  Hide(parts.path);
  Hide(parts.query);
  for (absl::string_view piece : absl::StrSplit(absl::string_view(parts.path.data(), parts.path.size()), '/')) {
    // Short ones are words of an API ("send"); an id that lets somebody in is longer.
    constexpr size_t kMinIdBytes = 12;
    if (piece.size() >= kMinIdBytes) Hide({piece.data(), piece.size()});
  }
  for (absl::string_view pair : absl::StrSplit(absl::string_view(parts.query.data(), parts.query.size()), '&')) {
    const size_t equals = pair.find('=');
    if (equals == absl::string_view::npos) continue;
    pair.remove_prefix(equals + 1);
    Hide({pair.data(), pair.size()});
  }
}

std::string Scrubber::Clean(std::string_view text) const {
  std::string clean(text);
  for (const std::string& secret : hidden_) clean = absl::StrReplaceAll(clean, {{secret, "***"}});
  for (char& character : clean) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte < 0x20 || byte == 0x7F) character = ' ';
  }
  return CutUtf8(clean, kMaxShownBytes);
}

std::string ShownUrl(std::string_view url) {
  const UrlParts parts = Split(url);
  return absl::StrCat(std::string(parts.scheme), std::string(parts.host), std::string(parts.path),
                      parts.query.empty() ? "" : "?***");
}

}  // namespace liandu::notifier
