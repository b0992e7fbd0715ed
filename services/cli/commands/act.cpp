#include <string>

#include "absl/strings/str_cat.h"
#include "cli/commands/alert_view.h"
#include "cli/commands/commands.h"
#include "cli/text/display_width.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"
#include "liandu/v1/ingest_service.grpc.pb.h"
#include "model/alert_action.h"

namespace liandu::cli {
namespace {

/// The sequence that the author saw: the one given, else the alert's present one.
absl::StatusOr<int64_t> SequenceSeen(const ActOptions& options, const std::string& jurisdiction, Context& context) {
  if (options.sequence > 0) return options.sequence;
  v1::GetAlertRequest request;
  request.set_jurisdiction(jurisdiction);
  request.set_alert(options.alert);
  const auto answer = Query(context, Door::kEvaluator, &v1::SupervisionService::Stub::GetAlert, request);
  if (!answer.ok()) return answer.status();
  return answer->alert().sequence();
}

void Show(const ActOptions& options, const v1::ActOnAlertResponse& answer, const std::string& jurisdiction,
          Context& context) {
  const v1::Alert& alert = answer.alert();
  ShowAlertHead(alert, context.output);
  ShowTrail(alert, FetchLocality(context, jurisdiction), context.output);
  const auto kind = static_cast<model::AlertActionKind>(options.action.action_case());
  context.output.Text(absl::StrCat("\n已", model::AlertActionText(kind), "（第 ", alert.sequence(), " 步，",
                                   CleanText(context.client.settings().actor), "）\n"));
  const std::string owed = OwedText(alert);
  if (!owed.empty()) context.output.Text(absl::StrCat(owed, "\n"));
  if (!answer.decision().empty()) {
    context.output.Text(absl::StrCat("已在目录中记下决定 ", CleanText(answer.decision()), "\n"));
  }
}

}  // namespace

Outcome Run(const ActOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  const auto sequence = SequenceSeen(options, *jurisdiction, context);
  if (!sequence.ok()) return sequence.status();
  v1::ActOnAlertRequest request;
  request.set_jurisdiction(*jurisdiction);
  request.set_alert(options.alert);
  request.set_sequence(*sequence);
  request.set_actor(context.client.settings().actor);
  *request.mutable_action() = options.action;
  request.set_request_id(NewRequestId());
  const auto answer = context.client.Call(Door::kIngest, &v1::AlertWorkflowService::Stub::ActOnAlert, request);
  if (!answer.ok()) return answer.status();
  NoteWritten(context, *jurisdiction, answer->position());
  if (context.output.json()) {
    context.output.Document(*answer);
  } else {
    Show(options, *answer, *jurisdiction, context);
  }
  return kOk;
}

}  // namespace liandu::cli
