#include "notifier/inbound/notifier_machine.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "notifier/inbound/records.h"
#include "wire/wire.h"

namespace liandu::notifier {
namespace {

using google::protobuf::util::TimeUtil;

model::Instant FromMs(int64_t ms) { return model::Instant(std::chrono::milliseconds(ms)); }

/// A due digest's record holds up to a hundred alerts; so many stay a commit that the store takes easily.
constexpr int kMaxFiredAtOnce = 64;

bool IsLive(const Desk& desk) { return desk.clock_mode() == model::ClockMode::kLive; }

}  // namespace

absl::Status NotifierMachine::Restore(std::string_view key, std::string_view value) {
  const absl::StatusOr<RecordName> name = RecordName::Parse(key);
  if (!name.ok()) return name.status();
  return RestoreRecord(*name, value, DeskOf(name->jurisdiction));
}

absl::Status NotifierMachine::FinishRestore() {
  for (auto& [jurisdiction, desk] : desks_) desk.FinishRestore();
  return absl::OkStatus();
}

NotifierMachine::Moment NotifierMachine::MomentOf(const eventlog::Entry& entry,
                                                  const v1::AlertsStreamEntry& decoded) const {
  Moment moment{entry.jurisdiction, entry.at_ms, true};
  switch (decoded.passed_event().event_case()) {
    case v1::Event::kJurisdictionOpened:
    case v1::Event::kJurisdictionWentLive:
      moment.fires = false;
      return moment;
    case v1::Event::kClockAdvanced:
      moment.now_ms = std::max(moment.now_ms,
                               TimeUtil::TimestampToMilliseconds(decoded.passed_event().clock_advanced().clock_time()));
      break;
    default:
      break;
  }
  const Desk* desk = FindDesk(entry.jurisdiction);
  if (desk == nullptr || IsLive(*desk)) moment.jurisdiction.clear();
  return moment;
}

absl::StatusOr<bool> NotifierMachine::FireSome(const eventlog::Entry& entry, int max_timers,
                                               eventlog::Effects& effects) {
  v1::AlertsStreamEntry decoded;
  // What is wrong with an entry is for Step to say.
  if (!decoded.ParseFromString(entry.payload) || decoded.entry_case() == v1::AlertsStreamEntry::ENTRY_NOT_SET) {
    return true;
  }
  const Moment moment = MomentOf(entry, decoded);
  Desk* desk = NextDesk(moment);
  for (int fired = 0; desk != nullptr && fired < std::min(max_timers, kMaxFiredAtOnce); ++fired) {
    desk->FireNextDue(static_cast<int64_t>(entry.id.ms));
    desk = NextDesk(moment);
  }
  CollectWrites(effects);
  return desk == nullptr;
}

absl::Status NotifierMachine::Step(const eventlog::Entry& entry, eventlog::Effects& effects) {
  v1::AlertsStreamEntry decoded;
  if (!decoded.ParseFromString(entry.payload)) {
    return absl::DataLossError(absl::StrCat("entry ", entry.id.ToString(), " of the alerts stream cannot be read"));
  }
  if (decoded.entry_case() == v1::AlertsStreamEntry::ENTRY_NOT_SET) {
    return absl::UnimplementedError(absl::StrCat("entry ", entry.id.ToString(),
                                                 " of the alerts stream is of a kind that this notifier is too old "
                                                 "for; upgrade it"));
  }
  absl::StatusOr<model::Event> event = model::Event{};
  if (decoded.has_passed_event()) {
    event = wire::DecodeEvent(decoded.passed_event().SerializeAsString(), entry.jurisdiction);
    if (!event.ok()) return event.status();
  }
  const bool is_tick = decoded.passed_event().event_case() == v1::Event::kTick;
  if (entry.jurisdiction.empty() && !is_tick) {
    return absl::DataLossError(absl::StrCat("entry ", entry.id.ToString(), " is of no jurisdiction"));
  }
  const Moment moment = MomentOf(entry, decoded);
  while (Desk* desk = NextDesk(moment)) desk->FireNextDue(static_cast<int64_t>(entry.id.ms));
  if (decoded.has_alert_moved()) {
    StepAlert(entry, decoded.alert_moved());
  } else if (!is_tick) {
    StepEvent(entry, *event, moment.now_ms);
  }
  CollectWrites(effects);
  return absl::OkStatus();
}

void NotifierMachine::StepAlert(const eventlog::Entry& entry, const v1::AlertMoved& moved) {
  Desk& desk = DeskOf(entry.jurisdiction);
  desk.SetClock(desk.clock_mode(), FromMs(entry.at_ms));
  desk.Move(wire::AlertFromProto(moved.alert()), wire::TransitionFromProto(moved.transition()),
            static_cast<int64_t>(entry.id.ms));
}

void NotifierMachine::StepEvent(const eventlog::Entry& entry, const model::Event& event, int64_t now_ms) {
  Desk& desk = DeskOf(entry.jurisdiction);
  model::ClockMode mode = desk.clock_mode();
  if (const auto* opened = std::get_if<model::JurisdictionOpened>(&event.body)) mode = opened->clock_mode;
  if (const auto* live = std::get_if<model::JurisdictionWentLive>(&event.body)) mode = live->clock_mode;
  desk.SetClock(mode, FromMs(now_ms));
  const auto cause_ms = static_cast<int64_t>(entry.id.ms);
  if (const auto* applied = std::get_if<model::CatalogueApplied>(&event.body)) {
    desk.Apply(applied->put, applied->removed, cause_ms);
  }
  if (const auto* resent = std::get_if<model::DeliveryResent>(&event.body)) desk.Resend(resent->delivery, cause_ms);
  if (const auto* test = std::get_if<model::TestMessageRequested>(&event.body)) {
    desk.SendTest(entry.id.ToString(), *test, cause_ms);
  }
}

Desk* NotifierMachine::NextDesk(const Moment& moment) {
  if (!moment.fires) return nullptr;
  Desk* next = nullptr;
  DueMoment earliest;
  for (auto& [jurisdiction, desk] : desks_) {
    if (moment.jurisdiction.empty() ? !IsLive(desk) : jurisdiction != moment.jurisdiction) continue;
    const auto due = desk.NextDue();
    if (!due || due->at > FromMs(moment.now_ms) || (next != nullptr && earliest <= *due)) continue;
    next = &desk;
    earliest = *due;
  }
  return next;
}

std::optional<int64_t> NotifierMachine::NextDueMs() const {
  std::optional<int64_t> earliest;
  for (const auto& [jurisdiction, desk] : desks_) {
    if (!IsLive(desk)) continue;
    const auto due = desk.NextDue();
    if (!due) continue;
    const int64_t due_ms = due->at.time_since_epoch().count();
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
