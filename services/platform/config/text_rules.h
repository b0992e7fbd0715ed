#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

/// What the texts in a config must look like.
namespace liandu::platform {

/// UTF-8 without control characters, at most `max_bytes`; INVALID_ARGUMENT says which of these it breaks.
absl::Status CheckPlainText(std::string_view text, size_t max_bytes);
/// "host:port", "[v6]:port" or, if allowed, "unix:/path".
absl::Status CheckAddress(std::string_view text, bool allow_unix);
/// The content of a secret's file without its trailing newline; at most 64 kB.
absl::StatusOr<std::string> ReadSecretFile(const std::string& path);
absl::Status CheckReadable(const std::string& path);
/// A text as a YAML scalar in double quotes.
std::string QuoteYaml(std::string_view text);

}  // namespace liandu::platform
