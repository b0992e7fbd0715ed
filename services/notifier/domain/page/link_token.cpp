#include "notifier/domain/page/link_token.h"

#include <openssl/evp.h>

#include <array>
#include <chrono>
#include <cstdlib>

#include "absl/strings/escaping.h"

namespace liandu::notifier {
namespace {

constexpr std::string_view kLinkPurpose = "liandu link";
constexpr std::string_view kFormPurpose = "liandu form";
constexpr char kVersion = 1;
/// A delivery's id holds an alert's, a post's and a receiver's; what is longer was not written by us.
constexpr size_t kMaxTokenBytes = 2048;
constexpr size_t kMaxTextBytes = 0xFFFF;

void PutNumber(std::string& bytes, uint64_t number, int size) {
  for (int i = size - 1; i >= 0; --i) bytes.push_back(static_cast<char>(number >> (8 * i)));
}

void PutText(std::string& bytes, std::string_view text) {
  if (text.size() > kMaxTextBytes) std::abort();
  PutNumber(bytes, text.size(), 2);
  bytes += text;
}

/// Reads what PutNumber and PutText wrote; once something is missing, everything is.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  uint64_t Number(int size) {
    uint64_t number = 0;
    for (const char byte : Take(static_cast<size_t>(size))) number = (number << 8) | static_cast<unsigned char>(byte);
    return number;
  }
  std::string Text() { return std::string(Take(static_cast<size_t>(Number(2)))); }
  bool complete() const { return good_ && bytes_.empty(); }

 private:
  std::string_view Take(size_t size) {
    good_ = good_ && size <= bytes_.size();
    if (!good_) return {};
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }

  std::string_view bytes_;
  bool good_ = true;
};

std::string Encode(const std::string& bytes) { return absl::WebSafeBase64Escape(bytes); }

/// nullopt also for another spelling of the same bytes: a token has one.
std::optional<std::string> Decode(std::string_view token) {
  std::string bytes;
  if (token.size() > kMaxTokenBytes || !absl::WebSafeBase64Unescape({token.data(), token.size()}, &bytes) ||
      Encode(bytes) != token) {
    return std::nullopt;
  }
  return bytes;
}

std::string Signed(const LinkKeys& keys, std::string_view purpose, std::string_view context, const std::string& body) {
  return Encode(body + keys.Sign(purpose, std::string(context) + body));
}

/// The body of a token whose signature is good.
std::optional<std::string> Verified(const LinkKeys& keys, std::string_view purpose, std::string_view context,
                                    std::string_view token) {
  std::optional<std::string> bytes = Decode(token);
  if (!bytes || bytes->size() < LinkKeys::kSignatureBytes) return std::nullopt;
  const std::string signature = bytes->substr(bytes->size() - LinkKeys::kSignatureBytes);
  bytes->resize(bytes->size() - LinkKeys::kSignatureBytes);
  if (!keys.Verify(purpose, std::string(context) + *bytes, signature)) return std::nullopt;
  return bytes;
}

int64_t SecondsOf(model::Instant moment) {
  return std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count();
}

}  // namespace

uint32_t HolderTag(std::string_view holder) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  if (EVP_Digest(holder.data(), holder.size(), bytes.data(), &size, EVP_sha256(), nullptr) != 1) std::abort();
  return static_cast<uint32_t>(bytes[0]) << 24 | static_cast<uint32_t>(bytes[1]) << 16 |
         static_cast<uint32_t>(bytes[2]) << 8 | bytes[3];
}

std::string WriteLink(const LinkKeys& keys, const LinkGrant& grant) {
  std::string body;
  body.push_back(kVersion);
  body.push_back(static_cast<char>(grant.actions.Bits()));
  PutNumber(body, static_cast<uint64_t>(SecondsOf(grant.expires)), 5);
  PutNumber(body, grant.holder_tag, 4);
  PutText(body, grant.jurisdiction);
  PutText(body, grant.post);
  PutText(body, grant.alert);
  PutText(body, grant.delivery);
  return Signed(keys, kLinkPurpose, "", body);
}

std::optional<LinkGrant> ReadLink(const LinkKeys& keys, std::string_view token) {
  const std::optional<std::string> body = Verified(keys, kLinkPurpose, "", token);
  if (!body) return std::nullopt;
  Reader reader(*body);
  LinkGrant grant;
  const bool known = reader.Number(1) == kVersion;
  grant.actions = ActionSet::OfBits(static_cast<uint8_t>(reader.Number(1)));
  grant.expires = model::Instant(std::chrono::seconds(static_cast<int64_t>(reader.Number(5))));
  grant.holder_tag = static_cast<uint32_t>(reader.Number(4));
  grant.jurisdiction = reader.Text();
  grant.post = reader.Text();
  grant.alert = reader.Text();
  grant.delivery = reader.Text();
  if (!known || !reader.complete()) return std::nullopt;
  return grant;
}

std::string WriteForm(const LinkKeys& keys, std::string_view link_token, const FormGrant& grant) {
  std::string body;
  body.push_back(kVersion);
  body.push_back(static_cast<char>(grant.action));
  PutNumber(body, static_cast<uint64_t>(grant.sequence), 8);
  PutNumber(body, grant.nonce, 8);
  PutText(body, grant.alert);
  return Signed(keys, kFormPurpose, link_token, body);
}

std::optional<FormGrant> ReadForm(const LinkKeys& keys, std::string_view link_token, std::string_view token) {
  const std::optional<std::string> body = Verified(keys, kFormPurpose, link_token, token);
  if (!body) return std::nullopt;
  Reader reader(*body);
  FormGrant grant;
  const bool known = reader.Number(1) == kVersion;
  grant.action = static_cast<model::AlertActionKind>(reader.Number(1));
  grant.sequence = static_cast<int64_t>(reader.Number(8));
  grant.nonce = reader.Number(8);
  grant.alert = reader.Text();
  if (!known || !reader.complete()) return std::nullopt;
  return grant;
}

}  // namespace liandu::notifier
