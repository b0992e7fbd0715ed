#pragma once

#include <cstddef>
#include <string_view>

namespace liandu::model {

/// The beginning of an input as a message may show it: at most 40 bytes, cut between UTF-8 characters.
inline std::string_view Shortened(std::string_view text) {
  constexpr size_t kShownBytes = 40;
  if (text.size() <= kShownBytes) return text;
  size_t end = kShownBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace liandu::model
