#include "cli/show/catalogue_names.h"

namespace liandu::cli {
namespace {

template <typename Resources>
std::map<std::string, std::string> NamesOf(const Resources& resources) {
  std::map<std::string, std::string> names;
  for (const auto& resource : resources) {
    if (!resource.display_name().empty()) names[resource.id()] = resource.display_name();
  }
  return names;
}

}  // namespace

CatalogueNames::CatalogueNames(const v1::Catalogue& catalogue)
    : units_(NamesOf(catalogue.units())),
      posts_(NamesOf(catalogue.posts())),
      chains_(NamesOf(catalogue.chains())),
      programmes_(NamesOf(catalogue.programmes())) {}

const std::string& CatalogueNames::Look(const Names& names, const std::string& id) {
  const auto found = names.find(id);
  return found == names.end() ? id : found->second;
}

std::string CatalogueNames::Chains(const google::protobuf::RepeatedPtrField<std::string>& ids) const {
  std::string joined;
  for (const std::string& id : ids) joined += (joined.empty() ? "" : "、") + Chain(id);
  return joined;
}

}  // namespace liandu::cli
