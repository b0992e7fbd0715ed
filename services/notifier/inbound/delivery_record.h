#pragma once

#include <string>

#include "liandu/state/v1/notifier.pb.h"
#include "notifier/domain/delivery.h"

namespace liandu::notifier {

/// A delivery as its record, and back. Pure functions.
state::v1::NotifierDelivery RecordOf(const Delivery& delivery, const std::string& jurisdiction);
Delivery DeliveryFromRecord(const state::v1::NotifierDelivery& record);

}  // namespace liandu::notifier
