#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace liandu::notifier {

/// The secret keys that links and forms are signed with. The first signs, all verify: a new key is put first, and the
/// old one is taken out when what it signed has expired. Immutable; comparisons take the same time for every input.
class LinkKeys {
 public:
  /// A key a line, each 64 hexadecimal digits (32 bytes); 1 to 8 of them, empty lines aside. INVALID_ARGUMENT names
  /// the line, never what stands in it.
  static absl::StatusOr<LinkKeys> Parse(std::string_view text);

  /// HMAC-SHA256 by the first key, cut to kSignatureBytes. `purpose` keeps signatures of one kind from being used as
  /// another.
  std::string Sign(std::string_view purpose, std::string_view message) const;
  /// Whether one of the keys signed it.
  bool Verify(std::string_view purpose, std::string_view message, std::string_view signature) const;

  static constexpr size_t kSignatureBytes = 16;

 private:
  std::vector<std::string> keys_;
};

}  // namespace liandu::notifier
