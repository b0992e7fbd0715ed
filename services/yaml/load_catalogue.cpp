#include "yaml/load_catalogue.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "yaml/json_text.h"
#include "yaml/yaml_to_json.h"

namespace liandu::yaml {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

/// A segment of a field path: "targets[3]" → {"targets", 3}.
struct Segment {
  std::string name;
  std::optional<size_t> index;
};

std::vector<Segment> ParsePath(std::string_view path) {
  std::vector<Segment> segments;
  if (path.starts_with("catalogue.")) path.remove_prefix(10);
  for (const std::string& part : std::vector<std::string>(absl::StrSplit(std::string(path), '.'))) {
    Segment segment;
    const size_t bracket = part.find('[');
    segment.name = part.substr(0, bracket);
    uint32_t index = 0;
    if (bracket != std::string::npos && part.back() == ']' &&
        absl::SimpleAtoi(part.substr(bracket + 1, part.size() - bracket - 2), &index)) {
      segment.index = index;
    }
    segments.push_back(std::move(segment));
  }
  return segments;
}

const FieldDescriptor* FieldByEitherName(const Descriptor& descriptor, const std::string& name) {
  if (const FieldDescriptor* field = descriptor.FindFieldByName(name)) return field;
  return descriptor.FindFieldByCamelcaseName(name);
}

/// Ids that have been met, by kind, and where.
using IdPlaces = std::map<std::pair<int, std::string>, Place>;

/// Notes origins of a file's resources, and what stands twice.
class Collector {
 public:
  Collector(LoadedCatalogue& loaded, IdPlaces& ids) : loaded_(loaded), ids_(ids) {}

  void Collect(const std::string& file, const YamlNode& root) {
    for (const YamlNode& child : root.children) {
      const FieldDescriptor* field = v1::Catalogue::descriptor()->FindFieldByCamelcaseName(child.key);
      if (field == nullptr || child.kind == YamlNode::Kind::kNull) continue;
      if (!field->is_repeated()) {
        TakeId({field->number(), ""}, {file, child.key_line, child.key_column}, child.key,
               absl::StrCat(child.key, " 只能有一处"));
        Note(*field, file, child);
        continue;
      }
      for (size_t i = 0; i < child.children.size(); ++i) {
        const YamlNode& resource = child.children[i];
        Note(*field, file, resource);
        const YamlNode* id = resource.Find("id");
        if (id == nullptr || id->kind != YamlNode::Kind::kScalar) continue;
        TakeId({field->number(), id->text}, {file, id->line, id->column}, absl::StrCat(child.key, "[", i, "].id"),
               absl::StrCat("编号 ", id->text, " 重复"));
      }
    }
  }

 private:
  void Note(const FieldDescriptor& field, const std::string& file, const YamlNode& node) {
    loaded_.origins.Add(field.number(), {&file, &node});
    ++loaded_.resource_count;
  }

  void TakeId(std::pair<int, std::string> id, Place place, const std::string& path, const std::string& what) {
    const auto [found, is_new] = ids_.emplace(std::move(id), place);
    if (is_new) return;
    loaded_.problems.push_back(
        {std::move(place), path, absl::StrCat(what, "：", found->second.ToString(), " 已经有了，请改一处或删一处")});
  }

  LoadedCatalogue& loaded_;
  IdPlaces& ids_;
};

void LoadFile(const CatalogueFile& file, LoadedCatalogue& loaded, IdPlaces& ids) {
  const size_t problems_before = loaded.problems.size();
  auto tree = std::make_unique<const YamlNode>(ParseYaml(file.name, file.text, loaded.problems));
  if (loaded.problems.size() > problems_before || tree->kind == YamlNode::Kind::kNull) return;
  const std::string json = YamlToJson(file.name, *tree, *v1::Catalogue::descriptor(), "", loaded.problems);
  const std::string& name = *loaded.names.emplace_back(std::make_unique<const std::string>(file.name));
  Collector(loaded, ids).Collect(name, *tree);
  loaded.trees.push_back(std::move(tree));
  if (loaded.problems.size() > problems_before) return;
  v1::Catalogue part;
  if (const absl::Status status = FromJson(json, part); !status.ok()) {
    loaded.problems.push_back({{file.name, 1, 1}, "", absl::StrCat("不是目录的格式：", status.message())});
    return;
  }
  loaded.catalogue.MergeFrom(part);
}

}  // namespace

const ResourceOrigin* OriginMap::At(int field_number, size_t index) const {
  const auto found = origins_.find(field_number);
  if (found == origins_.end() || index >= found->second.size()) return nullptr;
  return &found->second[index];
}

std::optional<Place> OriginMap::Locate(std::string_view path) const {
  const std::vector<Segment> segments = ParsePath(path);
  const FieldDescriptor* field = FieldByEitherName(*v1::Catalogue::descriptor(), segments.front().name);
  if (field == nullptr) return std::nullopt;
  const ResourceOrigin* origin = At(field->number(), segments.front().index.value_or(0));
  if (origin == nullptr || origin->node == nullptr) return std::nullopt;
  const YamlNode* node = origin->node;
  Place place{*origin->file, node->line, node->column};
  const Descriptor* type = field->message_type();
  for (size_t i = 1; i < segments.size() && type != nullptr; ++i) {
    field = FieldByEitherName(*type, segments[i].name);
    if (field == nullptr) break;
    node = node->Find(field->json_name());
    if (node == nullptr) break;
    place.line = node->key_line;
    place.column = node->key_column;
    type = field->message_type();
    if (!segments[i].index.has_value()) continue;
    if (*segments[i].index >= node->children.size()) break;
    node = &node->children[*segments[i].index];
    place.line = node->line;
    place.column = node->column;
  }
  return place;
}

LoadedCatalogue LoadCatalogue(const std::vector<CatalogueFile>& files) {
  LoadedCatalogue loaded;
  IdPlaces ids;
  for (const CatalogueFile& file : files) {
    const auto first = static_cast<std::ptrdiff_t>(loaded.problems.size());
    LoadFile(file, loaded, ids);
    std::stable_sort(loaded.problems.begin() + first, loaded.problems.end(),
                     [](const Problem& a, const Problem& b) { return a.place.line < b.place.line; });
    if (loaded.problems.size() > kMaxProblems) {
      loaded.problems.resize(kMaxProblems);
      loaded.problems.push_back({{file.name, 1, 1}, "", "问题太多，其余不再列出"});
      break;
    }
  }
  return loaded;
}

}  // namespace liandu::yaml
