#include "notifier/inbound/records.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "liandu/state/v1/notifier.pb.h"
#include "wire/wire.h"

namespace liandu::notifier {
namespace {

int64_t ToMs(model::Instant instant) { return instant.time_since_epoch().count(); }
model::Instant FromMs(int64_t ms) { return model::Instant(std::chrono::milliseconds(ms)); }

// Model and contract number these alike.
v1::Severity ToProto(model::Severity severity) { return static_cast<v1::Severity>(severity); }
v1::TransitionKind ToProto(model::TransitionKind kind) { return static_cast<v1::TransitionKind>(kind); }
model::Severity FromProto(v1::Severity severity) { return static_cast<model::Severity>(severity); }
model::TransitionKind FromProto(v1::TransitionKind kind) { return static_cast<model::TransitionKind>(kind); }
static_assert(static_cast<int>(model::Severity::kRed) == v1::SEVERITY_RED);
static_assert(static_cast<int>(model::TransitionKind::kCleared) == v1::TRANSITION_KIND_CLEARED);
static_assert(static_cast<int>(model::ClockMode::kSandbox) == v1::CLOCK_MODE_SANDBOX);
static_assert(static_cast<int>(DeliveryState::kMerged) == v1::DELIVERY_STATE_MERGED);
static_assert(static_cast<int>(DeliveryKind::kTest) == v1::DELIVERY_KIND_TEST);

void RestoreClockRecord(const state::v1::NotifierClock& record, Desk& desk) {
  desk.RestoreClock(static_cast<model::ClockMode>(record.mode()), FromMs(record.clock_ms()));
}

void RestoreAlertRecord(const state::v1::NotifierAlert& record, Desk& desk) {
  AlertDesk alert;
  alert.alert = wire::AlertFromProto(record.alert());
  for (const state::v1::NotifierTold& told : record.told()) {
    alert.told[{told.receiver(), told.post()}] = {told.channel(), told.post_display_name(), told.sequence(),
                                                  FromProto(told.severity())};
  }
  for (const state::v1::NotifierPending& pending : record.pending()) {
    alert.pending[{pending.receiver(), pending.post()}] = {pending.delivery(), pending.sequence(),
                                                           FromProto(pending.kind()), FromProto(pending.severity())};
  }
  desk.RestoreAlert(std::move(alert));
}

void RestoreDeliveryRecord(const state::v1::NotifierDelivery& record, Desk& desk) {
  Delivery delivery;
  delivery.id = record.id();
  delivery.receiver = record.receiver();
  delivery.channel = record.channel();
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
  for (const state::v1::NotifierDeliveryItem& item : record.items()) {
    delivery.items.push_back({item.sequence(), FromProto(item.kind()), FromProto(item.severity()),
                              wire::AlertFromProto(item.alert()), item.summary(), item.description(), item.route(),
                              item.reason(), item.step(), item.repeated_reminder(), item.merged(), item.held_back()});
  }
  delivery.omitted_items = record.omitted_items();
  delivery.reason = record.reason();
  delivery.merged_into = record.merged_into();
  delivery.group = record.group();
  for (const v1::ContactPoint& point : record.contact_points()) {
    delivery.contact_points.push_back({static_cast<model::ContactKind>(point.kind()), point.address()});
  }
  delivery.addresses.assign(record.addresses().begin(), record.addresses().end());
  delivery.number = record.number();
  desk.RestoreDelivery(std::move(delivery));
}

absl::Status RestoreResourceRecord(const v1::Resource& record, const std::string& path, Desk& desk) {
  std::vector<wire::Violation> violations;
  model::Resource resource = wire::ResourceFromProto(record, path, violations);
  if (!violations.empty()) {
    return absl::DataLossError(absl::StrCat("unreadable resource at \"", violations.front().field, "\""));
  }
  desk.RestoreResource(std::move(resource));
  return absl::OkStatus();
}

template <typename Record>
bool Parses(std::string_view value, Record& record) {
  return record.ParseFromArray(value.data(), static_cast<int>(value.size()));
}

}  // namespace

std::string RecordName::ToKey() const {
  return id.empty() ? absl::StrCat(jurisdiction, "/", kind) : absl::StrCat(jurisdiction, "/", kind, "/", id);
}

absl::StatusOr<RecordName> RecordName::Parse(std::string_view key) {
  const size_t first = key.find('/');
  if (first == std::string_view::npos || first == 0) {
    return absl::DataLossError(absl::StrCat("record key \"", std::string(key), "\" names no jurisdiction and kind"));
  }
  const size_t second = key.find('/', first + 1);
  RecordName name;
  name.jurisdiction = key.substr(0, first);
  name.kind = key.substr(first + 1, second == std::string_view::npos ? second : second - first - 1);
  if (second != std::string_view::npos) name.id = key.substr(second + 1);
  return name;
}

std::string EncodeClock(const Desk& desk) {
  state::v1::NotifierClock record;
  record.set_mode(static_cast<v1::ClockMode>(desk.clock_mode()));
  record.set_clock_ms(ToMs(desk.clock()));
  return wire::SerializeDeterministic(record);
}

std::string EncodeAlert(const AlertDesk& alert, const std::string& jurisdiction) {
  state::v1::NotifierAlert record;
  *record.mutable_alert() = wire::ToProto(alert.alert, jurisdiction);
  for (const auto& [key, told] : alert.told) {
    state::v1::NotifierTold& entry = *record.add_told();
    entry.set_receiver(key.receiver);
    entry.set_post(key.post);
    entry.set_channel(told.channel);
    entry.set_post_display_name(told.post_display_name);
    entry.set_sequence(told.sequence);
    entry.set_severity(ToProto(told.severity));
  }
  for (const auto& [key, pending] : alert.pending) {
    state::v1::NotifierPending& entry = *record.add_pending();
    entry.set_receiver(key.receiver);
    entry.set_post(key.post);
    entry.set_delivery(pending.delivery);
    entry.set_sequence(pending.sequence);
    entry.set_kind(ToProto(pending.kind));
    entry.set_severity(ToProto(pending.severity));
  }
  return wire::SerializeDeterministic(record);
}

std::string EncodeDelivery(const Delivery& delivery, const std::string& jurisdiction) {
  state::v1::NotifierDelivery record;
  record.set_id(delivery.id);
  record.set_receiver(delivery.receiver);
  record.set_channel(delivery.channel);
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
  for (const DeliveryItem& item : delivery.items) {
    state::v1::NotifierDeliveryItem& entry = *record.add_items();
    entry.set_sequence(item.sequence);
    entry.set_kind(ToProto(item.kind));
    entry.set_severity(ToProto(item.severity));
    *entry.mutable_alert() = wire::ToProto(item.alert, jurisdiction);
    entry.set_summary(item.summary);
    entry.set_description(item.description);
    entry.set_route(item.route);
    entry.set_reason(item.reason);
    entry.set_step(item.step);
    entry.set_repeated_reminder(item.repeated);
    entry.set_merged(item.merged);
    entry.set_held_back(item.held_back);
  }
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
  return wire::SerializeDeterministic(record);
}

std::string EncodeResource(const model::Resource& resource) {
  return wire::SerializeDeterministic(wire::ToProto(resource));
}

absl::Status RestoreRecord(const RecordName& name, std::string_view value, Desk& desk) {
  const absl::Status unreadable =
      absl::DataLossError(absl::StrCat("record \"", name.ToKey(), "\" of the notifier's state cannot be read"));
  if (name.kind == kClockRecord) {
    state::v1::NotifierClock record;
    if (!Parses(value, record)) return unreadable;
    RestoreClockRecord(record, desk);
    return absl::OkStatus();
  }
  if (name.kind == kAlertRecord) {
    state::v1::NotifierAlert record;
    if (!Parses(value, record)) return unreadable;
    RestoreAlertRecord(record, desk);
    return absl::OkStatus();
  }
  if (name.kind == kDeliveryRecord) {
    state::v1::NotifierDelivery record;
    if (!Parses(value, record)) return unreadable;
    RestoreDeliveryRecord(record, desk);
    return absl::OkStatus();
  }
  v1::Resource record;
  if (name.kind != kResourceRecord || !Parses(value, record)) return unreadable;
  return RestoreResourceRecord(record, name.ToKey(), desk);
}

}  // namespace liandu::notifier
