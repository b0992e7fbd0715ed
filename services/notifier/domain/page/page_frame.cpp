#include "notifier/domain/page/page_frame.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>

#include "absl/strings/escaping.h"

namespace liandu::notifier {
namespace {

constexpr size_t kStyleHashBytes = 6;

constexpr char kStyle[] = R"css(
:root{color-scheme:light;--ink:#1c2430;--soft:#566072;--line:#d9dee6;--ground:#f3f5f8;--paper:#fff;--accent:#0b57a4;
--red:#b3261e;--red-bg:#fdecea;--yellow:#7a5200;--yellow-bg:#fff4d6;--blue:#0b57a4;--blue-bg:#e6f0fb;
--green:#1e6b3a;--green-bg:#e5f4ea;--grey:#566072;--grey-bg:#eceff3}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.65 system-ui,-apple-system,"PingFang SC",
"Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei","WenQuanYi Micro Hei",sans-serif;overflow-wrap:anywhere}
a{color:var(--accent)}
.bar{background:var(--paper);border-bottom:1px solid var(--line);padding:10px 16px;color:var(--soft);font-size:14px}
.bar strong{color:var(--ink);margin-right:.6em}
main{max-width:46rem;margin:0 auto;padding:12px 12px 40px}
main.wide{max-width:70rem}
section,.card{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:14px 16px;margin:12px 0}
section.head{border-top:4px solid var(--grey)}
section.head.red{border-top-color:var(--red)}section.head.yellow{border-top-color:#d99a00}
section.head.blue{border-top-color:var(--blue)}section.head.green{border-top-color:var(--green)}
h1{font-size:1.3rem;line-height:1.4;margin:.3em 0 .4em}
h2{font-size:1.05rem;line-height:1.4;margin:0 0 .5em}
h3{font-size:1rem;line-height:1.4;margin:0 0 .4em}
p{margin:.4em 0}
.lead{font-size:1.05rem}
.soft{color:var(--soft);font-size:.92rem}
.badges{display:flex;flex-wrap:wrap;gap:6px;margin:0}
.badge{display:inline-block;border-radius:999px;padding:1px 10px;font-size:.88rem;font-weight:600;
background:var(--grey-bg);color:var(--grey);white-space:nowrap}
.badge.red{background:var(--red-bg);color:var(--red)}.badge.yellow{background:var(--yellow-bg);color:var(--yellow)}
.badge.blue{background:var(--blue-bg);color:var(--blue)}.badge.green{background:var(--green-bg);color:var(--green)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 14px;margin:.6em 0 0}
dt{color:var(--soft)}
dd{margin:0}
.notice{border-left:4px solid var(--green);background:var(--green-bg);border-radius:6px;padding:10px 14px;margin:12px 0}
.notice.bad{border-left-color:var(--red);background:var(--red-bg)}
.notice h2{margin-bottom:.2em}
form{margin:0}
.action{border-top:1px solid var(--line);padding:12px 0}
.action:first-of-type{border-top:0;padding-top:0}
.action:last-of-type{padding-bottom:0}
summary{cursor:pointer;padding:6px 0;min-height:36px;color:var(--accent);font-weight:600}
details[open]>summary{margin-bottom:4px}
label,legend{display:block;font-weight:600;margin:.7em 0 .2em;padding:0}
fieldset{border:0;margin:0;padding:0}
.choice{font-weight:400;display:flex;align-items:center;gap:8px;margin:.1em 0;min-height:36px}
.choice input{width:20px;height:20px;margin:0}
textarea,input[type=date]{display:block;width:100%;font:inherit;color:inherit;background:#fff;border:1px solid #7b8798;
border-radius:8px;padding:9px 11px;min-height:44px}
textarea{min-height:5.2em;resize:vertical}
input[type=date]{max-width:14rem}
.field-problem{color:var(--red);font-weight:600;margin:.2em 0}
button{font:inherit;font-weight:600;color:#fff;background:var(--accent);border:1px solid var(--accent);border-radius:8px;
min-height:46px;padding:8px 22px;margin:14px 0 2px;cursor:pointer}
button:hover{background:#084684}
button.quiet{color:var(--accent);background:#fff}
button.quiet:hover{background:var(--blue-bg)}
:focus-visible{outline:3px solid #f5a623;outline-offset:2px}
.chart{margin:0}
.chart svg{display:block;width:100%;max-width:30rem;height:auto}
.chart text{font-size:12px;fill:var(--ink)}
.chart text.end{text-anchor:end}
.axis{stroke:#7b8798;stroke-width:1}
.goal{stroke:var(--green);stroke-width:1.5;stroke-dasharray:2 3}
.path{fill:none;stroke:#7b8798;stroke-width:2;stroke-dasharray:6 4}
.actual{fill:none;stroke:var(--accent);stroke-width:2.5}
.today{stroke:#c9cfd8;stroke-width:1}
.dot{fill:var(--accent)}
figcaption{font-size:.92rem;color:var(--soft)}
.key{display:inline-block;margin-right:14px}
.key::before{content:"";display:inline-block;width:22px;border-top:3px solid var(--accent);vertical-align:middle;
margin-right:6px}
.key.path::before{border-top:3px dashed #7b8798}
.said{display:block}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.94rem}
th,td{text-align:left;vertical-align:top;padding:6px 10px 6px 0;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:600;white-space:nowrap}
th[scope=row]{color:var(--ink)}
td.number,th.number{text-align:right;padding-right:14px;white-space:nowrap}
td.day{white-space:nowrap}
ol.trail{list-style:none;margin:0;padding:0}
ol.trail li{border-left:3px solid var(--line);padding:0 0 12px 14px;margin-left:4px}
ol.trail li:last-child{padding-bottom:0}
ol.trail .when{color:var(--soft);font-size:.92rem;margin-right:.6em}
.note,.message{white-space:pre-line}
.message{margin:.3em 0 0}
ul.lines{list-style:none;margin:0;padding:0}
ul.lines li{border-top:1px solid var(--line);padding:10px 0}
ul.lines li:first-child{border-top:0}
ul.lines a{font-weight:600}
.tiles{display:flex;flex-wrap:wrap;gap:8px;margin:10px 0 0}
.go{display:inline-block;font-weight:600;min-height:44px;padding:9px 18px;border:1px solid var(--accent);
border-radius:8px;text-decoration:none;margin-top:8px}
footer{color:var(--soft);font-size:.9rem;padding:4px 4px 0}
@media (max-width:480px){dl{grid-template-columns:5.2em 1fr;gap:4px 10px}button{width:100%}
table.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.stack tr{display:block;border-bottom:1px solid var(--line);padding:8px 0}
table.stack td,table.stack th[scope=row]{display:block;border:0;padding:0;text-align:left;white-space:normal}
table.stack td.number{display:inline-block;padding-right:12px}
table.stack th[scope=row],table.stack td:not([data-label]){display:inline-block;margin-right:8px}
table.stack td[data-label]::before{content:attr(data-label) "：";color:var(--soft)}}
)css";

std::string HashOf(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), bytes.data(), &size, EVP_sha256(), nullptr) != 1) std::abort();
  return absl::BytesToHexString({reinterpret_cast<const char*>(bytes.data()), kStyleHashBytes});
}

}  // namespace

const std::string& StyleText() {
  static const std::string text(kStyle);
  return text;
}

const std::string& StylePath() {
  static const std::string path = "assets/" + HashOf(kStyle) + ".css";
  return path;
}

std::string RenderDocument(const FrameView& frame, const std::string& title, const Html& body) {
  Html html;
  html.Raw("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">");
  html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
  html.Raw("<meta name=\"robots\" content=\"noindex\"><title>").Text(title).Raw(" · 链督</title>");
  html.Raw("<link rel=\"stylesheet\" href=\"").Text(frame.root).Text(StylePath()).Raw("\"></head><body>");
  html.Raw("<header class=\"bar\"><strong>链督</strong>").Text(frame.jurisdiction).Raw("</header>");
  return html.Add(body).Raw("</body></html>\n").str();
}

std::string TimeText(const FrameView& frame, model::Instant moment) { return frame.civil_time.ToText(moment); }

void AddTerm(Html& html, Markup label, const std::string& value) {
  if (value.empty()) return;
  html.Raw("<dt>").Raw(label).Raw("</dt><dd>").Text(value).Raw("</dd>");
}

Html Badge(const char* style, std::string_view text) {
  Html html;
  return html.Raw("<span class=\"badge ").Text(style).Raw("\">").Text(text).Raw("</span>");
}

std::string_view WithoutName(std::string_view summary, std::string_view name) {
  constexpr std::string_view kColon = "：";
  if (name.empty() || !summary.starts_with(name)) return summary;
  const std::string_view rest = summary.substr(name.size());
  return rest.starts_with(kColon) ? rest.substr(kColon.size()) : summary;
}

std::string_view BelowTitle(std::string_view text, std::string_view title) {
  if (title.empty() || !text.starts_with(title)) return text;
  const std::string_view below = text.substr(title.size());
  const size_t first = below.find_first_not_of('\n');
  return first == 0 || first == std::string_view::npos ? text : below.substr(first);
}

std::string RenderRefusal(const RefusalPage& page) {
  Html body;
  body.Raw("<main><section class=\"head\"><h1>").Text(page.title).Raw("</h1><p>").Text(page.text);
  body.Raw("</p></section></main>");
  return RenderDocument(page.frame, page.title, body);
}

}  // namespace liandu::notifier
