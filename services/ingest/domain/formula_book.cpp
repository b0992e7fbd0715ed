#include "ingest/domain/formula_book.h"

#include <utility>

namespace liandu::ingest {

FormulaBook::FormulaBook(const MergedCatalogue& catalogue) : catalogue_(catalogue) {
  for (const auto& [id, indicator] : catalogue.put().indicators) {
    if (!indicator.part_of.empty()) touched_[indicator.part_of].push_back(&indicator);
  }
}

const model::FormulaNode* FormulaBook::Of(const model::Indicator& indicator) {
  if (indicator.formula.empty()) return nullptr;
  auto [found, first] = formulas_.try_emplace(indicator.id);
  if (first) {
    absl::StatusOr<model::FormulaNode> formula = model::ParseFormula(indicator.formula);
    if (formula.ok()) found->second = *std::move(formula);
  }
  return found->second ? &*found->second : nullptr;
}

std::vector<const model::Indicator*> FormulaBook::TouchedPartsOf(const std::string& whole) const {
  auto found = touched_.find(whole);
  return found == touched_.end() ? std::vector<const model::Indicator*>() : found->second;
}

std::vector<const model::Indicator*> FormulaBook::PartsOf(const std::string& whole) {
  std::vector<const model::Indicator*> parts = TouchedPartsOf(whole);
  if (catalogue_.FindBefore<model::Indicator>(whole) == nullptr) return parts;
  if (!untouched_) {
    untouched_.emplace();
    catalogue_.ForEachUntouched<model::Indicator>([this](const model::Indicator& indicator) {
      if (!indicator.part_of.empty()) (*untouched_)[indicator.part_of].push_back(&indicator);
    });
  }
  auto found = untouched_->find(whole);
  if (found != untouched_->end()) parts.insert(parts.end(), found->second.begin(), found->second.end());
  return parts;
}

absl::StatusOr<std::string> FormulaBook::Resolve(const model::FormulaNode& formula, const model::Indicator& indicator,
                                                 bool all_parts) {
  const model::FormulaLookups lookups{
      [this](const std::string& id) { return catalogue_.Find<model::Indicator>(id); },
      [this](const std::string& id) { return catalogue_.Find<model::UnitOfMeasure>(id); },
      [this, all_parts](const std::string& whole) { return all_parts ? PartsOf(whole) : TouchedPartsOf(whole); }};
  return model::ResolveDimension(formula, indicator, lookups);
}

}  // namespace liandu::ingest
