#include "cli/app.h"

#include <algorithm>
#include <chrono>
#include <variant>

#include "absl/strings/str_cat.h"
#include "cli/arguments/parse_arguments.h"
#include "cli/commands/commands.h"
#include "cli/servers/failure.h"
#include "yaml/read_folder.h"

namespace liandu::cli {
namespace {

constexpr size_t kMaxEndpointsBytes = 64 * 1024;

absl::StatusOr<ClientSettings> FindSettings(const GlobalOptions& options, const Surroundings& surroundings) {
  const std::string file = FindEndpointsFile(surroundings.environment, surroundings.folder);
  Variables endpoints;
  if (!file.empty()) {
    const auto text = yaml::ReadTextFile(file, kMaxEndpointsBytes);
    if (!text.ok()) return UsageError(std::string(text.status().message()));
    auto parsed = ParseEndpoints(*text);
    if (!parsed.ok()) return UsageError(absl::StrCat(file, "：", parsed.status().message()));
    endpoints = *std::move(parsed);
  }
  ClientSettings settings = ResolveSettings(options, surroundings.environment, endpoints);
  if (!file.empty()) settings.home = file.substr(0, file.rfind('/'));
  return settings;
}

Screen ScreenFor(const GlobalOptions& options, const Surroundings& surroundings) {
  Screen screen = surroundings.screen;
  const auto no_colour = surroundings.environment.find("NO_COLOR");
  if (options.no_colour || (no_colour != surroundings.environment.end() && !no_colour->second.empty())) {
    screen.colour = false;
  }
  return screen;
}

Outcome RunCommand(const Invocation& invocation, const Surroundings& surroundings, Output& output) {
  auto settings = FindSettings(invocation.global, surroundings);
  if (!settings.ok()) return settings.status();
  platform::ChannelSettings tls;
  tls.tls_ca_file = invocation.global.tls_ca_file;
  tls.tls_certificate_file = invocation.global.tls_certificate_file;
  tls.tls_key_file = invocation.global.tls_key_file;
  Client client(*std::move(settings), std::move(tls), std::chrono::seconds(invocation.global.timeout_seconds),
                surroundings.clock, surroundings.pause);
  Context context{invocation.global, client, output, surroundings.hand_over};
  return std::visit([&context](const auto& options) { return Run(options, context); }, invocation.command);
}

}  // namespace

ExitCode RunApp(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  const ParsedArguments parsed = ParseArguments(arguments);
  if (!parsed.invocation.has_value()) {
    (parsed.exit_code == kOk ? surroundings.answers : surroundings.remarks) << parsed.text << std::flush;
    return parsed.exit_code;
  }
  const GlobalOptions& global = parsed.invocation->global;
  Output output(surroundings.answers, surroundings.remarks, ScreenFor(global, surroundings), global.json);
  const Outcome outcome = RunCommand(*parsed.invocation, surroundings, output);
  if (outcome.ok()) return *outcome;
  const Failure failure = FailureOf(outcome.status());
  output.Remark(global.json ? RenderFailureJson(failure) : RenderFailure(failure, output.screen()));
  return failure.exit_code;
}

}  // namespace liandu::cli
