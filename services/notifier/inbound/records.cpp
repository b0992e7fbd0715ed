#include "notifier/inbound/records.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "liandu/state/v1/notifier.pb.h"
#include "notifier/inbound/alert_record.h"
#include "notifier/inbound/delivery_record.h"
#include "wire/wire.h"

namespace liandu::notifier {
namespace {

int64_t ToMs(model::Instant instant) { return instant.time_since_epoch().count(); }
model::Instant FromMs(int64_t ms) { return model::Instant(std::chrono::milliseconds(ms)); }

static_assert(static_cast<int>(model::ClockMode::kSandbox) == v1::CLOCK_MODE_SANDBOX);

void RestoreClockRecord(const state::v1::NotifierClock& record, Desk& desk) {
  std::optional<model::Instant> next_weekly;
  if (record.has_next_weekly_ms()) next_weekly = FromMs(record.next_weekly_ms());
  desk.RestoreClock(static_cast<model::ClockMode>(record.mode()), FromMs(record.clock_ms()), next_weekly);
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
  if (desk.next_weekly()) record.set_next_weekly_ms(ToMs(*desk.next_weekly()));
  return wire::SerializeDeterministic(record);
}

std::string EncodeAlert(const AlertDesk& alert, const std::string& jurisdiction) {
  return wire::SerializeDeterministic(RecordOf(alert, jurisdiction));
}

std::string EncodeDelivery(const Delivery& delivery, const std::string& jurisdiction) {
  return wire::SerializeDeterministic(RecordOf(delivery, jurisdiction));
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
    desk.RestoreAlert(AlertFromRecord(record));
    return absl::OkStatus();
  }
  if (name.kind == kDeliveryRecord) {
    state::v1::NotifierDelivery record;
    if (!Parses(value, record)) return unreadable;
    desk.RestoreDelivery(DeliveryFromRecord(record));
    return absl::OkStatus();
  }
  v1::Resource record;
  if (name.kind != kResourceRecord || !Parses(value, record)) return unreadable;
  return RestoreResourceRecord(record, name.ToKey(), desk);
}

}  // namespace liandu::notifier
