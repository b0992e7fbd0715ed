#include "evaluator/inbound/machine.h"

#include <google/protobuf/arena.h>

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "evaluator/inbound/state_codec.h"
#include "liandu/v1/stream.pb.h"
#include "wire/wire.h"

namespace liandu::evaluator {
namespace {

bool NotifierNeeds(v1::ResourceKind kind) {
  switch (kind) {
    case v1::RESOURCE_KIND_JURISDICTION:
    case v1::RESOURCE_KIND_WORK_CALENDAR:
    case v1::RESOURCE_KIND_UNIT:
    case v1::RESOURCE_KIND_POST:
    case v1::RESOURCE_KIND_PROGRAMME:
    case v1::RESOURCE_KIND_CHAIN:
    case v1::RESOURCE_KIND_NOTIFICATION_POLICY:
    case v1::RESOURCE_KIND_SILENCE:
    case v1::RESOURCE_KIND_CIRCULAR:
      return true;
    default:
      return false;
  }
}

/// The alternatives of v1.Resource are numbered as ResourceKind is.
v1::ResourceKind KindOf(const v1::Resource& resource) {
  return static_cast<v1::ResourceKind>(resource.resource_case());
}
static_assert(v1::Resource::kJurisdiction == static_cast<int>(v1::RESOURCE_KIND_JURISDICTION));
static_assert(v1::Resource::kNotificationPolicy == static_cast<int>(v1::RESOURCE_KIND_NOTIFICATION_POLICY));
static_assert(v1::Resource::kConflict == static_cast<int>(v1::RESOURCE_KIND_CONFLICT));
static_assert(v1::Resource::kSilence == static_cast<int>(v1::RESOURCE_KIND_SILENCE));
static_assert(v1::Resource::kCircular == static_cast<int>(v1::RESOURCE_KIND_CIRCULAR));

/// Turns the domain's effects into the log's.
class EffectWriter {
 public:
  EffectWriter(const eventlog::Entry& entry, const v1::Event& event, eventlog::Effects& effects)
      : entry_(entry), event_(event), effects_(effects) {}

  void operator()(const RecordChange& change) {
    std::optional<std::string> value;
    if (change.value) value = EncodeRecord(*change.value, change.key.jurisdiction);
    effects_.writes.push_back({EncodeKey(change.key), std::move(value)});
  }

  void operator()(const AlertMovement& movement) {
    v1::AlertsStreamEntry said;
    *said.mutable_alert_moved()->mutable_alert() = wire::ToProto(movement.alert, movement.jurisdiction);
    said.mutable_alert_moved()->mutable_alert()->clear_trail();
    *said.mutable_alert_moved()->mutable_alert()->add_trail() = wire::ToProto(movement.transition);
    *said.mutable_alert_moved()->mutable_transition() = wire::ToProto(movement.transition);
    Say(movement.jurisdiction, movement.at.time_since_epoch().count(),
        absl::StrCat(movement.jurisdiction, "/", movement.alert.id), movement.transition.sequence, said);
  }

  void operator()(const EventTaken&) {
    std::optional<v1::Event> passed = PassedOn(event_);
    if (!passed) return;
    v1::AlertsStreamEntry said;
    *said.mutable_passed_event() = *std::move(passed);
    Say(entry_.jurisdiction, entry_.at_ms, "", 0, said);
  }

 private:
  void Say(const std::string& jurisdiction, int64_t at_ms, std::string entity, int64_t sequence,
           const v1::AlertsStreamEntry& said) {
    effects_.outputs.push_back({jurisdiction, at_ms, std::move(entity), sequence, wire::SerializeDeterministic(said)});
  }

  const eventlog::Entry& entry_;
  const v1::Event& event_;
  eventlog::Effects& effects_;
};

void Write(const eventlog::Entry& entry, const v1::Event& event, const DomainEffects& changes,
           eventlog::Effects& effects) {
  EffectWriter writer(entry, event, effects);
  for (const DomainEffect& change : changes) std::visit(writer, change);
}

model::Instant AtOf(const eventlog::Entry& entry) { return model::Instant(std::chrono::milliseconds(entry.at_ms)); }

}  // namespace

std::optional<v1::Event> PassedOn(const v1::Event& event) {
  switch (event.event_case()) {
    case v1::Event::kJurisdictionOpened:
    case v1::Event::kJurisdictionWentLive:
    case v1::Event::kClockAdvanced:
    case v1::Event::kTick:
    case v1::Event::kDeliveryResent:
    case v1::Event::kTestMessageRequested:
      return event;
    case v1::Event::kCatalogueApplied: {
      v1::Event passed = event;
      passed.clear_catalogue_applied();
      v1::CatalogueApplied* applied = passed.mutable_catalogue_applied();
      for (const v1::Resource& resource : event.catalogue_applied().put()) {
        if (NotifierNeeds(KindOf(resource))) *applied->add_put() = resource;
      }
      for (const v1::ResourceKey& key : event.catalogue_applied().removed()) {
        if (NotifierNeeds(key.kind())) *applied->add_removed() = key;
      }
      if (applied->put().empty() && applied->removed().empty()) return std::nullopt;
      return passed;
    }
    default:
      return std::nullopt;
  }
}

absl::Status EvaluatorMachine::Restore(std::string_view key, std::string_view value) {
  absl::StatusOr<RecordKey> record_key = DecodeKey(key);
  if (!record_key.ok()) return record_key.status();
  absl::StatusOr<Record> record = DecodeRecord(*record_key, value);
  if (!record.ok()) return record.status();
  return world_.Restore(*record_key, *std::move(record));
}

absl::Status EvaluatorMachine::FinishRestore() {
  world_.FinishRestore();
  return absl::OkStatus();
}

absl::StatusOr<bool> EvaluatorMachine::FireSome(const eventlog::Entry& entry, int max_timers,
                                                eventlog::Effects& effects) {
  DomainEffects changes;
  const bool all = world_.FireSome(entry.jurisdiction, AtOf(entry), max_timers, entry.id.ToString(), changes);
  Write(entry, v1::Event::default_instance(), changes, effects);
  return all;
}

absl::Status EvaluatorMachine::Step(const eventlog::Entry& entry, eventlog::Effects& effects) {
  google::protobuf::Arena arena;
  v1::Event* proto = google::protobuf::Arena::CreateMessage<v1::Event>(&arena);
  if (!proto->ParseFromString(entry.payload)) {
    return absl::DataLossError(absl::StrCat("entry ", entry.id.ToString(), " is no event"));
  }
  const absl::StatusOr<model::Event> event = wire::EventFromProto(*proto, entry.jurisdiction);
  if (!event.ok()) return event.status();
  DomainEffects changes;
  world_.Apply(*event, AtOf(entry), entry.id.ToString(), changes);
  Write(entry, *proto, changes, effects);
  return absl::OkStatus();
}

absl::Status EvaluatorMachine::SetAside(const eventlog::Entry& entry, eventlog::Effects& effects) {
  DomainEffects changes;
  world_.SetAside(entry.jurisdiction, AtOf(entry), entry.id.ToString(), changes);
  Write(entry, v1::Event::default_instance(), changes, effects);
  return absl::OkStatus();
}

std::optional<int64_t> EvaluatorMachine::NextDueMs() const {
  const std::optional<model::Instant> due = world_.NextDue();
  if (!due) return std::nullopt;
  return due->time_since_epoch().count();
}

std::unique_ptr<eventlog::Machine> EvaluatorMachineFactory::Make(int /*partition*/) {
  return std::make_unique<EvaluatorMachine>();
}

std::string TickPayload() {
  model::Event tick;
  tick.actor = "liandu";
  tick.body = model::Tick{};
  return wire::EncodeEvent(tick);
}

}  // namespace liandu::evaluator
