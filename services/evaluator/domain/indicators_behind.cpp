#include "evaluator/domain/indicators_behind.h"

#include <algorithm>

#include "evaluator/domain/derivation.h"

namespace liandu::evaluator {

std::vector<std::string> IndicatorsBehind(const Registry& registry, const std::string& indicator) {
  std::vector<std::string> found{indicator};
  for (size_t i = 0; i < found.size(); ++i) {
    const IndicatorRow* row = Registry::FindRow(registry.indicators, found[i]);
    if (row == nullptr || row->derivation == nullptr) continue;
    for (const std::string& operand : row->derivation->indicators) {
      if (found.size() == kMaxIndicatorsBehind) return found;
      if (std::find(found.begin(), found.end(), operand) == found.end()) found.push_back(operand);
    }
  }
  return found;
}

}  // namespace liandu::evaluator
