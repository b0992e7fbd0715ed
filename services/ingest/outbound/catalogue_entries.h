#pragma once

#include <string>
#include <vector>

#include "ingest/domain/plan_change.h"
#include "model/event.h"
#include "platform/eventlog/event_log.h"

namespace liandu::ingest {

/// Limits of one log entry.
inline constexpr size_t kMaxEntryResources = 1000;
inline constexpr size_t kMaxEntryBytes = 1'000'000;

/// The log entries of a planned change: CatalogueApplied events of at most 1,000 resources and 1 MB each, in dependency
/// order. `envelope` gives everything but the body.
std::vector<std::string> EncodeChanges(const model::Event& envelope, const std::vector<Change>& changes);

/// The records kept beside the log.
std::vector<eventlog::CatalogueWrite> CatalogueWrites(const std::vector<Change>& changes);

}  // namespace liandu::ingest
