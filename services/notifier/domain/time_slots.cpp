#include "notifier/domain/time_slots.h"

#include <chrono>
#include <vector>

namespace liandu::notifier {
namespace {

/// Longer than any run of days off; then the calendar is no help and every day counts.
constexpr int kMaxDaysAhead = 400;
constexpr int kDaysOfWeek = 7;
/// More than holidays last.
constexpr int kMaxWeeksMoved = 4;

/// The first of the times (minutes of a working day, ascending) that is after `now`.
model::Instant NextOf(const Directory& directory, const std::vector<int>& minutes_of_day, model::Instant now) {
  const model::CivilTime& civil_time = directory.civil_time();
  const model::Date today = civil_time.DateAt(now);
  for (int day = 0; day <= kMaxDaysAhead; ++day) {
    const model::Date date = today + day;
    if (!directory.work_days().IsWorkday(date) && day < kMaxDaysAhead) continue;
    for (int minutes : minutes_of_day) {
      const model::Instant slot = civil_time.At(date, minutes);
      if (slot > now) return slot;
    }
  }
  return civil_time.At(today + (kMaxDaysAhead + 1), minutes_of_day.front());
}

}  // namespace

bool InWorkingHours(const Directory& directory, model::Instant now) {
  const model::CivilTime& civil_time = directory.civil_time();
  if (!directory.work_days().IsWorkday(civil_time.DateAt(now))) return false;
  const int minutes = civil_time.MinutesOfDay(now);
  return minutes >= directory.policy().working_hours_start && minutes < directory.policy().working_hours_end;
}

model::Instant NextDigest(const Directory& directory, model::Instant now) {
  const model::NotificationPolicy& policy = directory.policy();
  if (policy.digest_times.empty()) return NextOf(directory, {policy.working_hours_start}, now);
  return NextOf(directory, policy.digest_times, now);
}

std::optional<model::Instant> NextWeekly(const Directory& directory, model::Instant now) {
  const model::NotificationPolicy& policy = directory.policy();
  if (!policy.weekly_digest) return std::nullopt;
  const int usual = policy.digest_times.empty() ? policy.working_hours_start : policy.digest_times.front();
  const int minutes = policy.weekly_digest->time.value_or(usual);
  const model::Date today = directory.civil_time().DateAt(now);
  const auto weekday = std::chrono::weekday(std::chrono::sys_days(std::chrono::days(today.days()))).iso_encoding();
  const int since = (static_cast<int>(weekday) - policy.weekly_digest->weekday + kDaysOfWeek) % kDaysOfWeek;
  // Earlier weeks too: their page may have moved past a long run of days off.
  for (model::Date date = today - since - kMaxWeeksMoved * kDaysOfWeek;; date = date + kDaysOfWeek) {
    model::Date moved = date;
    while (!directory.work_days().IsWorkday(moved) && moved - date < kMaxDaysAhead) moved = moved + 1;
    const model::Instant slot = directory.civil_time().At(moved, minutes);
    if (slot > now) return slot;
  }
}

model::Instant NextInterruption(const Directory& directory, model::Instant now) {
  if (InWorkingHours(directory, now)) return now;
  return NextOf(directory, {directory.policy().working_hours_start}, now);
}

}  // namespace liandu::notifier
