#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "model/time.h"

namespace liandu::model {

/// What a report covers: the days from `first` to `last`, both included, or the state as of `last`.
struct Period {
  Date first;
  Date last;
  /// A single day's state ("2024-06-30"); then first == last.
  bool as_of = false;

  /// Reads "2024", "2024H1", "2024Q2", "2024-06", "2024-06-30", "2021/2023", "2024-01-01/2024-06-30".
  /// INVALID_ARGUMENT for periods that do not exist ("2024Q5", an end before its start).
  static absl::StatusOr<Period> Parse(std::string_view text);
  /// The shortest of the forms above.
  std::string ToString() const;

  auto operator<=>(const Period&) const = default;
};

}  // namespace liandu::model
