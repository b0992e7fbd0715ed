#pragma once

namespace liandu::cli {

/// Whether Unicode 14 gives a code point the East Asian Width W or F.
bool IsWide(char32_t code_point);
/// Whether it adds no column of its own: combining marks, format characters, conjoining vowels and finals of Hangul.
bool IsZeroWidth(char32_t code_point);

}  // namespace liandu::cli
