#pragma once

#include "notifier/settings.h"
#include "platform/lifecycle/lifecycle.h"

namespace liandu::notifier {

/// Runs the notifier until a signal; the process' exit code.
int RunApp(const NotifierSettings& settings, platform::ShutdownSignals& signals);

}  // namespace liandu::notifier
