#include "cli/text/display_width.h"

#include <utility>

#include "cli/text/width_table.h"
#include "platform/text/utf8.h"

namespace liandu::cli {
namespace {

constexpr char32_t kEscape = 0x1B;
constexpr std::string_view kEllipsis = "…";
/// Punctuation that must not begin a line, and that must not end one.
constexpr std::u32string_view kClosing = U"，。；：、！？）】》」』”’％%,.;:!?)]}";
constexpr std::u32string_view kOpening = U"（【《「『“‘([{";

bool IsControl(char32_t code_point) { return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0); }

bool IsBidiControl(char32_t code_point) {
  return (code_point >= 0x202A && code_point <= 0x202E) || (code_point >= 0x2066 && code_point <= 0x2069) ||
         code_point == 0x200E || code_point == 0x200F || code_point == 0x061C;
}

/// Moves behind an escape sequence whose introducer was just read: ESC [ …, ESC ] … and its like, or ESC and a byte.
void SkipEscape(std::string_view text, size_t& position) {
  if (position >= text.size()) return;
  const char kind = text[position];
  if (kind == '[') {
    ++position;
    while (position < text.size() && text[position] >= 0x20 && text[position] < 0x40) ++position;
    if (position < text.size() && text[position] >= 0x40 && text[position] < 0x7F) ++position;
    return;
  }
  if (kind == ']' || kind == 'P' || kind == 'X' || kind == '^' || kind == '_') {
    while (position < text.size() && text[position] != '\a' && text[position] != '\n') {
      if (text[position] == '\x1B' && position + 1 < text.size() && text[position + 1] == '\\') {
        position += 2;
        return;
      }
      ++position;
    }
    if (position < text.size() && text[position] == '\a') ++position;
    return;
  }
  if (kind >= 0x20 && kind < 0x7F) ++position;
}

std::string Clean(std::string_view text, bool keep_line_ends) {
  std::string clean;
  clean.reserve(text.size());
  size_t position = 0;
  while (position < text.size()) {
    const size_t start = position;
    bool well_formed = false;
    const char32_t code_point = platform::NextCodePoint(text, position, &well_formed);
    if (!well_formed) {
      clean += "\uFFFD";
    } else if (code_point == kEscape) {
      SkipEscape(text, position);
    } else if (code_point == '\n' && keep_line_ends) {
      clean += '\n';
    } else if (code_point == '\n' || code_point == '\t') {
      clean += ' ';
    } else if (!IsControl(code_point) && !IsBidiControl(code_point)) {
      clean += text.substr(start, position - start);
    }
  }
  return clean;
}

bool Contains(std::u32string_view set, char32_t code_point) {
  return set.find(code_point) != std::u32string_view::npos;
}

/// Comparisons, which a space does not part from their number.
constexpr std::u32string_view kComparisons = U"<>=≤≥≈";

bool MayBreakBetween(char32_t before, char32_t after) {
  if (after == ' ' || Contains(kClosing, after) || Contains(kOpening, before)) return false;
  if (before >= '0' && before <= '9' && WidthOf(after) == 2) return false;
  return before == ' ' || WidthOf(before) == 2 || WidthOf(after) == 2;
}

std::string WithoutTrailingSpaces(std::string text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace

int WidthOf(char32_t code_point) {
  if (code_point < 0x300) return 1;
  if (IsZeroWidth(code_point)) return 0;
  return IsWide(code_point) ? 2 : 1;
}

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  size_t position = 0;
  while (position < text.size()) width += static_cast<size_t>(WidthOf(platform::NextCodePoint(text, position)));
  return width;
}

std::string PadRight(std::string_view text, size_t width) {
  const size_t own = DisplayWidth(text);
  std::string padded(text);
  if (own < width) padded.append(width - own, ' ');
  return padded;
}

std::string PadLeft(std::string_view text, size_t width) {
  const size_t own = DisplayWidth(text);
  return own < width ? std::string(width - own, ' ').append(text) : std::string(text);
}

std::string Shorten(std::string_view text, size_t width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  if (width == 0) return "";
  size_t used = 1;
  size_t position = 0;
  size_t end = 0;
  while (position < text.size()) {
    used += static_cast<size_t>(WidthOf(platform::NextCodePoint(text, position)));
    if (used > width) break;
    end = position;
  }
  return std::string(text.substr(0, end)).append(kEllipsis);
}

std::vector<std::string> Wrap(std::string_view text, size_t width) {
  if (width < 2) width = 2;
  if (DisplayWidth(text) <= width) return {std::string(text)};
  std::vector<std::string> lines;
  std::string line;
  size_t break_at = 0;
  char32_t previous = 0;
  bool compares = false;
  size_t position = 0;
  while (position < text.size()) {
    const size_t start = position;
    const char32_t code_point = platform::NextCodePoint(text, position);
    compares = Contains(kComparisons, previous) || (compares && previous == ' ');
    if (!line.empty() && !compares && MayBreakBetween(previous, code_point)) break_at = line.size();
    line += text.substr(start, position - start);
    previous = code_point;
    if (DisplayWidth(line) <= width || code_point == ' ') continue;
    if (break_at == 0) break_at = line.size() - (position - start);
    if (break_at == 0) continue;
    std::string rest = line.substr(break_at);
    line.resize(break_at);
    lines.push_back(WithoutTrailingSpaces(std::move(line)));
    line = std::move(rest);
    break_at = 0;
  }
  lines.push_back(WithoutTrailingSpaces(std::move(line)));
  return lines;
}

std::string CleanText(std::string_view text) { return Clean(text, false); }

std::string CleanLines(std::string_view text) { return Clean(text, true); }

}  // namespace liandu::cli
