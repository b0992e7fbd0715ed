#pragma once

#include <string>
#include <vector>

#include "model/alert.h"
#include "model/time.h"
#include "notifier/domain/delivery.h"
#include "notifier/domain/directory.h"

namespace liandu::notifier {

/// Alerts that the week's page names under each of its headings; the rest is counted.
inline constexpr size_t kMaxWeeklyLines = 15;
/// What comes due within so many days stands on it.
inline constexpr int kWeeklyOutlookDays = 7;

/// What one recipient's page is about.
struct WeeklyPage {
  /// Chains whose 链长 it is for; empty: it is of what somebody was told.
  std::vector<std::string> chains;
  /// What is open; not empty.
  std::vector<const model::Alert*> open;
  /// How many have ended since the last page.
  int cleared = 0;
  int verified = 0;
};

/// Writes title and text of the page, in Chinese: what is open by severity, what is new, whose answer is overdue, what
/// comes due.
void ComposeWeekly(const Directory& directory, WeeklyPage page, model::Instant now, Delivery& delivery);

}  // namespace liandu::notifier
