#include "notifier/inbound/notifier_machine.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "notifier/inbound/records.h"
#include "wire/wire.h"

namespace liandu::notifier {
namespace {

model::Instant FromMs(int64_t ms) { return model::Instant(std::chrono::milliseconds(ms)); }

bool IsLive(const Desk& desk) { return desk.clock_mode() == model::ClockMode::kLive; }

}  // namespace

absl::Status NotifierMachine::Restore(std::string_view key, std::string_view value) {
  const absl::StatusOr<RecordName> name = RecordName::Parse(key);
  if (!name.ok()) return name.status();
  return RestoreRecord(*name, value, DeskOf(name->jurisdiction));
}

absl::Status NotifierMachine::FinishRestore() {
  for (const auto& [jurisdiction, desk] : desks_) {
    if (IsLive(desk)) partition_clock_ms_ = std::max(partition_clock_ms_, desk.clock().time_since_epoch().count());
  }
  return absl::OkStatus();
}

absl::Status NotifierMachine::Step(const eventlog::Entry& entry, eventlog::Effects& effects) {
  v1::AlertsStreamEntry decoded;
  if (!decoded.ParseFromString(entry.payload)) {
    return absl::DataLossError(absl::StrCat("entry ", entry.id.ToString(), " of the alerts stream cannot be read"));
  }
  absl::Status status;
  switch (decoded.entry_case()) {
    case v1::AlertsStreamEntry::kAlertMoved:
      status = StepAlert(entry, decoded.alert_moved());
      break;
    case v1::AlertsStreamEntry::kPassedEvent: {
      const absl::StatusOr<model::Event> event =
          wire::DecodeEvent(decoded.passed_event().SerializeAsString(), entry.jurisdiction);
      status = event.ok() ? StepEvent(entry, *event) : event.status();
      break;
    }
    default:
      return absl::UnimplementedError(absl::StrCat("entry ", entry.id.ToString(),
                                                   " of the alerts stream is of a kind that this notifier is too old "
                                                   "for; upgrade it"));
  }
  if (status.ok()) CollectWrites(effects);
  return status;
}

absl::Status NotifierMachine::StepAlert(const eventlog::Entry& entry, const v1::AlertMoved& moved) {
  if (entry.jurisdiction.empty()) {
    return absl::DataLossError(absl::StrCat("entry ", entry.id.ToString(), " moves an alert of no jurisdiction"));
  }
  const auto cause_ms = static_cast<int64_t>(entry.id.ms);
  MoveTime(entry.jurisdiction, entry.at_ms, cause_ms);
  Desk& desk = DeskOf(entry.jurisdiction);
  desk.SetClock(desk.clock_mode(), FromMs(entry.at_ms));
  desk.Move(wire::AlertFromProto(moved.alert()), wire::TransitionFromProto(moved.transition()), cause_ms);
  return absl::OkStatus();
}

absl::Status NotifierMachine::StepEvent(const eventlog::Entry& entry, const model::Event& event) {
  const auto cause_ms = static_cast<int64_t>(entry.id.ms);
  if (std::holds_alternative<model::Tick>(event.body)) {
    FireLive(entry.at_ms, cause_ms);
    return absl::OkStatus();
  }
  if (entry.jurisdiction.empty()) {
    return absl::DataLossError(absl::StrCat("entry ", entry.id.ToString(), " passes on an event of no jurisdiction"));
  }
  if (const auto* opened = std::get_if<model::JurisdictionOpened>(&event.body)) {
    DeskOf(entry.jurisdiction).SetClock(opened->clock_mode, FromMs(entry.at_ms));
    return absl::OkStatus();
  }
  if (const auto* live = std::get_if<model::JurisdictionWentLive>(&event.body)) {
    DeskOf(entry.jurisdiction).SetClock(live->clock_mode, FromMs(entry.at_ms));
    return absl::OkStatus();
  }
  int64_t now_ms = entry.at_ms;
  if (const auto* advanced = std::get_if<model::ClockAdvanced>(&event.body)) {
    now_ms = std::max(now_ms, advanced->clock_time.time_since_epoch().count());
  }
  MoveTime(entry.jurisdiction, now_ms, cause_ms);
  Desk& desk = DeskOf(entry.jurisdiction);
  desk.SetClock(desk.clock_mode(), FromMs(now_ms));
  if (const auto* applied = std::get_if<model::CatalogueApplied>(&event.body)) {
    for (const model::Resource& resource : applied->put) desk.Put(resource);
    for (const model::ResourceKey& key : applied->removed) desk.Remove(key);
  }
  return absl::OkStatus();
}

void NotifierMachine::MoveTime(const std::string& jurisdiction, int64_t now_ms, int64_t cause_ms) {
  Desk& desk = DeskOf(jurisdiction);
  if (IsLive(desk)) return FireLive(now_ms, cause_ms);
  for (auto due = desk.NextDue(); due && due->first <= FromMs(now_ms); due = desk.NextDue()) {
    desk.FireNextDue(cause_ms);
  }
}

void NotifierMachine::FireLive(int64_t now_ms, int64_t cause_ms) {
  partition_clock_ms_ = std::max(partition_clock_ms_, now_ms);
  while (true) {
    Desk* next = nullptr;
    std::pair<model::Instant, std::string> earliest;
    for (auto& [jurisdiction, desk] : desks_) {
      if (!IsLive(desk)) continue;
      const auto due = desk.NextDue();
      if (!due || due->first > FromMs(now_ms) || (next != nullptr && earliest <= *due)) continue;
      next = &desk;
      earliest = *due;
    }
    if (next == nullptr) return;
    next->FireNextDue(cause_ms);
  }
}

std::optional<int64_t> NotifierMachine::NextDueMs() const {
  std::optional<int64_t> earliest;
  for (const auto& [jurisdiction, desk] : desks_) {
    if (!IsLive(desk)) continue;
    const auto due = desk.NextDue();
    if (!due) continue;
    const int64_t due_ms = due->first.time_since_epoch().count();
    if (!earliest || due_ms < *earliest) earliest = due_ms;
  }
  return earliest;
}

const Desk* NotifierMachine::FindDesk(const std::string& jurisdiction) const {
  auto it = desks_.find(jurisdiction);
  return it == desks_.end() ? nullptr : &it->second;
}

Desk& NotifierMachine::DeskOf(const std::string& jurisdiction) {
  return desks_.try_emplace(jurisdiction, jurisdiction).first->second;
}

std::vector<DeliveryRef> NotifierMachine::TakeNewlyDue() {
  std::vector<DeliveryRef> due;
  for (auto& [jurisdiction, desk] : desks_) {
    for (std::string& delivery : desk.TakeNewlyDue()) due.push_back({jurisdiction, std::move(delivery)});
  }
  return due;
}

eventlog::Effects NotifierMachine::BeginAttempt(const DeliveryRef& delivery, int attempt) {
  eventlog::Effects effects;
  auto it = desks_.find(delivery.jurisdiction);
  if (it == desks_.end() || !it->second.BeginAttempt(delivery.delivery, attempt)) return effects;
  CollectWrites(it->second, effects);
  return effects;
}

eventlog::Effects NotifierMachine::Finish(const DeliveryRef& delivery, const SendOutcome& outcome) {
  eventlog::Effects effects;
  auto it = desks_.find(delivery.jurisdiction);
  if (it == desks_.end()) return effects;
  it->second.Finish(delivery.delivery, outcome);
  CollectWrites(it->second, effects);
  return effects;
}

void NotifierMachine::CollectWrites(eventlog::Effects& effects) {
  for (auto& [jurisdiction, desk] : desks_) CollectWrites(desk, effects);
}

void NotifierMachine::CollectWrites(Desk& desk, eventlog::Effects& effects) {
  const Desk::Changes changes = desk.TakeChanges();
  const std::string& jurisdiction = desk.jurisdiction();
  const auto write = [&](const char* kind, const std::string& id, std::optional<std::string> value) {
    effects.writes.push_back({RecordName{jurisdiction, kind, id}.ToKey(), std::move(value)});
  };
  if (changes.clock) write(kClockRecord, "", EncodeClock(desk));
  for (const std::string& id : changes.alerts) {
    const AlertDesk* alert = model::Find(desk.alerts(), id);
    write(kAlertRecord, id, alert == nullptr ? std::nullopt : std::optional(EncodeAlert(*alert, jurisdiction)));
  }
  for (const std::string& id : changes.deliveries) {
    const Delivery* delivery = model::Find(desk.deliveries(), id);
    write(kDeliveryRecord, id, delivery ? std::optional(EncodeDelivery(*delivery, jurisdiction)) : std::nullopt);
  }
  for (const model::ResourceKey& key : changes.resources) {
    std::optional<std::string> value;
    if (const auto resource = desk.directory().FindResource(key)) value = EncodeResource(*resource);
    write(kResourceRecord, wire::RecordKey(key), std::move(value));
  }
}

std::unique_ptr<eventlog::Machine> NotifierMachineFactory::Make(int /*partition*/) {
  return std::make_unique<NotifierMachine>();
}

std::string TickPayload() {
  model::Event event;
  event.actor = "liandu-notifier";
  event.body = model::Tick{};
  return wire::EncodeEvent(event);
}

}  // namespace liandu::notifier
