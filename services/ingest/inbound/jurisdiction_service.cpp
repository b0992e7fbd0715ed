#include "ingest/inbound/jurisdiction_service.h"

#include "ingest/inbound/raw_call.h"
#include "ingest/inbound/request_form.h"
#include "platform/rpc/status.h"
#include "wire/wire.h"

namespace liandu::ingest {
namespace {

/// The fields that the three clock requests share; `mode` is read apart.
template <typename Request>
ClockRequest ReadClockRequest(const Request& request, const RequestForm& checked) {
  ClockRequest clock;
  clock.jurisdiction = checked.Jurisdiction(request.jurisdiction());
  clock.time = checked.ClockTime(request.has_clock_time(), request.clock_time());
  clock.actor = checked.Actor(request.actor());
  clock.request_id = checked.RequestId(request.request_id());
  return clock;
}

/// Live clocks run by themselves, the others start somewhere.
void CheckTimeOfMode(bool given, model::ClockMode mode, const RequestForm& checked) {
  if (mode == model::ClockMode::kLive && given) {
    checked.form.Refuse("clock_time", "实时时钟（CLOCK_MODE_LIVE）自己走，不能指定时刻；请留空");
  }
  if (mode != model::ClockMode::kLive && !given) {
    checked.form.Refuse("clock_time", "没有填写；请写明辖区时钟从哪一时刻开始");
  }
}

template <typename Request>
model::ClockMode ReadMode(const Request& request, const RequestForm& checked) {
  return checked.form.RequiredEnum("clock_mode", request.clock_mode(), v1::ClockMode_IsValid(request.clock_mode()),
                                   model::ClockMode::kLive);
}

grpc::Status Open(JurisdictionWriter& writer, const v1::OpenJurisdictionRequest& request,
                  v1::OpenJurisdictionResponse& response) {
  const RequestForm checked;
  ClockRequest clock = ReadClockRequest(request, checked);
  clock.mode = ReadMode(request, checked);
  if (request.clock_mode() != 0) CheckTimeOfMode(request.has_clock_time(), clock.mode, checked);
  if (!checked.violations.empty()) return platform::InvalidRequestOf(checked.violations);
  eventlog::EntryId position;
  grpc::Status status = writer.Open(clock, position);
  if (status.ok()) response.mutable_position()->set_entry(position.ToString());
  return status;
}

grpc::Status GoLiveNow(JurisdictionWriter& writer, const v1::GoLiveRequest& request, v1::GoLiveResponse& response) {
  const RequestForm checked;
  ClockRequest clock = ReadClockRequest(request, checked);
  clock.mode = ReadMode(request, checked);
  if (clock.mode == model::ClockMode::kImporting) {
    checked.form.Refuse("clock_mode",
                        "导入到此结束，不能再选 CLOCK_MODE_IMPORTING；请选 CLOCK_MODE_LIVE 或 CLOCK_MODE_SANDBOX");
  } else if (request.clock_mode() != 0) {
    CheckTimeOfMode(request.has_clock_time(), clock.mode, checked);
  }
  if (!checked.violations.empty()) return platform::InvalidRequestOf(checked.violations);
  eventlog::EntryId position;
  grpc::Status status = writer.GoLive(clock, position);
  if (status.ok()) response.mutable_position()->set_entry(position.ToString());
  return status;
}

grpc::Status Advance(JurisdictionWriter& writer, const v1::AdvanceClockRequest& request,
                     v1::AdvanceClockResponse& response) {
  const RequestForm checked;
  const ClockRequest clock = ReadClockRequest(request, checked);
  if (!request.has_clock_time()) checked.form.Refuse("clock_time", "没有填写；请写明时钟要拨到的时刻");
  if (!checked.violations.empty()) return platform::InvalidRequestOf(checked.violations);
  eventlog::EntryId position;
  grpc::Status status = writer.Advance(clock, position);
  if (status.ok()) response.mutable_position()->set_entry(position.ToString());
  return status;
}

grpc::Status ReadClock(JurisdictionWriter& writer, const v1::GetJurisdictionClockRequest& request,
                       v1::GetJurisdictionClockResponse& response) {
  const RequestForm checked;
  const std::string jurisdiction = checked.Jurisdiction(request.jurisdiction());
  if (!checked.violations.empty()) return platform::InvalidRequestOf(checked.violations);
  eventlog::JurisdictionClock clock;
  grpc::Status status = writer.ReadClock(jurisdiction, clock);
  if (!status.ok()) return status;
  response.set_clock_mode(static_cast<v1::ClockMode>(clock.mode));
  response.set_catalogue_version(clock.catalogue_version);
  if (clock.clock_ms != 0) {
    *response.mutable_clock_time() = wire::ToTimestamp(model::Instant(std::chrono::milliseconds(clock.clock_ms)));
  }
  return status;
}

}  // namespace

grpc::ServerUnaryReactor* JurisdictionService::OpenJurisdiction(grpc::CallbackServerContext* context,
                                                                const grpc::ByteBuffer* request,
                                                                grpc::ByteBuffer* response) {
  return ServeOnPool<v1::OpenJurisdictionRequest, v1::OpenJurisdictionResponse>(
      pool_, context, request, response, [this](const auto& in, auto& out) { return Open(writer_, in, out); });
}

grpc::ServerUnaryReactor* JurisdictionService::GoLive(grpc::CallbackServerContext* context,
                                                      const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return ServeOnPool<v1::GoLiveRequest, v1::GoLiveResponse>(
      pool_, context, request, response, [this](const auto& in, auto& out) { return GoLiveNow(writer_, in, out); });
}

grpc::ServerUnaryReactor* JurisdictionService::AdvanceClock(grpc::CallbackServerContext* context,
                                                            const grpc::ByteBuffer* request,
                                                            grpc::ByteBuffer* response) {
  return ServeOnPool<v1::AdvanceClockRequest, v1::AdvanceClockResponse>(
      pool_, context, request, response, [this](const auto& in, auto& out) { return Advance(writer_, in, out); });
}

grpc::ServerUnaryReactor* JurisdictionService::GetJurisdictionClock(grpc::CallbackServerContext* context,
                                                                    const grpc::ByteBuffer* request,
                                                                    grpc::ByteBuffer* response) {
  return ServeOnPool<v1::GetJurisdictionClockRequest, v1::GetJurisdictionClockResponse>(
      pool_, context, request, response, [this](const auto& in, auto& out) { return ReadClock(writer_, in, out); });
}

}  // namespace liandu::ingest
