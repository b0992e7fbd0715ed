#pragma once

#include <cstddef>
#include <string_view>

/// UTF-8 as the terminal needs it. Pure, thread-safe, independent of the locale.
namespace liandu::platform {

/// What a malformed byte is read as.
inline constexpr char32_t kReplacementCharacter = 0xFFFD;

/// Reads the code point that begins at `position` and moves `position` behind it. A byte that begins no well-formed
/// sequence (overlong forms, surrogates and numbers above U+10FFFF included) is read as U+FFFD and moves by one.
/// `position` must be inside `text`. `well_formed`, if given, says which of the two it was.
char32_t NextCodePoint(std::string_view text, size_t& position, bool* well_formed = nullptr);

/// The position of the first byte that is not well-formed UTF-8, or npos.
size_t FindMalformedUtf8(std::string_view text);

}  // namespace liandu::platform
