#pragma once

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/arguments/options.h"
#include "cli/arguments/parse_arguments.h"
#include "cli/show/enum_text.h"

namespace liandu::cli {

/// An option that takes the short name of an enumeration's value.
template <typename Enum>
CLI::Option* AddEnum(CLI::App& command, const char* name, Enum& value, const google::protobuf::EnumDescriptor* type,
                     const char* what) {
  return command
      .add_option_function<std::string>(
          name,
          [&value, type, name](const std::string& text) {
            const auto number = ParseEnum(*type, text);
            if (!number.has_value()) {
              throw CLI::ValidationError(name, absl::StrCat("没有“", text, "”；可用的有 ", EnumChoices(*type)));
            }
            value = static_cast<Enum>(*number);
          },
          what)
      ->type_name(EnumChoices(*type));
}

/// Declares the commands on CLI11 and notes which one was chosen. For one command line; inside of arguments only.
class Grammar {
 public:
  Grammar();

  ParsedArguments Parse(std::vector<std::string> arguments);

 private:
  /// A command whose options struct the declaration fills; chosen when its subcommand is parsed.
  template <typename Options>
  CLI::App* Declare(CLI::App& parent, const char* name, const char* what,
                    const std::function<void(CLI::App&, Options&)>& declare) {
    CLI::App* command = parent.add_subcommand(name, what);
    command->footer("\n全局选项（--json、-j、--server 等）、时间写法和退出码见 liandu --help");
    auto options = std::make_shared<Options>();
    declare(*command, *options);
    command->callback([this, options, command] {
      if (command->get_subcommands().empty()) invocation_.command = *options;
    });
    return command;
  }

  void DeclareGlobal();
  void DeclareSetup();
  void DeclareReports();
  void DeclareViews();
  void DeclareExplanations();
  void DeclareAlerts();
  void DeclareSteps();
  void DeclareExtensions();
  void DeclareSilences();
  void DeclareCirculars();
  void DeclareRoutes();
  void DeclareOperations();

  CLI::App app_;
  Invocation invocation_;
};

}  // namespace liandu::cli
