#include "notifier/inbound/page/page_answers.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "notifier/domain/page/delivery_link.h"
#include "notifier/domain/page/permitted_actions.h"

namespace liandu::notifier {
namespace {

using google::protobuf::util::TimeUtil;

google::protobuf::Timestamp Stamp(model::Instant moment) {
  return TimeUtil::MillisecondsToTimestamp(moment.time_since_epoch().count());
}

std::string HolderToday(const Directory& directory, const std::string& id, model::Date today) {
  const model::Post* post = model::Find(directory.catalogue().posts, id);
  const model::PostHolder* holder = post == nullptr ? nullptr : model::HolderOn(*post, today);
  return holder == nullptr ? "" : holder->display_name;
}

std::string PostNameOf(const Directory& directory, const std::string& id) {
  constexpr std::string_view kUnitPrefix = "unit:";
  if (id.starts_with(kUnitPrefix)) return directory.UnitName(id.substr(kUnitPrefix.size()));
  const model::Post* post = model::Find(directory.catalogue().posts, id);
  return post == nullptr ? id : directory.PostName(*post);
}

void Fill(const Delivery& delivery, v1::Delivery& message) {
  message.set_id(delivery.id);
  message.set_title(delivery.title);
  message.set_text(delivery.text);
  message.set_number(delivery.number);
  *message.mutable_scheduled_time() = Stamp(delivery.scheduled);
  for (const DeliveryItem& item : delivery.items) {
    v1::DeliveryItem& entry = *message.add_items();
    entry.set_alert(item.alert.id);
    entry.set_sequence(item.sequence);
    entry.set_severity(static_cast<v1::Severity>(item.severity));
  }
}

void Fill(const Directory& directory, const std::string& post, const v1::AlertConcern& concern, model::Date today,
          v1::AlertStanding& message) {
  const AlertConcern asked{
      concern.responsible_unit(), {concern.chains().begin(), concern.chains().end()}, concern.programme()};
  const PostStanding standing = StandingOf(directory, post, asked, today);
  message.set_relation(standing.relation);
  for (const model::AlertActionKind kind : standing.actions.Kinds()) message.add_actions(static_cast<int>(kind));
  if (!asked.responsible_unit.empty()) {
    message.set_responsible_unit_display_name(directory.UnitName(asked.responsible_unit));
  }
  for (const std::string& chain : asked.chains) message.add_chain_display_names(directory.ChainName(chain));
  const model::Programme* programme = model::Find(directory.catalogue().programmes, asked.programme);
  message.set_programme_display_name(programme == nullptr ? asked.programme : programme->display_name);
}

}  // namespace

v1::GetLinkGrantsResponse LinkGrants(const Desk& desk, const v1::GetLinkGrantsRequest& request) {
  v1::GetLinkGrantsResponse response;
  for (const std::string& id : request.deliveries()) {
    const Delivery* delivery = model::Find(desk.deliveries(), id);
    if (delivery == nullptr || !HasLink(*delivery)) continue;
    const LinkGrant grant = GrantOf(desk.directory(), desk.jurisdiction(), *delivery);
    v1::LinkGrant& message = *response.add_grants();
    message.set_delivery(id);
    message.set_alert(grant.alert);
    message.set_post(grant.post);
    message.set_holder_tag(grant.holder_tag);
    for (const model::AlertActionKind kind : grant.actions.Kinds()) message.add_actions(static_cast<int>(kind));
    *message.mutable_expire_time() = Stamp(grant.expires);
  }
  return response;
}

v1::GetPageContextResponse PageContext(const Desk& desk, const v1::GetPageContextRequest& request, model::Instant now) {
  const Directory& directory = desk.directory();
  const model::Date today = directory.civil_time().DateAt(now);
  v1::GetPageContextResponse response;
  if (const auto& jurisdiction = directory.catalogue().jurisdiction) {
    response.set_jurisdiction_display_name(jurisdiction->display_name);
    for (const model::UtcOffset& offset : jurisdiction->utc_offsets) {
      v1::UtcOffset& entry = *response.add_utc_offsets();
      if (offset.from) entry.set_from(offset.from->ToString());
      entry.set_offset_minutes(offset.offset_minutes);
    }
  }
  *response.mutable_clock_time() = Stamp(now);
  if (!request.post().empty()) {
    response.set_post_display_name(PostNameOf(directory, request.post()));
    response.set_holder(HolderToday(directory, request.post(), today));
  }
  const Delivery* delivery = model::Find(desk.deliveries(), request.delivery());
  if (delivery != nullptr && HasLink(*delivery)) Fill(*delivery, *response.mutable_delivery());
  for (const v1::AlertConcern& concern : request.alerts()) {
    Fill(directory, request.post(), concern, today, *response.add_standings());
  }
  return response;
}

}  // namespace liandu::notifier
