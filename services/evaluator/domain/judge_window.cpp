#include "evaluator/domain/judge_window.h"

#include <algorithm>

#include "evaluator/domain/judge_forecast.h"
#include "evaluator/domain/path.h"
#include "evaluator/domain/period_reports.h"
#include "evaluator/domain/severity_caps.h"

namespace liandu::evaluator {
namespace {

using model::Date;
using model::Light;
using model::Rational;
using model::Severity;

/// Judges one window that has begun.
class WindowJudge {
 public:
  WindowJudge(const TargetSpec& spec, const Window& window, const std::vector<HeldReport>& reports,
              const JudgementContext& context)
      : spec_(spec),
        context_(context),
        reports_(reports),
        region_(Region(spec)),
        figures_(FiguresOf(spec, window, reports)) {
    Begin(window);
  }
  /// Of a growth target, as the level that it is (rule R11).
  WindowJudge(const GrowthCourse& course, const Window& window, const std::vector<HeldReport>& reports,
              const JudgementContext& context)
      : spec_(course.level),
        context_(context),
        reports_(reports),
        region_(course.region),
        figures_(course.figures),
        course_(&course) {
    Begin(window);
  }

  WindowVerdict Judge() && {
    if (spec_.standing) {
      figures_.points.empty() ? JudgeNothing() : JudgeStanding();
    } else {
      JudgeDue();
    }
    Supervise();
    return std::move(verdict_);
  }

 private:
  void Begin(const Window& window) {
    verdict_.window = window;
    if (HasPath()) path_.emplace(spec_, window);
  }

  /// A path needs a flow, or a base that is a figure (no bound), another than the target, and from before the due date.
  bool HasPath() const {
    if (IsFlow(spec_)) return *spec_.value != 0;
    return spec_.base && PrecisionOf(spec_.base->bound) > 0 && *spec_.value != spec_.base->value &&
           spec_.base->date < verdict_.window.last;
  }

  const Point& latest() const { return figures_.points.back(); }
  bool is_over() const { return context_.today > verdict_.window.last; }

  void Grey(Reason reason, const char* rule) {
    verdict_.light = Light::kGrey;
    verdict_.reason = reason;
    verdict_.rule = rule;
  }
  void Green(Reason reason, const char* rule, bool final = false) {
    verdict_.light = Light::kGreen;
    verdict_.reason = reason;
    verdict_.rule = rule;
    verdict_.final = final;
  }
  void Behind(Severity severity, Reason reason, const char* rule) {
    verdict_.behind = Capped(severity, caps());
    verdict_.light = LightOf(verdict_.behind, Light::kGreen);
    verdict_.reason = reason;
    verdict_.rule = rule;
  }
  /// Blue changes no light, and a window that is missed has none of its own.
  void Missed(Severity severity, Reason reason, const char* rule) {
    verdict_.missed = Capped(severity, caps());
    verdict_.light = LightOf(verdict_.missed, Light::kGrey);
    verdict_.reason = reason;
    verdict_.rule = rule;
  }
  SeverityCaps caps() const { return {spec_.stretch, spec_.due_inferred, spec_.draft}; }
  void ChangesOn(Date day) {
    if (day <= context_.today) return;
    verdict_.next_change = verdict_.next_change ? std::min(*verdict_.next_change, day) : day;
  }

  void JudgeNothing() {
    if (figures_.absent) {
      Grey(*figures_.absent, *figures_.absent == Reason::kMissingPart ? "R1" : "R10");
    } else if (figures_.missing_part) {
      Grey(Reason::kMissingPart, spec_.compounds ? "R11" : "R15");
    } else if (figures_.mismatched) {
      Grey(Reason::kMismatchedPeriod, "R15");
    } else if (figures_.baseline_bound || BaseIsUndecidedBound()) {
      Grey(Reason::kUndecidedByBound, "R2");
    } else {
      // What follows from others and cannot be worked out waits for them.
      Grey(spec_.derived && !figures_.baseline ? Reason::kMissingPart : Reason::kNoReport, "R1");
    }
  }

  bool BaseIsUndecidedBound() const {
    return spec_.base && !IsFlow(spec_) &&
           Within(Interval::Of(spec_.base->value, spec_.base->bound), region_) == Truth::kUndecided;
  }

  /// Each report by itself (rule R21).
  void JudgeStanding() {
    Note(latest(), latest().as_of);
    const Date stale_on = StaleOn(latest());
    const Truth truth = Within(latest().value, region_);
    if (!spec_.continuous) {
      if (context_.today >= stale_on) return Grey(Reason::kStale, "R13");
      ChangesOn(stale_on);
    }
    verdict_.change_is_sure = true;
    if (truth == Truth::kUndecided) return Grey(Reason::kUndecidedByBound, "R14");
    if (truth == Truth::kYes) return Green(Reason::kHeld, "R21");
    Missed(Severity::kRed, Reason::kNotHeld, "R21");
  }

  void JudgeDue() {
    const Point* covering = figures_.points.empty() ? nullptr : Covering();
    if (is_over() && covering) return JudgeCovering(*covering);
    figures_.points.empty() ? JudgeNothing() : JudgeRunning();
    JudgeForecast(ForecastSubject(), verdict_);
    if (!is_over()) return NoteEnd(covering);
    // All that can happen to it is to turn stale.
    verdict_.change_is_sure = true;
    // What is over waits for its figure and keeps its colour meanwhile (rule R16).
    if (!verdict_.final && verdict_.light != Light::kGrey && verdict_.missed == Severity::kNone) {
      verdict_.reason = Reason::kPending;
      verdict_.rule = "R16";
    }
  }

  ForecastCase ForecastSubject() const {
    return {spec_, verdict_.window, region_, figures_, path_ ? &*path_ : nullptr, reports_, context_, course_};
  }

  /// What is settled already hears only a covering figure; another colour becomes pending, or stale before that.
  void NoteEnd(const Point* covering) {
    if (!covering && (verdict_.final || verdict_.missed != Severity::kNone)) return;
    if (figures_.points.empty() && verdict_.light == Light::kGrey) return;
    ChangesOn(verdict_.window.last + 1);
    verdict_.change_is_sure = !covering && verdict_.light != Light::kGrey;
  }

  /// The figure that settles the window: silence of a continuous indicator means "unchanged" (rule R4).
  const Point* Covering() const {
    if (spec_.continuous) return &latest();
    const auto it =
        std::find_if(figures_.points.rbegin(), figures_.points.rend(), [](const Point& p) { return p.covers; });
    return it == figures_.points.rend() ? nullptr : &*it;
  }

  void JudgeCovering(const Point& point) {
    Note(point, std::min(verdict_.window.last, spec_.continuous ? verdict_.window.last : point.as_of));
    const Truth truth = Within(point.value, region_);
    if (truth == Truth::kYes) return Green(Reason::kMet, "R16", true);
    if (truth == Truth::kUndecided) return Grey(Reason::kUndecidedByBound, "R14");
    if (figures_.made_up) return Missed(Severity::kYellow, Reason::kMadeUpLate, "R16");
    Missed(Severity::kRed, Reason::kMissed, "R16");
  }

  void JudgeRunning() {
    const Point& point = latest();
    Note(point, ComparedOn());
    if (IsFlow(spec_) && SettleFlow(point)) return;
    const bool reached = Within(point.value, region_) == Truth::kYes;
    if (reached && spec_.once_only) return Green(Reason::kMet, "R5", true);
    if (!spec_.continuous) {
      const Date stale_on = StaleOn(point);
      if (context_.today >= stale_on) return Grey(Reason::kStale, "R13");
      ChangesOn(stale_on);
    }
    if (IsFlow(spec_) && region_.low.infinite) return JudgeLimit(point);
    if (reached) return Green(Reason::kReached, "R5");
    if (!path_) return JudgeWithoutPath(point);
    if (!IsFlow(spec_) && BaseSatisfies()) return JudgeHold(point);
    if (!IsFlow(spec_) && IsSmallSpan()) return JudgeWithoutPath(point);
    JudgeLag();
  }

  /// A flow only grows: what is reached without an upper limit is met, what is beyond the limit is missed (rule R5).
  bool SettleFlow(const Point& point) {
    if (region_.high.infinite) {
      if (Within(point.value, region_) != Truth::kYes) return false;
      Green(Reason::kMet, "R5", true);
      return true;
    }
    const Interval up_to_limit{{Rational(0), false, true}, region_.high};
    if (Within(point.value, up_to_limit) != Truth::kNo) return false;
    Missed(Severity::kRed, Reason::kMissed, "R5");
    return true;
  }

  /// A flow that must stay below a limit has no path.
  void JudgeLimit(const Point& point) {
    if (Within(point.value, region_) == Truth::kUndecided) return Grey(Reason::kUndecidedByBound, "R14");
    Green(Reason::kOnTrack, "R5");
  }

  /// Without a base, or with one too near, there is no lag (rules R6, R7).
  void JudgeWithoutPath(const Point& point) {
    if (Within(point.value, region_) == Truth::kUndecided) return Grey(Reason::kUndecidedByBound, "R14");
    if (spec_.base && BaseSatisfies()) return JudgeHold(point);
    Grey(Reason::kNoBase, spec_.base ? "R7" : "R6");
  }

  bool BaseSatisfies() const {
    return Within(Interval::Of(spec_.base->value, spec_.base->bound), region_) == Truth::kYes;
  }

  bool IsSmallSpan() const { return !spec_.compounds && abs(path_->span()) * 20 < abs(*spec_.value); }

  /// The base already satisfied: it is to be held (rule R7).
  void JudgeHold(const Point& point) {
    const Truth truth = Within(point.value, region_);
    if (truth == Truth::kUndecided) return Grey(Reason::kUndecidedByBound, "R14");
    Behind(Severity::kYellow, Reason::kNotHeld, "R7");
  }

  void JudgeLag() {
    const std::optional<Severity> severity = SeverityOn(ComparedOn());
    if (spec_.continuous && !is_over()) NoteNextLagChange(severity);
    if (!severity) return Grey(Reason::kUndecidedByBound, "R14");
    if (*severity == Severity::kNone) return Green(Reason::kOnTrack, "R17");
    Behind(*severity, Reason::kBehind, "R17");
  }

  /// The day at which progress and path are compared: the figure's, or yesterday for what counts itself (rule R4).
  Date ComparedOn() const { return ComparedOn(context_.today); }
  Date ComparedOn(Date today) const {
    if (!spec_.continuous) return latest().as_of;
    return std::max(latest().as_of, std::min(today - 1, verdict_.window.last));
  }

  Date StaleOn(const Point& point) const { return point.as_of.AddMonths(context_.settings.stale_months) + 1; }

  /// The severity when the latest figure is compared on a day; nullopt: a bound leaves it open.
  std::optional<Severity> SeverityOn(Date day) const { return Fold(figures_.points.size() - 1, day); }

  /// The fold of rule R20 up to figure `i`, compared on a day: looks back only as far as the hysteresis needs.
  std::optional<Severity> Fold(size_t i, Date day) const {
    const LagRange lag = LagOf(figures_.points[i], day);
    if (auto decided = Decided(lag)) return Softened(*decided);
    const Severity before = BeforeFigure(i, day);
    if (lag.least_infinite || lag.most_infinite) return std::nullopt;
    const Severity least = StepSeverity(before, lag.least, context_.thresholds);
    const Severity most = StepSeverity(before, lag.most, context_.thresholds);
    return least == most ? std::optional(Softened(least)) : std::nullopt;
  }

  /// What held before a figure was compared on a day.
  Severity BeforeFigure(size_t i, Date day) const {
    const Point& point = figures_.points[i];
    // While a continuous indicator was silent its lag grew, from its own day on.
    if (spec_.continuous && day > point.as_of) return Fold(i, point.as_of).value_or(Severity::kNone);
    for (size_t earlier = i; earlier-- > 0;) {
      const Date until =
          spec_.continuous ? std::max(figures_.points[earlier].as_of, point.as_of - 1) : figures_.points[earlier].as_of;
      if (const auto severity = Fold(earlier, until)) return *severity;
    }
    return Severity::kNone;
  }

  std::optional<Severity> Decided(const LagRange& lag) const {
    const auto least =
        lag.least_infinite ? std::optional(Severity::kNone) : DecidedSeverity(lag.least, context_.thresholds);
    const auto most =
        lag.most_infinite ? std::optional(Severity::kRed) : DecidedSeverity(lag.most, context_.thresholds);
    return least && most && *least == *most ? least : std::nullopt;
  }

  /// With less than ten units to go a count is never worse than yellow (rule R9).
  Severity Softened(Severity severity) const {
    const bool few = spec_.is_count && abs(path_->span()) < 10;
    return few ? std::min(severity, Severity::kYellow) : severity;
  }

  /// Lags from the best to the worst that the figure leaves possible.
  LagRange LagOf(const Point& point, Date day) const {
    const bool up = path_->span() > 0;
    const IntervalEnd& best = up ? point.value.high : point.value.low;
    const IntervalEnd& worst = up ? point.value.low : point.value.high;
    LagRange range;
    range.least_infinite = best.infinite;
    range.most_infinite = worst.infinite;
    if (!worst.infinite) range.most = LagAt(worst.value, day);
    if (!best.infinite) range.least = point.value.is_point() ? range.most : LagAt(best.value, day);
    return range;
  }

  Rational LagAt(const Rational& value, Date day) const {
    Rational lag = (path_->ElapsedAt(day) - path_->ProgressOf(value)) * 100;
    if (spec_.is_count && lag > 0 && abs(Rational(path_->ExpectedAt(day) - value)) < 1) return 0;
    return lag;
  }

  /// The lag of a silent continuous indicator only grows: the first day on which the verdict is another, by halving.
  void NoteNextLagChange(std::optional<Severity> now) {
    const auto differs = [&](Date today) { return SeverityOn(ComparedOn(today)) != now; };
    Date same = context_.today;
    Date other = verdict_.window.last + 1;
    if (other <= same || !differs(other)) return;
    while (other - same > 1) {
      const Date middle = same + (other - same) / 2;
      (differs(middle) ? other : same) = middle;
    }
    ChangesOn(other);
  }

  void Note(const Point& point, Date as_of) {
    VerdictNumbers& numbers = verdict_.numbers;
    numbers.as_of = as_of;
    numbers.actual = point.value;
    numbers.report = point.report;
    if (!context_.with_numbers || !path_ || spec_.standing ||
        (IsFlow(spec_) ? region_.low.infinite : BaseSatisfies() || IsSmallSpan()))
      return;
    numbers.path_start = path_->start();
    numbers.elapsed = path_->ElapsedAt(as_of);
    numbers.expected = path_->ExpectedAt(as_of);
    if (!point.value.is_point()) return;
    numbers.progress = path_->ProgressOf(point.value.low.value);
    numbers.lag_points = (*numbers.elapsed - *numbers.progress) * 100;
  }

  /// Windows that ended before supervision began raise nothing.
  void Supervise() {
    if (!context_.supervised_since || verdict_.window.last >= *context_.supervised_since) return;
    if (std::max({verdict_.behind, verdict_.missed, verdict_.at_risk}) == Severity::kNone) return;
    verdict_.behind = verdict_.missed = verdict_.at_risk = Severity::kNone;
    verdict_.change_is_sure = false;
    Grey(Reason::kNotRecorded, "R1");
  }

  const TargetSpec& spec_;
  const JudgementContext& context_;
  const std::vector<HeldReport>& reports_;
  Interval region_;
  WindowFigures figures_;
  const GrowthCourse* course_ = nullptr;
  std::optional<Path> path_;
  WindowVerdict verdict_;
};

/// People read average yearly growth, not factors.
void ShowAsGrowth(const Window& window, GrowthCourse&& course, VerdictNumbers& numbers) {
  numbers.growth = std::make_shared<const std::vector<YearGrowth>>(std::move(course.years));
  if (!numbers.actual) return;
  const int months = course.level.due ? MonthsBetween(window.first - 1, numbers.as_of) : 12;
  const auto average = [&](const Rational& factor) { return AverageGrowth(factor, months); };
  for (IntervalEnd* end : {&numbers.actual->low, &numbers.actual->high}) {
    if (!end->infinite) end->value = average(end->value);
  }
  if (numbers.expected) numbers.expected = average(*numbers.expected);
}

}  // namespace

WindowVerdict JudgeWindow(const TargetSpec& spec, const Window& window, const std::vector<HeldReport>& reports,
                          const JudgementContext& context) {
  if (spec.measure != model::Measure::kGrowth) return WindowJudge(spec, window, reports, context).Judge();
  GrowthCourse course = GrowthCourseOf(spec, window, reports);
  WindowVerdict verdict = WindowJudge(course, window, reports, context).Judge();
  if (context.with_numbers) ShowAsGrowth(window, std::move(course), verdict.numbers);
  return verdict;
}

}  // namespace liandu::evaluator
