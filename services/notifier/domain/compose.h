#pragma once

#include <optional>
#include <string>
#include <vector>

#include "notifier/domain/delivery.h"
#include "notifier/domain/describe_item.h"
#include "notifier/domain/directory.h"

namespace liandu::notifier {

/// Alerts that a digest names; the rest is counted.
inline constexpr int kMaxDigestLines = 20;
/// Things to do that a digest names; the rest is counted.
inline constexpr size_t kMaxToDoLines = 10;

/// What waits for an action of whom a digest is for.
struct ToDo {
  const model::Alert* alert = nullptr;
  /// "待签收".
  const char* action = "";
  std::optional<model::Date> until;
};

/// Writes a due delivery's title and text, and each item's summary and description, in Chinese. `items` come in the
/// order in which they are to be read (SortForReading).
void Compose(const Directory& directory, Delivery& delivery, std::vector<ToDo> to_dos = {});

/// Puts items into reading order: the most severe first, then what people did, resolved ones last; each by chain and
/// alert.
void SortForReading(const Directory& directory, std::vector<DeliveryItem>& items);

/// "编号 7QK3F9" as a last line; nothing for a delivery without a number.
void AppendNumber(Delivery& delivery);

}  // namespace liandu::notifier
