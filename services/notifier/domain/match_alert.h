#pragma once

#include <string>
#include <vector>

#include "model/alert.h"
#include "model/notification.h"

namespace liandu::notifier {

/// What routing, ladders, silences and inhibitions look at: an alert, real or described.
struct RouteQuestion {
  model::Condition condition = model::Condition::kBehind;
  model::Severity severity = model::Severity::kNone;
  std::vector<std::string> chains = {};
  /// Empty: nobody is named; the programme's issuer answers.
  std::string responsible_unit = {};
  std::string programme = {};
  /// Told whatever the routes say, past every level between.
  std::vector<std::string> posts = {};
  /// Id of the subject: "T013", "item/milestone".
  std::string subject = {};
  model::Labels labels = {};
  /// Targets, indicators or milestones that a joint alert lists.
  std::vector<std::string> members = {};
  /// Indicators whose reports decide about it.
  std::vector<std::string> indicators = {};
  /// Id of the alert; empty for one that is only described.
  std::string alert = {};
};

/// With the alert's present severity.
RouteQuestion QuestionOf(const model::Alert& alert);

/// Whether everything that is set in the matcher holds; an empty one takes everything.
bool Matches(const model::AlertMatcher& matcher, const RouteQuestion& question);

}  // namespace liandu::notifier
