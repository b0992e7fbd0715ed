#include <string>

#include "notifier/domain/page/page_frame.h"
#include "notifier/domain/page/page_texts.h"
#include "notifier/domain/page/render_lists.h"

namespace liandu::notifier {
namespace {

void AddMessage(const FrameView& frame, const InboxMessage& message, Html& html) {
  html.Raw("<section><p class=\"badges\">").Add(Badge("none", message.kind)).Add(Badge("none", message.state));
  html.Raw("</p><h2>").Text(message.title).Raw("</h2><p class=\"soft\">送：<a href=\"");
  html.Text(message.only_post).Raw("\">").Text(message.post).Raw("</a>；");
  html.Text(TimeText(frame, message.scheduled));
  if (!message.number.empty()) html.Raw("；编号 ").Text(message.number);
  html.Raw("</p><p class=\"message\">").Text(BelowTitle(message.text, message.title)).Raw("</p>");
  if (!message.link.empty()) {
    html.Raw("<a class=\"go\" href=\"").Text(message.link).Raw("\">打开办理页<span class=\"soft\">　");
    html.Text(message.number).Raw("</span></a>");
  }
  html.Raw("</section>");
}

}  // namespace

std::string RenderInbox(const InboxPage& page) {
  Html body;
  body.Raw("<main><section class=\"head\"><h1>送出的消息</h1><p class=\"soft\">试用时代替各人的手机：这里是每个岗位会");
  body.Raw("收到的消息，最新的在前；点岗位的名字，只看这个岗位的。现在是 ")
      .Text(TimeText(page.frame, page.frame.now))
      .Raw("。</p>");
  if (page.one_post) body.Raw("<p><a href=\"?\">所有岗位的消息</a></p>");
  if (page.messages.empty()) body.Raw("<p>还没有消息。</p>");
  body.Raw("</section>");
  for (const InboxMessage& message : page.messages) AddMessage(page.frame, message, body);
  if (!page.older.empty()) body.Raw("<p><a href=\"").Text(page.older).Raw("\">更早的消息 ›</a></p>");
  return RenderDocument(page.frame, "送出的消息", body.Raw("</main>"));
}

}  // namespace liandu::notifier
