#pragma once

#include <google/protobuf/repeated_field.h>

#include <map>
#include <string>

#include "liandu/v1/catalogue.pb.h"

namespace liandu::cli {

/// What a jurisdiction's units, posts, chains and programmes are called. An id that it does not know is its own name.
class CatalogueNames {
 public:
  CatalogueNames() = default;
  explicit CatalogueNames(const v1::Catalogue& catalogue);

  const std::string& Unit(const std::string& id) const { return Look(units_, id); }
  const std::string& Post(const std::string& id) const { return Look(posts_, id); }
  const std::string& Chain(const std::string& id) const { return Look(chains_, id); }
  const std::string& Programme(const std::string& id) const { return Look(programmes_, id); }
  /// "现代金融、现代物流".
  std::string Chains(const google::protobuf::RepeatedPtrField<std::string>& ids) const;

 private:
  using Names = std::map<std::string, std::string>;
  static const std::string& Look(const Names& names, const std::string& id);

  Names units_;
  Names posts_;
  Names chains_;
  Names programmes_;
};

}  // namespace liandu::cli
