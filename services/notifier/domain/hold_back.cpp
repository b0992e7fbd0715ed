#include "notifier/domain/hold_back.h"

#include <algorithm>
#include <chrono>

namespace liandu::notifier {
namespace {

constexpr int kLastMinute = 24 * 60 - 1;
/// Stretches of a weekly pattern without a gap among them: then there is none in any week.
constexpr int kMaxStretches = 8;

int WeekdayOf(model::Date date) {
  return static_cast<int>(std::chrono::weekday(std::chrono::sys_days(std::chrono::days(date.days()))).iso_encoding());
}

model::CivilMinute After(const model::CivilMinute& minute) {
  if (minute.minute == kLastMinute) return {minute.date + 1, 0};
  return {minute.date, minute.minute + 1};
}

bool PastMidnight(const model::Silence& silence) { return *silence.daily_to < *silence.daily_from; }

/// The day whose hours contain the minute; nullopt: it is outside of them.
std::optional<model::Date> DayOf(const model::Silence& silence, const model::CivilMinute& minute) {
  if (!silence.daily_from || !silence.daily_to) return minute.date;
  const bool begun = minute.minute >= *silence.daily_from;
  const bool not_over = minute.minute <= *silence.daily_to;
  if (!PastMidnight(silence)) return begun && not_over ? std::optional(minute.date) : std::nullopt;
  if (begun) return minute.date;
  return not_over ? std::optional(minute.date - 1) : std::nullopt;
}

bool Holds(const model::Silence& silence, const model::CivilMinute& minute) {
  if (minute < silence.from || silence.to < minute) return false;
  const std::optional<model::Date> day = DayOf(silence, minute);
  if (!day) return false;
  const std::vector<int>& weekdays = silence.weekdays;
  return weekdays.empty() || std::find(weekdays.begin(), weekdays.end(), WeekdayOf(*day)) != weekdays.end();
}

/// Last minute of the stretch (a day, or its hours) that contains a minute for which it holds.
model::CivilMinute StretchEnd(const model::Silence& silence, const model::CivilMinute& minute) {
  if (!silence.daily_to) return silence.weekdays.empty() ? silence.to : model::CivilMinute{minute.date, kLastMinute};
  const model::Date day = *DayOf(silence, minute);
  return {PastMidnight(silence) ? day + 1 : day, *silence.daily_to};
}

void TakeIfLater(HeldBack candidate, std::optional<HeldBack>& held) {
  if (!held || *candidate.until > *held->until) held = std::move(candidate);
}

}  // namespace

std::optional<model::Instant> SilentUntil(const Directory& directory, const model::Silence& silence,
                                          model::Instant now) {
  const model::CivilTime& civil_time = directory.civil_time();
  model::CivilMinute at{civil_time.DateAt(now), civil_time.MinutesOfDay(now)};
  if (!Holds(silence, at)) return std::nullopt;
  for (int stretch = 0; stretch < kMaxStretches && Holds(silence, at); ++stretch) {
    at = After(std::min(StretchEnd(silence, at), silence.to));
  }
  if (Holds(silence, at)) at = After(silence.to);
  return civil_time.At(at.date, at.minute);
}

std::optional<HeldBack> HoldBack(const Directory& directory, const Inhibitors& inhibitors,
                                 const RouteQuestion& question, const std::optional<model::Date>& excused_until,
                                 model::Instant now) {
  const model::CivilTime& civil_time = directory.civil_time();
  std::optional<HeldBack> held;
  for (const auto& [id, silence] : directory.catalogue().silences) {
    if (!Matches(silence.match, question)) continue;
    const std::optional<model::Instant> until = SilentUntil(directory, silence, now);
    if (!until) continue;
    TakeIfLater(
        {HeldBack::By::kSilence, id, "",
         "静默“" + id + "”至 " + civil_time.ToText(*until) + "：" + silence.reason + "（" + silence.author + "）",
         until},
        held);
  }
  if (excused_until && civil_time.DateAt(now) <= *excused_until) {
    TakeIfLater(
        {HeldBack::By::kExcusal, "", "", "已批准延期或免予，" + excused_until->ToString() + " 前（含当日）不再提醒",
         civil_time.StartOf(*excused_until + 1)},
        held);
  }
  if (held) return held;
  const std::optional<Inhibitors::Found> found = inhibitors.Find(question);
  if (!found) return std::nullopt;
  return HeldBack{HeldBack::By::kInhibition, found->inhibition, found->source,
                  "被预警“" + found->source + "”（" + model::ConditionText(found->condition) + "，" +
                      model::SeverityText(found->severity) + "）按“" + found->inhibition + "”抑制，待其解除后再提醒",
                  std::nullopt};
}

}  // namespace liandu::notifier
