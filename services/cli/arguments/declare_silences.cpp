#include "cli/arguments/grammar.h"

namespace liandu::cli {
namespace {

void AddMatch(CLI::App& command, SilenceAddOptions& options) {
  command
      .add_option_function<std::vector<std::string>>(
          "--condition",
          [&options](const std::vector<std::string>& names) {
            for (const std::string& name : names) {
              const auto number = ParseEnum(*v1::Condition_descriptor(), name);
              if (!number.has_value())
                throw CLI::ValidationError("--condition", absl::StrCat("没有“", name, "”这一种"));
              options.conditions.push_back(static_cast<v1::Condition>(*number));
            }
          },
          "哪几种，可多次")
      ->type_name(EnumChoices(*v1::Condition_descriptor()));
  command.add_option("--chain", options.chains, "产业链，可多次");
  command.add_option("--unit", options.units, "责任单位，可多次");
  command.add_option("--programme", options.programmes, "方案，可多次");
  command.add_option("--subject", options.subjects, "对象的编号，可多次");
  command.add_option("--label", options.labels, "标签 名=值，可多次");
}

}  // namespace

void Grammar::DeclareSilences() {
  CLI::App* silence = app_.add_subcommand("silence", "静默：一段时间内不发某些预警");
  silence->require_subcommand(1);
  Declare<SilenceListOptions>(*silence, "list", "列出静默", [](CLI::App& command, SilenceListOptions& options) {
    command.add_flag("--all", options.all, "也看已经结束的");
  });
  Declare<SilenceAddOptions>(*silence, "add", "新设静默", [](CLI::App& command, SilenceAddOptions& options) {
    command.add_option("id", options.id, "编号")->required();
    command.add_option("--to", options.to, "到何时为止")->required();
    command.add_option("--from", options.from, "从何时起，默认现在（辖区时钟）");
    command.add_option("--reason", options.reason, "理由")->required();
    AddMatch(command, options);
    command.add_option("--weekday", options.weekdays, "只在星期几（1 至 7），可多次")->check(CLI::Range(1, 7));
    command.add_option("--daily-from", options.daily_from, "每天从几点起，如 18:00");
    command.add_option("--daily-to", options.daily_to, "每天到几点止");
  });
  Declare<SilenceEndOptions>(*silence, "end", "现在就结束静默", [](CLI::App& command, SilenceEndOptions& options) {
    command.add_option("id", options.id, "编号")->required();
  });
  Declare<ResendOptions>(app_, "resend", "重发没有送达的提醒", [](CLI::App& command, ResendOptions& options) {
    command.add_option("delivery", options.delivery, "提醒的编号，见 liandu deliveries")->required();
  });
  CLI::App* notify = app_.add_subcommand("notify", "通知");
  notify->require_subcommand(1);
  Declare<NotifyTestOptions>(*notify, "test", "向一个接收方发一条测试消息",
                             [](CLI::App& command, NotifyTestOptions& options) {
                               command.add_option("receiver", options.receiver, "策略里的接收方")->required();
                               command.add_option("--post", options.post, "当作发给这个岗位的");
                               command.add_option("--text", options.text, "附加的话，至多 500 字");
                             });
}

}  // namespace liandu::cli
