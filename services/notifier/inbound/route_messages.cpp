#include "notifier/inbound/route_messages.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "notifier/domain/foresee.h"
#include "notifier/inbound/delivery_messages.h"

namespace liandu::notifier {
namespace {

using google::protobuf::util::TimeUtil;

RouteQuestion DescribedBy(const v1::TestRouteRequest& request) {
  RouteQuestion question;
  question.condition = static_cast<model::Condition>(request.condition());
  question.severity = static_cast<model::Severity>(request.severity());
  question.chains.assign(request.chains().begin(), request.chains().end());
  question.responsible_unit = request.responsible_unit();
  question.programme = request.programme();
  question.subject = request.subject();
  question.labels = {request.labels().begin(), request.labels().end()};
  return question;
}

void Write(const Foreseen& foreseen, v1::RouteDecision& decision) {
  const Addressee& addressee = foreseen.addressee;
  decision.set_post(addressee.post);
  decision.set_post_display_name(addressee.post_display_name);
  decision.set_holder(addressee.holder);
  decision.set_receiver(addressee.receiver);
  decision.set_channel(addressee.channel);
  decision.set_immediate(foreseen.immediate);
  *decision.mutable_scheduled_time() = TimeUtil::MillisecondsToTimestamp(foreseen.scheduled.time_since_epoch().count());
  decision.set_route(addressee.route);
  decision.set_reason(addressee.reason);
  decision.set_step(foreseen.step);
  decision.set_provided(foreseen.provided);
  decision.set_kind(static_cast<v1::DeliveryKind>(foreseen.kind));
}

/// Where an alert stands, and what waits of it already: taken from the desk, not foreseen once more.
struct Waiting {
  Standing standing;
  std::vector<Foreseen> entries;
};

Waiting WaitingOf(const Desk& desk, const AlertDesk& alert) {
  Waiting waiting{{QuestionOf(alert.alert), alert.progress, {}}, {}};
  for (const auto& [key, told] : alert.told) {
    if (!told.over) waiting.standing.last_told[key] = told.time;
  }
  for (const auto& [key, pending] : alert.pending) {
    const auto delivery = desk.deliveries().find(pending.delivery);
    if (delivery == desk.deliveries().end()) continue;
    // What will be held back when its time comes is told when that ends, as anything that is foreseen.
    if (Reminds(pending.telling) && HoldBack(desk.directory(), desk.inhibitors(), waiting.standing.question,
                                             alert.alert.excused_until, delivery->second.scheduled)) {
      continue;
    }
    Foreseen entry;
    entry.addressee = pending.addressee;
    if (entry.addressee.holder.empty()) {
      const model::Post* post = model::Find(desk.directory().catalogue().posts, key.post);
      const model::PostHolder* holder =
          post == nullptr ? nullptr
                          : model::HolderOn(*post, desk.directory().civil_time().DateAt(delivery->second.scheduled));
      if (holder != nullptr) entry.addressee.holder = holder->display_name;
    }
    entry.kind = delivery->second.kind;
    entry.scheduled = delivery->second.scheduled;
    entry.step = pending.telling.step;
    entry.repeated = pending.telling.repeated;
    waiting.standing.last_told[key] = entry.scheduled;
    if (entry.step == 0 && Reminds(pending.telling)) NoteTold(waiting.standing.progress, entry.scheduled);
    waiting.entries.push_back(std::move(entry));
  }
  return waiting;
}

absl::Status UnknownAlert(const std::string& alert) {
  return absl::NotFoundError(absl::StrCat("没有预警“", alert, "”的提醒，或它早已解除；请用 liandu alerts 查看编号"));
}

}  // namespace

absl::StatusOr<v1::TestRouteResponse> TestRoute(const Desk& desk, const v1::TestRouteRequest& request,
                                                model::Instant now) {
  Standing standing;
  if (request.alert().empty()) {
    standing.question = DescribedBy(request);
  } else {
    const auto alert = desk.alerts().find(request.alert());
    if (alert == desk.alerts().end()) return UnknownAlert(request.alert());
    standing.question = QuestionOf(alert->second.alert);
    standing.progress.excused_until = alert->second.alert.excused_until;
  }
  standing.progress.severity = standing.question.severity;
  const Foresight foresight = Foresee(desk.directory(), desk.inhibitors(), standing, now, request.days());
  v1::TestRouteResponse response;
  for (const Foreseen& foreseen : foresight.entries) Write(foreseen, *response.add_decisions());
  response.set_held_back(foresight.held_back);
  return response;
}

absl::StatusOr<v1::GetAlertNotificationsResponse> GetAlertNotifications(const Desk& desk,
                                                                        const v1::GetAlertNotificationsRequest& request,
                                                                        model::Instant now) {
  v1::GetAlertNotificationsResponse response;
  for (const Delivery* delivery : desk.DeliveriesOf(request.alert())) {
    *response.add_deliveries() = DeliveryMessage(desk, *delivery);
  }
  const auto alert = desk.alerts().find(request.alert());
  if (alert == desk.alerts().end()) {
    if (response.deliveries().empty()) return UnknownAlert(request.alert());
    return response;
  }
  const Waiting waiting = WaitingOf(desk, alert->second);
  Foresight foresight = Foresee(desk.directory(), desk.inhibitors(), waiting.standing, now, kNextDays);
  std::vector<Foreseen> next = waiting.entries;
  next.insert(next.end(), std::make_move_iterator(foresight.entries.begin()),
              std::make_move_iterator(foresight.entries.end()));
  std::stable_sort(next.begin(), next.end(),
                   [](const Foreseen& a, const Foreseen& b) { return a.scheduled < b.scheduled; });
  for (const Foreseen& foreseen : next) Write(foreseen, *response.add_next());
  response.set_held_back(foresight.held_back);
  return response;
}

}  // namespace liandu::notifier
