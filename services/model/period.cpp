#include "model/period.h"

#include <fmt/core.h>

#include <charconv>

#include "absl/status/status.h"
#include "model/shortened.h"

namespace liandu::model {
namespace {

absl::Status NotAPeriod(std::string_view text) {
  return absl::InvalidArgumentError(fmt::format(
      "“{}”不是存在的期间；请写成 2024、2024H1、2024Q2、2024-06、2024-06-30、2021/2023 或 2024-01-01/2024-06-30",
      Shortened(text)));
}

Period Months(int year, unsigned first_month, int count) {
  const Date first(year, first_month, 1);
  return Period{first, first.AddMonths(count) - 1, false};
}

/// The number that the digits say; -1 if they are not all digits.
int NumberOf(std::string_view digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc() && end == digits.data() + digits.size() && digits.front() != '-' ? number : -1;
}

/// The year of "2024...", 0 if the text does not begin with four digits of a year that is taken.
int YearOf(std::string_view text) {
  const int year = text.size() < 4 ? 0 : NumberOf(text.substr(0, 4));
  return year < 1900 || year > 2200 ? 0 : year;
}

absl::StatusOr<Period> ParseSingle(std::string_view text) {
  const int year = YearOf(text);
  if (year == 0) return NotAPeriod(text);
  const std::string_view rest = text.substr(4);
  if (rest.empty()) return Months(year, 1, 12);
  if (rest == "H1" || rest == "H2") return Months(year, rest[1] == '1' ? 1 : 7, 6);
  if (rest.size() == 2 && rest[0] == 'Q' && rest[1] >= '1' && rest[1] <= '4') {
    return Months(year, static_cast<unsigned>(rest[1] - '1') * 3 + 1, 3);
  }
  if (rest.size() == 3 && rest[0] == '-') {
    const int month = NumberOf(rest.substr(1));
    return month >= 1 && month <= 12 ? absl::StatusOr<Period>(Months(year, static_cast<unsigned>(month), 1))
                                     : NotAPeriod(text);
  }
  if (text.size() == 10) {
    const auto date = Date::Parse(text);
    if (!date.ok()) return date.status();
    return Period{*date, *date, true};
  }
  return NotAPeriod(text);
}

}  // namespace

absl::StatusOr<Period> Period::Parse(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos) return ParseSingle(text);
  const auto from = ParseSingle(text.substr(0, slash));
  const auto to = ParseSingle(text.substr(slash + 1));
  // Both ends are years, or both are days: mixed forms have no agreed meaning.
  if (!from.ok() || !to.ok() || text.substr(0, slash).size() != text.substr(slash + 1).size() ||
      (slash != 4 && slash != 10)) {
    return NotAPeriod(text);
  }
  if (to->last < from->first) {
    return absl::InvalidArgumentError(fmt::format("期间 {} 的结束早于开始；请对调或改正", text));
  }
  return Period{from->first, to->last, false};
}

std::string Period::ToString() const {
  if (as_of) return last.ToString();
  const int year = first.year();
  for (int count : {12, 6, 3, 1}) {
    const auto month = static_cast<unsigned>(first.ymd().month());
    if ((month - 1) % static_cast<unsigned>(count) != 0 || *this != Months(year, month, count)) continue;
    if (count == 12) return fmt::format("{:04}", year);
    if (count == 6) return fmt::format("{:04}H{}", year, (month - 1) / 6 + 1);
    if (count == 3) return fmt::format("{:04}Q{}", year, (month - 1) / 3 + 1);
    return fmt::format("{:04}-{:02}", year, month);
  }
  if (first == Date(year, 1, 1) && last == Date(last.year(), 12, 31))
    return fmt::format("{:04}/{:04}", year, last.year());
  return first.ToString() + "/" + last.ToString();
}

}  // namespace liandu::model
