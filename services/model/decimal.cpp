#include "model/decimal.h"

#include <fmt/core.h>

#include "absl/status/status.h"
#include "model/shortened.h"

namespace liandu::model {
namespace {

constexpr int kMaxDigits = 18;

absl::Status NotADecimal(std::string_view text) {
  return absl::InvalidArgumentError(
      fmt::format("“{}”不是数值；请写数字，可带负号和小数点，例如 -12.5", Shortened(text)));
}

}  // namespace

absl::StatusOr<Decimal> Decimal::Parse(std::string_view text) {
  std::string_view rest = text;
  const bool negative = !rest.empty() && rest.front() == '-';
  if (negative) rest.remove_prefix(1);
  Decimal result;
  int digits = 0;
  bool point = false;
  bool digit_before_point = false;
  bool digit_last = false;
  for (const char c : rest) {
    if (c == '.') {
      if (point || !digit_before_point) return NotADecimal(text);
      point = true;
      digit_last = false;
      continue;
    }
    if (c < '0' || c > '9') return NotADecimal(text);
    digit_last = true;
    if (!point) digit_before_point = true;
    // Leading zeros are no digits that count.
    if (result.mantissa != 0 || c != '0') ++digits;
    if (point) ++result.scale;
    if (digits > kMaxDigits || result.scale > kMaxDigits) {
      return absl::InvalidArgumentError(fmt::format("“{}”超过 {} 位数字；请四舍五入", Shortened(text), kMaxDigits));
    }
    result.mantissa = result.mantissa * 10 + (c - '0');
  }
  if (!digit_last) return NotADecimal(text);
  while (result.scale > 0 && result.mantissa % 10 == 0) {
    result.mantissa /= 10;
    --result.scale;
  }
  if (negative) result.mantissa = -result.mantissa;
  return result;
}

std::string Decimal::ToString() const {
  const bool negative = mantissa < 0;
  std::string digits = std::to_string(negative ? -mantissa : mantissa);
  if (scale > 0) {
    const auto places = static_cast<size_t>(scale);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, 1, '.');
  }
  return negative ? "-" + digits : digits;
}

}  // namespace liandu::model
