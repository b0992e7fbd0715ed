#include "notifier/domain/page/render_alert.h"

#include <algorithm>
#include <string>
#include <vector>

#include "notifier/domain/page/page_frame.h"
#include "notifier/domain/page/page_texts.h"
#include "notifier/domain/page/path_chart.h"

namespace liandu::notifier {
namespace {

constexpr size_t kMaxInputs = 50;
constexpr size_t kMaxMembers = 50;

std::string DateText(const std::optional<model::Date>& date) { return date ? date->ToString() : ""; }

std::string Joined(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : "、") + text;
  return joined;
}

std::string PointsText(const std::string& lag_points) { return lag_points.empty() ? "" : lag_points + " 个百分点"; }

std::string TitleOf(const AlertView& view) {
  const model::Subject& subject = view.alert.subject;
  const std::string& name = subject.display_name.empty() ? subject.id : subject.display_name;
  return name + "：" + model::ConditionText(view.alert.condition);
}

std::string MembersOf(const model::Alert& alert) {
  const size_t shown = std::min(alert.members.size(), kMaxMembers);
  std::string text = Joined({alert.members.begin(), alert.members.begin() + static_cast<ptrdiff_t>(shown)});
  if (alert.members.size() > shown) text += " 等 " + std::to_string(alert.members.size()) + " 项";
  return text;
}

/// What somebody has just done, or why it was not taken.
void AddAnswer(const AlertPage& page, Html& html) {
  const auto& trail = page.view.alert.trail;
  const auto done = std::find_if(trail.begin(), trail.end(), [&page](const model::Transition& transition) {
    return transition.sequence == page.done_sequence;
  });
  if (page.done_sequence > 0 && done != trail.end()) {
    html.Raw("<div class=\"notice\" role=\"status\"><h2>已办理：").Text(TransitionText(done->kind));
    html.Raw("</h2><p>").Text(TimeText(page.frame, done->time)).Raw("，已记入经过。</p></div>");
  }
  if (!page.refused) return;
  html.Raw("<div class=\"notice bad\" role=\"alert\"><h2>没有办理</h2><p>").Text(page.refused->text).Raw("</p>");
  if (!page.refused->problems.empty()) {
    html.Raw("<ul>");
    for (const FormProblem& problem : page.refused->problems) html.Add(Element("<li>", problem.text, "</li>"));
    html.Raw("</ul>");
  }
  html.Raw("</div>");
}

void AddTerms(const AlertPage& page, Html& html) {
  const AlertView& view = page.view;
  const model::Alert& alert = view.alert;
  html.Raw("<dl>");
  AddTerm(html, "责任单位", view.responsible_unit);
  AddTerm(html, "所属", Joined(view.chains));
  AddTerm(html, "方案", view.programme);
  AddTerm(html, "起始", TimeText(page.frame, alert.raised_time));
  AddTerm(html, "完成时限", DateText(alert.due_date));
  if (alert.open && !alert.acknowledged) AddTerm(html, "签收期限", DateText(alert.acknowledge_due_date));
  if (alert.open) AddTerm(html, "反馈期限", DateText(alert.feedback_due_date));
  if (alert.feedback) AddTerm(html, "承诺完成", DateText(alert.feedback->promised_date));
  if (alert.open) AddTerm(html, "暂停督办至", DateText(alert.excused_until));
  if (alert.cleared_time) AddTerm(html, "解除", TimeText(page.frame, *alert.cleared_time));
  AddTerm(html, "涉及", MembersOf(alert));
  AddTerm(html, "通报", Joined(alert.circulars));
  html.Raw("</dl>");
}

void AddHead(const AlertPage& page, Html& html) {
  const model::Alert& alert = page.view.alert;
  html.Raw("<section class=\"head ").Text(alert.open ? SeverityClass(alert.severity) : "green").Raw("\">");
  html.Raw("<p class=\"badges\">").Add(Badge(SeverityClass(alert.severity), SeverityTitle(alert.severity)));
  html.Add(Badge(alert.open ? "none" : "green", model::AlertStateText(alert.state)));
  if (!page.view.reminder.empty()) html.Add(Badge("yellow", page.view.reminder));
  html.Raw("</p><h1>").Text(TitleOf(page.view)).Raw("</h1>");
  const std::string_view summary = WithoutName(alert.evidence.summary, alert.subject.display_name);
  if (!summary.empty()) html.Add(Element("<p class=\"lead\">", summary, "</p>"));
  AddTerms(page, html);
  html.Raw("</section>");
}

/// The request or the answer that waits for somebody.
void AddPending(const AlertPage& page, Html& html) {
  const model::Alert& alert = page.view.alert;
  if (alert.extension_request && alert.open) {
    html.Raw("<section><h2>待批申请</h2><dl>");
    AddTerm(html, "申请", ExtensionKindText(alert.extension_request->kind));
    AddTerm(html, "到", DateText(alert.extension_request->until));
    html.Raw("</dl></section>");
  }
  if (!alert.feedback) return;
  html.Raw("<section><h2>最近反馈</h2><dl>");
  AddTerm(html, "原因", alert.feedback->cause);
  AddTerm(html, "措施", alert.feedback->measure);
  AddTerm(html, "承诺完成", DateText(alert.feedback->promised_date));
  html.Raw("</dl></section>");
}

void AddInputs(const model::Evidence& evidence, Html& html) {
  if (evidence.inputs.empty()) return;
  html.Raw(
      "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"依据的数据\"><table "
      "class=\"stack\"><thead><tr><th scope=\"col\">数据</th><th scope=\"col\">数值</th>");
  html.Raw("<th scope=\"col\">日期</th><th scope=\"col\">编号</th><th scope=\"col\">出处</th></tr></thead><tbody>");
  const size_t shown = std::min(evidence.inputs.size(), kMaxInputs);
  for (size_t i = 0; i < shown; ++i) {
    const model::EvidenceInput& input = evidence.inputs[i];
    html.Raw("<tr><th scope=\"row\">").Text(InputKindText(input.kind)).Raw("</th>");
    html.Raw("<td data-label=\"数值\">").Text(input.value).Raw("</td><td class=\"day\" data-label=\"日期\">");
    html.Text(input.date).Raw("</td><td data-label=\"编号\">").Text(input.id);
    html.Raw("</td><td data-label=\"出处\">").Text(input.source).Raw("</td></tr>");
  }
  html.Raw("</tbody></table></div>");
  if (evidence.inputs.size() > shown) {
    html.Raw("<p class=\"soft\">另有 ").Number(static_cast<int64_t>(evidence.inputs.size() - shown)).Raw(" 项。</p>");
  }
}

void AddEvidence(const AlertPage& page, Html& html) {
  const model::Evidence& evidence = page.view.alert.evidence;
  html.Raw("<section><h2>依据</h2><dl>");
  AddTerm(html, "应达", evidence.expected);
  AddTerm(html, "实际", evidence.actual);
  AddTerm(html, "滞后", PointsText(evidence.lag_points));
  AddTerm(html, "预计", evidence.forecast);
  AddTerm(html, "推算", evidence.forecast_method);
  AddTerm(html, "还需", evidence.needed);
  AddTerm(html, "规则", evidence.rule);
  html.Raw("</dl>");
  AddInputs(evidence, html);
  html.Raw("</section>");
}

void AddFooter(const AlertPage& page, Html& html) {
  html.Raw("<footer>");
  if (!page.reader.post.empty()) {
    html.Raw("<p>本页供 ").Text(PersonText(page.reader.post, page.reader.holder)).Raw(" 使用，请勿转发。</p>");
  }
  html.Raw("<p>链接有效至 ").Text(TimeText(page.frame, page.expires)).Raw("。预警编号 ").Text(page.view.alert.id);
  html.Raw("</p></footer>");
}

}  // namespace

std::string RenderAlert(const AlertPage& page) {
  Html body;
  body.Raw("<main>");
  if (!page.back.empty()) body.Raw("<p><a href=\"").Text(page.back).Raw("\">‹ 返回这条消息</a></p>");
  AddAnswer(page, body);
  AddHead(page, body);
  AddPending(page, body);
  body.Raw("<section><h2>办理</h2>");
  if (!page.reader.relation.empty() && !page.reader.post.empty()) {
    body.Raw("<p class=\"soft\">您是").Text(page.reader.relation).Raw("：");
    body.Text(PersonText(page.reader.post, page.reader.holder)).Raw("</p>");
  }
  if (page.actions.empty()) body.Add(Element("<p>", page.no_actions, "</p>"));
  body.Add(RenderActions(page)).Raw("</section>");
  if (page.view.path) {
    const Html chart = RenderPath(*page.view.path, page.frame.civil_time.DateAt(page.frame.now));
    if (!chart.empty()) body.Raw("<section><h2>进度</h2>").Add(chart).Raw("</section>");
  }
  AddEvidence(page, body);
  body.Raw("<section><h2>经过</h2>").Add(RenderTrail(page.frame, page.view.alert)).Raw("</section>");
  AddFooter(page, body);
  return RenderDocument(page.frame, TitleOf(page.view), body.Raw("</main>"));
}

}  // namespace liandu::notifier
