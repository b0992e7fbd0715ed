#include "cli/arguments/parse_arguments.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/arguments/grammar.h"

namespace liandu::cli {
namespace {

constexpr char kFooter[] =
    "\n服务地址依次取自：参数，环境变量 LIANDU_INGEST、LIANDU_EVALUATOR、LIANDU_NOTIFIER，\n"
    "以及 $LIANDU_HOME/endpoints.env（未设 LIANDU_HOME 时，是当前目录或其上级目录的 .liandu/endpoints.env）。\n"
    "辖区取自 -j、LIANDU_JURISDICTION 或该文件；操作人取自 --actor、LIANDU_ACTOR 或登录名。\n"
    "时间写作 \"2024-07-01 09:30\" 或 \"2024-07-01\"，按辖区时区理解；也可写明 +08:00 或 Z。\n"
    "\n退出码：0 成功；1 被拒绝、不存在或结果为否；2 用法或设置有误；3 服务不可用或超时，可重试；4 内部错误。";

void DeclareMember(CLI::App& command, ReportMemberOptions& options) {
  command.add_option("register", options.register_id, "名录")->required();
  command.add_option("member", options.member, "成员编号")->required();
  AddEnum(command, "--change", options.change, v1::MembershipChange_descriptor(), "变动，默认进入（entered）");
  command.add_option("--date", options.date, "何日起")->required();
  command.add_option("--name", options.display_name, "成员名称");
  command.add_option("--tier", options.tier, "层级");
  command.add_option("--batch", options.batch, "第几批")->check(CLI::Range(0, 10000));
  command.add_option("--chain", options.chain, "所属产业链");
  command.add_option("--unit", options.unit, "所属单位");
  command.add_option("--park", options.park, "所在园区");
  command.add_option("--district", options.district, "所在区市");
  command.add_option("--attribute", options.attributes, "属性 名=值，可多次");
  command.add_option("--reason", options.reason, "变动的原因；退出时必填");
}

void DeclareFigure(CLI::App& command, ReportOptions& options) {
  auto* target = command.add_option("--target", options.target, "目标（填报它的指标）");
  command.add_option("--indicator", options.indicator, "指标")->excludes(target);
  command.add_option("--period", options.period, "期间：2024、2024H1、2024Q2、2024-06 或 2024-06-30");
  command.add_option("--value", options.value, "数值");
  command.add_option("--unit", options.unit_of_measure, "计量单位，默认用指标的");
  AddEnum(command, "--bound", options.bound, v1::Bound_descriptor(), "数值的含义，默认 exact");
  command.add_option("--source", options.source, "出处");
  command.add_option("--growth-rate", options.growth_rate, "公布的同比增速，%");
  command.add_option("--growth-base", options.growth_base_period, "增速的对比期间");
  command.add_option("--scope", options.statistical_scope, "统计口径");
  command.add_flag("--preliminary", options.preliminary, "初步数");
  command.add_option("--revision", options.revision, "修订次数，从 0 起")->check(CLI::NonNegativeNumber);
  command.add_option("--published", options.published_date, "公布日（只在导入期间）");
  command.add_option("--note", options.note, "说明");
}

}  // namespace

Grammar::Grammar() : app_("链督：盯住产业链的每一项承诺", "liandu") {
  app_.set_help_flag("-h,--help", "显示用法");
  app_.require_subcommand(0, 1);
  app_.fallthrough();
  app_.footer(kFooter);
  DeclareGlobal();
  DeclareSetup();
  DeclareReports();
  DeclareViews();
  DeclareAlerts();
  DeclareSteps();
  DeclareExtensions();
  DeclareSilences();
  DeclareCirculars();
  DeclareRoutes();
  DeclareOperations();
}

ParsedArguments Grammar::Parse(std::vector<std::string> arguments) {
  std::reverse(arguments.begin(), arguments.end());
  try {
    app_.parse(std::move(arguments));
  } catch (const CLI::CallForHelp& help) {
    std::ostringstream out;
    std::ostringstream ignored;
    app_.exit(help, out, ignored);
    return {std::nullopt, out.str(), kOk};
  } catch (const CLI::ParseError& error) {
    return {std::nullopt,
            absl::StrCat("用法有误：", error.what(), "\n用 liandu --help 或 liandu <命令> --help 看用法\n"), kUsage};
  }
  if (app_.get_subcommands().empty()) {
    return {std::nullopt, "用法有误：请给出一个命令，用 liandu --help 看有哪些\n", kUsage};
  }
  return {std::move(invocation_), "", kOk};
}

void Grammar::DeclareGlobal() {
  GlobalOptions& global = invocation_.global;
  app_.add_flag("--json", global.json, "给程序读的输出（protobuf JSON）");
  app_.add_flag("--no-color", global.no_colour, "不用颜色（环境变量 NO_COLOR 也可）");
  app_.add_option("-j,--jurisdiction", global.jurisdiction, "辖区");
  app_.add_option("--server", global.server, "所有服务的地址 host:port 或 unix:/path");
  app_.add_option("--ingest", global.ingest, "受理服务的地址");
  app_.add_option("--evaluator", global.evaluator, "研判服务的地址");
  app_.add_option("--notifier", global.notifier, "通知服务的地址");
  app_.add_option("--tls-ca", global.tls_ca_file, "验证服务的 CA 证书文件；不给则为明文");
  app_.add_option("--tls-cert", global.tls_certificate_file, "自己的证书文件");
  app_.add_option("--tls-key", global.tls_key_file, "自己的私钥文件");
  app_.add_option("--actor", global.actor, "操作人");
  app_.add_option("--after", global.min_position, "查询等到这个日志位置之后（见填报的回执）");
  app_.add_option("--timeout", global.timeout_seconds, "每次调用最多等多少秒，默认 30")->check(CLI::Range(1, 3600));
}

void Grammar::DeclareSetup() {
  Declare<OpenOptions>(app_, "open", "开设辖区", [](CLI::App& command, OpenOptions& options) {
    auto* group = command.add_option_group("时钟");
    const auto with_time = [&options](v1::ClockMode mode) {
      return [&options, mode](const std::string& time) {
        options.mode = mode;
        options.time = time;
      };
    };
    group->add_option_function<std::string>("--importing-since", with_time(v1::CLOCK_MODE_IMPORTING),
                                            "先导入历史，时钟从这时起");
    group->add_option_function<std::string>("--sandbox-at", with_time(v1::CLOCK_MODE_SANDBOX), "沙箱，时钟停在这时");
    group->add_flag_callback(
        "--live", [&options] { options.mode = v1::CLOCK_MODE_LIVE; }, "按真实时间");
    group->require_option(1);
  });
  Declare<ApplyOptions>(app_, "apply", "提交目录（一个文件夹里的 YAML）", [](CLI::App& command, ApplyOptions& options) {
    command.add_option("folder", options.folder, "文件夹，或一个文件")->required();
    command.add_flag("--dry-run", options.dry_run, "只检查，并显示会改变什么");
    command.add_flag("--prune", options.prune, "删去目录里没有的");
    command.add_option("--expected-version", options.expected_version, "只在现有版本是它时才改")
        ->check(CLI::PositiveNumber);
  });
  Declare<GoLiveOptions>(app_, "go-live", "结束导入，开始督办", [](CLI::App& command, GoLiveOptions& options) {
    command.add_option("--sandbox-at", options.sandbox_at, "成为沙箱，时钟停在这时；不给则按真实时间");
  });
  CLI::App* catalogue = app_.add_subcommand("catalogue", "看目录、导出目录");
  catalogue->require_subcommand(1);
  Declare<CatalogueGetOptions>(*catalogue, "get", "看现有目录", [](CLI::App& command, CatalogueGetOptions& options) {
    command
        .add_option_function<std::vector<std::string>>(
            "--kind",
            [&options](const std::vector<std::string>& kinds) {
              for (const std::string& kind : kinds) {
                const auto number = ParseEnum(*v1::ResourceKind_descriptor(), kind);
                if (!number.has_value()) throw CLI::ValidationError("--kind", absl::StrCat("没有“", kind, "”这一类"));
                options.kinds.push_back(static_cast<v1::ResourceKind>(*number));
              }
            },
            "只看这些类，列出每一条")
        ->type_name("target|chain|unit|…");
  });
  Declare<CatalogueExportOptions>(*catalogue, "export", "导出成 YAML，可以再 apply",
                                  [](CLI::App& command, CatalogueExportOptions& options) {
                                    command.add_option("folder", options.folder, "新的或空的文件夹")->required();
                                  });
}

void Grammar::DeclareReports() {
  CLI::App* report = Declare<ReportOptions>(
      app_, "report", "填报一个数", [](CLI::App& command, ReportOptions& options) { DeclareFigure(command, options); });
  report->require_subcommand(0, 1);
  Declare<ReportMilestoneOptions>(
      *report, "milestone", "填报节点", [](CLI::App& command, ReportMilestoneOptions& options) {
        command.add_option("item", options.item, "事项")->required();
        command.add_option("milestone", options.milestone, "节点")->required();
        AddEnum(command, "--state", options.state, v1::MilestoneState_descriptor(), "状态")->required();
        command.add_option("--date", options.date, "何日达到")->required();
        command.add_option("--expected", options.expected_date, "预计何日完成，默认按计划");
        command.add_option("--note", options.note, "说明");
      });
  Declare<ReportStageOptions>(*report, "stage", "填报事项的阶段", [](CLI::App& command, ReportStageOptions& options) {
    command.add_option("item", options.item, "事项")->required();
    command.add_option("stage", options.stage, "阶段")->required();
    command.add_option("--date", options.date, "何日进入")->required();
    command.add_option("--reason", options.reason, "跳过或退回阶段的原因");
  });
  Declare<ReportObligationOptions>(*report, "obligation", "填报定期义务",
                                   [](CLI::App& command, ReportObligationOptions& options) {
                                     command.add_option("obligation", options.obligation, "义务")->required();
                                     command.add_option("--period", options.period, "哪一期，如 2024Q2")->required();
                                     command.add_option("--date", options.date, "何日完成")->required();
                                     command.add_option("--note", options.note, "说明");
                                   });
  Declare<ReportIssueOptions>(
      *report, "issue", "填报协调事项的办理情况", [](CLI::App& command, ReportIssueOptions& options) {
        command.add_option("issue", options.issue, "协调事项")->required();
        AddEnum(command, "--state", options.state, v1::IssueState_descriptor(), "状态，默认办结（settled）");
        command.add_option("--date", options.date, "何日")->required();
        command.add_option("--note", options.note, "说明");
      });
  Declare<ReportMemberOptions>(*report, "member", "填报名录成员的变动", DeclareMember);
  Declare<ImportOptions>(app_, "import", "导入 CSV（历史数据也用它）", [](CLI::App& command, ImportOptions& options) {
    command.add_option("file", options.file, "CSV 文件，首行是列名")->required();
    command.add_option("--source", options.source, "来源名；同一来源重复导入只算一次，默认由内容得出");
    command.add_option("--until", options.until, "公布日在此之后的行不导入");
    command
        .add_option("--publication-days", options.publication_working_days,
                    "没有公布日的，算期末后第几个工作日，默认 20")
        ->check(CLI::Range(0, 1000));
    command.add_option("--batch", options.batch_size, "每批多少条，默认 500")->check(CLI::Range(1, 1000));
    command.add_flag("--dry-run", options.dry_run, "只检查文件，不提交");
  });
}

void Grammar::DeclareViews() {
  Declare<BoardOptions>(app_, "board", "总览：城市、产业链、服务业的灯", [](CLI::App& command, BoardOptions& options) {
    command.add_flag("--units", options.units, "也看各单位");
  });
  Declare<ScoresOptions>(app_, "scores", "评分和排名，或一项评分的明细", [](CLI::App& command, ScoresOptions& options) {
    command.add_option("id", options.id, "看它的明细：产业链、单位、区市或分组");
    AddEnum(command, "--kind", options.kind, v1::ScoreKind_descriptor(), "哪张表，默认 chain");
    command.add_option("--assessment", options.assessment, "这个考核期的结果；不给则为目前的");
    command.add_flag("--csv", options.csv, "导出为 CSV");
  });
  Declare<TargetsOptions>(app_, "targets", "列出目标", [](CLI::App& command, TargetsOptions& options) {
    command.add_option("--chain", options.chain, "只看这条产业链");
    command.add_option("--programme", options.programme, "只看这个方案");
    command.add_option("--unit", options.unit, "只看这个单位");
    command.add_flag("--steps", options.steps, "也看每个目标是怎样一步步判定的");
    AddEnum(command, "--light", options.light, v1::Light_descriptor(), "只看这种灯");
  });
  DeclareExplanations();
}

void Grammar::DeclareExplanations() {
  Declare<ExplainOptions>(app_, "explain", "说明为何是这个灯、怎样会变",
                          [](CLI::App& command, ExplainOptions& options) {
                            auto* group = command.add_option_group("说明什么");
                            group->add_option("target", options.target, "目标，或 事项/节点");
                            group->add_option("--item", options.item, "事项");
                            group->add_option("--issue", options.issue, "协调事项");
                            group->add_option("--obligation", options.obligation, "定期义务");
                            group->add_option("--chain", options.chain, "产业链的灯");
                            group->add_option("--unit", options.unit, "单位的灯");
                            group->add_flag("--city", options.city, "全辖区的灯");
                            group->require_option(1);
                          });
  Declare<WhatIfOptions>(
      app_, "what-if", "假如这样填报、到那时、改目录，会有什么不同（不影响现状）",
      [](CLI::App& command, WhatIfOptions& options) {
        auto* group = command.add_option_group("假设");
        group->add_option("--report", options.reports, "指标 期间 数值，可多次")->type_name("指标 期间 数值");
        group->add_option("--clock", options.clock, "到这个时间");
        group->add_option("--put", options.put, "改成这些 YAML 里的，可多次")->type_name("文件");
        group->add_option("--remove-target", options.removed_targets, "删去这个目标，可多次");
        group->require_option(1, 0);
      });
  Declare<LintOptions>(app_, "lint", "不连服务，看目录有哪些薄弱处", [](CLI::App& command, LintOptions& options) {
    command.add_option("folder", options.folder, "文件夹，或一个文件")->required();
    command.footer("\n退出码：0 没有薄弱处；1 有；2 读不了");
  });
  Declare<TestOptions>(app_, "test", "不连服务，按场景文件试一试判定", [](CLI::App& command, TestOptions& options) {
    command.add_option("path", options.paths, "*.scenario 文件，或放着它们的文件夹")->required();
    command.footer("\n退出码：0 都如所写；1 有不符；2 读不了或读不懂");
  });
}

void Grammar::DeclareOperations() {
  Declare<DeliveriesOptions>(app_, "deliveries", "列出发出的提醒", [](CLI::App& command, DeliveriesOptions& options) {
    AddEnum(command, "--state", options.state, v1::DeliveryState_descriptor(), "只看这种状态");
    command.add_option("--alert", options.alert, "只看提到这条预警的");
    command.add_option("--limit", options.limit, "最多多少条，默认 50；0 为全部")->check(CLI::NonNegativeNumber);
    command.add_flag("--text", options.text, "显示全文");
  });
  Declare<ReplayOptions>(app_, "replay", "从日志重算，与现状对比", [](CLI::App&, ReplayOptions&) {});
  CLI::App* clock = app_.add_subcommand("clock", "辖区的时钟");
  clock->require_subcommand(1);
  Declare<ClockShowOptions>(*clock, "show", "看时钟", [](CLI::App&, ClockShowOptions&) {});
  Declare<ClockAdvanceOptions>(*clock, "advance", "向前拨（沙箱或导入中）",
                               [](CLI::App& command, ClockAdvanceOptions& options) {
                                 auto* group = command.add_option_group("拨到");
                                 group->add_option("--to", options.to, "到这个时间");
                                 group->add_option("--by", options.by, "向前多久，如 3d、1d12h、90m、2w");
                                 group->require_option(1);
                               });
  Declare<VersionOptions>(app_, "version", "显示版本", [](CLI::App&, VersionOptions&) {});
}

namespace {

/// What CLI11 cannot say: which options go together. Empty if all is well.
std::string Disagreement(const Invocation& invocation) {
  if (const auto* report = std::get_if<ReportOptions>(&invocation.command)) {
    if (report->target.empty() && report->indicator.empty()) return "请给出 --target 或 --indicator";
    if (report->period.empty() || report->value.empty()) return "请给出 --period 和 --value";
  }
  if (const auto* act = std::get_if<ActOptions>(&invocation.command)) {
    const v1::ExtensionRequest& asked = act->action.extension_request();
    const bool undated = asked.kind() == v1::EXTENSION_KIND_EXTENSION && asked.until().empty();
    if (act->action.has_extension_request() && undated) return "请给出 --until 延到哪一天，或 --excuse";
  }
  if (const auto* route = std::get_if<RouteTestOptions>(&invocation.command)) {
    const bool described = route->condition != v1::CONDITION_UNSPECIFIED && route->severity != v1::SEVERITY_UNSPECIFIED;
    if (route->alert.empty() && !described) return "请给出 --alert，或者 --condition 和 --severity";
  }
  return "";
}

}  // namespace

ParsedArguments ParseArguments(const std::vector<std::string>& arguments) {
  ParsedArguments parsed = Grammar().Parse(arguments);
  if (!parsed.invocation.has_value()) return parsed;
  if (const std::string wrong = Disagreement(*parsed.invocation); !wrong.empty()) {
    return {std::nullopt, absl::StrCat("用法有误：", wrong, "\n"), kUsage};
  }
  return parsed;
}

}  // namespace liandu::cli
