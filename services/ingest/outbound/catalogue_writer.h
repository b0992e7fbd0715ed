#pragma once

#include <grpcpp/support/status.h>

#include <set>
#include <string>
#include <vector>

#include "ingest/domain/plan_change.h"
#include "ingest/domain/violation.h"
#include "ingest/outbound/jurisdiction_cache.h"
#include "ingest/outbound/log_writer.h"

namespace liandu::ingest {

/// A catalogue as a caller wants it applied.
struct CatalogueRequest {
  std::string jurisdiction;
  /// In the order of kinds, as the request lists them.
  std::vector<model::Resource> wanted;
  /// What is wrong with their form, and the resources ("targets[3]") that it concerns.
  std::vector<Violation> unreadable_fields;
  std::set<std::string> unreadable;
  bool dry_run = false;
  bool prune = false;
  int64_t expected_version = 0;
  std::string actor;
  std::string request_id;
};

struct CatalogueAnswer {
  std::vector<Change> changes;
  int64_t unchanged_count = 0;
  int64_t version = 0;
  eventlog::EntryId position;
  std::vector<std::string> warnings;
};

/// Checks catalogue changes and makes them durable, all or none. Blocks; thread-safe. Works on what the cache knows; if
/// the log has moved on it reads, checks and tries again, unless the caller expected a version (ABORTED).
class CatalogueWriter {
 public:
  CatalogueWriter(JurisdictionCache& cache, LogWriter& writer) : cache_(cache), writer_(writer) {}

  grpc::Status Apply(const CatalogueRequest& request, CatalogueAnswer& answer);
  /// The catalogue's resources of these kinds (none: all) and its version, as the log knows it now.
  grpc::Status Get(const std::string& jurisdiction, const std::set<model::ResourceKind>& kinds,
                   std::vector<model::Resource>& resources, int64_t& version);

 private:
  /// One attempt; nullopt: the catalogue has moved on.
  std::optional<grpc::Status> TryApply(const CatalogueRequest& request, KnownJurisdiction& known,
                                       CatalogueAnswer& answer);

  JurisdictionCache& cache_;
  LogWriter& writer_;
};

}  // namespace liandu::ingest
