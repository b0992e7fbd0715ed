#include "ingest/outbound/catalogue_writer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ingest/domain/check_catalogue.h"
#include "ingest/outbound/append_status.h"
#include "ingest/outbound/catalogue_entries.h"
#include "platform/rpc/status.h"

namespace liandu::ingest {
namespace {

using Outcome = eventlog::AppendResult::Outcome;

constexpr const char* kKind = "catalogue_applied";
constexpr int kMaxAttempts = 8;

grpc::Status VersionStatus(int64_t expected, int64_t version) {
  return platform::WithErrorInfo(absl::AbortedError(absl::StrCat("目录已是第 ", version, " 版，这次修改依据的是第 ",
                                                                 expected, " 版，什么也没有改变；请看清变化后再提交")),
                                 "CATALOGUE_VERSION", {{"version", absl::StrCat(version)}});
}

eventlog::AppendItem ItemOf(const CatalogueRequest& request, const PlannedChange& plan, int64_t version) {
  eventlog::AppendItem item;
  item.jurisdiction = request.jurisdiction;
  item.catalogue_version = version;
  item.payloads = EncodeChanges({request.jurisdiction, request.actor, request.request_id, version, {}}, plan.changes);
  item.catalogue_writes = CatalogueWrites(plan.changes);
  item.request_id = request.request_id;
  return item;
}

}  // namespace

grpc::Status CatalogueWriter::Apply(const CatalogueRequest& request, CatalogueAnswer& answer) {
  for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
    std::shared_ptr<KnownJurisdiction> known = cache_.Find(request.jurisdiction);
    // A look at the log costs a round trip and saves checking against what is old.
    if (absl::Status status = cache_.RefreshAndWait(request.jurisdiction); !status.ok()) return FailureStatus(status);
    if (known == nullptr) known = cache_.Find(request.jurisdiction);
    if (known == nullptr) continue;
    if (std::optional<grpc::Status> status = TryApply(request, *known, answer)) return *status;
  }
  return TryAgainStatus(kCatalogueMoves);
}

std::optional<grpc::Status> CatalogueWriter::TryApply(const CatalogueRequest& request, KnownJurisdiction& known,
                                                      CatalogueAnswer& answer) {
  PlannedChange plan;
  Findings findings;
  int64_t version = 0;
  known.Read([&](const KnownJurisdiction::View& view) {
    version = view.version;
    plan = PlanChange(view.catalogue, request.wanted, request.prune);
    findings = CheckChange(request.jurisdiction, view.catalogue, request.wanted, plan, request.unreadable);
  });
  std::vector<Violation> violations = request.unreadable_fields;
  violations.insert(violations.end(), findings.violations.begin(), findings.violations.end());
  if (!violations.empty()) return platform::InvalidRequestOf(violations);
  if (request.expected_version != 0 && request.expected_version != version) {
    return VersionStatus(request.expected_version, version);
  }
  answer.unchanged_count = plan.unchanged_count;
  answer.version = version;
  answer.warnings = std::move(findings.warnings);
  if (!request.dry_run && !plan.changes.empty()) {
    absl::StatusOr<eventlog::AppendResult> result = writer_.AppendAndWait(ItemOf(request, plan, version), kKind);
    if (!result.ok()) return FailureStatus(result.status());
    if (result->outcome == Outcome::kVersionMismatch) {
      if (request.expected_version == 0) return std::nullopt;
      return VersionStatus(request.expected_version, result->catalogue_version);
    }
    if (result->outcome != Outcome::kAppended && result->outcome != Outcome::kRepeatedRequest) {
      return RefusalStatus(request.jurisdiction, *result);
    }
    if (result->outcome == Outcome::kAppended) known.Apply(plan, version, result->catalogue_version);
    answer.version = result->catalogue_version;
    answer.position = result->last_id;
  }
  answer.changes = std::move(plan.changes);
  return grpc::Status::OK;
}

grpc::Status CatalogueWriter::Get(const std::string& jurisdiction, const std::set<model::ResourceKind>& kinds,
                                  std::vector<model::Resource>& resources, int64_t& version) {
  if (absl::Status status = cache_.RefreshAndWait(jurisdiction); !status.ok()) return FailureStatus(status);
  const std::shared_ptr<KnownJurisdiction> known = cache_.Find(jurisdiction);
  if (known == nullptr) return TryAgainStatus(kCatalogueMoves);
  known->Read([&](const KnownJurisdiction::View& view) {
    version = view.version;
    std::vector<model::Resource> all = view.catalogue.Resources();
    for (model::Resource& resource : all) {
      if (kinds.empty() || kinds.contains(model::KindOf(resource))) resources.push_back(std::move(resource));
    }
  });
  return grpc::Status::OK;
}

}  // namespace liandu::ingest
