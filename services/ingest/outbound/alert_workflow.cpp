#include "ingest/outbound/alert_workflow.h"

#include "absl/strings/str_cat.h"
#include "ingest/outbound/append_status.h"
#include "platform/rpc/status.h"
#include "wire/wire.h"

namespace liandu::ingest {
namespace {

using Outcome = eventlog::AppendResult::Outcome;

constexpr const char* kKind = "alert_acknowledged";

eventlog::AppendItem ItemOf(const Acknowledgement& acknowledgement) {
  eventlog::AppendItem item;
  item.jurisdiction = acknowledgement.jurisdiction;
  item.request_id = acknowledgement.request_id;
  item.payloads.push_back(wire::EncodeEvent(
      {acknowledgement.jurisdiction, acknowledgement.actor, acknowledgement.request_id, 0,
       model::AlertAcknowledged{acknowledgement.alert, acknowledgement.sequence, acknowledgement.note}}));
  return item;
}

/// What the evaluator made of the log entry; nullptr if the trail does not reach back to it.
const v1::Transition* TransitionOf(const v1::Alert& alert, const std::string& cause) {
  for (const v1::Transition& transition : alert.trail()) {
    if (transition.cause() == cause) return &transition;
  }
  return nullptr;
}

grpc::Status RefusedStatus(const Acknowledgement& acknowledgement, const v1::Alert& alert) {
  return platform::WithErrorInfo(
      absl::FailedPreconditionError(absl::StrCat("预警“", alert.id(), "”", alert.open() ? "已有新的变化" : "已经解除",
                                                 "（现在是第 ", alert.sequence(), " 次变化，看到的是第 ",
                                                 acknowledgement.sequence, " 次）；请先看再签收")),
      "STALE_SEQUENCE", {{"sequence", absl::StrCat(alert.sequence())}});
}

}  // namespace

grpc::Status AlertWorkflow::Acknowledge(const Acknowledgement& acknowledgement, v1::Alert& alert,
                                        eventlog::EntryId& position) {
  v1::Alert seen;
  grpc::Status status = reader_.Read(acknowledgement.jurisdiction, acknowledgement.alert, {}, seen);
  if (!status.ok()) return status;
  const bool stale = seen.sequence() != acknowledgement.sequence || !seen.open();

  absl::StatusOr<eventlog::AppendResult> result = writer_.AppendAndWait(ItemOf(acknowledgement), kKind);
  if (!result.ok()) return FailureStatus(result.status());
  if (result->outcome != Outcome::kAppended && result->outcome != Outcome::kRepeatedRequest) {
    return RefusalStatus(acknowledgement.jurisdiction, *result);
  }
  position = result->last_id;
  status = reader_.Read(acknowledgement.jurisdiction, acknowledgement.alert, position, alert);
  if (!status.ok()) return status;
  // The trail says what became of this very entry; what was seen before may have been overtaken, or be a repeat's.
  const v1::Transition* made = TransitionOf(alert, position.ToString());
  const bool refused = made == nullptr ? stale : made->kind() == v1::TRANSITION_KIND_REFUSED;
  return refused ? RefusedStatus(acknowledgement, alert) : grpc::Status::OK;
}

}  // namespace liandu::ingest
