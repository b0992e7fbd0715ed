#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "liandu/v1/alert.pb.h"
#include "liandu/v1/catalogue.pb.h"
#include "liandu/v1/circular.pb.h"
#include "model/civil_time.h"
#include "model/time.h"

/// Drawing up a 通报 (circular): which alerts it lists, and how its entries read. Pure.
namespace liandu::cli {

/// What a circular is asked to cover.
struct CircularRequest {
  /// The day of publication, on the jurisdiction's clock.
  model::Date date;
  model::Date period_start;
  model::Date period_end;
  model::Date reply_due_date;
  /// Empty: "<year> 年第 <number> 期督办通报".
  std::string display_name;
  std::string author;
};

/// The next circular of a jurisdiction: every open alert, yellow or red, of what is overdue, missed or unanswered that
/// was raised no later than the period's end. Of an alert that waits for people only the alert that they are to answer
/// is listed, once, with both told. In order of severity, then of days late, then of units. The number follows the
/// highest of its year. `alerts`: the open ones. INVALID_ARGUMENT, in Chinese: dates that do not fit, more than 500
/// entries, or nothing to list.
absl::StatusOr<v1::Circular> DraftCircular(const CircularRequest& request, const std::vector<v1::Alert>& alerts,
                                           const v1::Catalogue& catalogue, const model::CivilTime& civil_time);

/// Who answered a circular. An entry is answered by feedback given since the day of publication.
enum class ReplyState { kWaiting, kAnswered, kReturned, kCleared, kOverdue };

/// "待回复", "已回复", "已退回", "已解除", "逾期未回复".
const char* ReplyText(ReplyState state);

/// How an entry stands on a day. `alert`: as it is now; nullptr: it is not known any more, so it has cleared.
ReplyState ReplyOf(const v1::Circular& circular, const v1::Alert* alert, model::Date today,
                   const model::CivilTime& civil_time);

}  // namespace liandu::cli
