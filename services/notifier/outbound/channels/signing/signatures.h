#pragma once

#include <string>
#include <string_view>

/// What receivers want requests to be signed with. Pure functions.
namespace liandu::notifier {

/// Raw bytes.
std::string HmacSha256(std::string_view key, std::string_view message);
std::string HmacSha1(std::string_view key, std::string_view message);
std::string Sha256(std::string_view message);

/// With padding, on one line.
std::string Base64(std::string_view bytes);
/// Lower-case hex digits.
std::string HexDigits(std::string_view bytes);
/// RFC 3986: everything but letters, digits and "-._~" is encoded.
std::string PercentEncode(std::string_view text);

}  // namespace liandu::notifier
