#include "cli/commands/list_alerts.h"

#include <utility>

namespace liandu::cli {
namespace {

constexpr int kPageSize = 500;

}  // namespace

absl::StatusOr<v1::ListAlertsResponse> ListAllAlerts(v1::ListAlertsRequest request, Context& context) {
  request.set_page_size(kPageSize);
  v1::ListAlertsResponse list;
  do {
    auto page = Query(context, Door::kEvaluator, &v1::SupervisionService::Stub::ListAlerts, request);
    if (!page.ok()) return page.status();
    for (v1::Alert& alert : *page->mutable_alerts()) *list.add_alerts() = std::move(alert);
    *list.mutable_position() = page->position();
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return list;
}

}  // namespace liandu::cli
