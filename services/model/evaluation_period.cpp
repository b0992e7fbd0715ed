#include "model/evaluation_period.h"

#include <algorithm>

namespace liandu::model {

std::optional<Period> EvaluationPeriod(Cadence cadence, std::optional<Date> start, std::optional<Date> end) {
  if (!start || !end || *end < *start) return std::nullopt;
  if (cadence == Cadence::kFinal) return Period{*start, *end, false};
  if (cadence != Cadence::kMidTerm) return std::nullopt;
  const Date middle = *start + std::max(0, (*end - *start + 1) / 2 - 1);
  return Period{*start, std::min(*end, Date(middle.year(), 12, 31)), false};
}

}  // namespace liandu::model
