#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace liandu::platform {

/// A setting's violations are collected here, one sentence each: where, what is wrong, what to do.
using ConfigViolations = std::vector<std::string>;

/// One of a list of maps.
struct ConfigRecord {
  struct Value {
    std::vector<std::string> texts = {};
    bool is_list = false;
    /// "notifier.yaml:12"
    std::string where = {};
  };
  std::map<std::string, Value> values = {};
  std::string where = {};
};

/// The settings of one service: a table of fields, each bound to a member of the service's config struct, whose value
/// at the time of binding is the default. A field's name is dotted ("redis.address"): nested maps in YAML,
/// `--redis.address=` or `--set redis.address=` on the command line, LIANDU_REDIS_ADDRESS in the environment. The
/// command line beats the environment, the environment beats the file. Used by one thread, before the service starts.
class ConfigTable {
 public:
  /// `program` is the binary's name, `purpose` one sentence for `--help`.
  ConfigTable(std::string program, std::string purpose);
  ConfigTable(const ConfigTable&) = delete;
  ConfigTable& operator=(const ConfigTable&) = delete;

  /// Text of at most `max_bytes`, UTF-8 without control characters.
  ConfigTable& Text(std::string name, std::string& value, std::string doc, size_t max_bytes = 1024);
  /// One of the given words.
  ConfigTable& Choice(std::string name, std::string& value, std::vector<std::string> choices, std::string doc);
  ConfigTable& Integer(std::string name, int64_t& value, int64_t min, int64_t max, std::string doc);
  ConfigTable& Bool(std::string name, bool& value, std::string doc);
  /// "host:port" with port 0 to 65535, "[v6]:port", or, where `allow_unix`, "unix:/path"; empty only where `optional`.
  struct AddressRules {
    bool allow_unix = false;
    bool optional = false;
  };
  ConfigTable& Address(std::string name, std::string& value, AddressRules rules, std::string doc);
  /// Path of a file, which must be readable when it is set.
  ConfigTable& File(std::string name, std::string& value, std::string doc);
  /// A list of at most `max_items` texts: a YAML sequence, or one text with commas between them.
  ConfigTable& List(std::string name, std::vector<std::string>& value, size_t max_items, std::string doc);
  /// A secret: given in the file named by "<name>_file" (at most 64 kB, the trailing newline is dropped) or by the
  /// environment, never in YAML or on the command line, and never printed.
  ConfigTable& Secret(std::string name, std::string& value, std::string doc);
  /// A list of at most `max_items` flat maps, given in the file only. What stands in them is for a Check to judge.
  /// `shown` says how a value is printed: what is secret must not be.
  ConfigTable& Records(std::string name, std::vector<ConfigRecord>& value, size_t max_items,
                       std::function<std::string(const std::string& key, const std::string& text)> shown,
                       std::string doc);
  /// A rule over several fields, tried when every field is good by itself.
  ConfigTable& Check(std::function<void(ConfigViolations&)> check);

  /// What a command line comes to.
  struct Outcome {
    /// The struct is filled and valid; nothing is to be printed.
    bool run = false;
    /// Otherwise: print these and exit with the code.
    int exit_code = 0;
    std::string standard_output;
    std::string standard_error;
  };
  /// Reads `--config <file>`, the environment and the rest of the command line into the bound members, and validates
  /// everything. `--help` and `--print-config` (the effective settings as YAML, secrets as paths) only print. Every
  /// violation is told at once, unknown keys with file and line.
  Outcome Load(const std::vector<std::string>& arguments, const std::map<std::string, std::string>& environment);

  /// "LIANDU_REDIS_ADDRESS" of "redis.address".
  static std::string EnvironmentName(const std::string& field);

 private:
  struct Field {
    std::string name = {};
    std::string type = {};
    std::string default_text = {};
    std::string doc = {};
    /// Reads one scalar, or says what is wrong with it. Fields with `set_list` also take a sequence.
    std::function<absl::Status(const std::string&)> set = {};
    std::function<absl::Status(const std::vector<std::string>&)> set_list = {};
    std::function<absl::Status(const std::vector<ConfigRecord>&)> set_records = {};
    /// The effective value as YAML.
    std::function<std::string()> show = {};
    bool environment_only = false;
  };
  struct CommandLine;

  Field* FindField(const std::string& name);
  CommandLine ReadCommandLine(const std::vector<std::string>& arguments, ConfigViolations& violations) const;
  void ReadFile(const std::string& path, ConfigViolations& violations);
  void ReadEnvironment(const std::map<std::string, std::string>& environment, ConfigViolations& violations);
  std::string HelpText() const;
  std::string EffectiveText() const;

  std::string program_;
  std::string purpose_;
  std::vector<Field> fields_;
  std::vector<std::function<void(ConfigViolations&)>> checks_;
};

/// The process's environment.
std::map<std::string, std::string> ProcessEnvironment();

/// The arguments after the program's name.
std::vector<std::string> ProcessArguments(int argc, const char* const* argv);

}  // namespace liandu::platform
