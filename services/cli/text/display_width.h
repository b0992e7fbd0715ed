#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// How wide text stands on a terminal. Pure, thread-safe, independent of the locale.
namespace liandu::cli {

/// Columns of one code point: 2 for East Asian wide and fullwidth ones, 0 for combining marks and format characters,
/// else 1 (ambiguous ones such as ● and ≥ count as 1). By the East Asian Width property of Unicode 14.
int WidthOf(char32_t code_point);

/// Columns of UTF-8 text without control characters (see CleanText).
size_t DisplayWidth(std::string_view text);

/// The text with spaces added to reach `width` columns; unchanged if it is wider.
std::string PadRight(std::string_view text, size_t width);
std::string PadLeft(std::string_view text, size_t width);

/// The longest beginning of the text that fits into `width` columns, "…" included if anything was cut.
std::string Shorten(std::string_view text, size_t width);

/// The text in lines of at most `width` columns (at least 2), broken at spaces where there are some, else between
/// characters; no closing punctuation begins a line, and a number keeps what it counts and its comparison ("≥ 1100").
/// An empty text is one empty line.
std::vector<std::string> Wrap(std::string_view text, size_t width);

/// Text from elsewhere made safe for a terminal: escape sequences, control characters and bidirectional overrides are
/// taken out, line ends and tabs become one space, malformed UTF-8 becomes U+FFFD.
std::string CleanText(std::string_view text);
/// The same, but line ends are kept.
std::string CleanLines(std::string_view text);

}  // namespace liandu::cli
