#include "cli/commands/context.h"

#include <initializer_list>
#include <random>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "cli/servers/failure.h"
#include "cli/servers/last_position.h"
#include "liandu/v1/ingest_service.grpc.pb.h"
#include "wire/wire.h"

namespace liandu::cli {
namespace {

/// These kinds of a jurisdiction's catalogue; nothing if it has none yet.
absl::StatusOr<v1::Catalogue> FetchKinds(Context& context, const std::string& jurisdiction,
                                         std::initializer_list<v1::ResourceKind> kinds) {
  if (context.client.settings().ingest.empty()) return absl::UnavailableError("");
  v1::GetCatalogueRequest request;
  request.set_jurisdiction(jurisdiction);
  for (const v1::ResourceKind kind : kinds) request.add_kinds(kind);
  auto answer = context.client.Call(Door::kIngest, &v1::CatalogueService::Stub::GetCatalogue, request);
  if (answer.ok()) return std::move(*answer->mutable_catalogue());
  if (answer.status().code() == absl::StatusCode::kNotFound) return v1::Catalogue();
  return answer.status();
}

model::CivilTime CivilTimeOf(const v1::Catalogue& catalogue) {
  if (!catalogue.has_jurisdiction()) return model::CivilTime();
  v1::Resource resource;
  *resource.mutable_jurisdiction() = catalogue.jurisdiction();
  std::vector<wire::Violation> violations;
  const model::Resource read = wire::ResourceFromProto(resource, "", violations);
  const auto* settings = std::get_if<model::Jurisdiction>(&read);
  if (!violations.empty() || settings == nullptr || settings->utc_offsets.empty()) return model::CivilTime();
  return model::CivilTime(settings->utc_offsets);
}

}  // namespace

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
  const auto catalogue = FetchKinds(context, jurisdiction, {v1::RESOURCE_KIND_JURISDICTION});
  if (catalogue.ok()) return CivilTimeOf(*catalogue);
  context.output.Remark("（问不到辖区的时区，时间按 +08:00 理解和显示）\n");
  return model::CivilTime();
}

Locality FetchLocality(Context& context, const std::string& jurisdiction) {
  const auto catalogue = FetchKinds(context, jurisdiction,
                                    {v1::RESOURCE_KIND_JURISDICTION, v1::RESOURCE_KIND_UNIT, v1::RESOURCE_KIND_POST,
                                     v1::RESOURCE_KIND_PROGRAMME, v1::RESOURCE_KIND_CHAIN});
  if (catalogue.ok()) return {CivilTimeOf(*catalogue), CatalogueNames(*catalogue)};
  context.output.Remark("（问不到辖区的目录：时间按 +08:00 显示，单位、产业链和方案只显示编号）\n");
  return {};
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
