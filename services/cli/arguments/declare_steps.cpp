#include "cli/arguments/grammar.h"

namespace liandu::cli {
namespace {

/// What every step has: the alert, and the sequence that its author saw.
void AddAlert(CLI::App& command, ActOptions& options) {
  command.add_option("alert", options.alert, "预警")->required();
  command.add_option("--sequence", options.sequence, "办理人所见的序号，默认取当前的")->check(CLI::PositiveNumber);
}

CLI::Option* AddText(CLI::App& command, const char* name, std::string* text, const char* what) {
  return command.add_option_function<std::string>(
      name, [text](const std::string& given) { *text = given; }, what);
}

}  // namespace

void Grammar::DeclareSteps() {
  Declare<ActOptions>(app_, "ack", "签收预警", [](CLI::App& command, ActOptions& options) {
    AddAlert(command, options);
    options.action.mutable_acknowledgement();
    AddText(command, "--note", options.action.mutable_note(), "说明");
  });
  Declare<ActOptions>(app_, "feedback", "反馈：原因、措施、承诺何日完成", [](CLI::App& command, ActOptions& options) {
    AddAlert(command, options);
    v1::Feedback* feedback = options.action.mutable_feedback();
    AddText(command, "--cause", feedback->mutable_cause(), "原因")->required();
    AddText(command, "--measure", feedback->mutable_measure(), "措施")->required();
    AddText(command, "--promise", feedback->mutable_promised_date(), "承诺完成的日期")->required();
    AddText(command, "--note", options.action.mutable_note(), "说明");
  });
  Declare<ActOptions>(app_, "return", "退回反馈，要求重报", [](CLI::App& command, ActOptions& options) {
    AddAlert(command, options);
    options.action.mutable_feedback_return();
    AddText(command, "--reason", options.action.mutable_note(), "为何退回")->required();
  });
  Declare<ActOptions>(app_, "verify", "核验销号", [](CLI::App& command, ActOptions& options) {
    AddAlert(command, options);
    options.action.mutable_verification();
    AddText(command, "--note", options.action.mutable_note(), "核验情况");
  });
  Declare<ActOptions>(app_, "comment", "备注", [](CLI::App& command, ActOptions& options) {
    AddAlert(command, options);
    options.action.mutable_comment();
    AddText(command, "text", options.action.mutable_note(), "内容")->required();
  });
}

void Grammar::DeclareExtensions() {
  Declare<ActOptions>(app_, "extend", "申请延期，或免予督办", [](CLI::App& command, ActOptions& options) {
    AddAlert(command, options);
    v1::ExtensionRequest* request = options.action.mutable_extension_request();
    request->set_kind(v1::EXTENSION_KIND_EXTENSION);
    AddText(command, "--until", request->mutable_until(), "延到哪一天");
    command.add_flag_callback(
        "--excuse", [request] { request->set_kind(v1::EXTENSION_KIND_EXCUSAL); },
        "申请免予督办；同时给 --until 则只到那一天");
    AddText(command, "--reason", options.action.mutable_note(), "理由")->required();
  });
  Declare<ActOptions>(app_, "decide", "批复延期或免予的申请", [](CLI::App& command, ActOptions& options) {
    AddAlert(command, options);
    v1::ExtensionDecision* decision = options.action.mutable_extension_decision();
    auto* group = command.add_option_group("批复");
    group->add_flag_callback(
        "--grant", [decision] { decision->set_granted(true); }, "批准");
    group->add_flag_callback(
        "--deny", [decision] { decision->set_granted(false); }, "不批准");
    group->require_option(1);
    AddText(command, "--until", decision->mutable_until(), "另定的日期，默认按申请");
    AddText(command, "--reason", options.action.mutable_note(), "理由")->required();
  });
}

}  // namespace liandu::cli
