#include "cli/arguments/grammar.h"

namespace liandu::cli {

void Grammar::DeclareAlerts() {
  Declare<AlertsOptions>(app_, "alerts", "列出预警", [](CLI::App& command, AlertsOptions& options) {
    command.add_flag("--all", options.all, "也看已经解除的");
    AddEnum(command, "--severity", options.min_severity, v1::Severity_descriptor(), "至少这一级");
    command.add_option("--chain", options.chain, "只看这条产业链");
    command.add_option("--unit", options.unit, "只看这个责任单位");
    AddEnum(command, "--condition", options.condition, v1::Condition_descriptor(), "只看这一种");
  });
  Declare<AlertOptions>(app_, "alert", "看一条预警和它的经过", [](CLI::App& command, AlertOptions& options) {
    command.add_option("alert", options.alert, "预警")->required();
  });
  Declare<WatchOptions>(app_, "watch", "实时看预警的变化", [](CLI::App& command, WatchOptions& options) {
    command.add_option("--resume", options.resume_token, "从这个断点接着看");
    command.add_option("--token-file", options.token_file, "把断点记在这个文件，下次从它接着看");
    command.add_option("--count", options.count, "看到多少条就结束")->check(CLI::PositiveNumber);
  });
}

void Grammar::DeclareCirculars() {
  CLI::App* circular = app_.add_subcommand("circular", "通报：逾期、未达标、未答复的事项");
  circular->require_subcommand(1);
  const auto declare = [](bool publish) {
    return [publish](CLI::App& command, CircularDraftOptions& options) {
      options.publish = publish;
      command.add_option("--from", options.from, "期间的第一天，默认一个月前");
      command.add_option("--to", options.to, "期间的最后一天，默认今天（辖区时钟）");
      command.add_option("--reply-by", options.reply_by, publish ? "回复时限，必填" : "回复时限，默认今天");
      command.add_option("--title", options.title, "标题，默认“2025 年第 3 期督办通报”");
      command.add_option("--html", options.html, "写成网页（可打印）");
      command.add_option("--xlsx", options.xlsx, "写成表格");
    };
  };
  Declare<CircularDraftOptions>(*circular, "draft", "拟稿，不印发", declare(false));
  Declare<CircularDraftOptions>(*circular, "publish", "编号、存档并发给各单位", declare(true));
  Declare<CircularListOptions>(*circular, "list", "历次通报和回复情况", [](CLI::App&, CircularListOptions&) {});
  Declare<CircularShowOptions>(*circular, "show", "一次通报逐项的回复情况",
                               [](CLI::App& command, CircularShowOptions& options) {
                                 command.add_option("circular", options.circular, "通报编号，如 2025-3")->required();
                                 command.add_option("--html", options.html, "写成网页（可打印）");
                                 command.add_option("--xlsx", options.xlsx, "写成表格");
                               });
}

}  // namespace liandu::cli
