#include "absl/strings/str_cat.h"
#include "cli/commands/alert_view.h"
#include "cli/commands/commands.h"
#include "cli/text/display_width.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"
#include "liandu/v1/ingest_service.grpc.pb.h"

namespace liandu::cli {
namespace {

/// The sequence that the author saw: the one given, else the alert's present one.
absl::StatusOr<int64_t> SequenceSeen(const AckOptions& options, const std::string& jurisdiction, Context& context) {
  if (options.sequence > 0) return options.sequence;
  v1::GetAlertRequest request;
  request.set_jurisdiction(jurisdiction);
  request.set_alert(options.alert);
  const auto answer = Query(context, Door::kEvaluator, &v1::SupervisionService::Stub::GetAlert, request);
  if (!answer.ok()) return answer.status();
  return answer->alert().sequence();
}

}  // namespace

Outcome Run(const AckOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  const auto sequence = SequenceSeen(options, *jurisdiction, context);
  if (!sequence.ok()) return sequence.status();
  v1::ActOnAlertRequest request;
  request.set_jurisdiction(*jurisdiction);
  request.set_alert(options.alert);
  request.set_sequence(*sequence);
  request.set_actor(context.client.settings().actor);
  request.mutable_action()->set_note(options.note);
  request.mutable_action()->mutable_acknowledgement();
  request.set_request_id(NewRequestId());
  const auto answer = context.client.Call(Door::kIngest, &v1::AlertWorkflowService::Stub::ActOnAlert, request);
  if (!answer.ok()) return answer.status();
  NoteWritten(context, *jurisdiction, answer->position());
  if (context.output.json()) {
    context.output.Document(*answer);
  } else {
    ShowAlertHead(answer->alert(), context.output);
    ShowTrail(answer->alert(), FetchLocality(context, *jurisdiction), context.output);
    const std::string who = absl::StrCat("已签收（第 ", answer->alert().sequence(), " 步，", request.actor(), "）");
    context.output.Text(absl::StrCat("\n", CleanText(who), "\n"));
  }
  return kOk;
}

}  // namespace liandu::cli
