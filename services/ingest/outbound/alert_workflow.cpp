#include "ingest/outbound/alert_workflow.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ingest/domain/decide_extension.h"
#include "ingest/outbound/append_status.h"
#include "model/civil_time.h"
#include "platform/rpc/status.h"
#include "wire/wire.h"

namespace liandu::ingest {
namespace {

using Outcome = eventlog::AppendResult::Outcome;

constexpr const char* kKind = "alert_acted";

eventlog::AppendItem ItemOf(const AlertStep& step) {
  eventlog::AppendItem item;
  item.jurisdiction = step.jurisdiction;
  item.request_id = step.request_id;
  item.payloads.push_back(wire::EncodeEvent(
      {step.jurisdiction, step.actor, step.request_id, 0, model::AlertActed{step.alert, step.sequence, step.action}}));
  return item;
}

/// What the evaluator made of the log entry; nullptr if the trail does not reach back to it.
const v1::Transition* TransitionOf(const v1::Alert& alert, const std::string& cause) {
  for (const v1::Transition& transition : alert.trail()) {
    if (transition.cause() == cause) return &transition;
  }
  return nullptr;
}

bool IsStale(const v1::Alert& alert, const AlertStep& step) { return alert.sequence() != step.sequence; }

grpc::Status RefusedStatus(const AlertStep& step, const v1::Alert& seen, const v1::Alert& alert,
                           const v1::Transition* made) {
  const std::string why = made != nullptr ? made->note()
                                          : absl::StrCat("预警已到第 ", alert.sequence(), " 步，看到的是第 ",
                                                         step.sequence, " 步；请先看再办理");
  return platform::WithErrorInfo(absl::FailedPreconditionError(absl::StrCat("预警“", alert.id(), "”没有办理成：", why)),
                                 IsStale(seen, step) ? "STALE_SEQUENCE" : "STEP_DOES_NOT_FIT",
                                 {{"sequence", absl::StrCat(alert.sequence())}});
}

bool Grants(const model::AlertAction& action) {
  return action.kind == model::AlertActionKind::kExtensionDecision && action.granted;
}

/// The same step, taken before: its author asks again because the answer was lost.
const v1::Transition* TakenBefore(const v1::Alert& alert, const AlertStep& step) {
  for (const v1::Transition& transition : alert.trail()) {
    const bool next = transition.sequence() == step.sequence + 1;
    if (!next || transition.kind() != v1::TRANSITION_KIND_EXTENSION_GRANTED) continue;
    if (transition.actor() != step.actor) continue;
    if (wire::TransitionFromProto(transition).action == step.action) return &transition;
  }
  return nullptr;
}

grpc::Status Unfit(const std::string& why) {
  return platform::ToGrpcStatus(
      absl::FailedPreconditionError(absl::StrCat("批准要同时在目录中记下决定，而这个决定不成立：", why)));
}

}  // namespace

grpc::Status AlertWorkflow::FindDecision(const AlertStep& step, const v1::Alert& alert,
                                         std::optional<model::Decision>& decision) {
  if (!Grants(step.action)) return grpc::Status::OK;
  const model::Alert known = wire::AlertFromProto(alert);
  const std::optional<model::ExtensionRequest> request = DecidedRequest(known, step.action);
  if (!request) return grpc::Status::OK;
  if (absl::Status status = cache_.RefreshAndWait(step.jurisdiction); !status.ok()) return FailureStatus(status);
  const std::shared_ptr<KnownJurisdiction> jurisdiction = cache_.Find(step.jurisdiction);
  if (jurisdiction == nullptr) return TryAgainStatus(kCatalogueMoves);
  GrantedExtension granted{step.alert, step.sequence, known.subject, known.window, *request, "", step.action.note, {}};
  jurisdiction->Read([&](const KnownJurisdiction::View& view) {
    const auto& settings = view.catalogue.jurisdiction;
    const model::CivilTime civil_time =
        settings && !settings->utc_offsets.empty() ? model::CivilTime(settings->utc_offsets) : model::CivilTime();
    const v1::Transition* before = TakenBefore(alert, step);
    granted.date = civil_time.DateAt(before ? wire::FromTimestamp(before->time()) : view.now);
    granted.decided_by = DecidingBody(view.catalogue, step.actor, known.programme, granted.date);
  });
  decision = DecisionOf(granted);
  if (decision && decision->decided_by.empty()) {
    return Unfit("目录里没有可以署名的岗位或单位；请以岗位或单位的编号为操作人");
  }
  return grpc::Status::OK;
}

grpc::Status AlertWorkflow::PutDecision(const AlertStep& step, const model::Decision& decision, bool dry_run,
                                        eventlog::EntryId& position) {
  CatalogueRequest request;
  request.jurisdiction = step.jurisdiction;
  request.wanted = {decision};
  request.dry_run = dry_run;
  request.actor = step.actor;
  CatalogueAnswer answer;
  const grpc::Status status = catalogues_.Apply(request, answer);
  position = std::max(position, answer.position);
  if (status.error_code() != grpc::StatusCode::INVALID_ARGUMENT) return status;
  const auto details = platform::DetailsOf(status);
  return Unfit(details.violations.empty() ? status.error_message() : details.violations.front().description);
}

grpc::Status AlertWorkflow::Take(const AlertStep& step, const v1::Alert& seen, AlertStepAnswer& answer) {
  absl::StatusOr<eventlog::AppendResult> result = writer_.AppendAndWait(ItemOf(step), kKind);
  if (!result.ok()) return FailureStatus(result.status());
  if (result->outcome != Outcome::kAppended && result->outcome != Outcome::kRepeatedRequest) {
    return RefusalStatus(step.jurisdiction, *result);
  }
  answer.position = result->last_id;
  const grpc::Status status = reader_.Read(step.jurisdiction, step.alert, answer.position, answer.alert);
  if (!status.ok()) return status;
  // The trail says what became of this very entry; what was seen before may have been overtaken, or be a repeat's.
  const v1::Transition* made = TransitionOf(answer.alert, answer.position.ToString());
  const bool refused = made == nullptr ? IsStale(seen, step) : made->kind() == v1::TRANSITION_KIND_REFUSED;
  return refused ? RefusedStatus(step, seen, answer.alert, made) : grpc::Status::OK;
}

grpc::Status AlertWorkflow::Act(const AlertStep& step, AlertStepAnswer& answer) {
  v1::Alert seen;
  grpc::Status status = reader_.Read(step.jurisdiction, step.alert, {}, seen);
  if (!status.ok()) return status;
  const bool before = Grants(step.action) && TakenBefore(seen, step) != nullptr;
  std::optional<model::Decision> decision;
  if (before || (!IsStale(seen, step) && seen.open())) status = FindDecision(step, seen, decision);
  if (!status.ok()) return status;
  if (decision && !before) status = PutDecision(step, *decision, /*dry_run=*/true, answer.position);
  if (!status.ok()) return status;
  if (before) {
    answer.alert = seen;
  } else {
    status = Take(step, seen, answer);
  }
  if (!status.ok() || !decision) return status;
  status = PutDecision(step, *decision, /*dry_run=*/false, answer.position);
  if (!status.ok()) return status;
  answer.decision = decision->id;
  return reader_.Read(step.jurisdiction, step.alert, answer.position, answer.alert);
}

}  // namespace liandu::ingest
