#pragma once

#include <string>
#include <vector>

#include "model/catalogue.h"

/// A small good catalogue for tests.
namespace liandu::ingest {

inline constexpr const char* kCity = "qingdao";

/// Every kind once or twice, everything referred to is there; in the order of kinds.
std::vector<model::Resource> GoodCatalogue();

/// The same, as it stands once applied.
model::Catalogue AppliedCatalogue();

/// The n-th resource of a type.
template <typename T>
T& The(std::vector<model::Resource>& resources, int n = 0) {
  for (model::Resource& resource : resources) {
    if (std::holds_alternative<T>(resource) && n-- == 0) return std::get<T>(resource);
  }
  std::abort();
}

}  // namespace liandu::ingest
