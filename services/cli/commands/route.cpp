#include <string>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/commands/route_view.h"
#include "liandu/v1/notifier_service.grpc.pb.h"

namespace liandu::cli {
namespace {

/// INVALID_ARGUMENT, in Chinese: a label is not "name=value".
absl::StatusOr<v1::TestRouteRequest> Describe(const RouteTestOptions& options) {
  v1::TestRouteRequest request;
  request.set_alert(options.alert);
  request.set_condition(options.condition);
  request.set_severity(options.severity);
  for (const std::string& chain : options.chains) request.add_chains(chain);
  request.set_responsible_unit(options.unit);
  request.set_programme(options.programme);
  request.set_subject(options.subject);
  for (const std::string& label : options.labels) {
    const size_t equals = label.find('=');
    if (equals == std::string::npos || equals == 0) {
      return absl::InvalidArgumentError(absl::StrCat("标签“", label, "”不是 名=值；请改正"));
    }
    (*request.mutable_labels())[label.substr(0, equals)] = label.substr(equals + 1);
  }
  request.set_days(options.days);
  return request;
}

}  // namespace

Outcome Run(const RouteTestOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  auto request = Describe(options);
  if (!request.ok()) return request.status();
  request->set_jurisdiction(*jurisdiction);
  const auto answer = context.client.Call(Door::kNotifier, &v1::NotificationService::Stub::TestRoute, *request);
  if (!answer.ok()) return answer.status();
  if (context.output.json()) {
    context.output.Document(*answer);
    return kOk;
  }
  if (!answer->held_back().empty()) context.output.Text(absl::StrCat("目前不提醒：", answer->held_back(), "\n"));
  if (answer->decisions().empty()) {
    context.output.Text("不会告诉任何人\n");
  } else {
    ShowDecisions(answer->decisions(), FetchCivilTime(context, *jurisdiction), context.output);
  }
  return kOk;
}

}  // namespace liandu::cli
