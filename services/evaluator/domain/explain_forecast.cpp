#include "evaluator/domain/explain_forecast.h"

#include "absl/strings/str_cat.h"
#include "evaluator/domain/period_reports.h"
#include "evaluator/domain/periods.h"

namespace liandu::evaluator {
namespace {

using absl::StrCat;
using model::Rational;
using model::ToText;

constexpr int kValuePlaces = 6;

std::string Percent(const Rational& percent, int places = 1) { return StrCat(ToText(percent, places), "%"); }

std::string WithUnit(const Rational& value, const std::string& unit, int places) {
  return unit.empty() ? ToText(value, places) : StrCat(ToText(value, places), " ", unit);
}

/// "增长 6.5%", "下降 2%".
std::string Grows(const Rational& percent, int places = 1) {
  return StrCat(percent < 0 ? "下降 " : "增长 ", Percent(abs(percent), places));
}

/// What is rounded away is still needed: "增长不到 0.1%".
std::string MustGrow(const Rational& percent, bool more, int places = 1) {
  std::string text = Grows(percent, places);
  if (!more || ToText(percent, places) != "0") return text;
  return places > 1 ? "增长不到 0.01%" : "增长不到 0.1%";
}

bool IsGrowth(const TargetSpec& spec) { return spec.measure == model::Measure::kGrowth; }

std::string NameOf(const ForecastFigure& figure) {
  return figure.report ? figure.report->period.ToString() : figure.as_of.ToString();
}

/// The end of the region at which a forecast aims.
struct Goal {
  Rational value;
  /// It is the region's lower end.
  bool is_floor = true;
};

/// Of the end that the forecast misses, else of the floor.
Goal GoalOf(const TargetSpec& spec, const Window& window, const Forecast& forecast) {
  Interval region = IsGrowth(spec) ? GrowthRegion(spec) : Region(spec);
  const auto in_forecast = [&](const Rational& end) { return IsGrowth(spec) ? Compounded(end, YearsIn(window)) : end; };
  const bool below = !region.low.infinite && Compare(forecast.value, in_forecast(region.low.value)) <= 0;
  const bool floor = region.high.infinite || below || (!region.low.infinite && LiesWithin(forecast.value, region));
  return {in_forecast(floor ? region.low.value : region.high.value), floor};
}

std::string NeededGrowth(const Forecast& forecast, const Goal& goal) {
  const Rational& latest = forecast.latest.value;
  if (latest <= 0 || goal.value <= 0 || forecast.months <= 0) return "";
  const Rational needed = AverageGrowth(goal.value / latest, forecast.months);
  const char* yearly = forecast.months > kMonthsOfYear ? "年均" : "";
  // Beyond the goal already: what is left is room, not a need.
  const bool room = goal.is_floor ? goal.value < latest : goal.value > latest;
  std::string text =
      room ? StrCat("只要", yearly, goal.is_floor ? "下降" : "增长", "不超过 ", Percent(abs(needed)), " 即达标")
           : StrCat("达标须", yearly, MustGrow(needed, goal.value >= latest));
  if (forecast.growth_percent) return StrCat(text, "，上年 ", Percent(*forecast.growth_percent));
  const int months = MonthsBetween(forecast.earlier->as_of, forecast.latest.as_of);
  return StrCat(text, "，此前年均 ", Percent(AverageGrowth(latest / forecast.earlier->value, months)));
}

/// How much a year, by days.
Rational Yearly(const Rational& difference, model::Date from, model::Date to) {
  return difference * 1461 / (4 * Rational(to - from));
}

std::string NeededLine(const Forecast& forecast, const Rational& goal, const Window& window, const std::string& unit) {
  if (forecast.latest.as_of >= window.last) return "";
  const Rational needed = Yearly(goal - forecast.latest.value, forecast.latest.as_of, window.last);
  const Rational before =
      Yearly(forecast.latest.value - forecast.earlier->value, forecast.earlier->as_of, forecast.latest.as_of);
  return StrCat("达标须", "平均每年", needed < 0 ? "减少 " : "增加 ", WithUnit(abs(needed), unit, 1), "，此前每年 ",
                before > 0 ? "+" : "", ToText(before, 1));
}

std::string NeededRate(const Forecast& forecast, const Rational& goal, const Window& window, const std::string& unit) {
  const Rational left = goal - forecast.latest.value;
  if (left < 0 || forecast.latest.as_of >= window.last) return "";
  const bool limit = Compare(forecast.value, goal) > 0;
  return StrCat("余下 ", window.last - forecast.latest.as_of, " 天", limit ? "最多 " : "还需 ",
                WithUnit(left, unit, kValuePlaces), "，此前 ", forecast.latest.as_of - window.first + 1, " 天 ",
                ToText(forecast.latest.value, kValuePlaces));
}

std::string NeededYears(const Forecast& forecast, const Rational& goal) {
  const Rational done = forecast.to_date ? forecast.to_date->value : Rational(1);
  if (forecast.months <= 0 || done <= 0 || goal <= 0) return "";
  const int years = forecast.months / kMonthsOfYear;
  return StrCat("余下 ", years, " 年需", years > 1 ? "年均" : "",
                MustGrow(AverageGrowth(goal / done, forecast.months), goal > done, 2), "，最近一年 ",
                Percent(*forecast.growth_percent, 2));
}

void AddInput(const TargetSpec& spec, const ForecastFigure& figure, const std::string& unit,
              model::Evidence& evidence) {
  const std::string value = WithUnit(figure.value, unit, IsGrowth(spec) ? 2 : kValuePlaces);
  if (!figure.report) {
    evidence.inputs.push_back({"base", std::string(spec.id), value, figure.as_of.ToString(), ""});
    return;
  }
  const std::string id = StrCat(figure.report->period.ToString(), " 第", figure.report->revision, "版");
  evidence.inputs.push_back({"forecast", id, value, figure.as_of.ToString(), figure.report->detail->source});
}

}  // namespace

std::string ForecastText(const TargetSpec& spec, const std::string& unit, const WindowVerdict& verdict) {
  const Forecast* forecast = verdict.numbers.forecast.get();
  if (!forecast) return "";
  // With its year: the window may end in another one than the reader's.
  const std::string day = verdict.window.last.ToString();
  if (IsGrowth(spec)) {
    const Rational average = AverageGrowth(forecast->value.scale, YearsIn(verdict.window) * kMonthsOfYear);
    return StrCat("预计到 ", day, YearsIn(verdict.window) > 1 ? " 年均" : " ", Grows(average, 2));
  }
  return StrCat("预计到 ", day, " 为 ", WithUnit(Rounded(forecast->value, 1), unit, 1));
}

std::string MethodText(const std::string& unit, const WindowVerdict& verdict) {
  const Forecast* forecast = verdict.numbers.forecast.get();
  if (!forecast) return "";
  const ForecastFigure& latest = forecast->latest;
  const std::string at = StrCat(NameOf(latest), " 为 ", WithUnit(latest.value, unit, kValuePlaces));
  const auto since = [&] {
    return StrCat(NameOf(*forecast->earlier), " 为 ", WithUnit(forecast->earlier->value, unit, kValuePlaces), "，", at);
  };
  switch (forecast->method) {
    case ForecastMethod::kYearOnYear:
      return StrCat(at, "，比上年", Grows(*forecast->growth_percent), "，照此逐年推算");
    case ForecastMethod::kCompound:
      return StrCat(since(), "，照年均增速推算");
    case ForecastMethod::kLinear:
      // New ones counted back before their zero are no number that anybody has.
      if (forecast->earlier->value < 0 && forecast->latest.value >= 0) {
        return StrCat(NameOf(*forecast->earlier), " 至 ", NameOf(latest), " 增加 ",
                      WithUnit(latest.value - forecast->earlier->value, unit, kValuePlaces), "，照每年增减推算");
      }
      return StrCat(since(), "，照每年增减推算");
    case ForecastMethod::kYearShape:
      return StrCat("上年全年 ", WithUnit(latest.value, unit, kValuePlaces), "，今年至 ",
                    DayText(forecast->to_date->as_of, verdict.window.last), " 同比", Grows(*forecast->growth_percent),
                    "，照此推算全年");
    case ForecastMethod::kRunRate:
      return StrCat("至 ", DayText(latest.as_of, verdict.window.last), " 完成 ",
                    WithUnit(latest.value, unit, kValuePlaces), "，按已过时间推算");
    case ForecastMethod::kGrowthGoesOn:
      return StrCat(NameOf(latest), " 年", Grows(*forecast->growth_percent, 2), "，其余年份照此增长");
  }
  return "";
}

std::string NeededText(const TargetSpec& spec, const std::string& unit, const WindowVerdict& verdict) {
  const Forecast* forecast = verdict.numbers.forecast.get();
  if (!forecast) return "";
  const Goal aim = GoalOf(spec, verdict.window, *forecast);
  const Rational& goal = aim.value;
  switch (forecast->method) {
    case ForecastMethod::kYearOnYear:
    case ForecastMethod::kCompound:
      return NeededGrowth(*forecast, aim);
    case ForecastMethod::kLinear:
      return NeededLine(*forecast, goal, verdict.window, unit);
    case ForecastMethod::kYearShape:
      if (forecast->latest.value <= 0) return "";
      return StrCat("全年需", MustGrow((goal / forecast->latest.value - 1) * 100, goal > forecast->latest.value),
                    "，年初至今 ", Percent(*forecast->growth_percent));
    case ForecastMethod::kRunRate:
      return NeededRate(*forecast, goal, verdict.window, unit);
    case ForecastMethod::kGrowthGoesOn:
      return NeededYears(*forecast, goal);
  }
  return "";
}

void AddForecast(const TargetSpec& spec, const std::string& unit, const WindowVerdict& verdict,
                 model::Evidence& evidence) {
  const Forecast* forecast = verdict.numbers.forecast.get();
  if (!forecast) return;
  evidence.forecast = ForecastText(spec, unit, verdict);
  evidence.forecast_method = MethodText(unit, verdict);
  evidence.needed = NeededText(spec, unit, verdict);
  // The run rate's figure is the report that speaks, which stands among the inputs already.
  if (forecast->method == ForecastMethod::kRunRate) return;
  if (forecast->earlier) AddInput(spec, *forecast->earlier, unit, evidence);
  AddInput(spec, forecast->latest, unit, evidence);
}

model::Evidence AtRiskEvidenceOf(const TargetSpec& spec, const TargetWords& words, const WindowVerdict& verdict,
                                 model::Severity severity) {
  model::Evidence evidence = EvidenceOf(spec, words, verdict, severity);
  evidence.rule = "R12";
  evidence.summary = StrCat(words.name, "：", evidence.forecast, "（", model::SeverityText(severity), "）；目标 ",
                            ThresholdText(spec, words), "，", DueText(spec, verdict));
  if (!evidence.needed.empty()) absl::StrAppend(&evidence.summary, "；", evidence.needed);
  return evidence;
}

std::string YearsText(const std::vector<YearGrowth>& years) {
  std::string text;
  for (const YearGrowth& year : years) {
    const auto percent = [](const Rational& factor) { return Rational((factor - 1) * 100); };
    Interval growth = year.factor;
    growth.low.value = percent(growth.low.value);
    growth.high.value = percent(growth.high.value);
    absl::StrAppend(&text, text.empty() ? "" : "、", year.year, " 年 ",
                    growth.is_point() ? Percent(growth.low.value, 2) : FigureText(growth, "%"));
  }
  return text;
}

}  // namespace liandu::evaluator
