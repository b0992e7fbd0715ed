#include "evaluator/domain/implied_shares.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/derivation.h"

namespace liandu::evaluator {
namespace {

using model::Date;
using model::FormulaNode;
using model::Rational;

/// A number that a programme asks of one side.
struct AskedAmount {
  const TargetRow* row = nullptr;
  /// In base units.
  Rational number;
};

/// By (due, start, programme); of several of one programme the first by id.
using Amounts = std::map<std::tuple<Date, Date, Symbol>, AskedAmount>;

Amounts AmountsOf(const Registry& registry, const std::string& id, Date day) {
  Amounts amounts;
  const IndicatorRow* indicator = Registry::FindRow(registry.indicators, id);
  if (!indicator) return amounts;
  for (const TargetRow* row : indicator->targets) {
    const TargetSpec spec = registry.SpecOf(*row, day);
    if (!spec.value || !spec.due || spec.redacted || spec.ambiguous || spec.superseded || spec.each_year) continue;
    if (spec.measure == model::Measure::kGrowth || spec.comparator == model::Comparator::kDouble) continue;
    const auto unit = registry.catalogue.units_of_measure.find(std::string(spec.unit));
    const bool known = unit != registry.catalogue.units_of_measure.end();
    const Rational scale = known ? model::ToRational(unit->second.scale) : Rational(1);
    const Window window = WindowsOf(spec).back();
    AskedAmount& kept = amounts[{window.last, IsFlow(spec) ? window.first : Date(), row->programme}];
    if (!kept.row || row->id < kept.row->id) kept = {row, Rational(*spec.value * scale)};
  }
  return amounts;
}

std::string ShareText(const AskedAmount& part, const AskedAmount& whole) {
  return absl::StrCat(part.row->id, " ÷ ", whole.row->id, " 为 ",
                      model::ToText(Rational(part.number / whole.number * 100), 1), "%");
}

}  // namespace

bool IsRatio(const IndicatorRow& indicator) {
  if (!indicator.derivation) return false;
  const FormulaNode& formula = indicator.derivation->formula;
  return formula.op == FormulaNode::Op::kDivide && formula.operands.size() == 2 &&
         formula.operands[0].op == FormulaNode::Op::kIndicator && formula.operands[1].op == FormulaNode::Op::kIndicator;
}

std::vector<TargetDispute> ImpliedShares(const Registry& registry, const IndicatorRow& indicator, Date day) {
  std::vector<TargetDispute> disputes;
  if (!IsRatio(indicator)) return disputes;
  const auto& operands = indicator.derivation->formula.operands;
  const Amounts parts = AmountsOf(registry, operands[0].name, day);
  const Amounts wholes = AmountsOf(registry, operands[1].name, day);
  std::map<std::pair<Date, Date>, std::pair<TargetDispute, std::set<Rational>>> by_window;
  for (const auto& [key, part] : parts) {
    const auto whole = wholes.find(key);
    if (whole == wholes.end() || whole->second.number == 0) continue;
    const auto& [last, first, programme] = key;
    auto& [dispute, shares] = by_window[{last, first}];
    dispute.window = {first, last};
    dispute.is_flow = first != Date();
    dispute.members.push_back(part.row);
    dispute.members.push_back(whole->second.row);
    dispute.says.push_back(ShareText(part, whole->second));
    shares.insert(Rational(part.number / whole->second.number));
  }
  for (auto& [window, found] : by_window) {
    auto& [dispute, shares] = found;
    if (shares.size() < 2) continue;
    std::sort(dispute.members.begin(), dispute.members.end(),
              [](const auto* a, const auto* b) { return a->id < b->id; });
    disputes.push_back(std::move(dispute));
  }
  return disputes;
}

}  // namespace liandu::evaluator
