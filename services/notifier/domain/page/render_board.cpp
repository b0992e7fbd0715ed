#include <string>
#include <vector>

#include "notifier/domain/page/page_frame.h"
#include "notifier/domain/page/page_texts.h"
#include "notifier/domain/page/render_lists.h"

namespace liandu::notifier {
namespace {

void AddLights(const std::vector<LightCount>& lights, Html& html) {
  html.Raw(
      "<section><h2>各产业链的灯</h2><div class=\"scroll\" role=\"region\" tabindex=\"0\" "
      "aria-label=\"各产业链的灯\"><table class=\"stack\"><thead><tr>");
  html.Raw("<th scope=\"col\">产业链</th><th scope=\"col\">灯</th><th scope=\"col\" class=\"number\">红</th>");
  html.Raw("<th scope=\"col\" class=\"number\">黄</th><th scope=\"col\" class=\"number\">绿</th>");
  html.Raw("<th scope=\"col\" class=\"number\">灰</th><th scope=\"col\" class=\"number\">未解除预警</th>");
  html.Raw("<th scope=\"col\">说明</th></tr></thead><tbody>");
  for (const LightCount& light : lights) {
    html.Raw("<tr><th scope=\"row\">").Text(light.name).Raw("</th><td>");
    html.Add(Badge(LightClass(light.light), model::LightText(light.light)));
    html.Raw("</td><td class=\"number\" data-label=\"红\">").Number(light.red);
    html.Raw("</td><td class=\"number\" data-label=\"黄\">").Number(light.yellow);
    html.Raw("</td><td class=\"number\" data-label=\"绿\">").Number(light.green);
    html.Raw("</td><td class=\"number\" data-label=\"灰\">").Number(light.grey);
    html.Raw("</td><td class=\"number\" data-label=\"未解除预警\">").Number(light.open_alerts);
    html.Raw("</td><td data-label=\"说明\">").Text(light.reason).Raw("</td></tr>");
  }
  html.Raw("</tbody></table></div></section>");
}

void AddLines(const std::vector<BoardLine>& lines, int count, Markup nothing, Html& html) {
  if (lines.empty()) {
    html.Raw("<p class=\"soft\">").Raw(nothing).Raw("</p>");
    return;
  }
  html.Raw("<ul class=\"lines\">");
  for (const BoardLine& line : lines) {
    html.Raw("<li><p class=\"badges\">").Add(Badge(SeverityClass(line.severity), line.what));
    if (!line.state.empty()) html.Add(Badge("none", line.state));
    html.Raw("</p><strong>").Text(line.subject).Raw("</strong><div class=\"soft\">").Text(line.unit);
    if (line.due) html.Raw(line.unit.empty() ? Markup("时限 ") : Markup("；时限 ")).Text(line.due->ToString());
    html.Raw("</div></li>");
  }
  html.Raw("</ul>");
  const int more = count - static_cast<int>(lines.size());
  if (more > 0) html.Raw("<p class=\"soft\">另有 ").Number(more).Raw(" 项。</p>");
}

}  // namespace

std::string RenderBoard(const BoardPage& page) {
  Html body;
  body.Raw("<main class=\"wide\"><section class=\"head ").Text(LightClass(page.city.light)).Raw("\"><h1>");
  body.Text(page.frame.jurisdiction).Raw("督办看板</h1><p class=\"soft\">截至 ");
  body.Text(TimeText(page.frame, page.frame.now)).Raw("</p><p class=\"tiles\">");
  body.Add(Badge(LightClass(page.city.light), model::LightText(page.city.light)));
  body.Add(Badge("red", "红色预警 " + std::to_string(page.open_red)));
  body.Add(Badge("yellow", "黄色预警 " + std::to_string(page.open_yellow)));
  body.Add(Badge("blue", "蓝色提示 " + std::to_string(page.open_blue))).Raw("</p>");
  body.Add(Element("<p>", page.city.reason, "</p>")).Raw("</section><section><h2>已经逾期、滞后的</h2>");
  AddLines(page.late, page.late_count, "没有红色、黄色预警。", body);
  body.Raw("</section><section><h2>").Text(page.coming_until.ToString()).Raw(" 前到期的</h2>");
  AddLines(page.coming, page.coming_count, "没有。", body);
  body.Raw("</section>");
  AddLights(page.chains, body);
  return RenderDocument(page.frame, page.frame.jurisdiction + "督办看板", body.Raw("</main>"));
}

}  // namespace liandu::notifier
