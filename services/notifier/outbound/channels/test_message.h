#pragma once

#include "notifier/outbound/channels/channel.h"

namespace liandu::notifier {

/// A composed message for tests: one red alert of the test city's, raised or (then cleared) resolved.
OutgoingMessage TestMessage(model::TransitionKind kind = model::TransitionKind::kRaised);

/// A digest of so many red alerts, a line for each, with a number and a link.
OutgoingMessage TestDigest(int items);

}  // namespace liandu::notifier
