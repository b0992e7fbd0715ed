#pragma once

#include <string>
#include <vector>

#include "cli/text/screen.h"
#include "model/catalogue.h"

namespace liandu::cli {

/// A weak spot of a catalogue: nothing that keeps it from being applied, but something that will not be judged, or
/// not by whom and when it should.
struct Weakness {
  /// "no_base", "no_owner" …; docs/lint.md lists them.
  std::string kind;
  model::ResourceKind resource = model::ResourceKind::kTarget;
  /// An item's milestone reads "item/milestone".
  std::string id;
  /// In Chinese: what is weak, and what to do about it.
  std::string what;
  bool operator==(const Weakness&) const = default;
};

/// Every weak spot, by kind in the order of docs/lint.md, then id. What a Decision of the catalogue has settled is
/// none. Pure.
std::vector<Weakness> LintCatalogue(const model::Catalogue& catalogue);

/// A table for people, one row a weakness, and how many of each kind.
std::string RenderWeaknesses(const std::vector<Weakness>& found, const Screen& screen);

}  // namespace liandu::cli
