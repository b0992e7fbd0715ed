#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/alert_texts.h"
#include "evaluator/domain/derivation.h"
#include "evaluator/domain/derivations.h"
#include "evaluator/domain/derived_value.h"
#include "evaluator/domain/explain_target.h"
#include "evaluator/domain/figures.h"
#include "evaluator/domain/periods.h"

namespace liandu::evaluator {
namespace {

using Op = model::FormulaNode::Op;
using model::FormulaNode;
using model::Period;
using model::Rational;

constexpr const char* kDerivedSource = "由公式计算";

model::Bound BoundOf(int precision) {
  return precision == 2 ? model::Bound::kExact : precision == 1 ? model::Bound::kAbout : model::Bound::kAtLeast;
}

const std::string& UnitOf(const Registry& registry, const IndicatorRow& row, const HeldReport& figure) {
  const std::string& own = registry.symbols.Text(row.unit_of_measure);
  return figure.detail->unit_of_measure.empty() ? own : figure.detail->unit_of_measure;
}

/// As it was said, in the unit in which it was.
Interval Said(const HeldReport& figure) {
  if (figure.detail->derived) return figure.detail->derived->value;
  return Interval::Of(model::ToRational(figure.value), figure.bound);
}

std::optional<Reason> AbsentReason(const HeldReport& figure) {
  return figure.detail->derived ? figure.detail->derived->absent : std::nullopt;
}

Rational ScaleIn(const Registry& registry, const std::string& unit) {
  return ScaleOf(registry.catalogue.units_of_measure, unit);
}

Interval Scaled(const Interval& value, const Rational& factor) {
  return factor == 1 ? value : value * Interval::Exactly(factor);
}

bool SaysSame(const HeldReport& left, const HeldReport& right) {
  const DerivedValue& a = *left.detail->derived;
  const DerivedValue& b = *right.detail->derived;
  return a.absent == b.absent && a.value == b.value && a.inputs == b.inputs && a.working == b.working &&
         left.published == right.published && left.bound == right.bound;
}

}  // namespace

const HeldReport* FigureOn(const IndicatorRow& row, model::Date day) {
  if (const HeldReport* stock = StandingOf(row.figures(), {day, day, true})) return stock;
  const bool ends_year = day == model::Date(day.year(), 12, 31);
  return ends_year ? StandingOf(row.figures(), {model::Date(day.year(), 1, 1), day, false}) : nullptr;
}

std::optional<PartFigure> PartFigureOf(const Registry& registry, const IndicatorRow& part, const Period& period) {
  const HeldReport* figure = StandingOf(part.figures(), period);
  if (!figure || AbsentReason(*figure)) return std::nullopt;
  const std::string& own = registry.symbols.Text(part.unit_of_measure);
  const std::string& unit = UnitOf(registry, part, *figure);
  const Interval said = Said(*figure);
  const Interval in_base = Scaled(said, ScaleIn(registry, unit));
  return PartFigure{in_base, unit == own ? said : Scaled(in_base, Rational(1 / ScaleIn(registry, own))),
                    figure->published, PrecisionOf(figure->bound)};
}

Worth WorthOfFigure(const Registry& registry, const IndicatorRow& row, const HeldReport* figure,
                    std::vector<model::EvidenceInput>* inputs) {
  if (!figure) return Worth::Absent(Reason::kMissingPart);
  if (const auto reason = AbsentReason(*figure)) {
    Worth absent = Worth::Absent(*reason);
    absent.has_figure = true;
    return absent;
  }
  const std::string& unit = UnitOf(registry, row, *figure);
  const Interval said = Said(*figure);
  if (inputs) {
    inputs->push_back({"indicator", row.id, FigureText(said, unit), figure->period.ToString(), figure->detail->source});
  }
  Worth worth = Worth::Of(Scaled(said, ScaleIn(registry, unit)));
  worth.published = figure->published;
  worth.precision = PrecisionOf(figure->bound);
  return worth;
}

void Derivations::Settle(absl::FunctionRef<void(IndicatorRow&)> changed) {
  if (std::exchange(recount_items_, false)) {
    for (const auto& [id, row] : registry_.items) Recount(*row);
  }
  if (std::exchange(recount_members_, false)) {
    for (const auto& [id, row] : registry_.registers) {
      for (const auto& [member, record] : row.members) counts_.Recount(record);
    }
  }
  if (ranks_stale_) Rank();
  if (counts_.HasTouched()) {
    for (IndicatorRow* row : counting_) {
      if (ReadsTouched(row->derivation->formula)) Touch(*row);
    }
    counts_.Settled();
  }
  std::set<std::pair<int, std::string>> queue;
  while (!noted_.empty() || !queue.empty()) {
    for (const std::string& id : std::exchange(noted_, {})) {
      const IndicatorRow* row = Registry::FindRow(registry_.indicators, id);
      if (row && row->derivation) queue.emplace(row->derivation->rank, id);
    }
    if (queue.empty()) break;
    IndicatorRow& row = *Registry::FindRow(registry_.indicators, queue.begin()->second);
    queue.erase(queue.begin());
    const auto pending = pending_.extract(row.id);
    if (pending.empty()) continue;
    Work(row, pending.mapped());
    changed(row);
  }
  pending_.clear();
  for (const std::string& id : std::exchange(members_changed_, {})) {
    if (IndicatorRow* row = Registry::FindRow(registry_.indicators, id)) changed(*row);
  }
}

bool Derivations::ReadsTouched(const FormulaNode& node) const {
  return counts_.IsTouched(node) || std::any_of(node.operands.begin(), node.operands.end(),
                                                [&](const FormulaNode& operand) { return ReadsTouched(operand); });
}

void Derivations::Work(IndicatorRow& row, const Pending& pending) {
  const Derivation& derivation = *row.derivation;
  if (derivation.refused || derivation.circular || derivation.counts) {
    while (!row.derivation->figures.empty()) Replace(row, row.derivation->figures.back().period, std::nullopt);
    if (derivation.counts && !derivation.circular) TellAll(row);
    return;
  }
  std::set<Period> periods = pending.periods;
  if (pending.all) periods.merge(PeriodsOf(row));
  for (const Period& period : periods) Recompute(row, period);
}

std::set<Period> Derivations::PeriodsOf(const IndicatorRow& row) const {
  const Derivation& derivation = *row.derivation;
  std::set<Period> periods;
  const auto add = [&](const Period& period) {
    for (int years = 0; years <= derivation.years_back; ++years) periods.insert(YearsLater(period, years));
  };
  for (const HeldReport& figure : derivation.figures) periods.insert(figure.period);
  for (const std::string& id : derivation.indicators) {
    const IndicatorRow* operand = Registry::FindRow(registry_.indicators, id);
    if (!operand) continue;
    for (const HeldReport& figure : operand->figures()) add(figure.period);
  }
  for (const PartsNode& node : derivation.parts) {
    for (const auto& [period, tally] : node.tallies) add(period);
  }
  return periods;
}

void Derivations::Recompute(IndicatorRow& row, const Period& period) {
  std::optional<HeldReport> fresh = FigureOf(row, period);
  const HeldReport* before = StandingOf(row.derivation->figures, period);
  if (!fresh && !before) return;
  if (fresh && before && SaysSame(*fresh, *before)) return;
  Replace(row, period, std::move(fresh));
}

void Derivations::Replace(IndicatorRow& row, const Period& period, std::optional<HeldReport> fresh) {
  LeavePeriod(row, period);
  auto& figures = row.derivation->figures;
  if (const HeldReport* before = StandingOf(figures, period))
    figures.erase(figures.begin() + (before - figures.data()));
  if (fresh) {
    const auto place = [](const HeldReport& report) {
      return std::make_tuple(report.period.last, report.period.first, report.period.as_of);
    };
    const auto at = std::lower_bound(figures.begin(), figures.end(), *fresh,
                                     [&](const auto& left, const auto& right) { return place(left) < place(right); });
    figures.insert(at, *std::move(fresh));
  }
  EnterPeriod(row, period);
}

std::optional<HeldReport> Derivations::FigureOf(const IndicatorRow& row, const Period& period) const {
  auto value = std::make_shared<DerivedValue>();
  const Worth worth = Evaluate(row.derivation->formula, 0, [&](const FormulaNode& operand, int years_before) {
    return Read(row, operand, YearsLater(period, -years_before), value->inputs);
  });
  if (!worth.has_figure) return std::nullopt;
  value->absent = worth.absent;
  if (!worth.absent) {
    value->value = Scaled(worth.value, Rational(1 / ScaleIn(registry_, registry_.symbols.Text(row.unit_of_measure))));
    value->working = WorkingText(worth);
  }
  HeldReport figure;
  figure.period = period;
  figure.bound = BoundOf(worth.precision);
  figure.published = worth.absent ? period.last : worth.published;
  figure.received = registry_.civil_time.StartOf(figure.published);
  auto detail = std::make_shared<ReportDetail>();
  detail->source = kDerivedSource;
  detail->derived = std::move(value);
  figure.detail = std::move(detail);
  return figure;
}

Worth Derivations::Read(const IndicatorRow& row, const FormulaNode& operand, const Period& period,
                        std::vector<model::EvidenceInput>& inputs) const {
  if (operand.op == Op::kSumParts || operand.op == Op::kCountParts) {
    const std::string& owner = operand.name.empty() ? row.id : operand.name;
    const auto& nodes = row.derivation->parts;
    const auto node = std::find_if(nodes.begin(), nodes.end(), [&](const PartsNode& known) {
      return known.op == operand.op && known.owner == owner && known.comparison == operand.comparison &&
             known.number == operand.number;
    });
    const auto tally = node->tallies.find(period);
    const Parts* parts = PartsOf(owner);
    const size_t count = parts ? parts->size() : 0;
    Worth worth = WorthOf(*node, tally == node->tallies.end() ? nullptr : &tally->second, count);
    const std::string present = absl::StrCat(
        tally == node->tallies.end() ? 0 : tally->second.present, "/", count, " 项有数",
        worth.absent ? "" : absl::StrCat("，", operand.op == Op::kSumParts ? "合计 " : "满足 ", worth.working));
    inputs.push_back({"parts", owner, present, period.ToString(), ""});
    return worth;
  }
  const IndicatorRow* read = Registry::FindRow(registry_.indicators, operand.name);
  if (!read || !read->defined) return Worth::Absent(Reason::kMissingPart);
  if (operand.op == Op::kIndicator) {
    return WorthOfFigure(registry_, *read, StandingOf(read->figures(), period), &inputs);
  }
  // The stock on a day is there for every period; it makes none exist.
  Worth stock =
      WorthOfFigure(registry_, *read, operand.op == Op::kAt ? FigureOn(*read, operand.date) : nullptr, &inputs);
  stock.has_figure = false;
  return stock;
}

std::pair<std::vector<std::string>, size_t> Derivations::MissingFor(const IndicatorRow& row, const Window& window,
                                                                    size_t limit) const {
  std::pair<std::vector<std::string>, size_t> missing;
  const auto miss = [&](const std::string& id) {
    if (missing.first.size() < limit) missing.first.push_back(IndicatorName(registry_, id));
    ++missing.second;
  };
  const auto inside = [&](const Period& period) { return window.first <= period.last && period.last <= window.last; };
  const Derivation& derivation = *row.derivation;
  for (const std::string& id : derivation.indicators) {
    const IndicatorRow* operand = Registry::FindRow(registry_.indicators, id);
    const bool there =
        operand && std::any_of(operand->figures().begin(), operand->figures().end(), [&](const HeldReport& figure) {
          return inside(figure.period) && !AbsentReason(figure);
        });
    if (!there && !(operand && operand->derivation && operand->derivation->counts)) miss(id);
  }
  for (const PartsNode& node : derivation.parts) {
    const Parts* parts = PartsOf(node.owner);
    if (!parts) continue;
    auto latest = std::find_if(node.tallies.rbegin(), node.tallies.rend(),
                               [&](const auto& tally) { return inside(tally.first); });
    for (const IndicatorRow* part : *parts) {
      if (latest == node.tallies.rend() || !PartFigureOf(registry_, *part, latest->first)) miss(part->id);
    }
  }
  return missing;
}

}  // namespace liandu::evaluator
