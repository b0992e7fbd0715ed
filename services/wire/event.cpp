#include <google/protobuf/arena.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include "absl/strings/str_cat.h"
#include "wire/readers.h"
#include "wire/wire.h"

namespace liandu::wire {
namespace {

constexpr model::Instant kUnset{};

void WriteBody(const model::JurisdictionOpened& body, v1::Event& event) {
  event.mutable_jurisdiction_opened()->set_clock_mode(ToEnum<v1::ClockMode>(body.clock_mode));
  if (body.clock_time != kUnset) {
    *event.mutable_jurisdiction_opened()->mutable_clock_time() = ToTimestamp(body.clock_time);
  }
}

void WriteBody(const model::JurisdictionWentLive& body, v1::Event& event) {
  event.mutable_jurisdiction_went_live()->set_clock_mode(ToEnum<v1::ClockMode>(body.clock_mode));
  if (body.clock_time != kUnset) {
    *event.mutable_jurisdiction_went_live()->mutable_clock_time() = ToTimestamp(body.clock_time);
  }
}

void WriteBody(const model::ClockAdvanced& body, v1::Event& event) {
  *event.mutable_clock_advanced()->mutable_clock_time() = ToTimestamp(body.clock_time);
}

void WriteBody(const model::CatalogueApplied& body, v1::Event& event) {
  v1::CatalogueApplied* proto = event.mutable_catalogue_applied();
  for (const model::Resource& resource : body.put) Write(resource, *proto->add_put());
  for (const model::ResourceKey& key : body.removed) {
    v1::ResourceKey* out = proto->add_removed();
    out->set_kind(ToEnum<v1::ResourceKind>(key.kind));
    out->set_id(key.id);
  }
}

void WriteBody(const model::ReportsReceived& body, v1::Event& event) {
  v1::ReportsReceived* proto = event.mutable_reports_received();
  proto->set_source(body.source);
  proto->mutable_reports()->Reserve(static_cast<int>(body.reports.size()));
  for (const model::Report& report : body.reports) Write(report, *proto->add_reports());
}

void WriteBody(const model::AlertActed& body, v1::Event& event) {
  v1::AlertActed* proto = event.mutable_alert_acted();
  proto->set_alert(body.alert);
  proto->set_sequence(body.sequence);
  Write(body.action, *proto->mutable_action());
}

void WriteBody(const model::DeliveryResent& body, v1::Event& event) {
  event.mutable_delivery_resent()->set_delivery(body.delivery);
}

void WriteBody(const model::TestMessageRequested& body, v1::Event& event) {
  v1::TestMessageRequested* proto = event.mutable_test_message_requested();
  proto->set_receiver(body.receiver);
  proto->set_post(body.post);
  proto->set_text(body.text);
}

void WriteBody(const model::Tick&, v1::Event& event) { event.mutable_tick(); }

model::ClockMode ReadMode(int mode, const Form& form) {
  return form.RequiredEnum("clock_mode", mode, v1::ClockMode_IsValid(mode), model::ClockMode::kLive);
}

model::Instant ReadTime(bool given, const google::protobuf::Timestamp& time) {
  return given ? FromTimestamp(time) : kUnset;
}

model::CatalogueApplied ReadApplied(const v1::CatalogueApplied& proto, const Form& form) {
  model::CatalogueApplied body;
  body.put.reserve(static_cast<size_t>(proto.put_size()));
  for (int i = 0; i < proto.put_size(); ++i) body.put.push_back(Read(proto.put(i), form.In("put", i)));
  for (int i = 0; i < proto.removed_size(); ++i) {
    const v1::ResourceKey& key = proto.removed(i);
    Form place = form.In("removed", i);
    body.removed.push_back({place.RequiredEnum("kind", key.kind(), v1::ResourceKind_IsValid(key.kind()),
                                               model::ResourceKind::kJurisdiction),
                            key.id()});
  }
  return body;
}

model::ReportsReceived ReadReceived(const v1::ReportsReceived& proto, const Form& form) {
  model::ReportsReceived body{proto.source(), {}};
  body.reports.reserve(static_cast<size_t>(proto.reports_size()));
  for (int i = 0; i < proto.reports_size(); ++i) body.reports.push_back(Read(proto.reports(i), form.In("reports", i)));
  return body;
}

model::EventBody ReadBody(const v1::Event& proto, const Form& form) {
  switch (proto.event_case()) {
    case v1::Event::kJurisdictionOpened: {
      const v1::JurisdictionOpened& opened = proto.jurisdiction_opened();
      return model::JurisdictionOpened{ReadMode(opened.clock_mode(), form.In("jurisdiction_opened")),
                                       ReadTime(opened.has_clock_time(), opened.clock_time())};
    }
    case v1::Event::kJurisdictionWentLive: {
      const v1::JurisdictionWentLive& live = proto.jurisdiction_went_live();
      return model::JurisdictionWentLive{ReadMode(live.clock_mode(), form.In("jurisdiction_went_live")),
                                         ReadTime(live.has_clock_time(), live.clock_time())};
    }
    case v1::Event::kClockAdvanced:
      return model::ClockAdvanced{FromTimestamp(proto.clock_advanced().clock_time())};
    case v1::Event::kCatalogueApplied:
      return ReadApplied(proto.catalogue_applied(), form.In("catalogue_applied"));
    case v1::Event::kReportsReceived:
      return ReadReceived(proto.reports_received(), form.In("reports_received"));
    case v1::Event::kAlertActed: {
      const v1::AlertActed& acted = proto.alert_acted();
      const Form place = form.In("alert_acted");
      return model::AlertActed{acted.alert(), acted.sequence(), Read(acted.action(), place.In("action"))};
    }
    case v1::Event::kDeliveryResent:
      return model::DeliveryResent{proto.delivery_resent().delivery()};
    case v1::Event::kTestMessageRequested: {
      const v1::TestMessageRequested& request = proto.test_message_requested();
      return model::TestMessageRequested{request.receiver(), request.post(), request.text()};
    }
    case v1::Event::kTick:
      return model::Tick{};
    case v1::Event::EVENT_NOT_SET:
      break;
  }
  form.findings().newer = true;
  form.Refuse("event", "不是已知的事件；请用新版本程序读取");
  return model::Tick{};
}

}  // namespace

namespace {

void WriteEnvelope(const model::Event& event, v1::Event& proto) {
  proto.set_schema_version(kEventSchemaVersion);
  proto.set_actor(event.actor);
  proto.set_request_id(event.request_id);
  proto.set_catalogue_version(event.catalogue_version);
}

}  // namespace

void ToProto(const model::Event& event, v1::Event& proto) {
  WriteEnvelope(event, proto);
  std::visit([&proto](const auto& body) { WriteBody(body, proto); }, event.body);
}

absl::StatusOr<model::Event> EventFromProto(const v1::Event& proto, std::string_view jurisdiction) {
  if (proto.schema_version() > kEventSchemaVersion) {
    return absl::UnimplementedError(absl::StrCat("event of schema version ", proto.schema_version(),
                                                 "; this binary reads up to ", kEventSchemaVersion,
                                                 ", run a newer one"));
  }
  std::vector<Violation> violations;
  Findings findings{&violations, /*stored=*/true};
  model::Event event{std::string(jurisdiction), proto.actor(), proto.request_id(), proto.catalogue_version(),
                     ReadBody(proto, Form("", findings))};
  if (violations.empty()) return event;
  // For logs, which are in English: where it is, without the sentence for people.
  const std::string& first = violations.front().field;
  if (findings.newer) return absl::UnimplementedError(absl::StrCat("event of a newer kind at \"", first, "\""));
  return absl::DataLossError(absl::StrCat("unreadable event at \"", first, "\""));
}

std::string EncodeEvent(const model::Event& event) {
  google::protobuf::Arena arena;
  v1::Event* proto = google::protobuf::Arena::CreateMessage<v1::Event>(&arena);
  ToProto(event, *proto);
  return SerializeDeterministic(*proto);
}

std::string EncodeReports(const model::Event& envelope, const std::vector<const model::Report*>& reports) {
  google::protobuf::Arena arena;
  v1::Event* proto = google::protobuf::Arena::CreateMessage<v1::Event>(&arena);
  WriteEnvelope(envelope, *proto);
  v1::ReportsReceived* body = proto->mutable_reports_received();
  if (const auto* received = std::get_if<model::ReportsReceived>(&envelope.body)) body->set_source(received->source);
  body->mutable_reports()->Reserve(static_cast<int>(reports.size()));
  for (const model::Report* report : reports) Write(*report, *body->add_reports());
  return SerializeDeterministic(*proto);
}

std::string EncodeResource(const model::Resource& resource) { return SerializeDeterministic(ToProto(resource)); }

absl::StatusOr<model::Resource> DecodeResource(std::string_view bytes) {
  google::protobuf::Arena arena;
  v1::Resource* proto = google::protobuf::Arena::CreateMessage<v1::Resource>(&arena);
  if (!proto->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::DataLossError(absl::StrCat("record of ", bytes.size(), " bytes is no resource"));
  }
  std::vector<Violation> violations;
  Findings findings{&violations, /*stored=*/true};
  model::Resource resource = Read(*proto, Form("", findings));
  if (violations.empty()) return resource;
  const std::string& first = violations.front().field;
  if (findings.newer) return absl::UnimplementedError(absl::StrCat("resource of a newer kind at \"", first, "\""));
  return absl::DataLossError(absl::StrCat("unreadable resource at \"", first, "\""));
}

absl::StatusOr<model::Event> DecodeEvent(std::string_view payload, std::string_view jurisdiction) {
  google::protobuf::Arena arena;
  v1::Event* proto = google::protobuf::Arena::CreateMessage<v1::Event>(&arena);
  if (!proto->ParseFromArray(payload.data(), static_cast<int>(payload.size()))) {
    return absl::DataLossError(absl::StrCat("payload of ", payload.size(), " bytes is no event"));
  }
  return EventFromProto(*proto, jurisdiction);
}

std::string SerializeDeterministic(const google::protobuf::MessageLite& message) {
  std::string bytes;
  bytes.reserve(message.ByteSizeLong());
  google::protobuf::io::StringOutputStream stream(&bytes);
  {
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializePartialToCodedStream(&coded);
  }
  return bytes;
}

}  // namespace liandu::wire
