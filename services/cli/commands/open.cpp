#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/servers/failure.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "liandu/v1/ingest_service.grpc.pb.h"

namespace liandu::cli {

Outcome Run(const OpenOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  v1::OpenJurisdictionRequest request;
  request.set_jurisdiction(*jurisdiction);
  request.set_clock_mode(options.mode);
  request.set_actor(context.client.settings().actor);
  request.set_request_id(NewRequestId());
  // A jurisdiction that does not exist yet has no offsets of its own.
  const model::CivilTime civil_time;
  if (!options.time.empty()) {
    const auto moment = ParseMoment(options.time, civil_time);
    if (!moment.ok()) return UsageError(std::string(moment.status().message()));
    *request.mutable_clock_time() = ToTimestamp(*moment);
  }
  const auto answer = context.client.Call(Door::kIngest, &v1::JurisdictionService::Stub::OpenJurisdiction, request);
  if (!answer.ok()) return answer.status();
  NoteWritten(context, *jurisdiction, answer->position());
  if (context.output.json()) {
    context.output.Document(*answer);
    return kOk;
  }
  const std::string since =
      options.time.empty() ? ""
                           : absl::StrCat("，时钟从 ", ShowMomentWithOffset(request.clock_time(), civil_time), " 起");
  context.output.Text(absl::StrCat("已开设辖区 ", *jurisdiction, "（", NameOf(options.mode), since, "）\n"));
  return kOk;
}

}  // namespace liandu::cli
