#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/commands/route_view.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "liandu/v1/notifier_service.grpc.pb.h"

namespace liandu::cli {
namespace {

/// Of what comes next people see so many.
constexpr int kMaxNext = 12;

/// The first thing that it tells of the alert; nullptr: nothing any more.
const v1::DeliveryItem* ItemOf(const v1::Delivery& delivery, const std::string& alert) {
  for (const v1::DeliveryItem& item : delivery.items()) {
    if (item.alert() == alert) return &item;
  }
  return nullptr;
}

/// "首次", "第 2 步", "再次", or how it went on: "解除".
std::string WhatOf(const v1::DeliveryItem& item) {
  const bool first = item.kind() == v1::TRANSITION_KIND_RAISED || item.kind() == v1::TRANSITION_KIND_UNSPECIFIED;
  if (item.step() == 0 && !item.repeated_reminder() && !first) return NameOf(item.kind());
  return StepText(item.step(), item.repeated_reminder());
}

Cell StateCell(v1::DeliveryState state) {
  switch (state) {
    case v1::DELIVERY_STATE_DELIVERED:
      return {NameOf(state), Colour::kGreen};
    case v1::DELIVERY_STATE_DEAD:
      return {NameOf(state), Colour::kRed};
    case v1::DELIVERY_STATE_CANCELLED:
    case v1::DELIVERY_STATE_SUPPRESSED:
    case v1::DELIVERY_STATE_MERGED:
      return {NameOf(state), Colour::kGrey};
    default:
      return {NameOf(state)};
  }
}

google::protobuf::RepeatedPtrField<v1::RouteDecision> Nearest(
    const google::protobuf::RepeatedPtrField<v1::RouteDecision>& next) {
  return {next.begin(), next.begin() + std::min(next.size(), kMaxNext)};
}

void AddNotes(const v1::Delivery& delivery, const v1::DeliveryItem* item, Table& table) {
  if (!delivery.reason().empty()) table.AddNote({absl::StrCat("原因：", delivery.reason()), Colour::kGrey});
  if (!delivery.merged_into().empty()) table.AddNote({absl::StrCat("并入 ", delivery.merged_into()), Colour::kDim});
  if (!delivery.last_error().empty())
    table.AddNote({absl::StrCat("上次出错：", delivery.last_error()), Colour::kYellow});
  if (item != nullptr && !item->reason().empty()) table.AddNote(absl::StrCat("依据：", item->reason()));
}

void ShowDeliveries(const v1::GetAlertNotificationsResponse& answer, const std::string& alert,
                    const model::CivilTime& civil_time, Output& output) {
  if (answer.deliveries().empty()) {
    output.Text("还没有告诉过任何人\n");
    return;
  }
  Table table({{"时间"},
               {"内容"},
               {"岗位", Align::kLeft, true},
               {"在任", Align::kLeft, true},
               {"方式"},
               {"状态"},
               {"编号", Align::kLeft, false, true}});
  for (const v1::Delivery& delivery : answer.deliveries()) {
    const v1::DeliveryItem* item = ItemOf(delivery, alert);
    table.AddRow({ShowMoment(delivery.scheduled_time(), civil_time), item == nullptr ? "" : WhatOf(*item),
                  delivery.post_display_name().empty() ? delivery.post() : delivery.post_display_name(),
                  delivery.holder(), absl::StrCat(NameOf(delivery.kind()), " ", delivery.channel()),
                  StateCell(delivery.state()), delivery.number()});
    AddNotes(delivery, item, table);
  }
  output.Show(table);
}

}  // namespace

Outcome Run(const ToldOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  v1::GetAlertNotificationsRequest request;
  request.set_jurisdiction(*jurisdiction);
  request.set_alert(options.alert);
  const auto answer = Query(context, Door::kNotifier, &v1::NotificationService::Stub::GetAlertNotifications, request);
  if (!answer.ok()) return answer.status();
  if (context.output.json()) {
    context.output.Document(*answer);
    return kOk;
  }
  const model::CivilTime civil_time = FetchCivilTime(context, *jurisdiction);
  ShowDeliveries(*answer, options.alert, civil_time, context.output);
  if (!answer->held_back().empty()) context.output.Text(absl::StrCat("\n目前不提醒：", answer->held_back(), "\n"));
  if (!answer->next().empty()) {
    context.output.Text("\n接下来（若无人处理）\n");
    ShowDecisions(Nearest(answer->next()), civil_time, context.output);
    if (answer->next_size() > kMaxNext) {
      context.output.Text(absl::StrCat("此后还有 ", answer->next_size() - kMaxNext, " 次，用 --json 看全部\n"));
    }
  } else if (answer->held_back().empty()) {
    context.output.Text("\n接下来不会再提醒\n");
  }
  return kOk;
}

}  // namespace liandu::cli
