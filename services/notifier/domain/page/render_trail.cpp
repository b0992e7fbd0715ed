#include <string>

#include "notifier/domain/page/page_frame.h"
#include "notifier/domain/page/page_texts.h"
#include "notifier/domain/page/render_alert.h"

namespace liandu::notifier {
namespace {

using model::AlertActionKind;
using model::TransitionKind;

/// What a person filled in, beside the note.
void AddDetails(const model::AlertAction& action, Html& html) {
  const auto& until = action.extension_request.until;
  switch (action.kind) {
    case AlertActionKind::kFeedback:
      html.Raw("<dl>");
      AddTerm(html, "原因", action.feedback.cause);
      AddTerm(html, "措施", action.feedback.measure);
      AddTerm(html, "承诺完成", action.feedback.promised_date ? action.feedback.promised_date->ToString() : "");
      html.Raw("</dl>");
      return;
    case AlertActionKind::kExtensionRequest:
      html.Raw("<dl>");
      AddTerm(html, "申请", ExtensionKindText(action.extension_request.kind));
      AddTerm(html, "到", until ? until->ToString() : "");
      html.Raw("</dl>");
      return;
    case AlertActionKind::kExtensionDecision:
      if (until) html.Raw("<dl><dt>到</dt><dd>").Text(until->ToString()).Raw("</dd></dl>");
      return;
    case AlertActionKind::kAcknowledgement:
    case AlertActionKind::kFeedbackReturn:
    case AlertActionKind::kVerification:
    case AlertActionKind::kComment:
      return;
  }
}

void AddStep(const FrameView& frame, const model::Transition& transition, Html& html) {
  html.Raw("<li><span class=\"when\">").Text(TimeText(frame, transition.time)).Raw("</span><strong>");
  html.Text(TransitionText(transition.kind)).Raw("</strong>");
  const bool raised = transition.kind == TransitionKind::kRaised || transition.kind == TransitionKind::kSeverityChanged;
  if (raised && transition.severity != model::Severity::kNone) {
    html.Raw(" ").Add(Badge(SeverityClass(transition.severity), model::SeverityText(transition.severity)));
  }
  if (!transition.actor.empty()) html.Raw(" ").Text(transition.actor);
  if (transition.action) AddDetails(*transition.action, html);
  const std::string& note = transition.note.empty() && transition.action ? transition.action->note : transition.note;
  if (!note.empty()) html.Add(Element("<div class=\"note\">", note, "</div>"));
  if (transition.suppressed) html.Raw("<div class=\"soft\">导入期间产生，没有发出提醒</div>");
  html.Raw("</li>");
}

}  // namespace

Html RenderTrail(const FrameView& frame, const model::Alert& alert) {
  Html html;
  html.Raw("<ol class=\"trail\" reversed>");
  for (auto it = alert.trail.rbegin(); it != alert.trail.rend(); ++it) AddStep(frame, *it, html);
  return html.Raw("</ol>");
}

}  // namespace liandu::notifier
