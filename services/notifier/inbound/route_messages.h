#pragma once

#include "absl/status/statusor.h"
#include "liandu/v1/notifier_service.pb.h"
#include "model/time.h"
#include "notifier/domain/desk.h"

/// What lies ahead of alerts, as messages of the contract. Pure functions; `now` on the jurisdiction's clock.
namespace liandu::notifier {

/// Calendar days that GetAlertNotifications looks ahead.
inline constexpr int kNextDays = 60;

/// Who would be told of what the request describes, or of an alert there is as if it had just been raised. NOT_FOUND,
/// in Chinese: no such alert is open.
absl::StatusOr<v1::TestRouteResponse> TestRoute(const Desk& desk, const v1::TestRouteRequest& request,
                                                model::Instant now);

/// Who was told of an alert, and who is told next from where it stands. NOT_FOUND, in Chinese: nothing is known of it.
absl::StatusOr<v1::GetAlertNotificationsResponse> GetAlertNotifications(const Desk& desk,
                                                                        const v1::GetAlertNotificationsRequest& request,
                                                                        model::Instant now);

}  // namespace liandu::notifier
