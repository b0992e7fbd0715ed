#pragma once

#include "notifier/outbound/channels/channel.h"

namespace liandu::notifier {

/// A composed message for tests: one red alert of the test city's, raised or (then cleared) resolved.
OutgoingMessage TestMessage(model::TransitionKind kind = model::TransitionKind::kRaised);

}  // namespace liandu::notifier
