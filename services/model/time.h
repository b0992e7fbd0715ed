#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace liandu::model {

/// A moment, in milliseconds since the Unix epoch (UTC).
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// A civil date of the proleptic Gregorian calendar, without a time zone. Cheap to copy and compare.
class Date {
 public:
  /// 1970-01-01.
  constexpr Date() = default;
  /// Days since 1970-01-01.
  constexpr explicit Date(int32_t days) : days_(days) {}
  constexpr Date(int year, unsigned month, unsigned day)
      : days_(static_cast<int32_t>(
            std::chrono::sys_days(std::chrono::year(year) / month / day).time_since_epoch().count())) {}

  /// Reads "YYYY-MM-DD" of 1900 to 2200; INVALID_ARGUMENT for anything else, dates that do not exist included.
  static absl::StatusOr<Date> Parse(std::string_view text);

  constexpr int32_t days() const { return days_; }
  constexpr std::chrono::year_month_day ymd() const {
    return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(days_)));
  }
  constexpr int year() const { return static_cast<int>(ymd().year()); }
  /// "YYYY-MM-DD".
  std::string ToString() const;
  /// The same day of the month so many months later, or that month's last day.
  Date AddMonths(int months) const;

  constexpr auto operator<=>(const Date&) const = default;
  constexpr Date operator+(int32_t days) const { return Date(days_ + days); }
  constexpr Date operator-(int32_t days) const { return Date(days_ - days); }
  /// Days from the other date to this one.
  constexpr int32_t operator-(Date other) const { return days_ - other.days_; }

 private:
  int32_t days_ = 0;
};

}  // namespace liandu::model
