#include "model/time.h"

#include <fmt/core.h>

#include <charconv>

#include "absl/status/status.h"
#include "model/shortened.h"

namespace liandu::model {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2200;

/// Reads a field of digits; false if it is anything else.
bool ReadDigits(std::string_view text, int& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && text.front() != '-';
}

}  // namespace

absl::StatusOr<Date> Date::Parse(std::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' && ReadDigits(text.substr(0, 4), year) &&
                      ReadDigits(text.substr(5, 2), month) && ReadDigits(text.substr(8, 2), day);
  if (!shaped) {
    return absl::InvalidArgumentError(fmt::format("“{}”不是日期；请写成 2024-12-31 的样子", Shortened(text)));
  }
  const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                        std::chrono::day(static_cast<unsigned>(day))};
  if (!ymd.ok()) return absl::InvalidArgumentError(fmt::format("没有 {} 这一天；请改正日期", text));
  if (year < kFirstYear || year > kLastYear) {
    return absl::InvalidArgumentError(
        fmt::format("日期 {} 超出范围；请填 {} 至 {} 年间的日期", text, kFirstYear, kLastYear));
  }
  return Date(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::string Date::ToString() const {
  const auto parts = ymd();
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
                     static_cast<unsigned>(parts.day()));
}

Date Date::AddMonths(int months) const {
  const auto parts = ymd();
  auto moved = parts + std::chrono::months(months);
  if (!moved.ok()) moved = std::chrono::year_month_day(moved.year() / moved.month() / std::chrono::last);
  return Date(static_cast<int>(moved.year()), static_cast<unsigned>(moved.month()), static_cast<unsigned>(moved.day()));
}

}  // namespace liandu::model
