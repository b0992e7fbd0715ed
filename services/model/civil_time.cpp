#include "model/civil_time.h"

#include <fmt/core.h>

#include <utility>

namespace liandu::model {
namespace {

using std::chrono::floor;
using std::chrono::minutes;

Instant StartUtc(Date date) { return Instant(std::chrono::days(date.days())); }

}  // namespace

CivilTime::CivilTime() : offsets_{UtcOffset{std::nullopt, 480}} {}
CivilTime::CivilTime(std::vector<UtcOffset> offsets) : offsets_(std::move(offsets)) {}

int CivilTime::OffsetMinutes(Date date) const {
  int offset = offsets_.front().offset_minutes;
  for (const UtcOffset& entry : offsets_) {
    if (!entry.from || *entry.from <= date) offset = entry.offset_minutes;
  }
  return offset;
}

Date CivilTime::DateAt(Instant moment) const {
  // The offset depends on the date and the date on the offset: begin with the day in UTC and step to the day that holds
  // the moment.
  Date date(static_cast<int32_t>(floor<std::chrono::days>(moment).time_since_epoch().count()));
  while (moment < StartOf(date)) date = date - 1;
  while (moment >= StartOf(date + 1)) date = date + 1;
  return date;
}

Instant CivilTime::StartOf(Date date) const { return StartUtc(date) - minutes(OffsetMinutes(date)); }

Instant CivilTime::At(Date date, int minutes_of_day) const { return StartOf(date) + minutes(minutes_of_day); }

int CivilTime::MinutesOfDay(Instant moment) const {
  return static_cast<int>(floor<minutes>(moment - StartOf(DateAt(moment))).count());
}

std::string CivilTime::ToText(Instant moment) const {
  const int of_day = MinutesOfDay(moment);
  return fmt::format("{} {:02}:{:02}", DateAt(moment).ToString(), of_day / 60, of_day % 60);
}

}  // namespace liandu::model
