#pragma once

#include <vector>

#include "model/notification.h"
#include "notifier/domain/delivery.h"
#include "notifier/domain/directory.h"

namespace liandu::notifier {

/// Entries of a circular that a message names; the rest is counted.
inline constexpr size_t kMaxCircularLines = 30;

/// Writes title and text of a circular's (通报) message to whom the entries concern, in Chinese.
void ComposeCircular(const Directory& directory, const model::Circular& circular,
                     const std::vector<const model::CircularEntry*>& entries, Delivery& delivery);

}  // namespace liandu::notifier
