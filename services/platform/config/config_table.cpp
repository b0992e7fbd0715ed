#include "platform/config/config_table.h"

#include <unistd.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "platform/config/config_file.h"

namespace liandu::platform {
namespace {

std::vector<ConfigRecord> RecordsOf(const std::string& path, const FileSetting& setting) {
  std::vector<ConfigRecord> records;
  for (const FileRecord& record : setting.records) {
    records.push_back({.where = absl::StrCat(path, ":", record.line)});
    for (const FileSetting& value : record.settings) {
      records.back().values[value.name] = {value.values, value.is_list, absl::StrCat(path, ":", value.line)};
    }
  }
  return records;
}

}  // namespace

/// The command line, taken apart.
struct ConfigTable::CommandLine {
  bool help = false;
  bool print_config = false;
  std::string config_file;
  std::vector<std::pair<std::string, std::string>> settings;
};

ConfigTable::ConfigTable(std::string program, std::string purpose)
    : program_(std::move(program)), purpose_(std::move(purpose)) {}

std::string ConfigTable::EnvironmentName(const std::string& field) {
  return absl::StrCat("LIANDU_", absl::AsciiStrToUpper(absl::StrReplaceAll(field, {{".", "_"}, {"-", "_"}})));
}

ConfigTable::Field* ConfigTable::FindField(const std::string& name) {
  auto it = std::find_if(fields_.begin(), fields_.end(), [&](const Field& field) { return field.name == name; });
  return it == fields_.end() ? nullptr : &*it;
}

ConfigTable::CommandLine ConfigTable::ReadCommandLine(const std::vector<std::string>& arguments,
                                                      ConfigViolations& violations) const {
  CommandLine line;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument == "--help" || argument == "-h") {
      line.help = true;
      continue;
    }
    if (argument == "--print-config") {
      line.print_config = true;
      continue;
    }
    if (!absl::StartsWith(argument, "--")) {
      violations.push_back(absl::StrCat("\"", argument, "\" is no flag; see --help"));
      continue;
    }
    std::pair<std::string, std::string> flag = absl::StrSplit(argument.substr(2), absl::MaxSplits('=', 1));
    if (!absl::StrContains(argument, "=")) {
      if (i + 1 == arguments.size()) {
        violations.push_back(absl::StrCat(argument, " needs a value"));
        continue;
      }
      flag.second = arguments[++i];
    }
    if (flag.first == "config") {
      line.config_file = flag.second;
    } else if (flag.first != "set") {
      line.settings.push_back(flag);
    } else if (absl::StrContains(flag.second, "=")) {
      line.settings.push_back(absl::StrSplit(flag.second, absl::MaxSplits('=', 1)));
    } else {
      violations.push_back(absl::StrCat("--set ", flag.second, " must be --set name=value"));
    }
  }
  return line;
}

void ConfigTable::ReadFile(const std::string& path, ConfigViolations& violations) {
  for (const FileSetting& setting : ReadConfigFile(path, violations)) {
    const std::string where = absl::StrCat(path, ":", setting.line, ": ", setting.name, " ");
    Field* field = FindField(setting.name);
    if (field == nullptr) {
      violations.push_back(absl::StrCat(where, "is no setting of ", program_, "; see --help"));
    } else if (field->environment_only) {
      violations.push_back(absl::StrCat(where, "is a secret; use ", setting.name, "_file or the environment"));
    } else if (field->set_records) {
      const bool fits = setting.is_list && setting.values.empty();
      const absl::Status status =
          fits ? field->set_records(RecordsOf(path, setting)) : absl::InvalidArgumentError("takes a list of maps");
      if (!status.ok()) violations.push_back(absl::StrCat(where, status.message()));
    } else if (setting.is_list && (!field->set_list || !setting.records.empty())) {
      violations.push_back(absl::StrCat(where, "takes one value, not a list"));
    } else {
      absl::Status status = setting.is_list ? field->set_list(setting.values) : field->set(setting.values[0]);
      if (!status.ok()) violations.push_back(absl::StrCat(where, status.message()));
    }
  }
}

void ConfigTable::ReadEnvironment(const std::map<std::string, std::string>& environment, ConfigViolations& violations) {
  for (Field& field : fields_) {
    const std::string name = EnvironmentName(field.name);
    auto it = environment.find(name);
    if (it == environment.end()) continue;
    if (absl::Status status = field.set(it->second); !status.ok()) {
      violations.push_back(absl::StrCat("environment ", name, " ", status.message()));
    }
  }
}

ConfigTable::Outcome ConfigTable::Load(const std::vector<std::string>& arguments,
                                       const std::map<std::string, std::string>& environment) {
  Outcome outcome;
  ConfigViolations violations;
  const CommandLine line = ReadCommandLine(arguments, violations);
  if (line.help) {
    outcome.standard_output = HelpText();
    return outcome;
  }
  if (!line.config_file.empty()) ReadFile(line.config_file, violations);
  ReadEnvironment(environment, violations);
  for (const auto& [name, value] : line.settings) {
    Field* field = FindField(name);
    if (field == nullptr) {
      violations.push_back(absl::StrCat("--", name, " is no setting of ", program_, "; see --help"));
    } else if (field->environment_only) {
      violations.push_back(absl::StrCat("--", name, " is a secret; use ", name, "_file or the environment"));
    } else if (absl::Status status = field->set(value); !status.ok()) {
      violations.push_back(absl::StrCat("--", name, " ", status.message()));
    }
  }
  if (violations.empty()) {
    for (const auto& check : checks_) check(violations);
  }
  if (!violations.empty()) {
    outcome.exit_code = 2;
    outcome.standard_error = absl::StrCat(program_, ": the configuration is refused (", violations.size(),
                                          violations.size() == 1 ? " violation):\n  " : " violations):\n  ",
                                          absl::StrJoin(violations, "\n  "), "\n");
    return outcome;
  }
  if (line.print_config) {
    outcome.standard_output = EffectiveText();
    return outcome;
  }
  outcome.run = true;
  return outcome;
}

std::string ConfigTable::HelpText() const {
  std::string text = absl::StrCat(program_, ": ", purpose_, "\n\nUsage: ", program_,
                                  " [--config <file>] [--<setting>=<value>]... [--set <setting>=<value>]...\n\n"
                                  "  --config <file>   YAML file with settings (nested maps, or dotted names)\n"
                                  "  --print-config    print the effective settings and exit; secrets as paths\n"
                                  "  --help            this text\n\n"
                                  "A setting on the command line beats the environment, which beats the file.\n"
                                  "Environment: \"",
                                  EnvironmentName("redis.address"), "\" for \"redis.address\".\n\nSettings:\n");
  for (const Field& field : fields_) {
    absl::StrAppend(&text, "  ", field.environment_only ? EnvironmentName(field.name) : field.name);
    if (field.environment_only) {
      absl::StrAppend(&text, "\n      ", field.doc, " (environment only)\n");
    } else {
      absl::StrAppend(&text, "  (", field.type, "; default ", field.default_text, ")\n      ", field.doc, "\n");
    }
  }
  return text;
}

std::string ConfigTable::EffectiveText() const {
  // Fields of one group stand together: nested maps in the order of the table.
  std::string text;
  std::vector<std::string> open;
  std::set<std::string> written;
  for (const Field& first : fields_) {
    const std::string group =
        first.name.substr(0, first.name.rfind('.') == std::string::npos ? 0 : first.name.rfind('.'));
    if (!written.insert(group.empty() ? first.name : group + ".").second) continue;
    const std::vector<std::string> path = absl::StrSplit(group, '.', absl::SkipEmpty());
    size_t shared = 0;
    while (shared < path.size() && shared < open.size() && path[shared] == open[shared]) ++shared;
    for (size_t depth = shared; depth < path.size(); ++depth) {
      absl::StrAppend(&text, std::string(2 * depth, ' '), path[depth], ":\n");
    }
    open = path;
    for (const Field& field : fields_) {
      const bool same = group.empty() ? field.name == first.name
                                      : absl::StartsWith(field.name, group + ".") &&
                                            !absl::StrContains(field.name.substr(group.size() + 1), ".");
      if (!same) continue;
      const std::string indent(2 * path.size(), ' ');
      if (!field.environment_only) {
        const std::string leaf = group.empty() ? field.name : field.name.substr(group.size() + 1);
        absl::StrAppend(&text, indent, leaf, ": ", field.show(), "\n");
      } else if (!field.show().empty()) {
        absl::StrAppend(&text, indent, "# ", EnvironmentName(field.name), " is set\n");
      }
    }
  }
  return text;
}

std::map<std::string, std::string> ProcessEnvironment() {
  std::map<std::string, std::string> environment;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    environment.insert(std::pair<std::string, std::string>(absl::StrSplit(*entry, absl::MaxSplits('=', 1))));
  }
  return environment;
}

std::vector<std::string> ProcessArguments(int argc, const char* const* argv) {
  return argc > 1 ? std::vector<std::string>(argv + 1, argv + argc) : std::vector<std::string>();
}

}  // namespace liandu::platform
