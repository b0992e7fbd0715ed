#include "notifier/inbound/delivery_record.h"

#include <chrono>

#include "wire/wire.h"

namespace liandu::notifier {
namespace {

int64_t ToMs(model::Instant instant) { return instant.time_since_epoch().count(); }
model::Instant FromMs(int64_t ms) { return model::Instant(std::chrono::milliseconds(ms)); }

// Model and contract number these alike.
static_assert(static_cast<int>(model::Severity::kRed) == v1::SEVERITY_RED);
static_assert(static_cast<int>(model::TransitionKind::kCirculated) == v1::TRANSITION_KIND_CIRCULATED);
static_assert(static_cast<int>(model::ContactKind::kFeishuUser) == v1::CONTACT_KIND_FEISHU_USER);
static_assert(static_cast<int>(DeliveryState::kMerged) == v1::DELIVERY_STATE_MERGED);
static_assert(static_cast<int>(DeliveryKind::kTest) == v1::DELIVERY_KIND_TEST);

void Write(const DeliveryItem& item, const std::string& jurisdiction, state::v1::NotifierDeliveryItem& record) {
  record.set_sequence(item.sequence);
  record.set_kind(static_cast<v1::TransitionKind>(item.kind));
  record.set_severity(static_cast<v1::Severity>(item.severity));
  *record.mutable_alert() = wire::ToProto(item.alert, jurisdiction);
  record.set_summary(item.summary);
  record.set_description(item.description);
  record.set_route(item.route);
  record.set_reason(item.reason);
  record.set_step(item.step);
  record.set_repeated_reminder(item.repeated);
  record.set_merged(item.merged);
  record.set_held_back(item.held_back);
}

DeliveryItem Read(const state::v1::NotifierDeliveryItem& record) {
  DeliveryItem item;
  item.sequence = record.sequence();
  item.kind = static_cast<model::TransitionKind>(record.kind());
  item.severity = static_cast<model::Severity>(record.severity());
  item.alert = wire::AlertFromProto(record.alert());
  item.summary = record.summary();
  item.description = record.description();
  item.route = record.route();
  item.reason = record.reason();
  item.step = record.step();
  item.repeated = record.repeated_reminder();
  item.merged = record.merged();
  item.held_back = record.held_back();
  return item;
}

}  // namespace

state::v1::NotifierDelivery RecordOf(const Delivery& delivery, const std::string& jurisdiction) {
  state::v1::NotifierDelivery record;
  record.set_id(delivery.id);
  record.set_receiver(delivery.receiver);
  record.set_channel(delivery.channel);
  record.set_shared(delivery.shared);
  for (const DeliveryPost& post : delivery.posts) {
    state::v1::NotifierPost& entry = *record.add_posts();
    entry.set_id(post.id);
    entry.set_display_name(post.display_name);
    entry.set_holder(post.holder);
    entry.set_person(post.person);
  }
  record.set_state(static_cast<v1::DeliveryState>(delivery.state));
  record.set_attempts(delivery.attempts);
  record.set_scheduled_ms(ToMs(delivery.scheduled));
  if (delivery.delivered) record.set_delivered_ms(ToMs(*delivery.delivered));
  record.set_last_error(delivery.last_error);
  record.set_kind(static_cast<v1::DeliveryKind>(delivery.kind));
  record.set_cause_ms(delivery.cause_ms);
  record.set_title(delivery.title);
  record.set_text(delivery.text);
  for (const DeliveryItem& item : delivery.items) Write(item, jurisdiction, *record.add_items());
  record.set_omitted_items(delivery.omitted_items);
  record.set_reason(delivery.reason);
  record.set_merged_into(delivery.merged_into);
  record.set_group(delivery.group);
  for (const model::ContactPoint& point : delivery.contact_points) {
    v1::ContactPoint& entry = *record.add_contact_points();
    entry.set_kind(static_cast<v1::ContactKind>(point.kind));
    entry.set_address(point.address);
  }
  for (const std::string& address : delivery.addresses) record.add_addresses(address);
  record.set_number(delivery.number);
  return record;
}

Delivery DeliveryFromRecord(const state::v1::NotifierDelivery& record) {
  Delivery delivery;
  delivery.id = record.id();
  delivery.receiver = record.receiver();
  delivery.channel = record.channel();
  delivery.shared = record.shared();
  for (const state::v1::NotifierPost& post : record.posts()) {
    delivery.posts.push_back({post.id(), post.display_name(), post.holder(), post.person()});
  }
  delivery.state = static_cast<DeliveryState>(record.state());
  delivery.attempts = record.attempts();
  delivery.scheduled = FromMs(record.scheduled_ms());
  if (record.delivered_ms() != 0) delivery.delivered = FromMs(record.delivered_ms());
  delivery.last_error = record.last_error();
  delivery.kind = static_cast<DeliveryKind>(record.kind());
  delivery.cause_ms = record.cause_ms();
  delivery.title = record.title();
  delivery.text = record.text();
  for (const state::v1::NotifierDeliveryItem& item : record.items()) delivery.items.push_back(Read(item));
  delivery.omitted_items = record.omitted_items();
  delivery.reason = record.reason();
  delivery.merged_into = record.merged_into();
  delivery.group = record.group();
  for (const v1::ContactPoint& point : record.contact_points()) {
    delivery.contact_points.push_back({static_cast<model::ContactKind>(point.kind()), point.address()});
  }
  delivery.addresses.assign(record.addresses().begin(), record.addresses().end());
  delivery.number = record.number();
  return delivery;
}

}  // namespace liandu::notifier
