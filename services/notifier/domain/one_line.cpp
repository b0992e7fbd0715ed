#include <algorithm>

#include "notifier/domain/describe_item.h"

namespace liandu::notifier {

std::string OneLine(std::string_view text, int max_characters) {
  std::string line;
  int characters = 0;
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    length = std::min(length, text.size() - i);
    const std::string_view character = text.substr(i, length);
    i += length;
    if (characters == max_characters) return line + "…";
    ++characters;
    // U+0085, U+2028/9, and the marks, embeddings, overrides and isolates that turn the reading direction.
    const bool control = lead < 0x20 || lead == 0x7F || (character >= "\xC2\x80" && character <= "\xC2\x9F") ||
                         (character >= "\xE2\x80\x8E" && character <= "\xE2\x80\x8F") ||
                         (character >= "\xE2\x80\xA8" && character <= "\xE2\x80\xAE") ||
                         (character >= "\xE2\x81\xA6" && character <= "\xE2\x81\xA9");
    line.append(control ? std::string_view(" ") : character);
  }
  return line;
}

}  // namespace liandu::notifier
