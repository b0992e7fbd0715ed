#include "ingest/inbound/catalogue_service.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ingest/inbound/field_changes.h"
#include "ingest/inbound/raw_call.h"
#include "ingest/inbound/request_form.h"
#include "platform/rpc/status.h"
#include "wire/wire.h"

namespace liandu::ingest {
namespace {

constexpr size_t kMaxResources = 20'000;
constexpr size_t kMaxCatalogueBytes = 16 * 1024 * 1024;
constexpr int kMaxKinds = 100;

size_t CountResources(const v1::Catalogue& catalogue) {
  const int lists = catalogue.work_calendars_size() + catalogue.units_of_measure_size() + catalogue.units_size() +
                    catalogue.posts_size() + catalogue.programmes_size() + catalogue.chains_size() +
                    catalogue.indicators_size() + catalogue.targets_size() + catalogue.items_size() +
                    catalogue.obligations_size() + catalogue.requirements_size() + catalogue.conflicts_size();
  return static_cast<size_t>(lists) + (catalogue.has_jurisdiction() ? 1 : 0) +
         (catalogue.has_notification_policy() ? 1 : 0);
}

/// "targets[3]" of "targets[3].base.date", "jurisdiction" of "jurisdiction.id".
std::string ResourceOf(const std::string& path) { return path.substr(0, path.find('.')); }

void ReadResources(const v1::Catalogue& catalogue, CatalogueRequest& request) {
  std::vector<wire::Violation> violations;
  request.wanted = wire::ResourcesFromProto(catalogue, violations);
  for (wire::Violation& violation : violations) {
    request.unreadable.insert(ResourceOf(violation.field));
    request.unreadable_fields.push_back({std::move(violation.field), std::move(violation.description)});
  }
}

grpc::Status ReadApply(const v1::ApplyCatalogueRequest& proto, CatalogueRequest& request) {
  const RequestForm checked;
  request.jurisdiction = checked.Jurisdiction(proto.jurisdiction());
  request.actor = checked.Actor(proto.actor());
  request.request_id = checked.RequestId(proto.request_id());
  if (proto.expected_version() < 0) checked.form.Refuse("expected_version", "是负数；请填版本号，不核对版本填 0");
  const size_t resources = CountResources(proto.catalogue());
  if (resources > kMaxResources) {
    checked.form.Refuse(
        "catalogue", absl::StrCat("有 ", resources, " 项内容，一次最多 ", kMaxResources, " 项；请按类别顺序分次提交"));
  }
  const size_t bytes = proto.catalogue().ByteSizeLong();
  if (bytes > kMaxCatalogueBytes) {
    checked.form.Refuse("catalogue",
                        absl::StrCat("共 ", bytes, " 字节，一次最多 ", kMaxCatalogueBytes, " 字节；请分次提交"));
  }
  if (!checked.violations.empty()) return platform::InvalidRequestOf(checked.violations);
  ReadResources(proto.catalogue(), request);
  request.dry_run = proto.dry_run();
  request.prune = proto.prune();
  request.expected_version = proto.expected_version();
  return grpc::Status::OK;
}

grpc::Status Apply(CatalogueWriter& writer, const v1::ApplyCatalogueRequest& proto,
                   v1::ApplyCatalogueResponse& response) {
  CatalogueRequest request;
  if (grpc::Status status = ReadApply(proto, request); !status.ok()) return status;
  CatalogueAnswer answer;
  if (grpc::Status status = writer.Apply(request, answer); !status.ok()) return status;
  for (const Change& change : answer.changes) *response.add_changes() = ToProto(change);
  response.set_unchanged_count(answer.unchanged_count);
  response.set_version(answer.version);
  if (answer.position > eventlog::EntryId{}) response.mutable_position()->set_entry(answer.position.ToString());
  for (std::string& warning : answer.warnings) response.add_warnings(std::move(warning));
  return grpc::Status::OK;
}

grpc::Status Get(CatalogueWriter& writer, const v1::GetCatalogueRequest& request, v1::GetCatalogueResponse& response) {
  const RequestForm checked;
  const std::string jurisdiction = checked.Jurisdiction(request.jurisdiction());
  checked.form.Count("kinds", request.kinds_size(), kMaxKinds);
  std::set<model::ResourceKind> kinds;
  for (int i = 0; i < request.kinds_size(); ++i) {
    if (request.kinds(i) == 0) checked.form.Refuse("kinds", "没有写明类别；请选一类，或把列表留空表示全部", i);
    kinds.insert(checked.form.Enum("kinds", request.kinds(i), v1::ResourceKind_IsValid(request.kinds(i)),
                                   model::ResourceKind::kJurisdiction, 0, i));
  }
  if (!checked.violations.empty()) return platform::InvalidRequestOf(checked.violations);
  std::vector<model::Resource> resources;
  int64_t version = 0;
  if (grpc::Status status = writer.Get(jurisdiction, kinds, resources, version); !status.ok()) return status;
  for (const model::Resource& resource : resources) {
    wire::AddResource(wire::ToProto(resource), *response.mutable_catalogue());
  }
  response.set_version(version);
  return grpc::Status::OK;
}

}  // namespace

grpc::ServerUnaryReactor* CatalogueService::ApplyCatalogue(grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* request,
                                                           grpc::ByteBuffer* response) {
  return ServeOnPool<v1::ApplyCatalogueRequest, v1::ApplyCatalogueResponse>(
      pool_, context, request, response, [this](const auto& in, auto& out) { return Apply(writer_, in, out); });
}

grpc::ServerUnaryReactor* CatalogueService::GetCatalogue(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return ServeOnPool<v1::GetCatalogueRequest, v1::GetCatalogueResponse>(
      pool_, context, request, response, [this](const auto& in, auto& out) { return Get(writer_, in, out); });
}

}  // namespace liandu::ingest
