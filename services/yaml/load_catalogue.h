#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "liandu/v1/catalogue.pb.h"
#include "yaml/yaml_tree.h"

/// Catalogue folders: YAML files, each a part of one v1::Catalogue with exactly the contract's JSON names.
namespace liandu::yaml {

/// A file of a catalogue folder: its name as people are told it, and its bytes.
struct CatalogueFile {
  std::string name;
  std::string text;
};

/// Where a resource stands. The tree it points into is owned by the LoadedCatalogue.
struct ResourceOrigin {
  const std::string* file = nullptr;
  const YamlNode* node = nullptr;
};

/// Where every resource of a catalogue message came from. Copies are cheap enough for splitting a catalogue.
class OriginMap {
 public:
  /// Notes the origin of the next element of a repeated field, or of a singular one, by the field's number.
  void Add(int field_number, ResourceOrigin origin) { origins_[field_number].push_back(origin); }
  /// The origin of element `index` of a field; nullptr if it is not known.
  const ResourceOrigin* At(int field_number, size_t index) const;
  /// The place of a field path such as "targets[3].due_date" or "targets[3].dueDate", with or without a leading
  /// "catalogue."; if that field does not stand in the file, of the nearest thing around it. nullopt if nothing on
  /// the path came from a file.
  std::optional<Place> Locate(std::string_view path) const;

 private:
  std::map<int, std::vector<ResourceOrigin>> origins_;
};

/// A catalogue and where its parts stand. Everything that `origins` points into lives as long as this.
struct LoadedCatalogue {
  v1::Catalogue catalogue;
  OriginMap origins;
  /// In the order of the files and lines; the catalogue is meaningful only if empty.
  std::vector<Problem> problems;
  size_t resource_count = 0;
  std::vector<std::unique_ptr<const YamlNode>> trees;
  std::vector<std::unique_ptr<const std::string>> names;
};

/// More problems than this are not collected; the last one then says so.
inline constexpr size_t kMaxProblems = 200;

/// Reads the files as one catalogue. Every problem of every file is found: broken YAML, unknown fields, wrong types,
/// ids that stand twice (naming both places), settings of which there is one at most. Pure.
LoadedCatalogue LoadCatalogue(const std::vector<CatalogueFile>& files);

}  // namespace liandu::yaml
