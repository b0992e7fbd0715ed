#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "absl/container/btree_map.h"

namespace liandu::evaluator {

/// A text kept once: ids of units, chains, programmes, units of measure. 0 is the empty text.
using Symbol = uint32_t;

class Symbols {
 public:
  Symbols() { Of(""); }
  Symbols(const Symbols&) = delete;
  Symbols& operator=(const Symbols&) = delete;

  Symbol Of(std::string_view text) {
    if (const auto it = by_text_.find(text); it != by_text_.end()) return it->second;
    texts_.emplace_back(text);
    const auto symbol = static_cast<Symbol>(texts_.size() - 1);
    by_text_.emplace(texts_.back(), symbol);
    return symbol;
  }
  /// The empty text's where it is not known.
  Symbol Find(std::string_view text) const {
    const auto it = by_text_.find(text);
    return it == by_text_.end() ? 0 : it->second;
  }
  const std::string& Text(Symbol symbol) const { return texts_[symbol]; }

 private:
  std::deque<std::string> texts_;
  absl::btree_map<std::string_view, Symbol> by_text_;
};

}  // namespace liandu::evaluator
