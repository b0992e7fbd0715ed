#include <string>

#include "absl/strings/str_cat.h"
#include "cli/commands/alert_view.h"
#include "cli/commands/commands.h"
#include "cli/commands/list_alerts.h"
#include "cli/text/paragraph.h"

namespace liandu::cli {

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
  const auto list = ListAllAlerts(request, context);
  if (!list.ok()) return list.status();
  if (context.output.json()) {
    context.output.Document(*list);
    return kOk;
  }
  if (list->alerts().empty()) {
    context.output.Text(options.all ? "没有预警\n" : "没有未解除的预警\n");
    return kOk;
  }
  context.output.Show(AlertTable(list->alerts(), FetchLocality(context, *jurisdiction)));
  const std::string hint =
      absl::StrCat("共 ", list->alerts_size(),
                   " 条；liandu alert <编号> 看经过，liandu ack <编号> 签收，liandu feedback <编号> 反馈");
  context.output.Text(Paragraph("", hint, 0, context.output.screen()));
  return kOk;
}

}  // namespace liandu::cli
