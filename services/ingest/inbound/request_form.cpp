#include "ingest/inbound/request_form.h"

#include "wire/wire.h"

namespace liandu::ingest {
namespace {

constexpr size_t kMaxActorLength = 200;
constexpr int64_t kEarliestSeconds = 631152000;  // 1990-01-01
constexpr int64_t kLatestSeconds = 4102444800;   // 2100-01-01

}  // namespace

std::string RequestForm::Actor(const std::string& value, bool needed) const {
  return needed ? form.RequiredText("actor", value, kMaxActorLength) : form.Text("actor", value, kMaxActorLength);
}

std::optional<model::Instant> RequestForm::ClockTime(bool given, const google::protobuf::Timestamp& time) const {
  if (!given) return std::nullopt;
  const bool whole = time.nanos() >= 0 && time.nanos() < 1'000'000'000;
  if (!whole || time.seconds() < kEarliestSeconds || time.seconds() > kLatestSeconds) {
    form.Refuse("clock_time", "超出范围；请填 1990 至 2100 年间的时刻");
    return std::nullopt;
  }
  return wire::FromTimestamp(time);
}

}  // namespace liandu::ingest
