#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/servers/failure.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "liandu/v1/ingest_service.grpc.pb.h"

namespace liandu::cli {
namespace {

absl::StatusOr<v1::GetJurisdictionClockResponse> FetchClock(Context& context, const std::string& jurisdiction) {
  v1::GetJurisdictionClockRequest request;
  request.set_jurisdiction(jurisdiction);
  return context.client.Call(Door::kIngest, &v1::JurisdictionService::Stub::GetJurisdictionClock, request);
}

/// Where the clock is to stand.
absl::StatusOr<model::Instant> MomentToReach(const ClockAdvanceOptions& options, const model::Instant now,
                                             const model::CivilTime& civil_time) {
  if (!options.to.empty()) {
    const auto moment = ParseMoment(options.to, civil_time);
    return moment.ok() ? moment : UsageError(std::string(moment.status().message()));
  }
  const auto span = ParseSpan(options.by);
  if (!span.ok()) return UsageError(std::string(span.status().message()));
  return now + *span;
}

}  // namespace

Outcome Run(const ClockShowOptions&, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  const auto answer = FetchClock(context, *jurisdiction);
  if (!answer.ok()) return answer.status();
  if (context.output.json()) {
    context.output.Document(*answer);
    return kOk;
  }
  const model::CivilTime civil_time = FetchCivilTime(context, *jurisdiction);
  const std::string version =
      answer->catalogue_version() == 0 ? "尚无目录" : absl::StrCat("目录第 ", answer->catalogue_version(), " 版");
  context.output.Text(absl::StrCat(*jurisdiction, "  ", NameOf(answer->clock_mode()), "  ",
                                   ShowMomentWithOffset(answer->clock_time(), civil_time), "  ", version, "\n"));
  return kOk;
}

Outcome Run(const ClockAdvanceOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  // What nobody can read needs no server to say so.
  const auto readable = MomentToReach(options, model::Instant(), model::CivilTime());
  if (!readable.ok()) return readable.status();
  const auto clock = FetchClock(context, *jurisdiction);
  if (!clock.ok()) return clock.status();
  const model::CivilTime civil_time = FetchCivilTime(context, *jurisdiction);
  const auto moment = MomentToReach(options, ToInstant(clock->clock_time()), civil_time);
  if (!moment.ok()) return moment.status();
  v1::AdvanceClockRequest request;
  request.set_jurisdiction(*jurisdiction);
  *request.mutable_clock_time() = ToTimestamp(*moment);
  request.set_actor(context.client.settings().actor);
  request.set_request_id(NewRequestId());
  const auto answer = context.client.Call(Door::kIngest, &v1::JurisdictionService::Stub::AdvanceClock, request);
  if (!answer.ok()) return answer.status();
  NoteWritten(context, *jurisdiction, answer->position());
  if (context.output.json()) {
    context.output.Document(*answer);
    return kOk;
  }
  context.output.Text(absl::StrCat(*jurisdiction, " 的时钟从 ", ShowMoment(clock->clock_time(), civil_time), " 拨到 ",
                                   ShowMomentWithOffset(request.clock_time(), civil_time), "\n"));
  return kOk;
}

}  // namespace liandu::cli
