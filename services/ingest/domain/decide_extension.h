#pragma once

#include <optional>
#include <string>

#include "model/alert.h"
#include "model/catalogue.h"

namespace liandu::ingest {

/// A request about an alert that was granted.
struct GrantedExtension {
  std::string alert;
  /// The alert's sequence as the author of the decision saw it.
  int64_t sequence = 0;
  model::Subject subject;
  std::string window;
  /// As granted.
  model::ExtensionRequest request;
  std::string decided_by;
  std::string reason;
  /// First day on which it counts.
  model::Date date;
};

/// "extension-" and 16 hex digits: the same for the same alert and sequence, so that a repeat puts nothing new.
std::string ExtensionDecisionId(const std::string& alert, int64_t sequence);

/// The request that a decision on an alert is about: the one that stands, or the last one that its trail tells of; with
/// another date where the decision names one. nullopt: there is none.
std::optional<model::ExtensionRequest> DecidedRequest(const model::Alert& alert, const model::AlertAction& decision);

/// The decision as which it goes into the catalogue: a new due date, or an excusal for good, of a target, milestone or
/// obligation. nullopt for other subjects and for an excusal that ends: those only pause what is owed.
std::optional<model::Decision> DecisionOf(const GrantedExtension& granted);

/// In whose name a person decides: the post or unit of that id, the post that a person of that name holds on the day,
/// else the leading group, the programme's issuer or the government. Empty: the catalogue knows none of them.
std::string DecidingBody(const model::Catalogue& catalogue, const std::string& actor, const std::string& programme,
                         model::Date day);

}  // namespace liandu::ingest
