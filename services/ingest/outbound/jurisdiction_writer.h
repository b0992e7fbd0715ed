#pragma once

#include <grpcpp/support/status.h>

#include <optional>
#include <string>

#include "ingest/outbound/jurisdiction_cache.h"
#include "ingest/outbound/log_writer.h"
#include "model/event.h"

namespace liandu::ingest {

/// A change of a jurisdiction's clock as a caller wants it.
struct ClockRequest {
  std::string jurisdiction;
  model::ClockMode mode = model::ClockMode::kLive;
  /// Unset for kLive.
  std::optional<model::Instant> time;
  std::string actor;
  std::string request_id;
};

/// Opens jurisdictions and moves their clocks. Blocks; thread-safe.
class JurisdictionWriter {
 public:
  JurisdictionWriter(JurisdictionCache& cache, LogWriter& writer) : cache_(cache), writer_(writer) {}

  grpc::Status Open(const ClockRequest& request, eventlog::EntryId& position);
  grpc::Status GoLive(const ClockRequest& request, eventlog::EntryId& position);
  /// `mode` is not looked at.
  grpc::Status Advance(const ClockRequest& request, eventlog::EntryId& position);
  /// NOT_FOUND if it was never opened.
  grpc::Status ReadClock(const std::string& jurisdiction, eventlog::JurisdictionClock& clock);

 private:
  grpc::Status Append(const ClockRequest& request, const std::string& kind, eventlog::ClockChange::Kind change,
                      model::EventBody body, eventlog::EntryId& position);

  JurisdictionCache& cache_;
  LogWriter& writer_;
};

}  // namespace liandu::ingest
