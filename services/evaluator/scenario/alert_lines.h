#pragma once

#include <optional>

#include "evaluator/scenario/words.h"
#include "model/alert_action.h"

namespace liandu::scenarios {

/// Reads what a person does about an alert: "ack ALERT SEQUENCE", "feedback … promise=DATE cause= measure=", "return",
/// "verify", "comment", "extend … until=DATE [excuse]", "decide … grant|deny [until=DATE]"; nullopt for other verbs.
/// Throws BadLine when it cannot be read.
std::optional<model::AlertAction> ActionOfWords(const Words& words);

}  // namespace liandu::scenarios
