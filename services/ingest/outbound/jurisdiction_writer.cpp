#include "ingest/outbound/jurisdiction_writer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ingest/outbound/append_status.h"
#include "wire/wire.h"

namespace liandu::ingest {

using Outcome = eventlog::AppendResult::Outcome;

grpc::Status JurisdictionWriter::Append(const ClockRequest& request, const std::string& kind,
                                        eventlog::ClockChange::Kind change, model::EventBody body,
                                        eventlog::EntryId& position) {
  eventlog::AppendItem item;
  item.jurisdiction = request.jurisdiction;
  item.request_id = request.request_id;
  const int64_t clock_ms = request.time ? request.time->time_since_epoch().count() : 0;
  item.clock_change = {change, static_cast<eventlog::ClockMode>(request.mode), clock_ms};
  item.payloads.push_back(
      wire::EncodeEvent({request.jurisdiction, request.actor, request.request_id, 0, std::move(body)}));
  absl::StatusOr<eventlog::AppendResult> result = writer_.AppendAndWait(std::move(item), kind);
  if (!result.ok()) return FailureStatus(result.status());
  if (result->outcome != Outcome::kAppended && result->outcome != Outcome::kRepeatedRequest) {
    return RefusalStatus(request.jurisdiction, *result);
  }
  position = result->last_id;
  const std::shared_ptr<KnownJurisdiction> known = cache_.Find(request.jurisdiction);
  if (known != nullptr && result->clock) known->NoteClock(*result->clock);
  return grpc::Status::OK;
}

grpc::Status JurisdictionWriter::Open(const ClockRequest& request, eventlog::EntryId& position) {
  return Append(request, "jurisdiction_opened", eventlog::ClockChange::Kind::kOpen,
                model::JurisdictionOpened{request.mode, request.time.value_or(model::Instant{})}, position);
}

grpc::Status JurisdictionWriter::GoLive(const ClockRequest& request, eventlog::EntryId& position) {
  return Append(request, "jurisdiction_went_live", eventlog::ClockChange::Kind::kGoLive,
                model::JurisdictionWentLive{request.mode, request.time.value_or(model::Instant{})}, position);
}

grpc::Status JurisdictionWriter::Advance(const ClockRequest& request, eventlog::EntryId& position) {
  return Append(request, "clock_advanced", eventlog::ClockChange::Kind::kAdvance,
                model::ClockAdvanced{request.time.value_or(model::Instant{})}, position);
}

grpc::Status JurisdictionWriter::ReadClock(const std::string& jurisdiction, eventlog::JurisdictionClock& clock) {
  absl::StatusOr<std::optional<eventlog::JurisdictionClock>> read = writer_.ReadClockAndWait(jurisdiction);
  if (!read.ok()) return FailureStatus(read.status());
  if (!read->has_value()) {
    return FailureStatus(UnknownJurisdiction(jurisdiction));
  }
  clock = **read;
  return grpc::Status::OK;
}

}  // namespace liandu::ingest
