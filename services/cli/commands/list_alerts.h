#pragma once

#include "absl/status/statusor.h"
#include "cli/commands/context.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"

namespace liandu::cli {

/// All pages of a list of alerts.
absl::StatusOr<v1::ListAlertsResponse> ListAllAlerts(v1::ListAlertsRequest request, Context& context);

}  // namespace liandu::cli
