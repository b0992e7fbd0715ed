#include "evaluator/domain/parts_tally.h"

#include "absl/strings/str_cat.h"

namespace liandu::evaluator {
namespace {

using model::Rational;

void CountEnd(const IntervalEnd& end, int by, Rational& sum, int64_t& infinite, int64_t& open) {
  if (end.infinite) {
    infinite += by;
    return;
  }
  sum += end.value * by;
  if (end.open) open += by;
}

IntervalEnd EndOf(const Rational& sum, int64_t infinite, int64_t open) {
  return infinite > 0 ? IntervalEnd{Rational(0), false, true} : IntervalEnd{sum, open > 0, false};
}

}  // namespace

void CountPart(const PartsNode& node, const PartFigure& figure, int by, PartsTally& tally) {
  tally.present += by;
  if (figure.precision == 1) tally.rounded += by;
  if (figure.precision == 0) tally.bounds += by;
  const auto published = tally.published.try_emplace(figure.published).first;
  if ((published->second += by) == 0) tally.published.erase(published);
  if (node.op == model::FormulaNode::Op::kSumParts) {
    CountEnd(figure.in_base_units.low, by, tally.low_sum, tally.low_infinite, tally.low_open);
    CountEnd(figure.in_base_units.high, by, tally.high_sum, tally.high_infinite, tally.high_open);
    return;
  }
  const Truth truth = Compares(figure.in_own_unit, node.comparison, model::ToRational(node.number));
  if (truth == Truth::kYes) tally.satisfied += by;
  if (truth == Truth::kUndecided) tally.undecided += by;
}

Worth WorthOf(const PartsNode& node, const PartsTally* tally, size_t parts) {
  const bool complete = tally && parts > 0 && tally->present == static_cast<int64_t>(parts);
  Worth worth = Worth::Absent(Reason::kMissingPart);
  if (complete && node.op == model::FormulaNode::Op::kSumParts) {
    worth = Worth::Of({EndOf(tally->low_sum, tally->low_infinite, tally->low_open),
                       EndOf(tally->high_sum, tally->high_infinite, tally->high_open)});
  } else if (complete) {
    const Rational least(tally->satisfied);
    worth = Worth::Of({{least, false, false}, {Rational(least + tally->undecided), false, false}});
  }
  worth.has_figure = tally && tally->present > 0;
  if (!complete) return worth;
  worth.published = tally->published.rbegin()->first;
  worth.precision = tally->bounds > 0 ? 0 : tally->rounded > 0 ? 1 : 2;
  return worth;
}

}  // namespace liandu::evaluator
