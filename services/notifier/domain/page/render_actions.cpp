#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "notifier/domain/page/page_frame.h"
#include "notifier/domain/page/page_texts.h"
#include "notifier/domain/page/render_alert.h"

namespace liandu::notifier {
namespace {

using model::AlertActionKind;

/// What people mostly come for stands first.
constexpr std::array<AlertActionKind, 7> kOrder{AlertActionKind::kExtensionDecision,
                                                AlertActionKind::kAcknowledgement,
                                                AlertActionKind::kFeedback,
                                                AlertActionKind::kVerification,
                                                AlertActionKind::kFeedbackReturn,
                                                AlertActionKind::kExtensionRequest,
                                                AlertActionKind::kComment};

/// What is the reader's turn; the rest is there for who looks for it.
bool IsWaitedFor(AlertActionKind kind) {
  return kind != AlertActionKind::kFeedbackReturn && kind != AlertActionKind::kExtensionRequest &&
         kind != AlertActionKind::kComment;
}

/// One form: what was typed into it before, and what is wrong with it.
class Fields {
 public:
  Fields(const AlertPage& page, AlertActionKind kind) : kind_(kind) {
    if (page.refused && page.refused->kind == kind) answer_ = &*page.refused;
    today_ = page.frame.civil_time.DateAt(page.frame.now);
  }

  bool has_answer() const { return answer_ != nullptr; }
  const FormInput& input() const { return answer_ == nullptr ? nothing_ : answer_->input; }

  void TextArea(Html& html, const char* name, Markup label, const std::string& value, int max, bool required) const {
    OpenField(html, name, label, required);
    html.Raw("<textarea rows=\"3\"").Add(Naming(name)).Raw(" maxlength=\"").Number(max).Raw("\"");
    if (required) html.Raw(" required");
    // A first line break belongs to the markup.
    html.Raw(">\n").Text(value).Raw("</textarea>");
  }

  /// `days`: from today on, the earliest day that may be chosen.
  void Day(Html& html, const char* name, Markup label, const std::string& value, bool required, int days = 1) const {
    OpenField(html, name, label, required);
    html.Raw("<input type=\"date\"")
        .Add(Naming(name))
        .Raw(" min=\"")
        .Text((today_ + days).ToString())
        .Raw("\" value=\"");
    html.Text(value).Raw("\"");
    if (required) html.Raw(" required");
    html.Raw(">");
  }

  void Choice(Html& html, const char* name, Markup value, std::string_view text, bool checked) const {
    html.Raw("<label class=\"choice\"><input type=\"radio\" required name=\"").Text(name).Raw("\" value=\"").Raw(value);
    html.Raw("\"");
    if (checked) html.Raw(" checked");
    html.Raw(">").Text(text).Raw("</label>");
  }

  void Problem(Html& html, const char* name) const {
    const std::string* problem = ProblemOf(name);
    if (problem == nullptr) return;
    html.Raw("<p class=\"field-problem\" id=\"").Add(IdOf(name)).Raw("-problem\">").Text(*problem).Raw("</p>");
  }

 private:
  Html IdOf(const char* name) const {
    Html id;
    return id.Text(model::AlertActionName(kind_)).Raw("-").Text(name);
  }

  Html Naming(const char* name) const {
    Html html;
    html.Raw(" name=\"").Text(name).Raw("\" id=\"").Add(IdOf(name)).Raw("\"");
    if (ProblemOf(name) != nullptr) {
      html.Raw(" aria-invalid=\"true\" aria-describedby=\"").Add(IdOf(name)).Raw("-problem\"");
    }
    return html;
  }

  void OpenField(Html& html, const char* name, Markup label, bool required) const {
    html.Raw("<label for=\"").Add(IdOf(name)).Raw("\">").Raw(label);
    if (!required) html.Raw("（可不填）");
    html.Raw("</label>");
    Problem(html, name);
  }

  const std::string* ProblemOf(const char* name) const {
    if (answer_ == nullptr) return nullptr;
    const auto& problems = answer_->problems;
    const auto found =
        std::find_if(problems.begin(), problems.end(), [name](const FormProblem& p) { return p.field == name; });
    return found == problems.end() ? nullptr : &found->text;
  }

  AlertActionKind kind_;
  const FormAnswer* answer_ = nullptr;
  FormInput nothing_;
  model::Date today_;
};

constexpr int kMaxNote = 2000;
constexpr int kMaxFeedback = 1000;

void AddDecision(const AlertPage& page, const Fields& fields, Html& html) {
  const FormInput& input = fields.input();
  html.Raw("<fieldset><legend>批复</legend>");
  fields.Problem(html, "granted");
  fields.Choice(html, "granted", "yes", "批准", input.granted == "yes");
  fields.Choice(html, "granted", "no", "不批准", input.granted == "no");
  html.Raw("</fieldset>");
  fields.Day(html, "until", "另定日期", input.until, false);
  const auto& request = page.view.alert.extension_request;
  if (request && request->until) {
    html.Raw("<p class=\"soft\">申请到 ").Text(request->until->ToString()).Raw("；不填即按申请的日期。</p>");
  }
  fields.TextArea(html, "note", "理由", input.note, kMaxNote, true);
}

void AddRequest(const Fields& fields, Html& html) {
  const FormInput& input = fields.input();
  html.Raw("<fieldset><legend>申请什么</legend>");
  fields.Problem(html, "extension_kind");
  fields.Choice(html, "extension_kind", "extension", "延期", input.extension_kind != "excusal");
  fields.Choice(html, "extension_kind", "excusal", "免予督办", input.extension_kind == "excusal");
  html.Raw("</fieldset>");
  fields.Day(html, "until", "到哪一天", input.until, false);
  html.Raw("<p class=\"soft\">延期必须填日期；免予督办不填即长期。</p>");
  fields.TextArea(html, "note", "理由", input.note, kMaxNote, true);
}

void AddFields(const AlertPage& page, AlertActionKind kind, Html& html) {
  const Fields fields(page, kind);
  const FormInput& input = fields.input();
  switch (kind) {
    case AlertActionKind::kAcknowledgement:
      return fields.TextArea(html, "note", "说明", input.note, kMaxNote, false);
    case AlertActionKind::kFeedback:
      fields.TextArea(html, "cause", "原因", input.cause, kMaxFeedback, true);
      fields.TextArea(html, "measure", "措施", input.measure, kMaxFeedback, true);
      fields.Day(html, "promised_date", "承诺完成日期", input.promised_date, true, 0);
      return fields.TextArea(html, "note", "其他说明", input.note, kMaxNote, false);
    case AlertActionKind::kFeedbackReturn:
      return fields.TextArea(html, "note", "退回理由", input.note, kMaxNote, true);
    case AlertActionKind::kVerification:
      return fields.TextArea(html, "note", "核验情况", input.note, kMaxNote, false);
    case AlertActionKind::kComment:
      return fields.TextArea(html, "note", "备注", input.note, kMaxNote, true);
    case AlertActionKind::kExtensionRequest:
      return AddRequest(fields, html);
    case AlertActionKind::kExtensionDecision:
      return AddDecision(page, fields, html);
  }
}

const char* ButtonText(AlertActionKind kind) {
  switch (kind) {
    case AlertActionKind::kAcknowledgement:
      return "签收";
    case AlertActionKind::kFeedback:
      return "提交反馈";
    case AlertActionKind::kFeedbackReturn:
      return "退回";
    case AlertActionKind::kVerification:
      return "核验销号";
    case AlertActionKind::kComment:
      return "添加备注";
    case AlertActionKind::kExtensionRequest:
      return "提交申请";
    case AlertActionKind::kExtensionDecision:
      return "提交批复";
  }
  return "提交";
}

Html Form(const AlertPage& page, const ActionView& action, bool first) {
  Html form;
  // To the page's own address, without what a query says of the step before.
  form.Raw("<form method=\"post\" action=\"?\" accept-charset=\"utf-8\"><input type=\"hidden\" name=\"form\" value=\"");
  form.Text(action.token).Raw("\">");
  AddFields(page, action.kind, form);
  form.Raw("<button class=\"").Text(first ? "first" : "quiet").Raw("\">").Text(ButtonText(action.kind));
  return form.Raw("</button></form>");
}

}  // namespace

Html RenderActions(const AlertPage& page) {
  Html html;
  bool first = true;
  for (const AlertActionKind kind : kOrder) {
    const auto action = std::find_if(page.actions.begin(), page.actions.end(),
                                     [kind](const ActionView& candidate) { return candidate.kind == kind; });
    if (action == page.actions.end()) continue;
    const bool open = (first && IsWaitedFor(kind)) || (page.refused && page.refused->kind == kind);
    html.Raw("<div class=\"action\"><details").Text(open ? " open" : "").Raw("><summary>");
    html.Text(model::AlertActionText(kind)).Raw("</summary>").Add(Form(page, *action, first)).Raw("</details></div>");
    first = false;
  }
  return html;
}

}  // namespace liandu::notifier
