#pragma once

#include <string>
#include <vector>

#include "model/catalogue.h"
#include "model/time.h"
#include "notifier/domain/delivery.h"
#include "notifier/domain/directory.h"

namespace liandu::notifier {

/// What routing looks at.
struct RouteQuestion {
  model::Condition condition = model::Condition::kBehind;
  model::Severity severity = model::Severity::kNone;
  std::vector<std::string> chains;
  /// Empty: nobody is named; the programme's issuer answers.
  std::string responsible_unit;
  std::string programme;
  /// Told whatever the routes say, past every level between.
  std::vector<std::string> posts = {};
};

/// Receiver of everybody while the policy names none; its channel has the same name as the channel that every notifier
/// is configured with.
inline constexpr char kDefaultReceiver[] = "default";
inline constexpr char kDefaultChannel[] = "journal";
/// Route of the built-in rules.
inline constexpr char kDefaultRoute[] = "default";
/// Route of what names its posts itself (顶格).
inline constexpr char kDirectRoute[] = "direct";

/// Who is told of a transition on a date: one addressee for each post and each receiver that takes it, in the order of
/// the routes, no post twice over one receiver. Without routes in the policy: the responsible
/// unit's liaison always, the lead units of the chains from yellow, their 链长 for red. What names its posts goes to
/// them and to the responsible unit, and on routes that name its condition. A vacant post hands over to the unit's
/// head, then to the programme's issuer; a unit without posts is told as such.
std::vector<Addressee> Route(const Directory& directory, const RouteQuestion& question, model::Date date);

}  // namespace liandu::notifier
