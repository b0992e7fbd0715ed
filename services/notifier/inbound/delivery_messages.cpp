#include "notifier/inbound/delivery_messages.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace liandu::notifier {
namespace {

using google::protobuf::util::TimeUtil;

constexpr size_t kDefaultPageSize = 50;

int64_t ToMs(model::Instant instant) { return instant.time_since_epoch().count(); }

/// Where a delivery stands in the list: newest first, then by id backwards.
using Place = std::pair<int64_t, std::string>;

Place PlaceOf(const Delivery& delivery) { return {ToMs(delivery.scheduled), delivery.id}; }

bool IsFor(const Delivery& delivery, const std::string& post) {
  return std::any_of(delivery.posts.begin(), delivery.posts.end(),
                     [&post](const DeliveryPost& candidate) { return candidate.id == post; });
}

bool TellsOf(const std::vector<DeliveryItem>& items, const std::string& alert) {
  return std::any_of(items.begin(), items.end(), [&](const DeliveryItem& item) { return item.alert.id == alert; });
}

/// "张三、李四"; a person who holds several of its posts once.
std::string Holders(const Delivery& delivery) {
  std::vector<std::string> holders;
  for (const DeliveryPost& post : delivery.posts) {
    if (post.holder.empty() || std::find(holders.begin(), holders.end(), post.holder) != holders.end()) continue;
    holders.push_back(post.holder);
  }
  return absl::StrJoin(holders, "、");
}

v1::Delivery ToMessage(const Desk& desk, const Delivery& delivery, const std::vector<DeliveryItem>& items) {
  v1::Delivery message;
  message.set_id(delivery.id);
  message.set_jurisdiction(desk.jurisdiction());
  message.set_receiver(delivery.receiver);
  message.set_channel(delivery.channel);
  message.set_post(delivery.posts.front().id);
  message.set_post_display_name(absl::StrJoin(delivery.posts, "、", [](std::string* out, const DeliveryPost& post) {
    absl::StrAppend(out, post.display_name);
  }));
  message.set_state(static_cast<v1::DeliveryState>(delivery.state));
  message.set_attempts(delivery.attempts);
  *message.mutable_scheduled_time() = TimeUtil::MillisecondsToTimestamp(ToMs(delivery.scheduled));
  if (delivery.delivered) {
    *message.mutable_delivered_time() = TimeUtil::MillisecondsToTimestamp(ToMs(*delivery.delivered));
  }
  message.set_last_error(delivery.last_error);
  message.set_title(delivery.title);
  message.set_text(delivery.text);
  for (const DeliveryItem& item : items) {
    v1::DeliveryItem& entry = *message.add_items();
    entry.set_alert(item.alert.id);
    entry.set_sequence(item.sequence);
    entry.set_kind(static_cast<v1::TransitionKind>(item.kind));
    entry.set_severity(static_cast<v1::Severity>(item.severity));
    entry.set_route(item.route);
    entry.set_reason(item.reason);
    entry.set_step(item.step);
    entry.set_repeated_reminder(item.repeated);
  }
  message.set_kind(static_cast<v1::DeliveryKind>(delivery.kind));
  message.set_reason(delivery.reason);
  message.set_merged_into(delivery.merged_into);
  message.set_number(delivery.number);
  message.set_holder(Holders(delivery));
  return message;
}

absl::StatusOr<std::optional<Place>> ReadToken(const std::string& token) {
  if (token.empty()) return std::nullopt;
  const size_t colon = token.find(':');
  Place place;
  if (colon == std::string::npos || !absl::SimpleAtoi(token.substr(0, colon), &place.first)) {
    return absl::InvalidArgumentError("page_token: is not one that this service gave");
  }
  place.second = token.substr(colon + 1);
  return place;
}

}  // namespace

v1::Delivery DeliveryMessage(const Desk& desk, const Delivery& delivery) {
  return ToMessage(desk, delivery, desk.ItemsOf(delivery));
}

bool IsPageToken(const std::string& token) { return ReadToken(token).ok(); }

absl::StatusOr<v1::ListDeliveriesResponse> ListDeliveries(const Desk& desk, const v1::ListDeliveriesRequest& request) {
  const absl::StatusOr<std::optional<Place>> after = ReadToken(request.page_token());
  if (!after.ok()) return after.status();
  std::vector<std::pair<Place, const Delivery*>> newest;
  newest.reserve(desk.deliveries().size());
  for (const auto& [id, delivery] : desk.deliveries()) {
    if (request.state() != 0 && static_cast<int>(delivery.state) != static_cast<int>(request.state())) continue;
    if (!request.post().empty() && !IsFor(delivery, request.post())) continue;
    const Place place = PlaceOf(delivery);
    if (!*after || place < **after) newest.emplace_back(place, &delivery);
  }
  std::sort(newest.begin(), newest.end(), [](const auto& a, const auto& b) { return b.first < a.first; });
  const size_t page = request.page_size() == 0 ? kDefaultPageSize : static_cast<size_t>(request.page_size());
  v1::ListDeliveriesResponse response;
  for (const auto& [place, delivery] : newest) {
    const std::vector<DeliveryItem> items = desk.ItemsOf(*delivery);
    if (!request.alert().empty() && !TellsOf(items, request.alert())) continue;
    if (static_cast<size_t>(response.deliveries_size()) == page) {
      const v1::Delivery& last = response.deliveries(response.deliveries_size() - 1);
      response.set_next_page_token(
          absl::StrCat(TimeUtil::TimestampToMilliseconds(last.scheduled_time()), ":", last.id()));
      break;
    }
    *response.add_deliveries() = ToMessage(desk, *delivery, items);
  }
  return response;
}

}  // namespace liandu::notifier
