#include <string>

#include "absl/strings/str_cat.h"
#include "cli/commands/alert_view.h"
#include "cli/commands/commands.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"

namespace liandu::cli {
namespace {

constexpr int kPageSize = 200;

}  // namespace

Outcome Run(const AlertsOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  v1::ListAlertsRequest request;
  request.set_jurisdiction(*jurisdiction);
  request.set_include_cleared(options.all);
  request.set_min_severity(options.min_severity);
  request.set_chain(options.chain);
  request.set_unit(options.unit);
  request.set_condition(options.condition);
  request.set_page_size(kPageSize);
  v1::ListAlertsResponse list;
  do {
    auto page = Query(context, Door::kEvaluator, &v1::SupervisionService::Stub::ListAlerts, request);
    if (!page.ok()) return page.status();
    for (v1::Alert& alert : *page->mutable_alerts()) *list.add_alerts() = std::move(alert);
    *list.mutable_position() = page->position();
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  if (context.output.json()) {
    context.output.Document(list);
    return kOk;
  }
  if (list.alerts().empty()) {
    context.output.Text(options.all ? "没有预警\n" : "没有未解除的预警\n");
    return kOk;
  }
  context.output.Show(AlertTable(list.alerts(), FetchCivilTime(context, *jurisdiction), options.all));
  context.output.Text(
      absl::StrCat("共 ", list.alerts_size(), " 条；liandu alert <编号> 看经过，liandu ack <编号> 签收\n"));
  return kOk;
}

}  // namespace liandu::cli
