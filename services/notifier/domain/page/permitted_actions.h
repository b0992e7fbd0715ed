#pragma once

#include <string>
#include <vector>

#include "model/alert.h"
#include "notifier/domain/directory.h"
#include "notifier/domain/page/action_set.h"

namespace liandu::notifier {

/// Whom an alert concerns.
struct AlertConcern {
  std::string responsible_unit;
  std::vector<std::string> chains;
  std::string programme;
};
AlertConcern ConcernOf(const model::Alert& alert);

/// How a post stands to an alert.
struct PostStanding {
  /// In Chinese: "责任单位", "牵头单位".
  std::string relation;
  /// What it may ever do about it; where the alert stands decides what it may do now.
  ActionSet actions;
};

/// The unit responsible (its liaison and its head; without one the programme's issuer) acknowledges, answers and asks
/// for an extension; the programme's issuer and the leading group return, verify and decide; everybody else who is
/// told, leaders too, acknowledges. All may comment. A deputy may also do what the post may for which it acts on the
/// date. `post` may be "unit:<id>".
PostStanding StandingOf(const Directory& directory, const std::string& post, const AlertConcern& concern,
                        model::Date date);

/// What can be done about an alert where it stands now.
ActionSet FittingActions(const model::Alert& alert);

}  // namespace liandu::notifier
