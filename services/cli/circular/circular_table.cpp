#include "cli/circular/circular_table.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/show/names.h"

namespace liandu::cli {
namespace {

constexpr char kStyle[] =
    "@page{size:A4 landscape;margin:15mm}"
    "body{font-family:'Noto Serif CJK SC','Songti SC',SimSun,serif;color:#111;margin:2em "
    "auto;max-width:70em;line-height:1.6}"
    "h1{text-align:center;font-size:1.6em;margin:.2em 0}.number{text-align:center;margin-bottom:1em}"
    "table{border-collapse:collapse;width:100%;font-size:.92em}th,td{border:1px solid #555;padding:.35em "
    ".5em;vertical-align:top}"
    "th{background:#f0f0f0;white-space:nowrap}td:nth-child(3),td:nth-child(4){min-width:6em}td.n{text-align:right;"
    "white-space:nowrap}tr{break-inside:avoid}thead{display:table-header-"
    "group}"
    ".red{color:#b00020;font-weight:bold}.yellow{color:#8a6100;font-weight:bold}.end{margin-top:1.5em;text-align:"
    "right}";

std::string Escaped(const std::string& text) {
  std::string out;
  for (const char character : text) {
    switch (character) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += character;
    }
  }
  return out;
}

/// "2025-3" as "〔2025〕第 3 号".
std::string NumberText(const std::string& id) {
  const size_t dash = id.find('-');
  if (dash == std::string::npos) return id;
  return absl::StrCat("〔", id.substr(0, dash), "〕第 ", id.substr(dash + 1), " 号");
}

}  // namespace

std::vector<std::string> CircularHeader(bool with_replies) {
  std::vector<std::string> header = {"序号", "级别", "责任单位", "情形", "情况", "逾期天数", "以往通报"};
  if (with_replies) header.emplace_back("回复");
  return header;
}

std::vector<std::vector<std::string>> CircularRows(const v1::Circular& circular, const CatalogueNames& names,
                                                   const std::vector<std::string>& replies) {
  std::vector<std::vector<std::string>> rows;
  for (const v1::CircularEntry& entry : circular.entries()) {
    const size_t place = rows.size();
    std::vector<std::string> row = {absl::StrCat(place + 1),
                                    NameOf(entry.severity()),
                                    entry.unit().empty() ? "未明确" : names.Unit(entry.unit()),
                                    NameOf(entry.condition()),
                                    entry.summary(),
                                    absl::StrCat(entry.days_late()),
                                    absl::StrJoin(entry.previous_circulars(), "、")};
    if (!replies.empty()) row.push_back(place < replies.size() ? replies[place] : "");
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string CircularLead(const v1::Circular& circular) {
  std::set<std::string> units;
  int red = 0;
  for (const v1::CircularEntry& entry : circular.entries()) {
    units.insert(entry.unit());
    red += entry.severity() == v1::SEVERITY_RED ? 1 : 0;
  }
  const int yellow = circular.entries_size() - red;
  std::vector<std::string> counts;
  if (red > 0) counts.push_back(absl::StrCat("红 ", red, " 项"));
  if (yellow > 0) counts.push_back(absl::StrCat("黄 ", yellow, " 项"));
  return absl::StrCat(circular.period_start(), " 至 ", circular.period_end(), " 逾期、未达标、未答复事项，涉及 ",
                      units.size(), " 个单位 ", circular.entries_size(), " 项：", absl::StrJoin(counts, "、"),
                      "。请于 ", circular.reply_due_date(), " 前逐项回复原因、措施和完成时限。");
}

std::string CircularHtml(const v1::Circular& circular, const CatalogueNames& names,
                         const std::vector<std::string>& replies) {
  std::string html =
      absl::StrCat("<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>",
                   Escaped(circular.display_name()), "</title><style>", kStyle, "</style></head><body>\n<h1>",
                   Escaped(circular.display_name()), "</h1>\n<p class=\"number\">", Escaped(NumberText(circular.id())),
                   "</p>\n<p>", Escaped(CircularLead(circular)), "</p>\n<table><thead><tr>");
  for (const std::string& title : CircularHeader(!replies.empty())) {
    absl::StrAppend(&html, "<th scope=\"col\">", Escaped(title), "</th>");
  }
  absl::StrAppend(&html, "</tr></thead><tbody>\n");
  int place = 0;
  for (const std::vector<std::string>& row : CircularRows(circular, names, replies)) {
    const bool red = circular.entries(place++).severity() == v1::SEVERITY_RED;
    absl::StrAppend(&html, "<tr>");
    for (size_t column = 0; column < row.size(); ++column) {
      const char* style = column == 0 || column == 5 ? " class=\"n\"" : "";
      if (column == 1) style = red ? " class=\"red\"" : " class=\"yellow\"";
      absl::StrAppend(&html, "<td", style, ">", Escaped(row[column]), "</td>");
    }
    absl::StrAppend(&html, "</tr>\n");
  }
  absl::StrAppend(&html, "</tbody></table>\n<p class=\"end\">", Escaped(circular.author()), "<br>",
                  Escaped(circular.date()), "</p>\n</body></html>\n");
  return html;
}

}  // namespace liandu::cli
