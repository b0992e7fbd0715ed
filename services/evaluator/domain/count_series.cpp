#include "evaluator/domain/count_series.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/derivation.h"
#include "evaluator/domain/derived_value.h"
#include "evaluator/domain/explain_target.h"
#include "evaluator/domain/figures.h"
#include "evaluator/domain/judge_target.h"
#include "evaluator/domain/periods.h"

namespace liandu::evaluator {
namespace {

using Op = model::FormulaNode::Op;
using model::Date;
using model::FormulaNode;
using model::Rational;

constexpr const char* kCountedSource = "系统计数";

bool Accumulates(Op op) { return op == Op::kEntered || op == Op::kReached; }
bool IsCount(Op op) { return Accumulates(op) || op == Op::kMembers || op == Op::kPast || op == Op::kDone; }

/// "reached 签约落户", for people.
std::string CountName(const FormulaNode& node) {
  switch (node.op) {
    case Op::kEntered:
      return absl::StrCat("新入 ", node.name);
    case Op::kMembers:
      return absl::StrCat("在册 ", node.name);
    case Op::kReached:
      return absl::StrCat("达到 ", node.name);
    case Op::kPast:
      return absl::StrCat("已过 ", node.name);
    default:
      return absl::StrCat("已完成 ", node.name);
  }
}

/// Reads counts on one day after another.
class Counter {
 public:
  Counter(const Derivations& derivations, const Registry& registry, CountedFor whom)
      : derivations_(derivations), registry_(registry), whom_(whom) {}

  /// What a formula is worth at the end of a day, of a window that began on `first`.
  Worth On(const IndicatorRow& row, Date first, Date day, int years_before,
           std::vector<model::EvidenceInput>* inputs) const {
    if (row.derivation->refused || row.derivation->circular) return Worth::Absent(Reason::kMissingPart);
    return Evaluate(row.derivation->formula, years_before, [&](const FormulaNode& operand, int years) {
      return Read(row, operand, MonthsLater(first, -years * kMonthsOfYear), MonthsLater(day, -years * kMonthsOfYear),
                  inputs);
    });
  }

  /// Days on which something changes that the formula reads, and the latest day from which a stock is kept.
  void Changes(const IndicatorRow& row, std::set<Date>& days, std::optional<Date>& kept) const {
    if (row.derivation->circular) return;
    Changes(row, row.derivation->formula, 0, days, kept);
  }

 private:
  Worth Read(const IndicatorRow& row, const FormulaNode& operand, Date first, Date day,
             std::vector<model::EvidenceInput>* inputs) const {
    if (IsCount(operand.op)) return Count(operand, first, day, inputs);
    if (operand.op == Op::kSumParts || operand.op == Op::kCountParts) return Parts(row, operand, first, day);
    const IndicatorRow* read = Registry::FindRow(registry_.indicators, operand.name);
    if (!read || !read->defined) return Worth::Absent(Reason::kMissingPart);
    const bool counts = read->derivation && read->derivation->counts;
    if (operand.op == Op::kAt) {
      const Date begin(operand.date.year(), 1, 1);
      return counts ? On(*read, begin, operand.date, 0, inputs)
                    : WorthOfFigure(registry_, *read, FigureOn(*read, operand.date), inputs);
    }
    return counts ? On(*read, first, day, 0, inputs) : WorthOfFigure(registry_, *read, LatestStock(*read, day), inputs);
  }

  Worth Count(const FormulaNode& node, Date first, Date day, std::vector<model::EvidenceInput>* inputs) const {
    const auto kept = derivations_.KeptSince(node);
    if (!kept || (Accumulates(node.op) ? first : day) < *kept) return Worth::Absent(Reason::kNotRecorded);
    int64_t count = 0;
    if (const Timeline* timeline = derivations_.counts().Find(node, whom_)) {
      auto at = Accumulates(node.op) ? timeline->lower_bound(first) : timeline->begin();
      for (; at != timeline->end() && at->first <= day; ++at) count += at->second;
    }
    Worth worth = Worth::Of(Interval::Exactly(Rational(count)));
    worth.published = day;
    if (inputs) {
      const std::string period = Accumulates(node.op) ? model::Period{first, day, false}.ToString() : day.ToString();
      inputs->push_back({"count", CountName(node), std::to_string(count), period, kCountedSource});
    }
    return worth;
  }

  /// A sum over parts that count themselves.
  Worth Parts(const IndicatorRow& row, const FormulaNode& operand, Date first, Date day) const {
    PartsNode node{operand.op, operand.comparison, operand.number, operand.name.empty() ? row.id : operand.name, {}};
    PartsTally tally;
    const Derivations::Parts* parts = derivations_.PartsOf(node.owner);
    for (const IndicatorRow* part : parts ? *parts : Derivations::Parts()) {
      const bool counts = part->derivation && part->derivation->counts;
      const Worth worth = counts ? On(*part, first, day, 0, nullptr)
                                 : WorthOfFigure(registry_, *part, LatestStock(*part, day), nullptr);
      if (worth.absent) continue;
      const Rational scale =
          ScaleOf(registry_.catalogue.units_of_measure, registry_.symbols.Text(part->unit_of_measure));
      const Interval own = worth.value * Interval::Exactly(Rational(1 / scale));
      CountPart(node, {worth.value, own, worth.published, worth.precision}, 1, tally);
    }
    return WorthOf(node, &tally, parts ? parts->size() : 0);
  }

  /// The latest figure known of a day: a stock, or a whole calendar year.
  static const HeldReport* LatestStock(const IndicatorRow& row, Date day) {
    const HeldReport* latest = nullptr;
    for (const HeldReport& figure : row.figures()) {
      if (figure.period.last > day || figure.published > day) continue;
      const bool year = figure.period.first == Date(figure.period.last.year(), 1, 1) &&
                        figure.period.last == Date(figure.period.last.year(), 12, 31);
      if (!figure.period.as_of && !year) continue;
      if (const HeldReport* standing = StandingOf(row.figures(), figure.period)) latest = standing;
    }
    return latest;
  }

  void Changes(const IndicatorRow& row, const FormulaNode& node, int years_before, std::set<Date>& days,
               std::optional<Date>& kept) const {
    if (IsCount(node.op)) {
      const auto since = derivations_.KeptSince(node);
      if (since) days.insert(MonthsLater(*since, years_before * kMonthsOfYear));
      if (since && !Accumulates(node.op))
        kept = std::max(kept.value_or(*since), MonthsLater(*since, years_before * kMonthsOfYear));
      if (const Timeline* timeline = derivations_.counts().Find(node, whom_)) {
        for (const auto& [day, by] : *timeline) days.insert(MonthsLater(day, years_before * kMonthsOfYear));
      }
      return;
    }
    if (node.op == Op::kIndicator) {
      const IndicatorRow* read = Registry::FindRow(registry_.indicators, node.name);
      if (read && read->derivation && read->derivation->counts && !read->derivation->circular) {
        Changes(*read, read->derivation->formula, years_before, days, kept);
      } else if (read) {
        for (const HeldReport& figure : read->figures()) {
          days.insert(MonthsLater(std::max(figure.period.last, figure.published), years_before * kMonthsOfYear));
        }
      }
    }
    if (node.op == Op::kSumParts || node.op == Op::kCountParts) {
      const Derivations::Parts* parts = derivations_.PartsOf(node.name.empty() ? row.id : node.name);
      for (const IndicatorRow* part : parts ? *parts : Derivations::Parts()) {
        if (part->derivation) Changes(*part, days, kept);
      }
    }
    for (const FormulaNode& operand : node.operands) {
      Changes(row, operand, years_before + (node.op == Op::kYearBefore ? 1 : 0), days, kept);
    }
  }

  const Derivations& derivations_;
  const Registry& registry_;
  CountedFor whom_;
};

/// Writes down what was counted for one window after the other.
class SeriesWriter {
 public:
  SeriesWriter(const Registry& registry, const IndicatorRow& row, const TargetSpec& spec, const Counter& counter)
      : registry_(registry), row_(row), spec_(spec), counter_(counter) {
    scale_ = ScaleOf(registry.catalogue.units_of_measure, registry.symbols.Text(row.unit_of_measure));
    counter.Changes(row, days_, kept_);
  }

  void Write(const Window& window, Date today) {
    const Date end = std::min(today, window.last);
    const Date begin = BeginOf(window, end);
    // Nothing to divide by, or not kept: what holds last is what is said of the whole window.
    std::vector<model::EvidenceInput> inputs;
    const Worth last = counter_.On(row_, window.first, end, 0, &inputs);
    if (last.absent) return Add(window, end, last, {});
    std::optional<Interval> before;
    for (Date day = begin;;) {
      const Worth worth = counter_.On(row_, window.first, day, 0, nullptr);
      if (!worth.absent && before != worth.value) Add(window, day, worth, {});
      before = worth.absent ? std::nullopt : std::optional(worth.value);
      const auto next = days_.upper_bound(day);
      if (next == days_.end() || *next > end) break;
      day = *next;
    }
    // The last of them says what went in.
    if (series_.figures.empty()) return;
    HeldReport& latest = series_.figures.back();
    auto detail = std::make_shared<ReportDetail>(*latest.detail);
    auto value = std::make_shared<DerivedValue>(*detail->derived);
    value->inputs = std::move(inputs);
    detail->derived = std::move(value);
    latest.detail = std::move(detail);
  }

  CountedSeries Done(Date today) && {
    const auto next = days_.upper_bound(today);
    if (next != days_.end()) series_.next_change = *next;
    return std::move(series_);
  }

 private:
  /// A window without a beginning has figures from the first day on which something was counted.
  Date BeginOf(const Window& window, Date end) const {
    Date begin = std::max(window.first, kept_.value_or(window.first));
    if (!spec_.due && !spec_.start && !days_.empty()) begin = std::max(begin, *days_.begin());
    return std::min(begin, end);
  }

  void Add(const Window& window, Date day, const Worth& worth, std::vector<model::EvidenceInput> inputs) {
    auto value = std::make_shared<DerivedValue>();
    value->absent = worth.absent;
    value->inputs = std::move(inputs);
    if (!worth.absent) {
      value->value = scale_ == 1 ? worth.value : worth.value * Interval::Exactly(Rational(1 / scale_));
      value->working = WorkingText(worth);
    }
    auto detail = std::make_shared<ReportDetail>();
    detail->source = kCountedSource;
    detail->derived = std::move(value);
    HeldReport figure;
    figure.period = IsFlow(spec_) ? model::Period{window.first, day, false} : model::Period{day, day, true};
    figure.published = day;
    figure.received = registry_.civil_time.StartOf(day);
    figure.detail = std::move(detail);
    series_.figures.push_back(std::move(figure));
  }

  const Registry& registry_;
  const IndicatorRow& row_;
  const TargetSpec& spec_;
  const Counter& counter_;
  Rational scale_;
  std::set<Date> days_;
  std::optional<Date> kept_;
  CountedSeries series_;
};

}  // namespace

CountedSeries CountSeriesOf(const Derivations& derivations, const Registry& registry, const IndicatorRow& indicator,
                            const TargetSpec& spec, CountedFor whom, Date today) {
  const Counter counter(derivations, registry, whom);
  SeriesWriter writer(registry, indicator, spec, counter);
  for (const Window& window : WindowsOf(spec)) {
    if (window.first <= today) writer.Write(window, today);
  }
  return std::move(writer).Done(today);
}

}  // namespace liandu::evaluator
