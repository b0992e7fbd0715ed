#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "cli/text/display_width.h"
#include "cli/text/paragraph.h"
#include "liandu/v1/notifier_service.grpc.pb.h"

namespace liandu::cli {
namespace {

constexpr int kPageSize = 500;

Cell StateCell(v1::DeliveryState state) {
  Colour colour = Colour::kNone;
  if (state == v1::DELIVERY_STATE_DELIVERED) colour = Colour::kGreen;
  if (state == v1::DELIVERY_STATE_DEAD) colour = Colour::kRed;
  if (state == v1::DELIVERY_STATE_CANCELLED) colour = Colour::kGrey;
  return {NameOf(state), colour};
}

std::string PostOf(const v1::Delivery& delivery, const CatalogueNames& names) {
  return delivery.post_display_name().empty() ? names.Post(delivery.post()) : delivery.post_display_name();
}

void ShowTable(const v1::ListDeliveriesResponse& list, const Locality& locality, Output& output) {
  Table table({{"状态"}, {"应发时间"}, {"渠道"}, {"次数", Align::kRight}, {"内容", Align::kLeft, true}});
  for (const v1::Delivery& delivery : list.deliveries()) {
    table.AddRow({StateCell(delivery.state()), ShowMoment(delivery.scheduled_time(), locality.civil_time),
                  delivery.channel(), absl::StrCat(delivery.attempts()), delivery.title()});
    table.AddNote(absl::StrCat("送 ", PostOf(delivery, locality.names)));
    if (!delivery.last_error().empty())
      table.AddNote({absl::StrCat("上次出错：", delivery.last_error()), Colour::kYellow});
  }
  if (!table.empty()) output.Show(table);
  output.Text(absl::StrCat("共 ", list.deliveries_size(), " 条",
                           list.next_page_token().empty() ? "" : "，还有更早的，用 --limit 0 看全部", "\n"));
}

void ShowTexts(const v1::ListDeliveriesResponse& list, const Locality& locality, Output& output) {
  const Screen& screen = output.screen();
  for (const v1::Delivery& delivery : list.deliveries()) {
    const Cell state = StateCell(delivery.state());
    output.Text(absl::StrCat(Paint(state.text, state.colour, screen), "  ",
                             ShowMoment(delivery.scheduled_time(), locality.civil_time), "  ",
                             CleanText(delivery.channel()), "\n"));
    // Most messages say themselves to whom they go.
    const std::string post = PostOf(delivery, locality.names);
    if (!absl::StrContains(delivery.text(), post)) output.Text(Paragraph("送", post, 3, screen));
    output.Text(absl::StrCat(Paint(CleanText(delivery.id()), Colour::kDim, screen), "\n",
                             Paragraph("", delivery.text(), 0, screen), "\n"));
  }
}

}  // namespace

Outcome Run(const DeliveriesOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  v1::ListDeliveriesRequest request;
  request.set_jurisdiction(*jurisdiction);
  request.set_state(options.state);
  request.set_alert(options.alert);
  v1::ListDeliveriesResponse list;
  for (;;) {
    const int wanted = options.limit == 0 ? kPageSize : options.limit - list.deliveries_size();
    request.set_page_size(std::min(wanted, kPageSize));
    auto page = Query(context, Door::kNotifier, &v1::NotificationService::Stub::ListDeliveries, request);
    if (!page.ok()) return page.status();
    for (v1::Delivery& delivery : *page->mutable_deliveries()) *list.add_deliveries() = std::move(delivery);
    list.set_next_page_token(page->next_page_token());
    request.set_page_token(page->next_page_token());
    if (request.page_token().empty() || (options.limit > 0 && list.deliveries_size() >= options.limit)) break;
  }
  if (context.output.json()) {
    context.output.Document(list);
    return kOk;
  }
  const Locality locality = FetchLocality(context, *jurisdiction);
  if (options.text) {
    ShowTexts(list, locality, context.output);
  } else {
    ShowTable(list, locality, context.output);
  }
  return kOk;
}

}  // namespace liandu::cli
