#include <string>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/text/display_width.h"
#include "liandu/v1/ingest_service.grpc.pb.h"

namespace liandu::cli {
namespace {

/// Asks for something that the notifier then does; `done` says what was asked for.
template <typename Request, typename Response>
Outcome Ask(Request& request,
            grpc::Status (v1::DeliveryWorkflowService::Stub::*method)(grpc::ClientContext*, const Request&, Response*),
            const std::string& done, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  request.set_jurisdiction(*jurisdiction);
  request.set_actor(context.client.settings().actor);
  request.set_request_id(NewRequestId());
  const auto answer = context.client.Call(Door::kIngest, method, request);
  if (!answer.ok()) return answer.status();
  NoteWritten(context, *jurisdiction, answer->position());
  if (context.output.json()) {
    context.output.Document(*answer);
  } else {
    context.output.Text(absl::StrCat(done, "；结果见 liandu deliveries\n"));
  }
  return kOk;
}

}  // namespace

Outcome Run(const ResendOptions& options, Context& context) {
  v1::ResendDeliveryRequest request;
  request.set_delivery(options.delivery);
  return Ask(request, &v1::DeliveryWorkflowService::Stub::ResendDelivery,
             absl::StrCat("已要求重发 ", CleanText(options.delivery)), context);
}

Outcome Run(const NotifyTestOptions& options, Context& context) {
  v1::SendTestMessageRequest request;
  request.set_receiver(options.receiver);
  request.set_post(options.post);
  request.set_text(options.text);
  return Ask(request, &v1::DeliveryWorkflowService::Stub::SendTestMessage,
             absl::StrCat("已要求向 ", CleanText(options.receiver), " 发一条测试消息"), context);
}

}  // namespace liandu::cli
