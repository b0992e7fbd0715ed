#include <string>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/show/moment.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"
#include "liandu/v1/notifier_service.grpc.pb.h"

namespace liandu::cli {
namespace {

/// Takes what was not said on the command line from an alert.
absl::Status FillFromAlert(const std::string& alert_id, v1::TestRouteRequest& request, Context& context) {
  v1::GetAlertRequest get;
  get.set_jurisdiction(request.jurisdiction());
  get.set_alert(alert_id);
  const auto answer = Query(context, Door::kEvaluator, &v1::SupervisionService::Stub::GetAlert, get);
  if (!answer.ok()) return answer.status();
  const v1::Alert& alert = answer->alert();
  if (request.condition() == v1::CONDITION_UNSPECIFIED) request.set_condition(alert.condition());
  if (request.severity() == v1::SEVERITY_UNSPECIFIED) request.set_severity(alert.severity());
  if (request.chains().empty()) *request.mutable_chains() = alert.chains();
  if (request.responsible_unit().empty()) request.set_responsible_unit(alert.responsible_unit());
  if (request.programme().empty()) request.set_programme(alert.programme());
  return absl::OkStatus();
}

void ShowDecisions(const v1::TestRouteResponse& answer, const model::CivilTime& civil_time, Output& output) {
  if (answer.decisions().empty()) {
    output.Text("不会告诉任何人\n");
    return;
  }
  Table table({{"岗位", Align::kLeft, true},
               {"现任", Align::kLeft, true},
               {"何时"},
               {"原因", Align::kLeft, true},
               {"渠道"},
               {"接收", Align::kLeft, false, true},
               {"路由", Align::kLeft, false, true}});
  for (const v1::RouteDecision& decision : answer.decisions()) {
    const std::string when = decision.immediate() ? "立即" : ShowMoment(decision.scheduled_time(), civil_time);
    table.AddRow({decision.post_display_name().empty() ? decision.post() : decision.post_display_name(),
                  decision.holder().empty() ? Cell("空缺", Colour::kYellow) : Cell(decision.holder()), when,
                  decision.reason(), decision.channel(), decision.receiver(), decision.route()});
  }
  output.Show(table);
}

}  // namespace

Outcome Run(const RouteTestOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  v1::TestRouteRequest request;
  request.set_jurisdiction(*jurisdiction);
  request.set_condition(options.condition);
  request.set_severity(options.severity);
  for (const std::string& chain : options.chains) request.add_chains(chain);
  request.set_responsible_unit(options.unit);
  request.set_programme(options.programme);
  if (!options.alert.empty()) {
    if (const absl::Status filled = FillFromAlert(options.alert, request, context); !filled.ok()) return filled;
  }
  const auto answer = context.client.Call(Door::kNotifier, &v1::NotificationService::Stub::TestRoute, request);
  if (!answer.ok()) return answer.status();
  if (context.output.json()) {
    context.output.Document(*answer);
  } else {
    ShowDecisions(*answer, FetchCivilTime(context, *jurisdiction), context.output);
  }
  return kOk;
}

}  // namespace liandu::cli
