#pragma once

#include <vector>

#include "model/catalogue.h"
#include "model/time.h"

namespace liandu::model {

/// Civil time of a jurisdiction, from offsets that are catalogue data (so that replays agree). Immutable.
class CivilTime {
 public:
  /// UTC+8, for a jurisdiction whose settings have not been applied yet.
  CivilTime();
  /// Offsets oldest first; at least one.
  explicit CivilTime(std::vector<UtcOffset> offsets);

  /// The date there at a moment.
  Date DateAt(Instant moment) const;
  /// The moment at which a day begins there. A deadline on day d passes at StartOf(d + 1).
  Instant StartOf(Date date) const;
  /// The moment at which it is so many minutes after midnight there.
  Instant At(Date date, int minutes_of_day) const;
  /// Minutes after midnight there.
  int MinutesOfDay(Instant moment) const;
  /// "2024-07-01 09:30".
  std::string ToText(Instant moment) const;

 private:
  int OffsetMinutes(Date date) const;
  std::vector<UtcOffset> offsets_;
};

}  // namespace liandu::model
