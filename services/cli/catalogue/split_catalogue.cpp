#include "cli/catalogue/split_catalogue.h"

#include <google/protobuf/message.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "model/formula.h"

namespace liandu::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

/// A resource's tag and length in its catalogue.
constexpr size_t kFramingBytes = 6;

/// Ids of the same kind that a resource refers to.
std::vector<std::string> ReferencesWithinKind(const Message& resource) {
  if (const auto* unit = dynamic_cast<const v1::Unit*>(&resource)) return {unit->parent()};
  std::vector<std::string> references;
  if (const auto* programme = dynamic_cast<const v1::Programme*>(&resource)) {
    references.assign(programme->supersedes().begin(), programme->supersedes().end());
    references.push_back(programme->parent());
  }
  if (const auto* indicator = dynamic_cast<const v1::Indicator*>(&resource)) {
    if (!indicator->formula().empty()) {
      // A formula that cannot be read is left to the server to refuse.
      const auto formula = model::ParseFormula(indicator->formula());
      if (formula.ok()) references = model::IndicatorsOf(*formula);
    }
    references.push_back(indicator->part_of());
  }
  if (const auto* item = dynamic_cast<const v1::Item*>(&resource)) {
    for (const v1::Milestone& milestone : item->milestones()) {
      for (const std::string& dependency : milestone.depends_on()) {
        const size_t slash = dependency.find('/');
        if (slash != std::string::npos) references.push_back(dependency.substr(0, slash));
      }
    }
  }
  return references;
}

std::string IdOf(const Message& resource) {
  const FieldDescriptor* id = resource.GetDescriptor()->FindFieldByName("id");
  return id == nullptr ? "" : resource.GetReflection()->GetString(resource, id);
}

/// Indices of a repeated field's elements, those that are referred to first, else in their order. Cycles are left to
/// the server to refuse.
std::vector<int> InOrderOfReference(const Message& catalogue, const FieldDescriptor& field) {
  const Reflection& reflection = *catalogue.GetReflection();
  const int size = reflection.FieldSize(catalogue, &field);
  std::map<std::string, int> index_of;
  for (int i = 0; i < size; ++i) index_of.emplace(IdOf(reflection.GetRepeatedMessage(catalogue, &field, i)), i);
  std::vector<int> order;
  std::vector<bool> visited(static_cast<size_t>(size), false);
  struct Visit {
    int index;
    std::vector<std::string> references;
    size_t next = 0;
  };
  std::vector<Visit> stack;
  const auto enter = [&](int index) {
    if (visited[static_cast<size_t>(index)]) return;
    visited[static_cast<size_t>(index)] = true;
    stack.push_back({index, ReferencesWithinKind(reflection.GetRepeatedMessage(catalogue, &field, index))});
  };
  for (int i = 0; i < size; ++i) {
    enter(i);
    while (!stack.empty()) {
      if (stack.back().next == stack.back().references.size()) {
        order.push_back(stack.back().index);
        stack.pop_back();
        continue;
      }
      const auto found = index_of.find(stack.back().references[stack.back().next++]);
      if (found != index_of.end()) enter(found->second);
    }
  }
  return order;
}

/// Fields of a catalogue in the order in which what refers comes after what is referred to: as they are numbered, but
/// what formulas count (registers, stage machines, items) before indicators.
std::vector<const FieldDescriptor*> InOrderOfKind(std::vector<const FieldDescriptor*> fields) {
  static constexpr int kBeforeIndicators = v1::Catalogue::kChainsFieldNumber;
  const auto rank = [](const FieldDescriptor* field) -> std::pair<int, int> {
    // Items are refused without their stage machines.
    if (field->number() == v1::Catalogue::kRegistersFieldNumber) return {kBeforeIndicators, 1};
    if (field->number() == v1::Catalogue::kStageMachinesFieldNumber) return {kBeforeIndicators, 2};
    if (field->number() == v1::Catalogue::kItemsFieldNumber) return {kBeforeIndicators, 3};
    return {field->number(), 0};
  };
  std::sort(fields.begin(), fields.end(),
            [&](const auto* left, const auto* right) { return rank(left) < rank(right); });
  return fields;
}

/// Fills part after part.
class Splitter {
 public:
  Splitter(const yaml::OriginMap& origins, size_t max_resources, size_t max_bytes)
      : origins_(origins), max_resources_(max_resources), max_bytes_(max_bytes), parts_(1) {}

  void Add(const FieldDescriptor& field, const Message& resource, size_t index) {
    const size_t bytes = resource.ByteSizeLong() + kFramingBytes;
    if (resources_ > 0 && (resources_ == max_resources_ || bytes_ + bytes > max_bytes_)) {
      parts_.emplace_back();
      resources_ = 0;
      bytes_ = 0;
    }
    CataloguePart& part = parts_.back();
    const Reflection& reflection = *part.catalogue.GetReflection();
    Message* copy = field.is_repeated() ? reflection.AddMessage(&part.catalogue, &field)
                                        : reflection.MutableMessage(&part.catalogue, &field);
    copy->CopyFrom(resource);
    const yaml::ResourceOrigin* origin = origins_.At(field.number(), index);
    part.origins.Add(field.number(), origin == nullptr ? yaml::ResourceOrigin{} : *origin);
    ++resources_;
    bytes_ += bytes;
  }

  std::vector<CataloguePart> Take() { return std::move(parts_); }

 private:
  const yaml::OriginMap& origins_;
  const size_t max_resources_;
  const size_t max_bytes_;
  std::vector<CataloguePart> parts_;
  size_t resources_ = 0;
  size_t bytes_ = 0;
};

}  // namespace

std::vector<CataloguePart> SplitCatalogue(const v1::Catalogue& catalogue, const yaml::OriginMap& origins,
                                          size_t max_resources, size_t max_bytes) {
  Splitter splitter(origins, max_resources, max_bytes);
  const Reflection& reflection = *catalogue.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(catalogue, &fields);
  for (const FieldDescriptor* field : InOrderOfKind(std::move(fields))) {
    if (!field->is_repeated()) {
      splitter.Add(*field, reflection.GetMessage(catalogue, field), 0);
      continue;
    }
    for (const int index : InOrderOfReference(catalogue, *field)) {
      splitter.Add(*field, reflection.GetRepeatedMessage(catalogue, field, index), static_cast<size_t>(index));
    }
  }
  return splitter.Take();
}

}  // namespace liandu::cli
