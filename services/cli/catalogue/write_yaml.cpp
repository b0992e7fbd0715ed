#include "cli/catalogue/write_yaml.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "yaml/json_text.h"
#include "yaml/read_folder.h"

namespace liandu::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

std::string ScalarOf(const Message& message, const FieldDescriptor& field, int index) {
  const Reflection& reflection = *message.GetReflection();
  const bool repeated = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return yaml::QuoteJson(repeated ? reflection.GetRepeatedString(message, &field, index)
                                      : reflection.GetString(message, &field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return (repeated ? reflection.GetRepeatedEnum(message, &field, index) : reflection.GetEnum(message, &field))
          ->name();
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(message, &field) ? "true" : "false";
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(repeated ? reflection.GetRepeatedInt32(message, &field, index)
                                   : reflection.GetInt32(message, &field));
    default:
      return absl::StrCat(reflection.GetInt64(message, &field));
  }
}

/// The fields that are set, each on lines of its own at the given indent; the first one stands behind `lead`.
std::string FieldsOf(const Message& message, const std::string& indent, std::string lead) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  std::string yaml;
  for (const FieldDescriptor* field : fields) {
    absl::StrAppend(&yaml, std::exchange(lead, indent), field->json_name(), ":");
    const bool nested = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    const int size = field->is_repeated() ? reflection.FieldSize(message, field) : 0;
    if (!field->is_repeated() && nested) {
      const Message& child = reflection.GetMessage(message, field);
      const std::string child_yaml = FieldsOf(child, indent + "  ", indent + "  ");
      absl::StrAppend(&yaml, child_yaml.empty() ? " {}" : "", "\n", child_yaml);
    } else if (!field->is_repeated()) {
      absl::StrAppend(&yaml, " ", ScalarOf(message, *field, 0), "\n");
    } else if (nested) {
      absl::StrAppend(&yaml, "\n");
      for (int i = 0; i < size; ++i) {
        const Message& child = reflection.GetRepeatedMessage(message, field, i);
        const std::string child_yaml = FieldsOf(child, indent + "    ", indent + "  - ");
        absl::StrAppend(&yaml, child_yaml.empty() ? indent + "  - {}\n" : child_yaml);
      }
    } else {
      absl::StrAppend(&yaml, " [");
      for (int i = 0; i < size; ++i) absl::StrAppend(&yaml, i == 0 ? "" : ", ", ScalarOf(message, *field, i));
      absl::StrAppend(&yaml, "]\n");
    }
  }
  return yaml;
}

/// The file to which a resource belongs, without its ending.
std::string StemOf(const FieldDescriptor& field, const Message& resource) {
  const auto* target = dynamic_cast<const v1::Target*>(&resource);
  if (target == nullptr || target->programme().empty()) return field.json_name();
  return absl::StrCat(field.json_name(), "/", target->programme());
}

}  // namespace

std::vector<yaml::CatalogueFile> WriteCatalogueFiles(const v1::Catalogue& catalogue) {
  const Reflection& reflection = *catalogue.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(catalogue, &fields);
  std::vector<yaml::CatalogueFile> files;
  for (const FieldDescriptor* field : fields) {
    if (!field->is_repeated()) {
      const std::string yaml = FieldsOf(reflection.GetMessage(catalogue, field), "  ", "  ");
      files.push_back(
          {field->json_name() + ".yaml", absl::StrCat(field->json_name(), ":", yaml.empty() ? " {}" : "", "\n", yaml)});
      continue;
    }
    std::map<std::string, std::pair<size_t, int>> open_files;
    for (int i = 0; i < reflection.FieldSize(catalogue, field); ++i) {
      const Message& resource = reflection.GetRepeatedMessage(catalogue, field, i);
      const std::string yaml = FieldsOf(resource, "    ", "  - ");
      const std::string stem = StemOf(*field, resource);
      const auto found = open_files.find(stem);
      const bool fits = found != open_files.end() &&
                        files[found->second.first].text.size() + yaml.size() <= yaml::kMaxCatalogueFileBytes;
      if (!fits) {
        const int number = found == open_files.end() ? 1 : found->second.second + 1;
        const std::string suffix = number == 1 ? "" : absl::StrCat("-", number);
        open_files[stem] = {files.size(), number};
        files.push_back({absl::StrCat(stem, suffix, ".yaml"), absl::StrCat(field->json_name(), ":\n")});
      }
      files[open_files[stem].first].text += yaml.empty() ? "  - {}\n" : yaml;
    }
  }
  return files;
}

}  // namespace liandu::cli
