#include "notifier/domain/page/path_chart.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/decimal.h"
#include "model/period.h"
#include "model/rational.h"

namespace liandu::notifier {
namespace {

using model::Date;
using model::Rational;

// In units of the drawing's own coordinates, which its width on the screen scales.
constexpr int kWidth = 360;
constexpr int kHeight = 210;
constexpr int kLeft = 12;
constexpr int kRight = 348;
constexpr int kTop = 30;
constexpr int kBottom = 180;
constexpr int kDotRadius = 4;
constexpr size_t kMaxFigures = 60;

/// The first decimal number in a text: 49.7 of "不少于 49.7 场次".
std::optional<Rational> NumberIn(const std::string& text) {
  const size_t digit = text.find_first_of("0123456789");
  if (digit == std::string::npos) return std::nullopt;
  const size_t start = digit > 0 && text[digit - 1] == '-' ? digit - 1 : digit;
  const size_t end = std::min(text.find_first_not_of("0123456789.", digit), text.size());
  const auto number = model::Decimal::Parse(std::string_view(text).substr(start, end - start));
  if (!number.ok()) return std::nullopt;
  return model::ToRational(*number);
}

struct Point {
  Date day;
  Rational value;
  std::string label;
};

/// What is to be drawn: lines from left to right.
struct Lines {
  std::vector<Point> actual;
  std::vector<Point> path;
  std::optional<Rational> target;
  Date first;
  Date last;
};

std::vector<Point> FiguresOf(const PathView& view) {
  std::vector<Point> points;
  for (const FigureView& figure : view.figures) {
    const auto period = model::Period::Parse(figure.period);
    std::optional<Rational> value = NumberIn(figure.value);
    if (!figure.used || !period.ok() || !value) continue;
    points.push_back({period->last, *std::move(value), figure.value});
  }
  std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) { return a.day < b.day; });
  if (points.size() > kMaxFigures) points.erase(points.begin(), points.end() - kMaxFigures);
  return points;
}

/// Where path and figures begin: the base, or nothing at all on the day before a window in which something adds up.
std::optional<Point> StartOf(const PathView& view, const std::optional<model::Period>& window) {
  if (view.base_date) {
    if (std::optional<Rational> base = NumberIn(view.base)) return Point{*view.base_date, *std::move(base), view.base};
  }
  if (window && !view.expected.empty()) return Point{window->first - 1, Rational(0), "0"};
  return std::nullopt;
}

std::optional<Lines> LinesOf(const PathView& view) {
  Lines lines;
  lines.actual = FiguresOf(view);
  if (lines.actual.empty()) return std::nullopt;
  std::optional<model::Period> window;
  if (const auto parsed = model::Period::Parse(view.window); parsed.ok()) window = *parsed;
  lines.target = NumberIn(view.target);
  std::optional<Date> due = view.due;
  if (!due && window) due = window->last;
  const std::optional<Point> start = StartOf(view, window);
  const std::optional<Rational> expected = NumberIn(view.expected);
  if (start && start->day < lines.actual.front().day) lines.actual.insert(lines.actual.begin(), *start);
  if (start && expected && lines.target && due && view.as_of && start->day < *view.as_of && *view.as_of <= *due) {
    lines.path = {*start, {*view.as_of, *expected, view.expected}};
    if (*view.as_of < *due) lines.path.push_back({*due, *lines.target, view.target});
  }
  lines.first = lines.actual.front().day;
  lines.last = lines.actual.back().day;
  if (due && lines.last < *due) lines.last = *due;
  if (lines.first == lines.last) lines.first = lines.first - 1;
  return lines;
}

/// Puts days and values onto the drawing.
class Scale {
 public:
  explicit Scale(const Lines& lines) : first_(lines.first), days_(lines.last - lines.first) {
    low_ = high_ = lines.actual.front().value;
    for (const Point& point : lines.actual) Include(point.value);
    for (const Point& point : lines.path) Include(point.value);
    if (lines.target) Include(*lines.target);
    if (low_ == high_) high_ += 1;
  }

  std::string X(Date day) const { return model::ToText(Rational(kLeft) + Rational(day - first_) * kSpan / days_, 1); }
  std::string Y(const Rational& value) const {
    return model::ToText(Rational(kBottom) - (value - low_) * (kBottom - kTop) / (high_ - low_), 1);
  }

 private:
  static constexpr int kSpan = kRight - kLeft;
  void Include(const Rational& value) {
    low_ = std::min(low_, value);
    high_ = std::max(high_, value);
  }

  Date first_;
  int days_;
  Rational low_;
  Rational high_;
};

void AddLine(const Scale& scale, const std::vector<Point>& points, Markup open, Html& svg) {
  if (points.size() < 2) return;
  svg.Raw(open);
  for (const Point& point : points) svg.Text(scale.X(point.day)).Raw(",").Text(scale.Y(point.value)).Raw(" ");
  svg.Raw("\"/>");
}

void AddTarget(const Scale& scale, const PathView& view, const Rational& target, Html& svg) {
  const std::string y = scale.Y(target);
  svg.Raw("<line class=\"goal\" x1=\"").Number(kLeft).Raw("\" x2=\"").Number(kRight).Raw("\" y1=\"");
  svg.Text(y).Raw("\" y2=\"").Text(y).Raw("\"/>");
  svg.Raw("<text x=\"").Number(kLeft).Raw("\" y=\"").Text(y).Raw("\" dy=\"-6\">目标 ");
  svg.Text(view.target).Raw("</text>");
}

void AddDots(const Scale& scale, const std::vector<Point>& points, Html& svg) {
  for (const Point& point : points) {
    svg.Raw("<circle class=\"dot\" r=\"").Number(kDotRadius).Raw("\" cx=\"").Text(scale.X(point.day));
    svg.Raw("\" cy=\"").Text(scale.Y(point.value)).Raw("\"/>");
  }
}

/// Below the axis: where it begins, where it ends, and today between them.
void AddDays(const Scale& scale, const Lines& lines, Date today, Html& svg) {
  svg.Raw("<line class=\"axis\" x1=\"").Number(kLeft).Raw("\" x2=\"").Number(kRight).Raw("\" y1=\"").Number(kBottom);
  svg.Raw("\" y2=\"").Number(kBottom).Raw("\"/>");
  svg.Raw("<text x=\"").Number(kLeft).Raw("\" y=\"").Number(kHeight - 12).Raw("\">").Text(lines.first.ToString());
  svg.Raw("</text><text class=\"end\" x=\"").Number(kRight).Raw("\" y=\"").Number(kHeight - 12).Raw("\">");
  svg.Text(lines.last.ToString()).Raw("</text>");
  if (today <= lines.first || today >= lines.last) return;
  const std::string x = scale.X(today);
  svg.Raw("<line class=\"today\" x1=\"").Text(x).Raw("\" x2=\"").Text(x).Raw("\" y1=\"").Number(kTop);
  svg.Raw("\" y2=\"").Number(kBottom).Raw("\"/>");
}

std::string Description(const PathView& view, const Lines& lines) {
  const Point& latest = lines.actual.back();
  std::string text = "截至 " + latest.day.ToString() + " 实际 " + latest.label;
  if (!lines.path.empty()) text += "，序时应达 " + view.expected;
  if (lines.target) text += "，目标 " + view.target + "（" + lines.last.ToString() + " 到期）";
  return text + "。";
}

Html Table(const PathView& view, const Lines& lines) {
  Html table;
  table.Raw(
      "<details class=\"figures\"><summary>图中的数字</summary><div class=\"scroll\" role=\"region\" tabindex=\"0\" "
      "aria-label=\"图中的数字\"><table><thead><tr>");
  table.Raw("<th scope=\"col\">日期</th><th scope=\"col\">实际</th></tr></thead><tbody>");
  for (const Point& point : lines.actual) {
    table.Raw("<tr><td>").Text(point.day.ToString()).Raw("</td><td>").Text(point.label).Raw("</td></tr>");
  }
  table.Raw("</tbody></table></div>");
  if (!lines.path.empty()) {
    table.Raw("<p>序时进度：").Text(view.as_of->ToString()).Raw(" 应达 ").Text(view.expected).Raw("</p>");
  }
  return table.Raw("</details>");
}

}  // namespace

Html RenderPath(const PathView& path, Date today) {
  Html html;
  const std::optional<Lines> lines = LinesOf(path);
  if (!lines) return html;
  const Scale scale(*lines);
  html.Raw("<figure class=\"chart\"><svg viewBox=\"0 0 ").Number(kWidth).Raw(" ").Number(kHeight);
  html.Raw("\" role=\"img\" aria-labelledby=\"chart-title chart-text\"><title id=\"chart-title\">进度图</title>");
  html.Raw("<desc id=\"chart-text\">").Text(Description(path, *lines)).Raw("</desc>");
  AddDays(scale, *lines, today, html);
  if (lines->target) AddTarget(scale, path, *lines->target, html);
  AddLine(scale, lines->path, "<polyline class=\"path\" points=\"", html);
  AddLine(scale, lines->actual, "<polyline class=\"actual\" points=\"", html);
  AddDots(scale, lines->actual, html);
  html.Raw("</svg><figcaption><span class=\"key actual\">实际</span>");
  if (!lines->path.empty()) html.Raw("<span class=\"key path\">序时进度</span>");
  html.Raw("<span class=\"said\">").Text(Description(path, *lines)).Raw("</span></figcaption>");
  return html.Raw("</figure>").Add(Table(path, *lines));
}

}  // namespace liandu::notifier
