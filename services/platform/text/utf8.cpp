#include "platform/text/utf8.h"

#include <cstdint>

namespace liandu::platform {
namespace {

/// How many bytes a sequence has by its first byte, its payload, and the least number it may encode.
struct Lead {
  int length;
  char32_t payload;
  char32_t least;
};

Lead ReadLead(uint8_t byte) {
  if (byte < 0x80) return {1, byte, 0};
  if ((byte & 0xE0) == 0xC0) return {2, static_cast<char32_t>(byte & 0x1F), 0x80};
  if ((byte & 0xF0) == 0xE0) return {3, static_cast<char32_t>(byte & 0x0F), 0x800};
  if ((byte & 0xF8) == 0xF0) return {4, static_cast<char32_t>(byte & 0x07), 0x10000};
  return {0, 0, 0};
}

}  // namespace

char32_t NextCodePoint(std::string_view text, size_t& position, bool* well_formed) {
  const size_t start = position++;
  const Lead lead = ReadLead(static_cast<uint8_t>(text[start]));
  char32_t code_point = lead.payload;
  bool good = lead.length > 0 && text.size() - start >= static_cast<size_t>(lead.length);
  for (int i = 1; good && i < lead.length; ++i) {
    const auto byte = static_cast<uint8_t>(text[start + static_cast<size_t>(i)]);
    good = (byte & 0xC0) == 0x80;
    code_point = (code_point << 6) | static_cast<char32_t>(byte & 0x3F);
  }
  good = good && code_point >= lead.least && code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
  if (well_formed != nullptr) *well_formed = good;
  if (!good) return kReplacementCharacter;
  position = start + static_cast<size_t>(lead.length);
  return code_point;
}

size_t FindMalformedUtf8(std::string_view text) {
  size_t position = 0;
  while (position < text.size()) {
    const size_t start = position;
    bool well_formed = false;
    NextCodePoint(text, position, &well_formed);
    if (!well_formed) return start;
  }
  return std::string_view::npos;
}

}  // namespace liandu::platform
