#include "cli/show/moment.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace liandu::cli {
namespace {

constexpr int64_t kMinutesPerDay = 24 * 60;
constexpr int64_t kLongestSpanMinutes = 100 * 366 * kMinutesPerDay;

absl::Status NoMoment(std::string_view text) {
  return absl::InvalidArgumentError(
      absl::StrCat("“", std::string(text), "”不是时间，请写成 2024-07-01 或 \"2024-07-01 09:30\""));
}

/// Takes exactly two digits of at most `most` from the text's beginning; -1 if there are none.
int TakeTwoDigits(std::string_view& text, int most) {
  if (text.size() < 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') return -1;
  const int value = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  return value <= most ? value : -1;
}

bool Take(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

int64_t OffsetMinutes(model::Instant moment, const model::CivilTime& civil_time) {
  const int64_t utc_minutes = std::chrono::floor<std::chrono::minutes>(moment.time_since_epoch()).count();
  return civil_time.DateAt(moment).days() * kMinutesPerDay + civil_time.MinutesOfDay(moment) - utc_minutes;
}

}  // namespace

model::Instant ToInstant(const google::protobuf::Timestamp& timestamp) {
  return model::Instant(std::chrono::seconds(timestamp.seconds()) +
                        std::chrono::milliseconds(timestamp.nanos() / 1'000'000));
}

google::protobuf::Timestamp ToTimestamp(model::Instant moment) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(moment);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds.time_since_epoch().count());
  timestamp.set_nanos(static_cast<int32_t>((moment - seconds).count() * 1'000'000));
  return timestamp;
}

std::string ShowMoment(const google::protobuf::Timestamp& timestamp, const model::CivilTime& civil_time) {
  if (timestamp.seconds() == 0 && timestamp.nanos() == 0) return "";
  return civil_time.ToText(ToInstant(timestamp));
}

std::string ShowDate(const google::protobuf::Timestamp& timestamp, const model::CivilTime& civil_time) {
  return ShowMoment(timestamp, civil_time).substr(0, 10);
}

std::string ShowMomentWithOffset(const google::protobuf::Timestamp& timestamp, const model::CivilTime& civil_time) {
  const std::string shown = ShowMoment(timestamp, civil_time);
  if (shown.empty()) return shown;
  const int64_t offset = OffsetMinutes(ToInstant(timestamp), civil_time);
  return absl::StrFormat("%s %c%02d:%02d", shown, offset < 0 ? '-' : '+', std::abs(offset) / 60, std::abs(offset) % 60);
}

absl::StatusOr<model::Instant> ParseMoment(std::string_view text, const model::CivilTime& civil_time) {
  const auto date = model::Date::Parse(text.substr(0, 10));
  if (!date.ok()) return NoMoment(text);
  std::string_view rest = text.substr(std::min<size_t>(10, text.size()));
  int minutes = 0;
  int seconds = 0;
  if (Take(rest, ' ') || Take(rest, 'T')) {
    const int hour = TakeTwoDigits(rest, 23);
    const int minute = Take(rest, ':') ? TakeTwoDigits(rest, 59) : -1;
    if (Take(rest, ':')) seconds = TakeTwoDigits(rest, 59);
    if (hour < 0 || minute < 0 || seconds < 0) return NoMoment(text);
    minutes = hour * 60 + minute;
  }
  if (rest.empty()) return civil_time.At(*date, minutes) + std::chrono::seconds(seconds);
  int offset = 0;
  if (rest != "Z") {
    const bool west = rest.front() == '-';
    if (!Take(rest, west ? '-' : '+')) return NoMoment(text);
    const int hour = TakeTwoDigits(rest, 14);
    const int minute = Take(rest, ':') ? TakeTwoDigits(rest, 59) : -1;
    if (hour < 0 || minute < 0 || !rest.empty()) return NoMoment(text);
    offset = (hour * 60 + minute) * (west ? -1 : 1);
  }
  return model::Instant(std::chrono::minutes(date->days() * kMinutesPerDay + minutes - offset) +
                        std::chrono::seconds(seconds));
}

absl::StatusOr<std::chrono::minutes> ParseSpan(std::string_view text) {
  const absl::Status refused =
      absl::InvalidArgumentError(absl::StrCat("“", std::string(text), "”不是时长，请写成 3d、1d12h、90m 或 2w"));
  int64_t total = 0;
  while (!text.empty()) {
    int64_t number = 0;
    size_t digits = 0;
    while (digits < text.size() && digits < 9 && text[digits] >= '0' && text[digits] <= '9') {
      number = number * 10 + (text[digits++] - '0');
    }
    if (digits == 0 || digits == text.size()) return refused;
    const char unit = text[digits];
    const int64_t scale = unit == 'w' ? 7 * kMinutesPerDay : unit == 'd' ? kMinutesPerDay : unit == 'h' ? 60 : 1;
    if (scale == 1 && unit != 'm') return refused;
    total += number * scale;
    text.remove_prefix(digits + 1);
  }
  if (total <= 0 || total > kLongestSpanMinutes) return refused;
  return std::chrono::minutes(total);
}

}  // namespace liandu::cli
