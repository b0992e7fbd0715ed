#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "liandu/v1/notifier_service.pb.h"
#include "notifier/domain/desk.h"

/// The notifier's answers as messages of the contract. Pure functions.
namespace liandu::notifier {

/// Whether a text is empty or has the form of a page token.
bool IsPageToken(const std::string& token);

/// A delivery with what it tells of.
v1::Delivery DeliveryMessage(const Desk& desk, const Delivery& delivery);

/// A page of a jurisdiction's deliveries, newest first. INVALID_ARGUMENT: a page token that this service did not give.
absl::StatusOr<v1::ListDeliveriesResponse> ListDeliveries(const Desk& desk, const v1::ListDeliveriesRequest& request);

}  // namespace liandu::notifier
