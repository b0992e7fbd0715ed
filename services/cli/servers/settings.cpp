#include "cli/servers/settings.h"

#include <filesystem>
#include <string>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace liandu::cli {
namespace {

std::string ValueOf(const Variables& variables, const std::string& name) {
  const auto found = variables.find(name);
  return found == variables.end() ? "" : found->second;
}

std::string FirstOf(std::initializer_list<std::string> candidates) {
  for (const std::string& candidate : candidates) {
    if (!candidate.empty()) return candidate;
  }
  return "";
}

}  // namespace

absl::StatusOr<Variables> ParseEndpoints(const std::string& text) {
  Variables variables;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || line.front() == '#') continue;
    line = absl::StripPrefix(line, "export ");
    const size_t equals = line.find('=');
    if (equals == absl::string_view::npos || equals == 0) {
      return absl::InvalidArgumentError(absl::StrCat("第 ", number, " 行应为 名称=值"));
    }
    absl::string_view value = line.substr(equals + 1);
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front()) {
      value = value.substr(1, value.size() - 2);
    }
    variables[std::string(line.substr(0, equals))] = std::string(value);
  }
  return variables;
}

ClientSettings ResolveSettings(const GlobalOptions& options, const Variables& environment, const Variables& endpoints) {
  const auto resolve = [&](const std::string& flag, const std::string& name) {
    return FirstOf({flag, ValueOf(environment, name), ValueOf(endpoints, name)});
  };
  ClientSettings settings;
  settings.ingest = resolve(FirstOf({options.ingest, options.server}), "LIANDU_INGEST");
  settings.evaluator = resolve(FirstOf({options.evaluator, options.server}), "LIANDU_EVALUATOR");
  settings.notifier = resolve(FirstOf({options.notifier, options.server}), "LIANDU_NOTIFIER");
  settings.jurisdiction = resolve(options.jurisdiction, "LIANDU_JURISDICTION");
  settings.actor = FirstOf({resolve(options.actor, "LIANDU_ACTOR"), ValueOf(environment, "USER"), "liandu-cli"});
  return settings;
}

std::string FindEndpointsFile(const Variables& environment, const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (const std::string home = ValueOf(environment, "LIANDU_HOME"); !home.empty()) {
    const fs::path file = fs::path(home) / "endpoints.env";
    return fs::is_regular_file(file, error) ? file.string() : "";
  }
  for (fs::path here = folder; !here.empty(); here = here.parent_path()) {
    const fs::path file = here / ".liandu" / "endpoints.env";
    if (fs::is_regular_file(file, error)) return file.string();
    if (here == here.parent_path()) break;
  }
  return "";
}

}  // namespace liandu::cli
