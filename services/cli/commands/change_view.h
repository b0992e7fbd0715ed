#pragma once

#include "cli/commands/output.h"
#include "liandu/v1/ingest_service.pb.h"

namespace liandu::cli {

/// What an apply changed, or would: counts by kind, then every update and deletion field by field, and what is new by
/// name unless there is much of it; then warnings.
void ShowChanges(const v1::ApplyCatalogueResponse& changes, Output& output);

}  // namespace liandu::cli
