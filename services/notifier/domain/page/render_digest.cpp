#include <string>

#include "notifier/domain/page/page_frame.h"
#include "notifier/domain/page/page_texts.h"
#include "notifier/domain/page/render_lists.h"

namespace liandu::notifier {
namespace {

void AddLine(const DigestLine& line, Html& html) {
  const model::Alert& alert = line.alert;
  const std::string& name = alert.subject.display_name.empty() ? alert.subject.id : alert.subject.display_name;
  html.Raw("<li><p class=\"badges\">").Add(Badge(SeverityClass(alert.severity), model::SeverityText(alert.severity)));
  if (!line.kept) {
    html.Add(Badge("none", "已不再保留")).Raw("</p>").Text(alert.id).Raw("</li>");
    return;
  }
  html.Add(Badge(alert.open ? "none" : "green", model::AlertStateText(alert.state))).Raw("</p><a href=\"");
  html.Text(line.address).Raw("\">").Text(name).Raw("：").Text(model::ConditionText(alert.condition)).Raw("</a>");
  if (!alert.evidence.summary.empty()) html.Add(Element("<div>", WithoutName(alert.evidence.summary, name), "</div>"));
  html.Raw("</li>");
}

}  // namespace

std::string RenderDigest(const DigestPage& page) {
  Html body;
  body.Raw("<main><section class=\"head\"><h1>").Text(page.title).Raw("</h1>");
  if (!page.reader.post.empty()) {
    body.Raw("<p class=\"soft\">送：").Text(PersonText(page.reader.post, page.reader.holder)).Raw("</p>");
  }
  body.Raw("</section><section><h2>逐项办理</h2><ul class=\"lines\">");
  for (const DigestLine& line : page.lines) AddLine(line, body);
  body.Raw("</ul></section><section><h2>消息全文</h2><p class=\"message\">").Text(BelowTitle(page.text, page.title));
  body.Raw("</p></section><footer><p>链接有效至 ").Text(TimeText(page.frame, page.expires)).Raw("。");
  if (!page.number.empty()) body.Raw("编号 ").Text(page.number);
  body.Raw("</p></footer></main>");
  return RenderDocument(page.frame, page.title, body);
}

}  // namespace liandu::notifier
