#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ingest/domain/merged_catalogue.h"
#include "model/formula.h"
#include "model/formula_type.h"

namespace liandu::ingest {

/// The formulas and the parts of a catalogue as it will be, read when asked for. Refers to the catalogue, which must
/// outlive it; used by one thread.
class FormulaBook {
 public:
  explicit FormulaBook(const MergedCatalogue& catalogue);

  /// nullptr for an indicator that is reported, or whose formula cannot be read.
  const model::FormulaNode* Of(const model::Indicator& indicator);
  /// Indicators of the request that are part of one.
  std::vector<const model::Indicator*> TouchedPartsOf(const std::string& whole) const;
  /// All of them. What was not there before has none outside of the request; else the first call scans.
  std::vector<const model::Indicator*> PartsOf(const std::string& whole);
  /// The dimension of an indicator's formula, over all its parts or only over those of the request.
  absl::StatusOr<std::string> Resolve(const model::FormulaNode& formula, const model::Indicator& indicator,
                                      bool all_parts);

  const MergedCatalogue& catalogue() const { return catalogue_; }

 private:
  using Parts = std::map<std::string, std::vector<const model::Indicator*>>;

  const MergedCatalogue& catalogue_;
  std::map<std::string, std::optional<model::FormulaNode>> formulas_;
  Parts touched_;
  std::optional<Parts> untouched_;
};

}  // namespace liandu::ingest
