#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/arguments/exit_code.h"
#include "cli/arguments/options.h"

namespace liandu::cli {

/// What came of a command line: an invocation, or a text to show (help on success, a usage error otherwise).
struct ParsedArguments {
  std::optional<Invocation> invocation;
  std::string text;
  ExitCode exit_code = kOk;
};

/// Understands the arguments that follow the program's name. Pure.
ParsedArguments ParseArguments(const std::vector<std::string>& arguments);

}  // namespace liandu::cli
