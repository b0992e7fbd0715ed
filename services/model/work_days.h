#pragma once

#include <set>

#include "model/catalogue.h"
#include "model/time.h"

namespace liandu::model {

/// Counts working days by a calendar; beyond its horizon Monday to Friday count. Immutable.
class WorkDays {
 public:
  /// Monday to Friday.
  WorkDays() = default;
  explicit WorkDays(const WorkCalendar& calendar);

  bool IsWorkday(Date date) const;
  /// The n-th working day after `date` (n > 0) or before it (n < 0); `date` itself for 0.
  Date Add(Date date, int n) const;
  /// Working days in (from, to]; negative when `to` is before `from`.
  int Between(Date from, Date to) const;
  /// Last date that the calendar knows; nullopt if it states none.
  std::optional<Date> horizon() const { return horizon_; }

 private:
  std::set<Date> days_off_;
  std::set<Date> working_days_;
  std::optional<Date> horizon_;
};

}  // namespace liandu::model
