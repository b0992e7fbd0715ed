#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "cli/arguments/exit_code.h"
#include "cli/hand_over.h"
#include "cli/servers/client.h"
#include "cli/servers/settings.h"
#include "cli/text/screen.h"
#include "platform/clock/clock.h"

namespace liandu::cli {

/// The world around the program.
struct Surroundings {
  std::ostream& answers;
  std::ostream& remarks;
  /// What the answers' screen can show, NO_COLOR apart.
  Screen screen;
  Variables environment;
  /// Where the program was started.
  std::string folder;
  const platform::Clock& clock;
  Pause pause;
  HandOver hand_over;
};

/// Understands the arguments, runs the command, tells what went wrong, and says how the program ends.
ExitCode RunApp(const std::vector<std::string>& arguments, const Surroundings& surroundings);

}  // namespace liandu::cli
