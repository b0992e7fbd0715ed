#include "platform/eventlog/digest.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>

#include "absl/strings/escaping.h"

namespace liandu::eventlog {

struct Digest::Context {
  EVP_MD_CTX* evp = EVP_MD_CTX_new();
  ~Context() { EVP_MD_CTX_free(evp); }
};

Digest::Digest() : context_(std::make_unique<Context>()) {
  if (EVP_DigestInit_ex(context_->evp, EVP_sha256(), nullptr) != 1) std::abort();
}

Digest::~Digest() = default;

void Digest::Add(std::string_view text) {
  std::array<unsigned char, 8> length{};
  for (size_t i = 0; i < length.size(); ++i) length[i] = static_cast<unsigned char>(text.size() >> (56 - 8 * i));
  EVP_DigestUpdate(context_->evp, length.data(), length.size());
  EVP_DigestUpdate(context_->evp, text.data(), text.size());
}

void Digest::Add(const Entry& alert) {
  Add(alert.id.ToString());
  Add(std::to_string(alert.at_ms));
  Add(alert.jurisdiction);
  Add(alert.entity);
  Add(std::to_string(alert.entity_sequence));
  Add(alert.payload);
}

std::string Digest::Finish() {
  std::array<char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context_->evp, reinterpret_cast<unsigned char*>(bytes.data()), &size);
  return absl::BytesToHexString(absl::string_view(bytes.data(), size));
}

}  // namespace liandu::eventlog
