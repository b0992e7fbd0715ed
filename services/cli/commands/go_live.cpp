#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/servers/failure.h"
#include "cli/show/moment.h"
#include "liandu/v1/ingest_service.grpc.pb.h"

namespace liandu::cli {

Outcome Run(const GoLiveOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  v1::GoLiveRequest request;
  request.set_jurisdiction(*jurisdiction);
  request.set_clock_mode(options.sandbox_at.empty() ? v1::CLOCK_MODE_LIVE : v1::CLOCK_MODE_SANDBOX);
  request.set_actor(context.client.settings().actor);
  request.set_request_id(NewRequestId());
  model::CivilTime civil_time;
  if (!options.sandbox_at.empty()) {
    civil_time = FetchCivilTime(context, *jurisdiction);
    const auto moment = ParseMoment(options.sandbox_at, civil_time);
    if (!moment.ok()) return UsageError(std::string(moment.status().message()));
    *request.mutable_clock_time() = ToTimestamp(*moment);
  }
  const auto answer = context.client.Call(Door::kIngest, &v1::JurisdictionService::Stub::GoLive, request);
  if (!answer.ok()) return answer.status();
  NoteWritten(context, *jurisdiction, answer->position());
  if (context.output.json()) {
    context.output.Document(*answer);
  } else if (options.sandbox_at.empty()) {
    context.output.Text(absl::StrCat(*jurisdiction, " 已结束导入，按真实时间督办\n"));
  } else {
    context.output.Text(absl::StrCat(*jurisdiction, " 已结束导入，成为沙箱，时钟停在 ",
                                     ShowMomentWithOffset(request.clock_time(), civil_time), "\n"));
  }
  return kOk;
}

}  // namespace liandu::cli
