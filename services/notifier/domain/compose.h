#pragma once

#include <string>
#include <string_view>

#include "notifier/domain/delivery.h"
#include "notifier/domain/directory.h"

namespace liandu::notifier {

/// Alerts that a digest names; the rest is counted.
inline constexpr int kMaxDigestLines = 20;

/// Writes a due delivery's title and text, and each item's summary and description, in Chinese. `items` come in the
/// order in which they are to be read (SortForReading).
void Compose(const Directory& directory, Delivery& delivery);

/// Puts items into reading order: resolved ones last, the most severe first, then by chain and alert.
void SortForReading(const Directory& directory, std::vector<DeliveryItem>& items);

/// Makes text from outside safe to stand inside one line: control characters, line breaks and direction overrides
/// become spaces, and it is cut (with "…") after `max_characters` code points.
std::string OneLine(std::string_view text, int max_characters = 200);

}  // namespace liandu::notifier
