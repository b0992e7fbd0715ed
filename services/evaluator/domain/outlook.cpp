#include "evaluator/domain/outlook.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/compound_growth.h"
#include "evaluator/domain/explain_target.h"
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

/// The end of the first period that no figure covers yet, of the running month where no cadence is printed; nullopt:
/// that is the window's end or later, where only the target itself counts (rule R16).
std::optional<Date> NextReportDay(const IndicatorRow& indicator, const WindowVerdict& now, Date today) {
  const bool printed = indicator.cadence != model::Cadence::kUnspecified;
  Date from = std::max(today, now.window.first);
  if (now.numbers.actual) from = std::max(from, now.numbers.as_of + 1);
  const Date day = PeriodAround(printed ? indicator.cadence : model::Cadence::kMonthly, from).last;
  return day < now.window.last ? std::optional(day) : std::nullopt;
}

/// What the next figure must be, where the target's way is measured (rules R4, R9, R17, R20).
void AddLagLines(const Supervision& supervision, const TargetRow& row, const TargetSpec& spec, const TargetWords& words,
                 const WindowVerdict& now, std::vector<std::string>& lines) {
  if (!now.numbers.lag_points || !spec.value || !spec.due || now.final) return;
  // Its way is an average of years, told by the judgement itself (rule R11).
  if (spec.measure == model::Measure::kGrowth) return;
  const std::optional<Date> day = NextReportDay(*supervision.registry().IndicatorOf(row), now, supervision.today());
  if (!day) return;
  const model::JudgementSettings& settings = supervision.registry().settings;
  const Path path(spec, now.window);
  const Rational expected = path.ExpectedAt(*day);
  const bool open = now.behind != model::Severity::kNone;
  const bool down = path.span() < 0;
  const auto at_lag = [&](const model::Decimal& points, bool hysteresis) {
    Rational lag = model::ToRational(points);
    if (hysteresis) lag -= model::ToRational(settings.hysteresis_points);
    const Rational short_by = abs(path.span()) * lag / 100;
    // A count short by less than one whole unit does not lag.
    const Rational counted = spec.is_count && short_by < 1 ? Rational(1) : short_by;
    return Rational(expected + (down ? counted : Rational(-counted)));
  };
  std::string line =
      StrCat("截至 ", day->ToString(), " 应达 ", Number(expected, words), "：", down ? "低于 " : "高于 ",
             Number(at_lag(settings.behind_yellow_lag_points, open), words), open ? " 即解除滞后" : " 不算滞后");
  // With less than ten units to go a count is never worse than yellow.
  if (!spec.is_count || abs(path.span()) >= 10) {
    const bool red = now.behind == model::Severity::kRed;
    const char* beyond = down ? (red ? "不低于 " : "高于 ") : (red ? "不高于 " : "低于 ");
    absl::StrAppend(&line, "，", beyond, Number(at_lag(settings.behind_red_lag_points, red), words),
                    red ? " 仍为滞后严重" : " 即滞后严重");
  }
  lines.push_back(std::move(line));
}

/// What must come before anything can be judged.
std::optional<std::string> ConditionLine(const TargetSpec& spec, const WindowVerdict& now) {
  switch (now.reason) {
    case Reason::kRedacted:
      return "由决定（FILL_REDACTION）补上数值之后才评判";
    case Reason::kAmbiguous:
      return "由决定（CONFIRM_READING）定下读法之后才评判";
    case Reason::kNoBase:
      if (spec.comparator == model::Comparator::kDouble) return "由决定（CONFIRM_BASE）确认基数之后才评判";
      return "给出基数（或由决定 CONFIRM_BASE 确认）之后才计滞后；达到目标值即为绿";
    case Reason::kNoDueDate:
      return "由决定（CHANGE_DUE_DATE）定下期限之后才评判";
    case Reason::kNotRecorded:
      // What ended before supervision began is not recorded either, and stays so.
      if (std::string_view(now.rule) != "R10") return std::nullopt;
      return "名录或事项库须写明自何日起登记完整（keptSince），且不晚于所计期间，才能计数";
    case Reason::kMissingPart:
      return "所缺各项填报之后才算得出";
    default:
      return std::nullopt;
  }
}

/// The least number of whole things that is not below `value`, where such are counted.
Rational LeastCount(const TargetSpec& spec, const Rational& value) {
  if (!spec.is_count || UnitScale(spec, spec.unit) != 1 || value < 0) return value;
  const Rational whole = numerator(value) / denominator(value);
  return whole < value ? Rational(whole + 1) : whole;
}

/// The threshold with what it comes to: "约 10 家（不低于 9 家）", "3～5 个（多于 5 个 也算达标）" (rule R8).
std::string RequiredText(const TargetSpec& spec, const TargetWords& words) {
  std::string threshold = ThresholdText(spec, words);
  const bool growth = spec.measure == model::Measure::kGrowth;
  const Interval region = growth ? GrowthRegion(spec) : Region(spec);
  const auto exactly = [&](const Rational& value) {
    return FigureText(Interval::Exactly(value), words.unit_of_measure);
  };
  if (spec.comparator == model::Comparator::kBetween && region.high.infinite) {
    return StrCat(threshold, "（多于 ", exactly(*spec.upper), " 也算达标）");
  }
  if (spec.comparator != model::Comparator::kAbout) return threshold;
  if (region.high.infinite) return StrCat(threshold, "（不低于 ", exactly(LeastCount(spec, region.low.value)), "）");
  if (region.low.infinite) return StrCat(threshold, "（不高于 ", exactly(region.high.value), "）");
  return StrCat(threshold, "（", FigureText(region, words.unit_of_measure), "）");
}

void AddDueLine(const TargetSpec& spec, const TargetWords& words, const WindowVerdict& now, Date today,
                std::vector<std::string>& lines) {
  if (!spec.value || !spec.due || now.final || spec.redacted || spec.ambiguous) return;
  if (spec.comparator == model::Comparator::kDouble && !spec.base) return;
  const std::string threshold = RequiredText(spec, words);
  if (today > now.window.last) {
    lines.push_back(StrCat(now.window.last.ToString(), " 已到期，等这一期的填报：", threshold, " 为完成，否则未完成"));
  } else {
    lines.push_back(StrCat(now.window.last.ToString(), " 到期时须 ", threshold));
  }
}

model::Severity SeverityOf(const WindowVerdict& window) {
  return std::max({window.behind, window.missed, window.at_risk});
}

/// What is another on the day of the next change: the window, the light, its reason, or only the alert.
std::string ChangeText(const TargetSpec& spec, const Verdict& verdict, const Verdict& then) {
  const WindowVerdict& before = verdict.current();
  const WindowVerdict& after = then.current();
  const std::string light = StrCat(model::LightText(after.light), "：", ReasonText(after.reason));
  if (before.window != after.window) return StrCat(" 起评判 ", WindowText(spec, after), " 年度，", light);
  if (before.light != after.light || before.reason != after.reason) return StrCat(" 变为 ", light);
  if (SeverityOf(after) == model::Severity::kNone && SeverityOf(before) != model::Severity::kNone) {
    return StrCat(" 起解除预警，仍为 ", light);
  }
  if (SeverityOf(after) == SeverityOf(before)) return StrCat(" 起仍为 ", light);
  return StrCat(" 起预警改为", model::SeverityText(SeverityOf(after)), "，仍为 ", light);
}

void AddTimeLine(const Supervision& supervision, const TargetRow& row, const TargetSpec& spec, const Verdict& verdict,
                 std::vector<std::string>& lines) {
  if (!verdict.next_change) {
    if (!verdict.current().final) lines.push_back("没有新的填报或决定就不会变");
    return;
  }
  const Verdict then = supervision.VerdictOf(row, spec, *verdict.next_change);
  lines.push_back(StrCat("没有新的填报时，", verdict.next_change->ToString(), ChangeText(spec, verdict, then)));
}

}  // namespace

std::vector<std::string> OutlookOf(const Supervision& supervision, const TargetRow& row, const TargetSpec& spec,
                                   const TargetWords& words, const Verdict& verdict) {
  const WindowVerdict& now = verdict.current();
  std::vector<std::string> lines;
  if (now.final) lines.push_back("这个窗口已有定论，不再变化");
  if (const auto line = ConditionLine(spec, now)) lines.push_back(*line);
  AddLagLines(supervision, row, spec, words, now, lines);
  AddDueLine(spec, words, now, supervision.today(), lines);
  AddTimeLine(supervision, row, spec, verdict, lines);
  return lines;
}

}  // namespace liandu::evaluator
