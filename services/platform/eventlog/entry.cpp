#include "platform/eventlog/entry.h"

#include <fmt/format.h>

#include <charconv>

namespace liandu::eventlog {

absl::StatusOr<EntryId> EntryId::Parse(std::string_view text) {
  EntryId id;
  const char* const last = text.data() + text.size();
  const auto [dash, first_error] = std::from_chars(text.data(), last, id.ms);
  if (first_error == std::errc() && dash != last && *dash == '-') {
    const auto [end, second_error] = std::from_chars(dash + 1, last, id.sequence);
    if (second_error == std::errc() && end == last) return id;
  }
  return absl::InvalidArgumentError(fmt::format("entry id \"{}\": expected milliseconds-sequence", text.substr(0, 64)));
}

std::string EntryId::ToString() const { return fmt::format("{}-{}", ms, sequence); }

}  // namespace liandu::eventlog
