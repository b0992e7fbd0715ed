#include "evaluator/inbound/test_command.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "evaluator/inbound/scenario_files.h"
#include "evaluator/inbound/scenario_report.h"

namespace liandu::evaluator {
namespace {

enum Outcome : int { kAllAsWritten = 0, kSomeDiffer = 1, kUnreadable = 2 };

}  // namespace

int RunTestCommand(const std::vector<std::string>& arguments, std::ostream& answers, std::ostream& remarks) {
  CLI::App app("按场景文件试一试判定：目录、时间线、应有的结果", "liandu test");
  std::vector<std::string> paths;
  bool json = false;
  app.add_option("path", paths, "*.scenario 文件，或放着它们的文件夹")->required();
  app.add_flag("--json", json, "输出 JSON");
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    answers << app.help();
    return kAllAsWritten;
  } catch (const CLI::ParseError& error) {
    remarks << "用法有误：" << error.what() << "\n" << app.help();
    return kUnreadable;
  }
  const auto files = FindScenarios(paths);
  if (!files.ok()) {
    remarks << files.status().message() << "\n";
    return kUnreadable;
  }
  std::vector<scenarios::ScenarioResult> results;
  for (const std::string& file : *files) {
    const auto text = ReadScenario(file);
    if (!text.ok()) {
      remarks << text.status().message() << "\n";
      return kUnreadable;
    }
    results.push_back(scenarios::PlayScenario(file, *text, ReadCatalogue));
  }
  answers << (json ? ReportJson(results) : ReportText(results)) << std::flush;
  const auto any = [&results](bool (scenarios::ScenarioResult::*trait)() const) {
    return std::any_of(results.begin(), results.end(), [&](const auto& result) { return (result.*trait)(); });
  };
  if (any(&scenarios::ScenarioResult::unreadable)) return kUnreadable;
  return std::all_of(results.begin(), results.end(), [](const auto& result) { return result.passed(); }) ? kAllAsWritten
                                                                                                         : kSomeDiffer;
}

}  // namespace liandu::evaluator
