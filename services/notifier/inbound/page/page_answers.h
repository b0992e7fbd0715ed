#pragma once

#include "liandu/v1/page_service.pb.h"
#include "model/time.h"
#include "notifier/domain/desk.h"

/// What the pages need of a desk, as messages of the contract. Pure functions.
namespace liandu::notifier {

/// Grants of the deliveries that are kept and have been handed to a channel.
v1::GetLinkGrantsResponse LinkGrants(const Desk& desk, const v1::GetLinkGrantsRequest& request);

/// `now`: the moment on the jurisdiction's clock.
v1::GetPageContextResponse PageContext(const Desk& desk, const v1::GetPageContextRequest& request, model::Instant now);

}  // namespace liandu::notifier
