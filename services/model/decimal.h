#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace liandu::model {

/// An exact decimal as people print it: at most 18 digits, `scale` of them behind the point. Sixteen bytes, no
/// allocation. Arithmetic happens in Rational (rational.h).
struct Decimal {
  int64_t mantissa = 0;
  int8_t scale = 0;

  /// Reads "-12.50"; INVALID_ARGUMENT for signs, exponents, separators or lengths that a decimal does not have.
  /// Trailing zeros behind the point are dropped, so that equal numbers are equal structs.
  static absl::StatusOr<Decimal> Parse(std::string_view text);
  /// "-12.5".
  std::string ToString() const;

  bool operator==(const Decimal&) const = default;
};

}  // namespace liandu::model
