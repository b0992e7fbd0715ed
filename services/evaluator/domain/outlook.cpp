#include "evaluator/domain/outlook.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/path.h"
#include "evaluator/domain/periods.h"
#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {
namespace {

using absl::StrCat;
using model::Date;
using model::Rational;

std::string Number(const Rational& value, const TargetWords& words) {
  return words.unit_of_measure.empty() ? model::ToText(value, 1)
                                       : StrCat(model::ToText(value, 1), " ", words.unit_of_measure);
}

/// The end of the first period that no figure covers yet, inside the window.
Date NextReportDay(const IndicatorRow& indicator, const WindowVerdict& now, Date today) {
  if (indicator.cadence == model::Cadence::kUnspecified) return now.window.last;
  Date from = std::max(today, now.window.first);
  if (now.numbers.actual) from = std::max(from, now.numbers.as_of + 1);
  return std::min(PeriodAround(indicator.cadence, from).last, now.window.last);
}

/// What the next figure must be, where the target's way is measured (rule R4).
void AddLagLines(const Supervision& supervision, const TargetRow& row, const TargetSpec& spec, const TargetWords& words,
                 const WindowVerdict& now, std::vector<std::string>& lines) {
  if (!now.numbers.lag_points || !spec.value || !spec.due) return;
  // Its way is an average of years, told by the judgement itself (rule R11).
  if (spec.measure == model::Measure::kGrowth) return;
  const model::JudgementSettings& settings = supervision.registry().settings;
  const Path path(spec, now.window);
  const Date day = NextReportDay(*supervision.registry().IndicatorOf(row), now, supervision.today());
  const Rational expected = path.ExpectedAt(day);
  const bool open = now.behind != model::Severity::kNone;
  const auto at_lag = [&](const model::Decimal& points, bool hysteresis) {
    Rational lag = model::ToRational(points);
    if (hysteresis) lag -= model::ToRational(settings.hysteresis_points);
    return Rational(expected - path.span() * lag / 100);
  };
  const bool down = path.span() < 0;
  lines.push_back(StrCat("截至 ", day.ToString(), " 应达 ", Number(expected, words), "：", down ? "不高于 " : "不低于 ",
                         Number(at_lag(settings.behind_yellow_lag_points, open), words),
                         open ? " 即解除滞后" : " 不算滞后", "，", down ? "高于 " : "低于 ",
                         Number(at_lag(settings.behind_red_lag_points, now.behind == model::Severity::kRed), words),
                         " 即滞后严重"));
}

std::optional<std::string> DecisionLine(Reason reason) {
  switch (reason) {
    case Reason::kRedacted:
      return "由决定（FILL_REDACTION）补上数值之后才评判";
    case Reason::kAmbiguous:
      return "由决定（CONFIRM_READING）定下读法之后才评判";
    case Reason::kNoBase:
      return "给出基数（或由决定 CONFIRM_BASE 确认）之后才计滞后；达到目标值即为绿";
    case Reason::kNoDueDate:
      return "由决定（CHANGE_DUE_DATE）定下期限之后才评判";
    default:
      return std::nullopt;
  }
}

void AddDueLine(const TargetSpec& spec, const TargetWords& words, const WindowVerdict& now, Date today,
                std::vector<std::string>& lines) {
  if (!spec.value || !spec.due || now.final || spec.redacted || spec.ambiguous) return;
  if (spec.comparator == model::Comparator::kDouble && !spec.base) return;
  const std::string threshold = ThresholdText(spec, words);
  if (today > now.window.last) {
    lines.push_back(StrCat(now.window.last.ToString(), " 已到期，等这一期的填报：", threshold, " 为完成，否则未完成"));
  } else {
    lines.push_back(StrCat(now.window.last.ToString(), " 到期时须 ", threshold));
  }
}

void AddTimeLine(const Supervision& supervision, const TargetRow& row, const TargetSpec& spec, const Verdict& verdict,
                 std::vector<std::string>& lines) {
  if (!verdict.next_change) {
    if (!verdict.current().final) lines.push_back("没有新的填报或决定就不会变");
    return;
  }
  const Verdict then = supervision.VerdictOf(row, spec, *verdict.next_change);
  lines.push_back(StrCat("没有新的填报时，", verdict.next_change->ToString(), " 变为 ",
                         model::LightText(then.current().light), "：", ReasonText(then.current().reason)));
}

}  // namespace

std::vector<std::string> OutlookOf(const Supervision& supervision, const TargetRow& row, const TargetSpec& spec,
                                   const TargetWords& words, const Verdict& verdict) {
  const WindowVerdict& now = verdict.current();
  std::vector<std::string> lines;
  if (now.final) lines.push_back("这个窗口已有定论，不再变化");
  if (const auto line = DecisionLine(now.reason)) lines.push_back(*line);
  AddLagLines(supervision, row, spec, words, now, lines);
  AddDueLine(spec, words, now, supervision.today(), lines);
  AddTimeLine(supervision, row, spec, verdict, lines);
  return lines;
}

}  // namespace liandu::evaluator
