#include "evaluator/domain/explain_figures.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/alert_texts.h"
#include "evaluator/domain/periods.h"

namespace liandu::evaluator {
namespace {

using absl::StrCat;
using model::Date;
using model::Period;
using model::Rational;

constexpr size_t kMaxLines = 5;
/// Rows of a period at most, so that a daily series over decades is not walked whole.
constexpr int kMaxPeriods = 40;

/// "5469.2 亿元（来源 A042）".
std::string SourcedText(const Registry& registry, const IndicatorRow& indicator, const HeldReport& report) {
  const std::string source = report.detail->source.empty() ? "" : StrCat("来源 ", report.detail->source);
  const char* preliminary = report.preliminary ? "初步数" : "";
  const std::string about = StrCat(source, !source.empty() && report.preliminary ? "，" : "", preliminary);
  return StrCat(ReportedText(registry, indicator, report), about.empty() ? "" : StrCat("（", about, "）"));
}

/// The figures of one period and scope that nobody revised, the one that is used first.
class PeriodFigures {
 public:
  PeriodFigures(const Registry& registry, const IndicatorRow& indicator) : registry_(registry), indicator_(indicator) {
    unit_.report_unit = unit_.unit = registry.symbols.Text(indicator.unit_of_measure);
    unit_.units = &registry.catalogue.units_of_measure;
    unit_.is_percentage = registry.IsPercentage(unit_.unit);
  }

  /// "2022：采用 5469.2 亿元，另有 不足 5500 亿元，两个来源相差 30.8 亿元"; empty: they do not differ.
  std::string DifferenceText(const HeldReport& used, const HeldReport& other) const {
    if (&used == &other || used.revision != other.revision) return "";
    const Rational difference = abs(Rational(NumberOf(used) - NumberOf(other)));
    if (difference == 0) return "";
    const std::string unit(unit_.is_percentage ? "个百分点" : unit_.unit);
    const char* by = used.detail->source == other.detail->source ? "两个数相差 " : "两个来源相差 ";
    return StrCat("R14 ", used.period.ToString(), " 采用 ", SourcedText(registry_, indicator_, used), "，另有 ",
                  SourcedText(registry_, indicator_, other), other.set_aside ? "（搁置）" : "", "，", by,
                  model::ToText(difference, 6), unit.empty() ? "" : StrCat(" ", unit));
  }

 private:
  Rational NumberOf(const HeldReport& report) const {
    return InTargetUnit(unit_, report.value, report.detail->unit_of_measure);
  }

  const Registry& registry_;
  const IndicatorRow& indicator_;
  /// Only its units are used.
  TargetSpec unit_;
};

void AddDifferences(const Registry& registry, const IndicatorRow& indicator, std::vector<std::string>& steps) {
  const PeriodFigures figures(registry, indicator);
  std::vector<std::string> lines;
  for (size_t i = 0; i < indicator.reports.size();) {
    const size_t first = i;
    const HeldReport* used = StandingReport(indicator.reports, first, i);
    for (size_t at = first; used && at < i; ++at) {
      std::string line = figures.DifferenceText(*used, indicator.reports[at]);
      if (!line.empty()) lines.push_back(std::move(line));
    }
  }
  std::reverse(lines.begin(), lines.end());
  lines.resize(std::min(lines.size(), kMaxLines));
  steps.insert(steps.end(), lines.begin(), lines.end());
}

/// When the first report of a period came; nullopt: none did.
std::optional<Date> FirstCame(const Registry& registry, const IndicatorRow& indicator, Date period_end) {
  std::optional<Date> came;
  for (const HeldReport& report : indicator.reports) {
    if (report.period.last != period_end || report.set_aside) continue;
    const Date day = std::min(report.published, registry.civil_time.DateAt(report.received));
    if (!came || day < *came) came = day;
  }
  return came;
}

std::string PeriodLine(const Registry& registry, const IndicatorRow& indicator, const Period& period, Date day) {
  const Date due = registry.DueOf(period.last);
  if (due >= day) return "";
  const auto came = FirstCame(registry, indicator, period.last);
  if (came && *came <= due) return "";
  const std::string head = StrCat("R16 ", period.ToString(), " 应于 ", due.ToString(), " 前填报，");
  return came ? StrCat(head, came->ToString(), " 才补报：逾期后补上，该期为黄") : StrCat(head, "至今未报");
}

void AddLatePeriods(const Registry& registry, const IndicatorRow& indicator, const TargetSpec& spec, Date day,
                    std::vector<std::string>& steps) {
  if (indicator.cadence == model::Cadence::kUnspecified || spec.continuous || !spec.due) return;
  const Window window = RunningWindow(spec, day);
  const Date since = std::max(window.first, registry.supervised_since.value_or(window.first));
  std::vector<std::string> lines;
  Period period = PeriodAround(indicator.cadence, since);
  for (int i = 0; i < kMaxPeriods && period.last <= window.last && period.last < day; ++i) {
    std::string line = PeriodLine(registry, indicator, period, day);
    if (!line.empty()) lines.push_back(std::move(line));
    period = NextPeriod(indicator.cadence, period);
  }
  std::reverse(lines.begin(), lines.end());
  lines.resize(std::min(lines.size(), kMaxLines));
  steps.insert(steps.end(), lines.begin(), lines.end());
}

}  // namespace

std::vector<std::string> FigureSteps(const Registry& registry, const TargetRow& target, Date day) {
  std::vector<std::string> steps;
  const IndicatorRow& indicator = *registry.IndicatorOf(target);
  AddDifferences(registry, indicator, steps);
  AddLatePeriods(registry, indicator, registry.SpecOf(target, day), day, steps);
  return steps;
}

}  // namespace liandu::evaluator
