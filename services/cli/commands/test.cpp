#include <string>
#include <vector>

#include "cli/commands/commands.h"

namespace liandu::cli {

Outcome Run(const TestOptions& options, Context& context) {
  std::vector<std::string> arguments = {"test"};
  if (context.output.json()) arguments.push_back("--json");
  // What begins with a dash would be taken for an option.
  arguments.push_back("--");
  arguments.insert(arguments.end(), options.paths.begin(), options.paths.end());
  const auto ended = context.hand_over("liandu-evaluator", arguments);
  if (!ended.ok()) return ended.status();
  return static_cast<ExitCode>(*ended);
}

}  // namespace liandu::cli
