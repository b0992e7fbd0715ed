#include "notifier/inbound/stream_fixture.h"

#include <utility>

#include "liandu/v1/stream.pb.h"
#include "notifier/domain/test_directory.h"
#include "wire/wire.h"

namespace liandu::notifier {

eventlog::Entry StreamWriter::Next(const std::string& jurisdiction, const std::string& at, std::string payload) {
  eventlog::Entry entry;
  entry.id = {++ms_, 0};
  entry.at_ms = At(at).time_since_epoch().count();
  entry.jurisdiction = jurisdiction;
  entry.payload = std::move(payload);
  return entry;
}

eventlog::Entry StreamWriter::Passed(const std::string& jurisdiction, const std::string& at, model::EventBody body) {
  model::Event event;
  event.jurisdiction = jurisdiction;
  event.actor = "test";
  event.body = std::move(body);
  v1::AlertsStreamEntry passed;
  passed.mutable_passed_event()->ParseFromString(wire::EncodeEvent(event));
  return Next(jurisdiction, at, wire::SerializeDeterministic(passed));
}

eventlog::Entry StreamWriter::Moved(const std::string& jurisdiction, const std::string& at, const model::Alert& alert,
                                    int64_t sequence, model::TransitionKind kind, model::Severity severity) {
  model::Alert after = alert;
  after.sequence = sequence;
  after.severity = severity;
  after.open = kind != model::TransitionKind::kCleared;
  if (!after.open) after.cleared_time = At(at);
  const model::Transition transition = TestTransition(sequence, kind, severity, at);
  after.trail.push_back(transition);
  v1::AlertsStreamEntry moved;
  *moved.mutable_alert_moved()->mutable_alert() = wire::ToProto(after, jurisdiction);
  *moved.mutable_alert_moved()->mutable_transition() = wire::ToProto(transition);
  return Next(jurisdiction, at, wire::SerializeDeterministic(moved));
}

eventlog::Entry StreamWriter::Tick(const std::string& at) { return Passed("", at, model::Tick{}); }

eventlog::Entry StreamWriter::City(const std::string& jurisdiction, const std::string& at) {
  return Passed(jurisdiction, at, model::CatalogueApplied{TestCity().catalogue().Resources(), {}});
}

}  // namespace liandu::notifier
