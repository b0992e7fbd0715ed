#include "cli/arguments/grammar.h"

namespace liandu::cli {

void Grammar::DeclareRoutes() {
  CLI::App* route = app_.add_subcommand("route", "通知路由");
  route->require_subcommand(1);
  Declare<RouteTestOptions>(
      *route, "test", "试一试：这样的预警会告诉谁，何时，为什么", [](CLI::App& command, RouteTestOptions& options) {
        auto* alert = command.add_option("alert,--alert", options.alert, "照这条预警，当作刚刚发生");
        const auto describes = [alert](CLI::Option* option) { return option->excludes(alert); };
        describes(AddEnum(command, "--condition", options.condition, v1::Condition_descriptor(), "哪一种"));
        describes(AddEnum(command, "--severity", options.severity, v1::Severity_descriptor(), "哪一级"));
        describes(command.add_option("--chain", options.chains, "产业链，可多个"));
        describes(command.add_option("--unit", options.unit, "责任单位"));
        describes(command.add_option("--programme", options.programme, "方案"));
        describes(command.add_option("--subject", options.subject, "对象：目标，或 事项/节点"));
        describes(command.add_option("--label", options.labels, "标签 名=值，可多次"));
        command.add_option("--days", options.days, "往后看多少天，默认 30；0 只看首次提醒")->check(CLI::Range(0, 366));
      });
  Declare<ToldOptions>(
      app_, "told", "一条预警告诉过谁、没告诉谁、接下来怎样",
      [](CLI::App& command, ToldOptions& options) { command.add_option("alert", options.alert, "预警")->required(); });
}

}  // namespace liandu::cli
