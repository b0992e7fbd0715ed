#include "model/work_days.h"

#include <cstdlib>

namespace liandu::model {
namespace {

std::set<Date> DaysOf(const std::vector<CalendarDays>& ranges) {
  std::set<Date> days;
  for (const CalendarDays& range : ranges) {
    for (Date day = range.from; day <= range.to; day = day + 1) days.insert(day);
  }
  return days;
}

}  // namespace

WorkDays::WorkDays(const WorkCalendar& calendar)
    : days_off_(DaysOf(calendar.days_off)), working_days_(DaysOf(calendar.working_days)), horizon_(calendar.horizon) {}

bool WorkDays::IsWorkday(Date date) const {
  if (working_days_.contains(date)) return true;
  if (days_off_.contains(date)) return false;
  const std::chrono::weekday weekday{std::chrono::sys_days(std::chrono::days(date.days()))};
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday;
}

Date WorkDays::Add(Date date, int n) const {
  const int step = n < 0 ? -1 : 1;
  for (int left = std::abs(n); left > 0;) {
    date = date + step;
    if (IsWorkday(date)) --left;
  }
  return date;
}

int WorkDays::Between(Date from, Date to) const {
  if (to < from) return -Between(to, from);
  int count = 0;
  for (Date day = from + 1; day <= to; day = day + 1) {
    if (IsWorkday(day)) ++count;
  }
  return count;
}

}  // namespace liandu::model
