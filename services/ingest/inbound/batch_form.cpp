#include "ingest/inbound/batch_form.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ingest/inbound/request_form.h"
#include "platform/rpc/status.h"
#include "wire/wire.h"

namespace liandu::ingest {
namespace {

constexpr int kMaxReports = 1000;
constexpr size_t kMaxBatchBytes = 1'000'000;
constexpr size_t kMaxSourceLength = 200;

void CheckLimits(const v1::ReportBatchRequest& request, const RequestForm& checked) {
  if (request.reports().empty()) checked.form.Refuse("reports", "没有填报；请至少提交一条");
  checked.form.Count("reports", request.reports_size(), kMaxReports);
  const size_t bytes = request.ByteSizeLong();
  if (bytes > kMaxBatchBytes) {
    checked.form.Refuse("reports", absl::StrCat("共 ", bytes, " 字节，一批最多 ", kMaxBatchBytes, " 字节；请分批提交"));
  }
}

/// Numbers without a source would make nothing recognisable.
void CheckSource(const v1::ReportBatchRequest& request, const RequestForm& checked) {
  if (!request.source().empty()) return;
  for (const v1::Report& report : request.reports()) {
    if (report.source_sequence() == 0) continue;
    checked.form.Refuse("source", "没有填写，而填报带有 source_sequence；请写明来源");
    return;
  }
}

}  // namespace

grpc::Status ReadBatch(const v1::ReportBatchRequest& request, ReportBatch& batch) {
  const RequestForm checked;
  batch.jurisdiction = checked.Jurisdiction(request.jurisdiction());
  batch.source = checked.form.Text("source", request.source(), kMaxSourceLength);
  batch.actor = checked.Actor(request.actor());
  batch.request_id = checked.RequestId(request.request_id());
  CheckLimits(request, checked);
  CheckSource(request, checked);
  if (!checked.violations.empty()) return platform::InvalidRequestOf(checked.violations);
  batch.reports.reserve(static_cast<size_t>(request.reports_size()));
  std::vector<wire::Violation> violations;
  for (const v1::Report& report : request.reports()) {
    batch.reports.push_back(wire::ReportFromProto(report, "", violations));
    if (violations.empty()) continue;
    std::vector<Violation>& unreadable = batch.unreadable[batch.reports.size() - 1];
    for (wire::Violation& violation : violations) {
      unreadable.push_back({std::move(violation.field), std::move(violation.description)});
    }
    violations.clear();
  }
  return grpc::Status::OK;
}

void WriteAnswer(const BatchAnswer& answer, v1::ReportBatchResponse& response) {
  response.mutable_results()->Reserve(static_cast<int>(answer.outcomes.size()));
  for (ReportOutcome outcome : answer.outcomes) {
    response.add_results()->set_outcome(static_cast<v1::ReportOutcome>(outcome));
  }
  for (const auto& [index, violations] : answer.refused) {
    v1::ReportResult* result = response.mutable_results(static_cast<int>(index));
    for (const Violation& violation : violations) {
      v1::FieldViolation* out = result->add_violations();
      out->set_field(violation.field);
      out->set_description(violation.description);
    }
  }
  if (answer.position > eventlog::EntryId{}) response.mutable_position()->set_entry(answer.position.ToString());
}

}  // namespace liandu::ingest
