#include "cli/commands/context.h"

#include <random>

#include "absl/strings/str_format.h"
#include "cli/servers/failure.h"
#include "cli/servers/last_position.h"
#include "liandu/v1/ingest_service.grpc.pb.h"
#include "wire/wire.h"

namespace liandu::cli {

absl::StatusOr<std::string> JurisdictionOf(const Context& context) {
  const std::string& jurisdiction = context.client.settings().jurisdiction;
  if (jurisdiction.empty()) return UsageError("不知道是哪个辖区：请给出 -j 或环境变量 LIANDU_JURISDICTION");
  return jurisdiction;
}

std::string NewRequestId() {
  std::random_device random;
  return absl::StrFormat("cli-%08x%08x", random(), random());
}

model::CivilTime FetchCivilTime(Context& context, const std::string& jurisdiction) {
  v1::GetCatalogueRequest request;
  request.set_jurisdiction(jurisdiction);
  request.add_kinds(v1::RESOURCE_KIND_JURISDICTION);
  const auto answer = context.client.settings().ingest.empty()
                          ? absl::StatusOr<v1::GetCatalogueResponse>(absl::UnavailableError(""))
                          : context.client.Call(Door::kIngest, &v1::CatalogueService::Stub::GetCatalogue, request);
  if (!answer.ok()) {
    if (answer.status().code() != absl::StatusCode::kNotFound) {
      context.output.Remark("（问不到辖区的时区，时间按 +08:00 理解和显示）\n");
    }
    return model::CivilTime();
  }
  if (!answer->catalogue().has_jurisdiction()) return model::CivilTime();
  v1::Resource resource;
  *resource.mutable_jurisdiction() = answer->catalogue().jurisdiction();
  std::vector<wire::Violation> violations;
  const model::Resource read = wire::ResourceFromProto(resource, "", violations);
  const auto* settings = std::get_if<model::Jurisdiction>(&read);
  if (!violations.empty() || settings == nullptr || settings->utc_offsets.empty()) return model::CivilTime();
  return model::CivilTime(settings->utc_offsets);
}

void NoteWritten(const Context& context, const std::string& jurisdiction, const v1::LogPosition& position) {
  RememberPosition(context.client.settings().home, jurisdiction, position.entry());
}

AwaitedPosition PositionToAwait(const Context& context, const std::string& jurisdiction) {
  if (!context.options.min_position.empty()) return {context.options.min_position, false};
  const std::string remembered = RememberedPosition(context.client.settings().home, jurisdiction);
  return {remembered, !remembered.empty()};
}

}  // namespace liandu::cli
