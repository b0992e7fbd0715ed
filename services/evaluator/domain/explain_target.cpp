#include "evaluator/domain/explain_target.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/derived_value.h"
#include "evaluator/domain/explain_forecast.h"
#include "evaluator/domain/explain_members.h"

namespace liandu::evaluator {
namespace {

using absl::StrAppend;
using absl::StrCat;
using model::Comparator;
using model::Rational;
using model::ToText;

constexpr int kValuePlaces = 6;

std::string WithUnit(const Rational& value, const std::string& unit, int places = kValuePlaces) {
  return unit.empty() ? ToText(value, places) : StrCat(ToText(value, places), " ", unit);
}

const char* SignOf(Comparator comparator) {
  switch (comparator) {
    case Comparator::kGt:
      return "> ";
    case Comparator::kLe:
      return "≤ ";
    case Comparator::kLt:
      return "< ";
    case Comparator::kAbout:
      return "约 ";
    case Comparator::kDouble:
      return "倍增至 ≥ ";
    default:
      return "≥ ";
  }
}

const char* PreliminaryText(const HeldReport& report) { return report.preliminary ? "（初步数）" : ""; }

bool IsGrowth(const TargetSpec& spec) { return spec.measure == model::Measure::kGrowth; }

/// 完成 of a flow, 为 of a level, 年均 of a growth.
const char* VerbOf(const TargetSpec& spec) {
  if (IsGrowth(spec)) return " 年均 ";
  return IsFlow(spec) ? " 完成 " : " 为 ";
}

std::string Headline(const TargetSpec& spec, const TargetWords& words, const WindowVerdict& verdict,
                     model::Severity severity) {
  std::string text = StrCat(words.name, "：", StateText(spec, words.unit_of_measure, verdict, severity));
  const bool coloured = verdict.numbers.actual && severity != model::Severity::kNone;
  if (coloured) StrAppend(&text, "（", model::SeverityText(severity), "）");
  return text;
}

void AddInputs(const TargetSpec& spec, const TargetWords& words, const WindowVerdict& verdict,
               std::vector<model::EvidenceInput>& inputs) {
  inputs.push_back({"target", std::string(spec.id), ThresholdText(spec, words),
                    spec.due ? verdict.window.last.ToString() : "", words.clause});
  if (spec.base && !IsFlow(spec)) {
    inputs.push_back({"base", std::string(spec.id),
                      FigureText(Interval::Of(spec.base->value, spec.base->bound),
                                 IsGrowth(spec) ? std::string(spec.report_unit) : words.unit_of_measure),
                      spec.base->date.ToString(), ""});
  }
  if (const HeldReport* report = verdict.numbers.report) {
    inputs.push_back({"report", StrCat(report->period.ToString(), " 第", report->revision, "版"),
                      StrCat(FigureText(*verdict.numbers.actual, words.unit_of_measure), PreliminaryText(*report)),
                      verdict.numbers.as_of.ToString(), report->detail->source});
    if (const DerivedValue* derived = report->detail->derived.get()) {
      inputs.insert(inputs.end(), derived->inputs.begin(), derived->inputs.end());
    }
  }
}

/// There is nothing but a figure of the base date or before, and that a bound.
std::string OnlyBaselineStep(const TargetSpec& spec, const TargetWords& words) {
  const std::string base =
      spec.base ? StrCat(" ", FigureText(Interval::Of(spec.base->value, spec.base->bound), words.unit_of_measure), "（",
                         spec.base->date.ToString(), "）")
                : "";
  return StrCat("R2 只有基期数", base, "，且只是上限或下限，不能判定");
}

std::string GreyStep(const TargetSpec& spec, const TargetWords& words, const WindowVerdict& verdict) {
  switch (verdict.reason) {
    case Reason::kRedacted:
      return "R1 原文数值被遮盖，补录之前不能评价";
    case Reason::kAmbiguous:
      return StrCat("R1 口径有歧义，确认之前不能评价：", words.ambiguity);
    case Reason::kNotStarted:
      return StrCat("R1 目标期自 ", verdict.window.first.ToString(), " 开始，尚未开始");
    case Reason::kNoBase:
      if (spec.comparator == Comparator::kDouble) return "R11 翻番的基数未印或只是推定，由决定确认之前不能评价";
      if (spec.base) return "R7 目标与基期相差不足 5%，未达到之前不计滞后";
      return "R6 没有基期值，未达到之前不计滞后";
    case Reason::kUndecidedByBound:
      if (!verdict.numbers.actual) return OnlyBaselineStep(spec, words);
      return "R14 数值只给出上限或下限，整个区间不在目标同一侧，不能判定";
    case Reason::kStale:
      return StrCat("R13 最近数据截至 ", verdict.numbers.as_of.ToString(), "，已经过旧");
    case Reason::kMismatchedPeriod:
      return "R15 已有填报的期间与目标期不一致，不能用来评价";
    default:
      return StrCat(verdict.rule, " ", ReasonText(verdict.reason));
  }
}

void AddLagSteps(const WindowVerdict& verdict, std::vector<std::string>& steps) {
  const VerdictNumbers& numbers = verdict.numbers;
  if (!numbers.elapsed) return;
  steps.push_back(StrCat("R4 序时进度：", numbers.path_start->ToString(), " 至 ", numbers.as_of.ToString(), "，应完成 ",
                         ToText(Rational(*numbers.elapsed * 100), 1), "%，即 ", ToText(*numbers.expected, 1)));
  if (!numbers.progress) return;
  steps.push_back(StrCat("R4 实际进度 ", ToText(Rational(*numbers.progress * 100), 1), "%，滞后 ",
                         ToText(*numbers.lag_points, 1), " 个百分点"));
}

}  // namespace

std::string DueText(const TargetSpec& spec, const WindowVerdict& verdict) {
  if (!spec.due) return spec.standing ? "长期保持" : "未定到期日";
  return StrCat(verdict.window.last.ToString(), " 到期", spec.due_inferred ? "（推定）" : "");
}

std::string ThresholdText(const TargetSpec& spec, const TargetWords& words) {
  if (!spec.value) return spec.redacted ? "（数值被遮盖）" : "";
  // Until the base is known the value is a multiple of it, not a number of its own.
  if (spec.comparator == Comparator::kDouble && !spec.base) return "翻番（基数待确认）";
  if (spec.comparator == Comparator::kBetween && spec.upper) {
    return StrCat(ToText(*spec.value, kValuePlaces), "～", WithUnit(*spec.upper, words.unit_of_measure));
  }
  if (spec.value_divisor > 1) {
    const std::string value = spec.value->str();
    return StrCat(SignOf(spec.comparator),
                  words.unit_of_measure.empty() ? value : StrCat(value, " ", words.unit_of_measure));
  }
  return StrCat(SignOf(spec.comparator), WithUnit(*spec.value, words.unit_of_measure));
}

std::string FigureText(const Interval& figure, const std::string& unit) {
  if (figure.is_point()) return WithUnit(figure.low.value, unit);
  if (figure.high.infinite) return StrCat(figure.low.open ? "超过 " : "不少于 ", WithUnit(figure.low.value, unit));
  if (figure.low.infinite) return StrCat(figure.high.open ? "不足 " : "不超过 ", WithUnit(figure.high.value, unit));
  return StrCat(ToText(figure.low.value, kValuePlaces), "～", WithUnit(figure.high.value, unit));
}

std::string DayText(model::Date day, model::Date window_last) {
  const auto ymd = day.ymd();
  const std::string of_year = StrCat(static_cast<unsigned>(ymd.month()), "月", static_cast<unsigned>(ymd.day()), "日");
  return day.year() == window_last.year() ? of_year : StrCat(day.year(), "年", of_year);
}

std::string StateText(const TargetSpec& spec, const std::string& unit, const WindowVerdict& verdict,
                      model::Severity severity) {
  const VerdictNumbers& numbers = verdict.numbers;
  const bool foreseen = verdict.reason == Reason::kForecast || verdict.reason == Reason::kAtRisk;
  const std::string forecast = foreseen && numbers.forecast ? StrCat(ForecastText(spec, unit, verdict), "，") : "";
  if (!numbers.actual) return StrCat(forecast, ReasonText(verdict.reason));
  std::string text =
      StrCat("截至 ", DayText(numbers.as_of, verdict.window.last), VerbOf(spec), FigureText(*numbers.actual, unit));
  const bool lags =
      verdict.reason == Reason::kBehind || (verdict.reason == Reason::kPending && severity > model::Severity::kNone);
  if (lags && numbers.expected) StrAppend(&text, "，应达 ", ToText(*numbers.expected, 1));
  if (lags && numbers.lag_points) {
    StrAppend(&text, "，滞后 ", ToText(*numbers.lag_points, 1), " 个百分点");
  } else {
    StrAppend(&text, "，", forecast, ReasonText(verdict.reason));
  }
  return text;
}

std::string WindowText(const TargetSpec& spec, const WindowVerdict& verdict) {
  if (!spec.due && verdict.numbers.report) return verdict.numbers.report->period.ToString();
  return model::Period{verdict.window.first, verdict.window.last, false}.ToString();
}

model::Evidence EvidenceOf(const TargetSpec& spec, const TargetWords& words, const WindowVerdict& verdict,
                           model::Severity severity) {
  const VerdictNumbers& numbers = verdict.numbers;
  model::Evidence evidence;
  evidence.rule = verdict.rule;
  evidence.summary = Headline(spec, words, verdict, severity);
  if (spec.value) {
    StrAppend(&evidence.summary, "；目标 ", ThresholdText(spec, words), "，", DueText(spec, verdict));
  }
  AddInputs(spec, words, verdict, evidence.inputs);
  if (numbers.expected) evidence.expected = WithUnit(*numbers.expected, words.unit_of_measure, 1);
  if (numbers.actual) evidence.actual = FigureText(*numbers.actual, words.unit_of_measure);
  if (numbers.progress) evidence.progress = ToText(*numbers.progress, 6);
  if (numbers.elapsed) evidence.elapsed = ToText(*numbers.elapsed, 6);
  if (numbers.lag_points) evidence.lag_points = ToText(*numbers.lag_points, 1);
  AddForecast(spec, words.unit_of_measure, verdict, evidence);
  return evidence;
}

std::vector<std::string> StepsOf(const Registry& registry, const TargetSpec& spec, const TargetWords& words,
                                 const Verdict& verdict) {
  const WindowVerdict& now = verdict.current();
  std::vector<std::string> steps;
  if (spec.value) {
    steps.push_back(StrCat("R8 目标 ", ThresholdText(spec, words), "，", DueText(spec, now), "；责任单位 ",
                           words.responsible_unit.empty() ? "未明确" : words.responsible_unit));
  }
  if (now.numbers.growth && !now.numbers.growth->empty()) {
    steps.push_back(StrCat("R11 逐年增速：", YearsText(*now.numbers.growth)));
  }
  if (now.numbers.actual) {
    steps.push_back(StrCat("R4 采用 ", now.numbers.report->period.ToString(), " 填报：",
                           FigureText(*now.numbers.actual, words.unit_of_measure), PreliminaryText(*now.numbers.report),
                           "，截至 ", now.numbers.as_of.ToString()));
    for (std::string& step : DerivedSteps(registry, *now.numbers.report)) steps.push_back(std::move(step));
    AddLagSteps(now, steps);
  }
  if (now.numbers.forecast) {
    const std::string needed = NeededText(spec, words.unit_of_measure, now);
    steps.push_back(StrCat("R12 ", MethodText(words.unit_of_measure, now), "：",
                           ForecastText(spec, words.unit_of_measure, now), needed.empty() ? "" : "；", needed));
  }
  if (now.light == model::Light::kGrey && now.missed == model::Severity::kNone) {
    steps.push_back(GreyStep(spec, words, now));
  } else {
    steps.push_back(StrCat(now.rule, " ", ReasonText(now.reason), "：", model::LightText(now.light),
                           now.final ? "（不再变化）" : ""));
  }
  const bool capped = std::max({now.behind, now.missed, now.at_risk}) != model::Severity::kNone;
  if (capped && spec.stretch) steps.emplace_back("R17 “力争”类目标，预警降一级");
  if (capped && spec.due_inferred) steps.emplace_back("R17 到期日为推定，预警最高为黄");
  if (capped && spec.draft) steps.emplace_back("R17 方案为征求意见稿，预警最高为蓝，不影响灯色");
  if (verdict.windows.size() > 1) {
    for (const WindowVerdict& window : verdict.windows) {
      steps.push_back(StrCat("R15 ", WindowText(spec, window), " 年度：", ReasonText(window.reason)));
    }
  }
  for (std::string& step : MemberSteps(words, verdict)) steps.push_back(std::move(step));
  return steps;
}

}  // namespace liandu::evaluator
