#include "cli/commands/alert_view.h"
#include "cli/commands/commands.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"

namespace liandu::cli {

Outcome Run(const AlertOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  v1::GetAlertRequest request;
  request.set_jurisdiction(*jurisdiction);
  request.set_alert(options.alert);
  const auto answer = Query(context, Door::kEvaluator, &v1::SupervisionService::Stub::GetAlert, request);
  if (!answer.ok()) return answer.status();
  if (context.output.json()) {
    context.output.Document(*answer);
  } else {
    ShowAlert(answer->alert(), FetchLocality(context, *jurisdiction), context.output);
  }
  return kOk;
}

}  // namespace liandu::cli
