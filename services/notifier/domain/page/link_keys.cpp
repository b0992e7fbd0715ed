#include "notifier/domain/page/link_keys.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace liandu::notifier {
namespace {

constexpr size_t kMaxKeys = 8;
constexpr size_t kKeyDigits = 64;

std::string SignatureBy(const std::string& key, std::string_view purpose, std::string_view message) {
  // No purpose holds a zero byte, so that no two pairs read alike.
  std::string text(purpose);
  text.push_back('\0');
  text += message;
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
           text.size(), bytes.data(), &size) == nullptr ||
      size < LinkKeys::kSignatureBytes) {
    std::abort();
  }
  return std::string(reinterpret_cast<const char*>(bytes.data()), LinkKeys::kSignatureBytes);
}

}  // namespace

absl::StatusOr<LinkKeys> LinkKeys::Parse(std::string_view text) {
  LinkKeys keys;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(absl::string_view(text.data(), text.size()), '\n')) {
    ++number;
    line = absl::StripAsciiWhitespace(line);
    if (line.empty()) continue;
    if (line.size() != kKeyDigits || !std::all_of(line.begin(), line.end(), [](char c) {
          return std::isxdigit(static_cast<unsigned char>(c)) != 0;
        })) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", number, " is no key; write 64 hexadecimal digits (openssl rand -hex 32)"));
    }
    keys.keys_.push_back(absl::HexStringToBytes(line));
  }
  if (keys.keys_.empty()) return absl::InvalidArgumentError("holds no key; write one with openssl rand -hex 32");
  if (keys.keys_.size() > kMaxKeys) {
    return absl::InvalidArgumentError(absl::StrCat("holds more than ", kMaxKeys, " keys; take the oldest out"));
  }
  return keys;
}

std::string LinkKeys::Sign(std::string_view purpose, std::string_view message) const {
  return SignatureBy(keys_.front(), purpose, message);
}

bool LinkKeys::Verify(std::string_view purpose, std::string_view message, std::string_view signature) const {
  if (signature.size() != kSignatureBytes) return false;
  bool good = false;
  for (const std::string& key : keys_) {
    const std::string expected = SignatureBy(key, purpose, message);
    good |= CRYPTO_memcmp(expected.data(), signature.data(), kSignatureBytes) == 0;
  }
  return good;
}

}  // namespace liandu::notifier
