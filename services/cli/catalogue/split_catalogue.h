#pragma once

#include <vector>

#include "liandu/v1/catalogue.pb.h"
#include "yaml/load_catalogue.h"

namespace liandu::cli {

/// A part of a catalogue that is applied by itself, with the origins under its own indices.
struct CataloguePart {
  v1::Catalogue catalogue;
  yaml::OriginMap origins;
};

/// Cuts a catalogue into parts of at most so many resources and bytes (a single larger resource is a part by itself).
/// What is referred to comes in the same part or an earlier one: kinds in the contract's order, except that items come
/// before indicators; parents before their units and programmes, items after those whose milestones they depend on,
/// indicators after those that their formulas name and those that they are part of. Pure.
std::vector<CataloguePart> SplitCatalogue(const v1::Catalogue& catalogue, const yaml::OriginMap& origins,
                                          size_t max_resources, size_t max_bytes);

}  // namespace liandu::cli
